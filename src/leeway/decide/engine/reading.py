"""What is known, quickly? The facts of an ordinary request, as `facts.py` reads them.

Whatever is not plain (a value of another Python type, a problem, a fact below its trust) is left to
`facts.py`, which is the meaning. Facts that stay the same for a whole case are read once: `CaseFacts`.
Start reading at `Reading.values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, eq=False)
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
    met: list[list[Trust]]
    """The trusts met last that were enough, which most requests repeat."""

    def trusted(self, trusts: list[Trust]) -> bool:
        """Whether each fact may be relied on as far as it must."""
        enough = all(map(ge, trusts, self.trusts))
        if enough:
            self.met[0] = trusts
        return enough


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
        zone = zone_of(self._book, request)
        values |= of_desk(request)
        values["now"] = now = feel.freeze(request.at.astimezone(ZoneInfo(zone)))
        return Facts(values=values, now=now, zone=zone, unknown=known.unknown, presumed=known.presumed)

    def values(self, request: Request, action: Action) -> Known | None:
        """Facts and amount of a plain request, without what the desk fills in; None when one of them is odd."""
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
            known = Known(values.copy(), unknown, presumed)
        else:
            found = self._plainly(given)
            if found is None:
                return None
            known = found
        known.values["amount"] = None if amount is None else money(amount, digits=self._book.digits)
        return known

    def _plainly(self, given: Mapping[str, Given]) -> Known | None:
        """What plain facts come to; None when one of them is odd."""
        names = tuple(given)
        shape = self._shapes.get(names) or self._new_shape(names)
        if shape is None:
            return None
        values = {name: each.value for name, each in given.items()}
        if [*map(type, values.values())] != shape.kinds:
            values = {name: Decimal(each) if type(each) is int else each for name, each in values.items()}
            if [*map(type, values.values())] != shape.kinds:
                return None
        trusts = [each.trust for each in given.values()]
        if not (
            (trusts == shape.met[0] or shape.trusted(trusts))
            and all(map(contains, shape.choices, shape.chosen(values)))
            and all(map(Decimal.is_finite, shape.numbers(values)))
        ):
            return None
        if shape.unsaid:
            values |= shape.unsaid
        return Known(values, shape.unknown, shape.presumed)

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
            met=[[]],
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
