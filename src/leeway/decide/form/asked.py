"""How is a request written by people and programs? A short JSON object; all its problems are said at once.

    {"action": "write off", "amount": "150.00",
     "given": {"container": "tank", "fuel.litres": {"value": 40, "trust": "system", "source": "pump 3"}},
     "actor": {"id": "nina", "authority": "attendant"}, "customer": "c-1017", "site": "214",
     "at": "2026-05-04T10:15:00+03:00"}

Only `action` and `actor` must be there. Whether facts fit their types is asked where they are read, not here.
Start reading at `read_request`; the fields are in `FIELDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leeway import feel
from leeway.decide.form.fields import FieldReader, kind
from leeway.decide.form.values import instant_from_text
from leeway.decide.request import Actor, Approval, Given, Mode, Request, RequestError, RequestProblem
from leeway.policy import MoneyError, Trust, to_minor

if TYPE_CHECKING:
    from leeway.policy import Book

TRUSTS: Final = {trust.name.lower(): trust for trust in Trust}
"""How far a given fact may be relied on, by the word used in a request."""

FIELDS: Final = {
    "action": "what is proposed, by its name in the book",
    "amount": "how much, in major units: a text such as `150.00`, or a number",
    "currency": "the amount's currency; another than the book's is refused",
    "parameters": "the actor's choices that the action takes, by name",
    "given": "the facts: name → value, or name → {value, trust, source}",
    "trust": "how far given facts may be relied on unless they say so themselves: staff, if left out",
    "actor": "who asks: an authority, or {id, authority, certificates, ai, on behalf of}",
    "customer": "who it is for; left out: not known",
    "case": "the person's matter",
    "site": "where it happens",
    "site zone": "the site's own time zone, where it differs from the book's",
    "network": "the business as a whole",
    "at": "when, in ISO 8601; without an offset it is in the book's zone; left out: now",
    "mode": "ordinary, own judgement or told afterwards",
    "told at": "with told afterwards: when it was told",
    "reason": "with own judgement or told afterwards: why",
    "principle": "the principle of the book that it serves",
    "text": "free text; no condition ever reads it",
    "approval": "the answer from above: {approver, settles, reason, conditions}",
    "stopped": "the stop switches in force: clause or action → the authority it names",
    "id": "the request's own key; the same key is never charged twice",
}
"""Every field of a request as it is written, and what it says."""

_WRITTEN: Final = {
    "facts": "given",
    "amount_minor": "amount",
    "told_at": "told at",
    "actor.on_behalf_of": "actor.on behalf of",
}
_ACTOR_FIELDS: Final = ("id", "authority", "certificates", "ai", "on behalf of")
_APPROVAL_FIELDS: Final = ("approver", "settles", "reason", "conditions")
_GIVEN_FIELDS: Final = frozenset({"value", "trust", "source"})


def read_request(
    form: Any, *, book: Book, now: datetime, actor: Actor | None = None, action: str | None = None
) -> Request:
    """The request that a JSON object asks; `now`, `actor` and `action` stand in for what it does not say.

    Raises: RequestError with every problem of the object at once, each with its field's path.
    """
    request, problems = try_request(form, book=book, now=now, actor=actor, action=action)
    if problems:
        raise RequestError(problems)
    return request


def try_request(
    form: Any, *, book: Book, now: datetime, actor: Actor | None = None, action: str | None = None
) -> tuple[Request, tuple[RequestProblem, ...]]:
    """The request as far as it can be read, and every problem met; it may only be used where there is none."""
    reader = _Reader(book=book, now=now, actor=actor, action=action)
    request = reader.request(form)
    return request, tuple(reader.problems)


def as_written(problem: RequestProblem) -> RequestProblem:
    """A problem by the names that the JSON object uses: `given.tank`, where the request says `facts.tank`."""
    path = problem.field
    for inside, written in _WRITTEN.items():
        if path == inside or path.startswith(f"{inside}."):
            path = written + path[len(inside) :]
    return replace(problem, field=path)


@dataclass(slots=True, kw_only=True)
class _Reader(FieldReader):
    """Reads one request, keeping every problem it meets on the way."""

    book: Book
    now: datetime
    actor: Actor | None
    action: str | None

    def request(self, form: Any) -> Request:
        form = self.object(form, "request", FIELDS)
        return Request(
            action=self.text(form, "action", required=self.action is None, help_=FIELDS["action"])
            or self.action
            or "",
            actor=self.asker(form),
            at=self.instant(form, "at") or self.now,
            id=self.text(form, "id") or "",
            amount_minor=self.amount(form),
            currency=self.text(form, "currency"),
            parameters=self.object(form.get("parameters", {}), "parameters"),
            facts=self.facts(form),
            customer=self.text(form, "customer"),
            case=self.text(form, "case") or "case",
            site=self.text(form, "site") or "site",
            site_zone=self.zone(form, "site zone"),
            network=self.text(form, "network") or "network",
            mode=self.mode(form),
            reason=self.text(form, "reason"),
            principle=self.text(form, "principle"),
            text=self.text(form, "text"),
            approval=self.approval(form),
            stopped=self.texts_by_name(form, "stopped"),
            told_at=self.instant(form, "told at"),
        )

    def amount(self, form: Mapping[str, Any]) -> int | None:
        raw = form.get("amount")
        if raw is None:
            return None
        if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
            self.wrong("wrong-type", "amount", f"expected a text such as `150.00`, found {kind(raw)}")
            return None
        try:
            return to_minor(Decimal(raw), digits=self.book.digits)
        except (MoneyError, ArithmeticError) as error:
            reason = error.message if isinstance(error, MoneyError) else f"`{raw}` is no amount of money"
            self.wrong("not-an-amount", "amount", reason, "write major units with a point: `150.00`")
            return None

    def facts(self, form: Mapping[str, Any]) -> dict[str, Given]:
        given = self.object(form.get("given", {}), "given")
        usual = self.trust(form, "trust", usual=Trust.STAFF)
        return {name: self.fact(raw, f"given.{name}", usual=usual) for name, raw in given.items()}

    def fact(self, raw: Any, where: str, *, usual: Trust) -> Given:
        """A value, or an object of `value`, `trust` and `source` (a record of just these members needs it)."""
        if isinstance(raw, Mapping) and "value" in raw and _GIVEN_FIELDS.issuperset(raw):
            trust = self.trust(raw, "trust", within=f"{where}.", usual=usual)
            return Given(raw["value"], trust, self.text(raw, "source", within=f"{where}."))
        return Given(raw, usual)

    def trust(self, form: Mapping[str, Any], name: str, *, within: str = "", usual: Trust) -> Trust:
        value = self.text(form, name, within=within)
        if value is not None and value not in TRUSTS:
            self.wrong("unknown-trust", within + name, f"`{value}` is none of: {', '.join(TRUSTS)}")
        return TRUSTS.get(value, usual) if value is not None else usual

    def asker(self, form: Mapping[str, Any]) -> Actor:
        if "actor" in form:
            return self.one(form["actor"], "actor")
        if self.actor is None:
            self.wrong("missing-field", "actor", "`actor` is missing", FIELDS["actor"])
        return self.actor or Actor(id="", authority="")

    def one(self, raw: Any, where: str) -> Actor:
        if isinstance(raw, str):
            raw = {"id": raw, "authority": raw}
        form = self.object(raw, where, _ACTOR_FIELDS)
        authority = self.text(form, "authority", within=f"{where}.", required=isinstance(raw, Mapping)) or ""
        if authority and authority not in self.book.authorities:
            known = ", ".join(self.book.authorities)
            message = f"`{authority}` is no authority of this book: {known}"
            hint = feel.nearest(authority, self.book.authorities)
            self.wrong("unknown-authority", f"{where}.authority", message, hint)
        behalf = form.get("on behalf of")
        return Actor(
            id=self.text(form, "id", within=f"{where}.") or authority,
            authority=authority,
            certificates=frozenset(self.texts(form, "certificates", within=f"{where}.")),
            ai=self.flag(form, "ai", within=f"{where}."),
            on_behalf_of=None if behalf is None else self.one(behalf, f"{where}.on behalf of"),
        )

    def approval(self, form: Mapping[str, Any]) -> Approval | None:
        if form.get("approval") is None:
            return None
        answer = self.object(form["approval"], "approval", _APPROVAL_FIELDS)
        if "approver" not in answer:
            self.wrong("missing-field", "approval.approver", "`approver` is missing")
        return Approval(
            approver=self.one(
                answer.get("approver", {"authority": self.book.authorities[0]}), "approval.approver"
            ),
            settles=frozenset(self.texts(answer, "settles", within="approval.")),
            reason=self.text(answer, "reason", within="approval."),
            conditions=self.texts(answer, "conditions", within="approval."),
        )

    def mode(self, form: Mapping[str, Any]) -> Mode:
        value = self.text(form, "mode")
        if value is not None and value not in list(Mode):
            self.wrong("unknown-mode", "mode", f"`{value}` is none of: {', '.join(Mode)}")
        return Mode(value) if value in list(Mode) else Mode.ORDINARY

    def instant(self, form: Mapping[str, Any], name: str) -> datetime | None:
        value = self.text(form, name)
        if value is None:
            return None
        try:
            instant = instant_from_text(value)
        except ValueError:
            self.wrong("not-a-time", name, f"`{value}` is no moment", "write `2026-05-04T10:15:00+03:00`")
            return None
        return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(self.book.zone or "UTC"))

    def zone(self, form: Mapping[str, Any], name: str) -> str | None:
        value = self.text(form, name)
        try:
            return None if value is None else ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong("unknown-zone", name, f"`{value}` is no time zone", "write a name such as `Europe/Kyiv`")
            return None
