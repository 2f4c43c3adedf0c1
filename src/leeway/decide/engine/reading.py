"""What is known, quickly? The facts of an ordinary request, as `facts.py` reads them.

Whatever is not plain (a value of another Python type, a problem, a fact below its trust) is left to
`read_facts`, which is the meaning. Start reading at `Reading.plain`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from leeway import feel
from leeway.decide.decision import Presumed
from leeway.decide.facts import Facts, zone_of
from leeway.policy import Trust, to_major

if TYPE_CHECKING:
    from leeway.decide.request import Request
    from leeway.policy import Action, Book, Fact

_PYTHON: dict[str, type] = {"string": str, "boolean": bool, "number": Decimal}
_AMOUNT_MAX = 10**30
"""In minor units, where an action has no `max`; beyond it the slow way is taken."""


class Reading:
    """Reads the facts of requests to one book."""

    __slots__ = ("_actors", "_blank", "_book", "_presumed", "_specs", "_unknown")

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
        self._unknown = frozenset(name for name, value in self._blank.items() if value is feel.UNKNOWN)

    def plain(self, request: Request, action: Action) -> Facts | None:
        """The facts of a request without anything odd; None when the slow way must look at it."""
        if not self._is_plain(request) or request.parameters or action.parameters:
            return None
        values = self._blank.copy()
        specs = self._specs
        for name, given in request.facts.items():
            spec = specs.get(name)
            if spec is None:
                return None
            type_, trust, allowed = spec
            value = given.value
            kind = type(value)
            if kind is int and type_ is Decimal:
                value = Decimal(value)
            elif kind is not type_ or (kind is Decimal and not value.is_finite()):
                return None
            if given.trust < trust or (allowed and value not in allowed):
                return None
            values[name] = value
        amount = self._amount(request, action)
        if amount is _ODD:
            return None
        return self._completed(request, values, amount)

    def _is_plain(self, request: Request) -> bool:
        actor = request.actor
        return (
            request.mode == "ordinary"
            and request.approval is None
            and actor.on_behalf_of is None
            and bool(actor.id)
            and actor.authority in self._book.authorities
            and request.currency in (None, self._book.currency)
            and not request.stopped
            and request.principle is None
            and request.told_at is None
            and request.at.tzinfo is not None
        )

    def _amount(self, request: Request, action: Action) -> Any:
        amount = request.amount_minor
        if amount is None:
            return _ODD if action.amount else None
        if not action.amount or type(amount) is not int or not 0 < amount <= (action.max_minor or _AMOUNT_MAX):
            return _ODD
        return to_major(amount, digits=self._book.digits)

    def _completed(self, request: Request, values: dict[str, Any], amount: Any) -> Facts:
        given = request.facts
        zone = zone_of(self._book, request)
        now = feel.freeze(request.at.astimezone(ZoneInfo(zone)))
        values["amount"] = amount
        values["actor.authority"] = request.actor.authority
        values["actor.certificates"] = tuple(sorted(request.actor.certificates))
        values["actor.ai"] = request.actor.ai
        values["customer.known"] = request.customer is not None
        values["now"] = now
        return Facts(
            values=values,
            now=now,
            zone=zone,
            unknown=self._unknown.difference(given),
            presumed=tuple(each for each in self._presumed if each.fact not in given) if self._presumed else (),
        )


_ODD = object()


def _spec(fact: Fact) -> tuple[type | None, Trust, frozenset[Any]]:
    """The Python type of plain values of a fact (None: there is none), the trust it needs, what it may be."""
    return _PYTHON.get(str(fact.type)), fact.trust, frozenset(fact.one_of) if fact.one_of else frozenset()
