"""What is known, quickly? The facts of an ordinary request, as `facts.py` reads them.

Whatever is not plain (a value of another Python type, a problem, a fact below its trust) is left to
`read_facts`, which is the meaning. Start reading at `Reading.plain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import contains, ge, itemgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from leeway import feel
from leeway.decide.decision import Presumed
from leeway.decide.facts import Facts, zone_of
from leeway.decide.request import Mode
from leeway.decide.worth.amounts import money
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from leeway.decide.request import Request
    from leeway.policy import Action, Book, Fact

_PYTHON: dict[str, type] = {"string": str, "boolean": bool, "number": Decimal}
_AMOUNT_MAX = 10**30
"""In minor units, where an action has no `max`; beyond it the slow way is taken."""
_NOTHING_ODD = (Mode.ORDINARY, None, None, None, None)
_SHAPES_MAX = 1_000
"""How many combinations of given facts are remembered."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What requests that give the same facts share: what each value must be, and all that they leave unsaid."""

    kinds: tuple[type | None, ...]
    """The Python type of each plain value; None: there is none."""
    trusts: tuple[Trust, ...]
    chosen: Callable[[list[Any]], tuple[Any, ...]]
    """Picks the values of facts for which the book names `choices`."""
    choices: tuple[frozenset[Any], ...]
    numbers: Callable[[list[Any]], tuple[Any, ...]]
    unsaid: dict[str, Any]
    """What counts for the facts that are not given."""
    unknown: frozenset[str]
    presumed: tuple[Presumed, ...]
    met: list[list[Trust]]
    """The trusts met last that were enough, which most requests repeat."""

    def trusted(self, trusts: list[Trust]) -> bool:
        """Whether each fact may be relied on as far as it must."""
        if trusts == self.met[0]:
            return True
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

    def plain(self, request: Request, action: Action) -> Facts | None:
        """The facts of a request without anything odd; None when the slow way must look at it."""
        read = self.values(request, action) if self.is_plain(request) else None
        if read is None:
            return None
        values, shape = read
        zone = zone_of(self._book, request)
        values |= of_desk(request)
        values["now"] = now = feel.freeze(request.at.astimezone(ZoneInfo(zone)))
        return Facts(values=values, now=now, zone=zone, unknown=shape.unknown, presumed=shape.presumed)

    def values(self, request: Request, action: Action) -> tuple[dict[str, Any], Shape] | None:
        """Facts and amount of a plain request, without what the desk fills in; None when one of them is odd."""
        if request.parameters or action.parameters:
            return None
        names = tuple(request.facts)
        shape = self._shapes.get(names) or self._new_shape(names)
        amount = self._amount(request, action)
        if shape is None or amount is _ODD:
            return None
        given = request.facts.values()
        found = [each.value for each in given]
        if tuple(map(type, found)) != shape.kinds:
            found = [Decimal(each) if type(each) is int else each for each in found]
            if tuple(map(type, found)) != shape.kinds:
                return None
        if not (
            shape.trusted([each.trust for each in given])
            and all(map(contains, shape.choices, shape.chosen(found)))
            and all(map(Decimal.is_finite, shape.numbers(found)))
        ):
            return None
        values = shape.unsaid.copy()
        values.update(zip(names, found, strict=False))
        values["amount"] = amount
        return values, shape

    def _new_shape(self, names: tuple[str, ...]) -> Shape | None:
        if not self._specs.keys() >= set(names):
            return None
        specs = [self._specs[name] for name in names]
        unsaid = {name: value for name, value in self._blank.items() if name not in names}
        if len(self._shapes) >= _SHAPES_MAX:
            self._shapes.clear()
        found = self._shapes[names] = Shape(
            kinds=tuple(kind for kind, _, _ in specs),
            trusts=tuple(trust for _, trust, _ in specs),
            chosen=_picking(place for place, spec in enumerate(specs) if spec[2]),
            choices=tuple(allowed for _, _, allowed in specs if allowed),
            numbers=_picking(place for place, spec in enumerate(specs) if spec[0] is Decimal),
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

    def _amount(self, request: Request, action: Action) -> Any:
        amount = request.amount_minor
        if amount is None:
            return _ODD if action.amount else None
        if not action.amount or type(amount) is not int or not 0 < amount <= (action.max_minor or _AMOUNT_MAX):
            return _ODD
        return money(amount, digits=self._book.digits)


_ODD = object()


def of_desk(request: Request) -> dict[str, feel.Value]:
    """What the desk fills in about who asks for themselves, and about the customer."""
    actor = request.actor
    return {
        "actor.authority": actor.authority,
        "actor.certificates": tuple(sorted(actor.certificates)),
        "actor.ai": actor.ai,
        "customer.known": request.customer is not None,
    }


def _picking(places: Iterable[int]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """What picks the values at these places of a list."""
    match tuple(places):
        case ():
            return lambda _: ()
        case (place,):
            return lambda values: (values[place],)
        case several:
            return itemgetter(*several)


def _spec(fact: Fact) -> tuple[type | None, Trust, frozenset[Any]]:
    """The Python type of plain values of a fact (None: there is none), the trust it needs, what it may be."""
    return _PYTHON.get(str(fact.type)), fact.trust, frozenset(fact.one_of) if fact.one_of else frozenset()
