"""What is known? The facts, parameters and reserved names of a request, checked against the book.

A fact that is missing, or given below its declared trust, is UNKNOWN and never null; a presumed value stands
only while nothing contradicts it. Start reading at `read_facts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leeway import feel
from leeway.decide.decision import Presumed
from leeway.decide.parts.deciders import attested_facts, certificates_of, level_of
from leeway.decide.parts.values import Reader, has_unknown, is_too_deep
from leeway.decide.request import Mode, RequestError
from leeway.policy import Action, Trust, to_major

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.decide.request import Actor, Given, Request
    from leeway.policy import Book, Fact

SOMETHING_ELSE = Action(name="something else", title="Something else", amount=True)
"""The action every book has: free text and an amount, for own judgement only; its amount is its cost."""

RESERVED = ("actor.authority", "actor.certificates", "actor.ai", "customer.known", "now", "amount")
"""Names the desk fills in; nobody may give them as facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything conditions may read, and what is not known of it."""

    values: Mapping[str, feel.Value]
    now: feel.DateTime
    zone: str
    unknown: frozenset[str] = frozenset()
    """Facts that are UNKNOWN, or hold UNKNOWN inside."""
    unsupplied: frozenset[str] = frozenset()
    """Those of them that somebody tried to find out in vain: given as UNKNOWN by staff or a system."""
    presumed: tuple[Presumed, ...] = ()


def zone_of(book: Book, request: Request) -> str:
    """The zone in which `now` and calendar days are read: the site's, else the book's, else UTC."""
    return request.site_zone or book.zone or "UTC"


def action_of(book: Book, request: Request) -> Action | None:
    """The action proposed, the built-in `something else` included; None when the book has none of that name."""
    return book.actions.get(request.action) or (
        SOMETHING_ELSE if request.action == SOMETHING_ELSE.name else None
    )


def read_facts(book: Book, request: Request, *, open_parameters: bool = False) -> Facts:
    """What conditions may read: typed facts, parameters, the amount and the reserved names.

    Facts that an approver vouches for count whatever their trust. With `open_parameters` an action is only
    tried out: choices that were not made are UNKNOWN.

    Raises: RequestError with every problem of the request at once.
    """
    reader = Reader()
    _check_who(book, request, reader=reader)
    action = action_of(book, request)
    if action is None:
        hint = feel.nearest(request.action, book.actions)
        reader.wrong("unknown-action", "action", f"the book has no action `{request.action}`", hint)
        raise RequestError(tuple(reader.problems))
    values: dict[str, Any] = {}
    presumed: list[Presumed] = []
    _check_names(book, request.facts, reader=reader)
    attested = frozenset[str]() if reader.problems else attested_facts(book, request)
    for fact in book.facts.values():
        given = request.facts.get(fact.name)
        values[fact.name] = _fact_value(fact, given, reader=reader, attested=attested, presumed=presumed)
    unknown = unknown_in(values)
    values |= _parameters(action, request, reader=reader, open_parameters=open_parameters)
    values["amount"] = _amount(book, action, request, reader=reader)
    zone = zone_of(book, request)
    here = _zone(zone, reader=reader)
    if reader.problems:
        raise RequestError(tuple(reader.problems))
    now = feel.freeze(request.at.astimezone(here))
    values |= _reserved(book, request) | {"now": now}
    unsupplied = frozenset(name for name in unknown if _tried_in_vain(request.facts.get(name)))
    return Facts(
        values=values, now=now, zone=zone, unknown=unknown, unsupplied=unsupplied, presumed=tuple(presumed)
    )


def check_facts(book: Book, given: Mapping[str, Given]) -> tuple[dict[str, feel.Value], tuple[Presumed, ...]]:
    """What the facts of a case come to, whatever is asked of it, and which of them are presumed.

    Raises: RequestError with every problem of the facts at once.
    """
    reader, presumed = Reader(), list[Presumed]()
    _check_names(book, given, reader=reader)
    values = {
        name: _fact_value(fact, given.get(name), reader=reader, attested=frozenset(), presumed=presumed)
        for name, fact in book.facts.items()
    }
    if reader.problems:
        raise RequestError(tuple(reader.problems))
    return values, tuple(presumed)


def unknown_in(values: Mapping[str, feel.Value]) -> frozenset[str]:
    """The names of what is UNKNOWN or holds it."""
    return frozenset(name for name, value in values.items() if has_unknown(value))


def _zone(name: str, *, reader: Reader) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.wrong(
            "unknown-zone", "site_zone", f"there is no time zone `{name}`", "write it as `Europe/Kyiv`"
        )
        return None


def _tried_in_vain(given: Given | None) -> bool:
    return given is not None and given.value is feel.UNKNOWN and given.trust >= Trust.STAFF


def _check_who(book: Book, request: Request, *, reader: Reader) -> None:
    """Actor, approver, currency, time, own judgement: everything about a request that is no fact."""
    actors: list[tuple[str, Actor]] = [("actor", request.actor)]
    while (principal := actors[-1][1].on_behalf_of) is not None and len(actors) < 8:
        actors.append(("actor.on_behalf_of", principal))
    if request.approval is not None:
        actors.append(("approval.approver", request.approval.approver))
        _check_approval(request, reader=reader)
    for where, actor in actors:
        if actor.authority not in book.authorities:
            there_are = f"there are: {', '.join(book.authorities)}"
            hint = feel.nearest(actor.authority, book.authorities) or there_are
            reader.wrong("unknown-authority", where, f"the book has no authority `{actor.authority}`", hint)
        if not actor.id:
            reader.wrong("no-id", where, "who acts has no id")
    if request.currency not in (None, book.currency):
        reader.wrong(
            "other-currency", "currency", f"the book counts in {book.currency}, not in {request.currency}"
        )
    _check_times(request, reader=reader)
    _check_judgement(book, request, reader=reader)


def _check_times(request: Request, *, reader: Reader) -> None:
    times = {"at": request.at, "told_at": request.told_at}
    without = [where for where, at in times.items() if at is not None and at.tzinfo is None]
    for where in without:
        reader.wrong("no-zone", where, "the time has no zone", "give it with its offset from UTC")
    if not without and request.told_at is not None and request.told_at < request.at:
        reader.wrong("told-before-done", "told_at", "a deed is told after it is done")


def _check_approval(request: Request, *, reader: Reader) -> None:
    approval = request.approval
    assert approval is not None
    if approval.approver.id in {request.actor.id, getattr(request.actor.on_behalf_of, "id", None)}:
        reader.wrong("own-approval", "approval.approver", "nobody approves their own request")
    if approval.approver.ai:
        reader.wrong("ai-approval", "approval.approver", "a person approves, not an AI")
    if approval.settles and not (approval.reason or "").strip():
        reader.wrong("no-reason", "approval.reason", "settling an obstacle needs a reason")


def _check_judgement(book: Book, request: Request, *, reader: Reader) -> None:
    if request.mode is Mode.JUDGEMENT and not (request.reason or "").strip():
        reader.wrong("no-reason", "reason", "own judgement needs a reason")
    if request.mode is Mode.JUDGEMENT and book.principles and request.principle is None:
        reader.wrong("no-principle", "principle", "own judgement names the principle it serves")
    if request.principle is not None and book.principles and request.principle not in book.principles:
        there_are = f"there are: {', '.join(book.principles)}"
        hint = feel.nearest(request.principle, book.principles) or there_are
        reader.wrong("unknown-principle", "principle", f"the book has no principle `{request.principle}`", hint)
    for name, authority in request.stopped.items():
        if authority not in book.authorities:
            reader.wrong("unknown-authority", f"stopped.{name}", f"the book has no authority `{authority}`")


def _check_names(book: Book, given: Mapping[str, Given], *, reader: Reader) -> None:
    for name in given:
        if name in RESERVED:
            reader.wrong("reserved-name", f"facts.{name}", f"`{name}` is filled in by the desk, not given")
        elif name not in book.facts:
            hint = None if reader.is_full else feel.nearest(name, book.facts)
            reader.wrong("unknown-fact", f"facts.{name}", f"the book has no fact `{name}`", hint)


def _fact_value(
    fact: Fact, given: Given | None, *, reader: Reader, attested: frozenset[str], presumed: list[Presumed]
) -> feel.Value:
    """What the fact counts as; a value below its trust can only take a presumed one away."""
    if given is None:
        return _presume(fact, presumed)
    where = f"facts.{fact.name}"
    if is_too_deep(given.value):
        reader.wrong("too-deep", where, "the value is nested too deeply")
        return feel.UNKNOWN
    value = reader.read(given.value, fact.type, where=where, optional=fact.optional)
    value = reader.one_of(value, fact.one_of, where=where)
    if given.trust >= fact.trust or fact.name in attested:
        return value
    if fact.presume is not None and value == fact.presume:
        return _presume(fact, presumed)
    return feel.UNKNOWN


def _presume(fact: Fact, presumed: list[Presumed]) -> feel.Value:
    if fact.presume is None:
        return feel.UNKNOWN
    presumed.append(Presumed(fact=fact.name, value=fact.presume))
    return fact.presume


def _parameters(action: Action, request: Request, *, reader: Reader, open_parameters: bool) -> dict[str, Any]:
    """The choices made with the action: all of them, each of its type."""
    values: dict[str, Any] = {}
    for name in request.parameters:
        if name not in action.parameters:
            hint = None if reader.is_full else feel.nearest(name, action.parameters)
            reader.wrong("unknown-parameter", f"parameters.{name}", f"`{action.name}` has no `{name}`", hint)
    for parameter in action.parameters.values():
        where = f"parameters.{parameter.name}"
        given = request.parameters.get(parameter.name)
        if given is None and open_parameters:
            values[parameter.name] = feel.UNKNOWN
            continue
        if given is None or is_too_deep(given) or has_unknown(given):
            reader.wrong("no-parameter", where, f"`{action.name}` needs `{parameter.name}`")
            continue
        value = reader.read(given, parameter.type, where=where)
        values[parameter.name] = reader.one_of(value, parameter.one_of, where=where)
    return values


def _amount(book: Book, action: Action, request: Request, *, reader: Reader) -> feel.Value:
    """The amount in major units; null for an action that carries none."""
    amount = request.amount_minor
    if amount is None:
        if action.amount and action is not SOMETHING_ELSE:
            reader.wrong("no-amount", "amount_minor", f"`{action.name}` needs an amount")
        return to_major(0, digits=book.digits) if action is SOMETHING_ELSE else None
    if not action.amount:
        reader.wrong("no-amount-wanted", "amount_minor", f"`{action.name}` carries no amount")
    elif isinstance(amount, bool) or not isinstance(amount, int):
        reader.wrong("wrong-type", "amount_minor", f"`{amount}` is no whole number of minor units")
    elif amount <= 0:
        reader.wrong("amount-not-positive", "amount_minor", "the amount must be above zero")
    elif action.max_minor is not None and amount > action.max_minor and request.mode is not Mode.TOLD:
        most = to_major(action.max_minor, digits=book.digits)
        reader.wrong("amount-too-large", "amount_minor", f"`{action.name}` goes up to {most} {book.currency}")
    else:
        return to_major(amount, digits=book.digits)
    return None


def _reserved(book: Book, request: Request) -> dict[str, Any]:
    """What the desk knows of the requester, also in an approval, and whether the customer is known."""
    level = level_of(book, request.actor)
    return {
        "actor.authority": book.authorities[level],
        "actor.certificates": tuple(sorted(certificates_of(request.actor))),
        "actor.ai": request.actor.ai,
        "customer.known": request.customer is not None,
    }
