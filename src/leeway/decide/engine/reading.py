"""What is known, quickly? The facts of an ordinary request, as `facts.py` reads them.

Whatever is not plain (a value of another Python type, a problem, a fact below its trust) is left to
`facts.py`, which is the meaning. Facts that stay the same for a whole case are read once: `CaseFacts`.
Start reading at `Reading.values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import contains, ge, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from leeway import feel
from leeway.decide.decision import Presumed
from leeway.decide.facts import Facts, check_facts, unknown_in, zone_of
from leeway.decide.request import Given, Mode
from leeway.decide.worth.amounts import money
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from leeway.decide.request import Request
    from leeway.policy import Action, Book, Fact

_PYTHON: dict[str, type] = {"string": str, "boolean": bool, "number": Decimal}
_AMOUNT_MAX = 10**30
"""In minor units, where an action has no `max`; beyond it the slow way is taken."""
_NOTHING_ODD = (Mode.ORDINARY, None, None, None, None)
_OFTEN = 16
"""So often facts of the same names are met before reading them is written out as code."""
_new = tuple.__new__
_SHAPES_MAX = 1_000
"""How many combinations of given facts are remembered."""


class Known(NamedTuple):
    """What the facts of a request come to."""

    values: dict[str, Any]
    unknown: frozenset[str]
    presumed: tuple[Presumed, ...]


class CaseFacts(Mapping[str, Given]):
    """The facts of one case, read and checked once; give them to any number of requests of that case.

    To everybody else they are what they were made of. Made by `Engine.case_facts`.
    """

    __slots__ = ("_given", "known", "plain", "reading")

    def __init__(self, given: Mapping[str, Given], *, known: Known, reading: Reading, plain: bool) -> None:
        """Keep a copy of what was given, with what it comes to for the book of `reading`."""
        self._given, self.known, self.reading, self.plain = dict(given), known, reading, plain

    def __getitem__(self, name: str) -> Given:
        """One fact as it was given."""
        return self._given[name]

    def __iter__(self) -> Iterator[str]:
        """The names of what was given."""
        return iter(self._given)

    def __len__(self) -> int:
        """How many were given."""
        return len(self._given)

    def __repr__(self) -> str:
        return f"CaseFacts({self._given!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy elsewhere is what was given: there it has to be checked again."""
        return dict, (self._given,)


@dataclass(slots=True, eq=False)
class Shape:
    """What requests that give the same facts share: what each value must be, and all that they leave unsaid."""

    kinds: list[type | None]
    """The Python type of each plain value; None: there is none."""
    trusts: tuple[Trust, ...]
    chosen: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    """Picks the values of facts for which the book names `choices`."""
    choices: tuple[frozenset[Any], ...]
    numbers: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    unsaid: dict[str, Any]
    """What counts for the facts that are not given."""
    unknown: frozenset[str]
    presumed: tuple[Presumed, ...]
    met: list[Trust] = field(default_factory=list)
    """The trusts met last that were enough, which most requests repeat."""
    times: int = 0
    """How often it was met, until it was written out."""
    written: Callable[[Mapping[str, Given]], dict[str, Any] | None] | None = None
    """Reads values, once it is worth writing out how: None where one of them is odd."""

    def trusted(self, trusts: list[Trust]) -> bool:
        """Whether each fact may be relied on as far as it must."""
        enough = all(map(ge, trusts, self.trusts))
        if enough:
            self.met = trusts
        return enough

    def read(self, given: Mapping[str, Given]) -> dict[str, Any] | None:
        """What each fact is; None when a value is odd."""
        if self.written is not None:
            values = self.written(given)
            if values is not None:
                return values
        elif (times := self.times + 1) < _OFTEN:
            self.times = times
        else:
            self.written = written_out(tuple(given), self)
        values = {name: each.value for name, each in given.items()}
        if [*map(type, values.values())] != self.kinds:
            values = {name: Decimal(each) if type(each) is int else each for name, each in values.items()}
            if [*map(type, values.values())] != self.kinds:
                return None
        if not all(map(contains, self.choices, self.chosen(values))):
            return None
        return values | self.unsaid if all(map(Decimal.is_finite, self.numbers(values))) else None


class Reading:
    """Reads the facts of requests to one book."""

    __slots__ = ("_blank", "_book", "_presumed", "_shapes", "_specs")

    def __init__(self, book: Book) -> None:
        """Prepare what all requests share: the value of each fact while nothing is said."""
        self._book = book
        self._specs = {fact.name: _spec(fact) for fact in book.facts.values()}
        self._presumed = tuple(
            Presumed(fact=fact.name, value=fact.presume)
            for fact in book.facts.values()
            if fact.presume is not None
        )
        self._blank: dict[str, Any] = {
            fact.name: feel.UNKNOWN if fact.presume is None else fact.presume for fact in book.facts.values()
        }
        self._shapes: dict[tuple[str, ...], Shape] = {}

    def case_facts(self, given: Mapping[str, Given]) -> CaseFacts:
        """Facts read once for all requests of a case. Raises: RequestError with all their problems."""
        known = plainly = self._plainly(given)
        if known is None:
            values, presumed = check_facts(self._book, given)
            known = Known(values, unknown_in(values), presumed)
        return CaseFacts(given, known=known, reading=self, plain=plainly is not None)

    def plain(self, request: Request, action: Action) -> Facts | None:
        """The facts of a request without anything odd; None when the slow way must look at it."""
        known = self.values(request, action) if self.is_plain(request) else None
        if known is None or (isinstance(request.facts, CaseFacts) and not request.facts.plain):
            return None
        values = known.values
        values["amount"] = self.amount(request.amount_minor)
        zone = zone_of(self._book, request)
        values |= of_desk(request)
        values["now"] = now = feel.freeze(request.at.astimezone(ZoneInfo(zone)))
        return Facts(values=values, now=now, zone=zone, unknown=known.unknown, presumed=known.presumed)

    def values(self, request: Request, action: Action) -> Known | None:
        """The facts of a plain request, without what the desk fills in; None when one, or the amount, is so."""
        if request.parameters or action.parameters:
            return None
        given, amount = request.facts, request.amount_minor
        if amount is None:
            if action.amount:
                return None
        elif (
            not action.amount or type(amount) is not int or not 0 < amount <= (action.max_minor or _AMOUNT_MAX)
        ):
            return None
        if type(given) is CaseFacts and given.reading is self:
            values, unknown, presumed = given.known
            return Known(values.copy(), unknown, presumed)
        return self._plainly(given)

    def amount(self, minor: int | None) -> Decimal | None:
        """An amount as conditions read it."""
        return None if minor is None else money(minor, digits=self._book.digits)

    def _plainly(self, given: Mapping[str, Given]) -> Known | None:
        """What plain facts come to; None when one of them is odd."""
        names = tuple(given)
        shape = self._shapes.get(names) or self._new_shape(names)
        if shape is None:
            return None
        trusts = [each.trust for each in given.values()]
        if trusts != shape.met and not shape.trusted(trusts):
            return None
        values = shape.read(given)
        return None if values is None else _new(Known, (values, shape.unknown, shape.presumed))

    def _new_shape(self, names: tuple[str, ...]) -> Shape | None:
        if not self._specs.keys() >= set(names):
            return None
        specs = {name: self._specs[name] for name in names}
        unsaid = {name: value for name, value in self._blank.items() if name not in specs}
        if len(self._shapes) >= _SHAPES_MAX:
            self._shapes.clear()
        found = self._shapes[names] = Shape(
            kinds=[kind for kind, _, _ in specs.values()],
            trusts=tuple(trust for _, trust, _ in specs.values()),
            chosen=_picking(name for name, spec in specs.items() if spec[2]),
            choices=tuple(allowed for _, _, allowed in specs.values() if allowed),
            numbers=_picking(name for name, spec in specs.items() if spec[0] is Decimal),
            unsaid=unsaid,
            unknown=frozenset(name for name, value in unsaid.items() if value is feel.UNKNOWN),
            presumed=tuple(each for each in self._presumed if each.fact not in names),
        )
        return found

    def is_plain(self, request: Request) -> bool:
        """Whether nothing is odd but perhaps its facts: an ordinary wish of somebody for themselves."""
        actor = request.actor
        return (
            (request.mode, request.approval, request.principle, request.told_at, actor.on_behalf_of)
            == _NOTHING_ODD
            and not request.stopped
            and actor.authority in self._book.authorities
            and actor.id != ""
            and (request.currency is None or request.currency == self._book.currency)
            and request.at.tzinfo is not None
        )


def written_out(names: tuple[str, ...], shape: Shape) -> Callable[[Mapping[str, Given]], dict[str, Any] | None]:
    """A function that does for facts of these names what `Shape.read` does, several times as fast."""
    known: dict[str, Any] = {"Decimal": Decimal, "unsaid": shape.unsaid}
    choices = iter(shape.choices)
    chosen = set(shape.chosen({name: name for name in names}))
    code = [
        "def read(given):",
        # Where nothing is given there is nothing to unpack.
        f"    {', '.join(f'given_{place}' for place in range(len(names)))}, = given.values()" if names else "",
    ]
    for place, (name, kind) in enumerate(zip(names, shape.kinds, strict=True)):
        known[f"kind_{place}"] = kind
        code += [
            f"    value_{place} = given_{place}.value",
            f"    if value_{place}.__class__ is not kind_{place}: return None",
        ]
        if name in chosen:
            known[f"choices_{place}"] = next(choices)
            code.append(f"    if value_{place} not in choices_{place}: return None")
        if kind is Decimal:
            code.append(f"    if not value_{place}.is_finite(): return None")
    values = ", ".join(f"{name!r}: value_{place}" for place, name in enumerate(names))
    known_too = ", **unsaid" if values else "**unsaid"
    code.append(f"    return {{{values}{known_too if shape.unsaid else ''}}}")
    exec("\n".join(code), known)  # noqa: S102 - only code that we wrote
    read: Callable[[Mapping[str, Given]], dict[str, Any] | None] = known["read"]
    return read


def of_desk(request: Request) -> dict[str, feel.Value]:
    """What the desk fills in about who asks for themselves, and about the customer."""
    actor = request.actor
    return {
        "actor.authority": actor.authority,
        "actor.certificates": tuple(sorted(actor.certificates)),
        "actor.ai": actor.ai,
        "customer.known": request.customer is not None,
    }


def _picking(names: Iterable[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """What picks the values of these names."""
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            return lambda values: (values[name],)
        case several:
            return itemgetter(*several)


def _spec(fact: Fact) -> tuple[type | None, Trust, frozenset[Any]]:
    """The Python type of plain values of a fact (None: there is none), the trust it needs, what it may be."""
    return _PYTHON.get(str(fact.type)), fact.trust, frozenset(fact.one_of) if fact.one_of else frozenset()
