"""How is a decision written for a program? Every field by its name, none left out; amounts in minor units.

Start reading at `decided`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from leeway.decide import LANGUAGES, value_to_form, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.decide import Decision, MeterLine, Option, Said
    from leeway.desk.decisions.commands import Done
    from leeway.desk.decisions.queries.kept.upwards import Departure
    from leeway.policy import Book

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def answer(form: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A form as an answer."""
    return HttpResponse(_dumps(form).encode(), status=status, content_type="application/json")


def plain(value: Any) -> Any:
    """A value of FEEL as plain JSON where that is exact; else as an object with one key that says what it is.

    >>> plain(Decimal("40")), plain(Decimal("0.5")), plain("tank")
    (40, 0.5, 'tank')
    """
    if isinstance(value, Decimal):
        if value == value.to_integral_value() and value.adjusted() < 15:
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else value_to_form(value)
    return value_to_form(value)


def decided(done: Done, *, said: Said | None = None) -> dict[str, Any]:
    """A decision that stands."""
    request, decision = done.request, done.decision
    behalf = request.actor.on_behalf_of
    return {
        "id": done.id,
        "state": done.state,
        "at": done.at.isoformat(),
        "repeated": done.repeated,
        "undone": done.undone,
        "outcome": decision.outcome.value,
        "action": decision.action,
        "amount_minor": decision.amount_minor,
        "cost_minor": decision.cost_minor,
        "currency": decision.currency,
        "site": request.site,
        "case": request.case,
        "customer": request.customer,
        "actor": request.actor.id,
        "on_behalf_of": behalf.id if behalf else None,
        "charged": decision.charged,
        "leeway_minor": decision.leeway_minor,
        "raise_limit": decision.raise_limit,
        "own_judgement": decision.own_judgement,
        "review": decision.review,
        **_why(decision),
        **_duties(decision),
        "said": said_form(said),
    }


def said_in(decision: Decision, *, language: str | None, book: Book) -> Said | None:
    """The answer in sentences; None where no language is named, or none that is spoken here."""
    return words(decision, language=language, book=book) if language in LANGUAGES else None


def _why(decision: Decision) -> dict[str, Any]:
    versions, told, ask = decision.versions, decision.told, decision.ask
    return {
        "reasons": [
            {
                "code": each.code, "clause": each.clause, "because": each.because, "source": each.source,
                "args": {name: plain(value) for name, value in each.args},
            }
            for each in decision.reasons
        ],
        "meters": [meter(each) for each in decision.meters],
        "ask": None if ask is None else {
            "authority": ask.authority, "kind": ask.kind.value, "obstacles": list(ask.obstacles),
        },
        "presumed": {each.fact: plain(each.value) for each in decision.presumed},
        "told": None if told is None else {
            "ordinary": told.ordinary, "departed_from": list(told.departed_from),
            "charged_minor": told.charged_minor, "excess_minor": told.excess_minor,
        },
        "versions": {"book": versions.book, "engine": versions.engine, "tzdata": versions.tzdata},
    }  # fmt: skip


def _duties(decision: Decision) -> dict[str, Any]:
    return {
        "questions": [
            {
                "fact": each.fact, "ask": each.ask, "type": each.type, "unit": each.unit,
                "one_of": [plain(value) for value in each.one_of], "trust": each.trust.name.lower(),
                "attest": each.attest,
            }
            for each in decision.questions
        ],
        "steps": [
            {"id": each.id, "text": each.text, "clause": each.clause, "condition": each.condition}
            for each in decision.steps
        ],
        "points": [
            {"point": each.point, "words": each.words, "clause": each.clause} for each in decision.points
        ],
        "good": list(decision.good),
        "bad": list(decision.bad),
        "alternatives": [
            {
                "action": each.action, "outcome": each.outcome.value, "most_minor": each.most_minor,
                "authority": each.authority,
            }
            for each in decision.alternatives
        ],
    }  # fmt: skip


def meter(line: MeterLine) -> dict[str, Any]:
    """One limit, before and after."""
    clause, measure, scope, window, subject, starts = line.meter
    return {
        "clause": clause, "measure": measure, "scope": scope, "window": window, "subject": subject,
        "starts": starts.isoformat() if starts else None, "cap": line.cap, "before": line.before,
        "charge": line.charge, "after": line.after, "left": line.left,
    }  # fmt: skip


def said_form(said: Said | None) -> dict[str, Any] | None:
    """Sentences of a decision."""
    if said is None:
        return None
    return {
        "language": said.language,
        "outcome": said.outcome,
        "sentences": list(said.sentences),
        "leeway": said.leeway,
        "reasons": [each.sentence for each in said.reasons],
        "meters": [each.sentence for each in said.meters],
        "questions": [each.text for each in said.questions],
        "alternatives": list(said.alternatives),
    }


def option(found: Option) -> dict[str, Any]:
    """One action that may be done."""
    return {
        "action": found.action,
        "parameters": {name: plain(value) for name, value in found.parameters},
        "outcome": found.outcome.value,
        "authority": found.authority,
        "questions": list(found.questions),
        "intervals": [
            {
                "outcome": each.outcome.value, "authority": each.authority, "least_minor": each.least_minor,
                "most_minor": each.most_minor,
            }
            for each in found.intervals
        ],
        "exact": found.exact,
        "cost_minor": found.cost_minor,
        "worth_minor": found.worth_minor,
        "most_minor": found.most_minor,
        "own_judgement": found.own_judgement,
    }  # fmt: skip


def departure(found: Departure) -> dict[str, Any]:
    """An exception."""
    return {
        "decision": found.decision, "site": found.site, "actor": found.actor, "at": found.at.isoformat(),
        "mode": found.mode, "action": found.action, "text": found.text, "reason": found.reason,
        "principle": found.principle, "cost_minor": found.cost_minor, "state": found.state,
        "reviewed_by": found.reviewed_by,
        "reviewed_at": found.reviewed_at.isoformat() if found.reviewed_at else None,
        "sentence": found.sentence,
    }  # fmt: skip
