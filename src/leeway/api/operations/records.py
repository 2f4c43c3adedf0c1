"""What was decided, and why? Kept decisions by page, one whole, one made again.

Start reading at `record`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from leeway.api import replies
from leeway.api.bearing import allowed, bearer_of
from leeway.api.operations.deciding import router
from leeway.api.problems import ProblemError, not_valid
from leeway.api.scoping import site_for
from leeway.api.shapes.asked import Id
from leeway.api.shapes.kept import Lines, Record, Reperformed
from leeway.api.sight import decision_in_reach, sight_of
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands.performing import reperformed_one
from leeway.desk.decisions.queries.kept.why import page, why
from leeway.desk.people import queries as people
from leeway.stores import Sought

if TYPE_CHECKING:
    from leeway.desk.decisions.queries.kept.why import Why
    from leeway.stores import Recorded


class Filters(BaseModel):
    """Which decisions; what is left out does not matter."""

    model_config = ConfigDict(extra="forbid")

    site: Id | None = Field(None, description="At this site or below it.")
    actor: Id | None = None
    customer: Id | None = None
    case: Id | None = None
    action: Id | None = None
    outcome: Literal["go_ahead", "find_out", "ask", "decline"] | None = None
    state: Literal["posted", "held", "voided", "refused"] | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    limit: int = Field(50, ge=1, le=200)
    before: str | None = Field(None, max_length=200, description="What `next` of the page before said.")


@router.get("/decisions", auth=allowed("read"), response=Lines, operation_id="decisions")
def decisions(request: HttpRequest, filters: Annotated[Filters, Query()]) -> HttpResponse:
    """The decisions that may be seen: one's own, of whom one has an authority over, of a policy owner all."""
    bearer, at = bearer_of(request), now()
    sites: tuple[str, ...] = ()
    if filters.site is not None:
        below = people.nodes_below([site_for(bearer, filters.site).path])
        sites = tuple(each.id for each in below)
    sought = Sought(
        sites=sites, actor=filters.actor, customer=filters.customer, case=filters.case, action=filters.action,
        outcome=filters.outcome, state=filters.state, since=filters.since, until=filters.until,
    )  # fmt: skip
    found = page(sought, sight=sight_of(bearer), at=at, limit=filters.limit, before=_cursor(filters.before))
    last = found[-1] if len(found) == filters.limit else None
    following = f"{last.at.isoformat()}_{last.id}" if last else None
    return replies.answer({"decisions": [_line(each) for each in found], "next": following})


@router.get("/decisions/{id}", auth=allowed("read", "decide"), response=Record, operation_id="record")
def record(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002  the path's own word
    """Why it was decided so: request, facts with source and trust, clauses, limits, and what came after."""
    bearer = bearer_of(request)
    kept = decision_in_reach(id, bearer=bearer, at=now())
    done = commands.reopened(kept.id)
    found = why(kept, language=bearer.language)
    if found is None:
        raise ProblemError("unreachable", "its answer is not written yet", headers={"Retry-After": "1"})
    return replies.answer({"decision": replies.decided(done, said=found.said), **_record(found)})


@router.get(
    "/decisions/{id}/reperformed", auth=allowed("read", "decide"), response=Reperformed,
    operation_id="reperformed",
)  # fmt: skip
def reperformed(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002
    """Make it again from its record, by the book it was made under: it must give the identical answer."""
    kept = decision_in_reach(id, bearer=bearer_of(request), at=now())
    made = reperformed_one(kept.id)
    return replies.answer(
        {"decision": made.decision, "result": made.result.value, "field": made.field, "why": made.why}
    )


def _line(kept: Recorded) -> dict[str, Any]:
    answer = kept.answer
    return {
        "id": kept.id, "at": kept.at.isoformat(), "action": kept.record.action, "actor": kept.record.actor,
        "site": kept.record.site, "case": kept.record.case, "customer": kept.record.customer,
        "mode": kept.record.mode, "outcome": answer.outcome if answer else None,
        "amount_minor": answer.amount_minor if answer else None,
        "cost_minor": answer.cost_minor if answer else 0, "state": kept.receipt.state,
        "follows": kept.record.follows,
    }  # fmt: skip


def _record(found: Why) -> dict[str, Any]:
    request, record = found.opened.request, found.kept.record
    return {
        "authority": record.authority, "approver": record.approver, "mode": record.mode,
        "reason": request.reason, "principle": request.principle, "text": request.text,
        "told_at": request.told_at.isoformat() if request.told_at else None,
        "facts": [
            {
                "name": name, "value": replies.plain(given.value), "trust": given.trust.name.lower(),
                "source": given.source,
            }
            for name, given in request.facts.items()
        ],
        "clauses": [
            {
                "id": each.id, "sentence": each.sentence, "when": each.text, "because": each.because,
                "source": each.source, "path": each.path, "line": each.line,
            }
            for each in found.clauses
        ],
        "follows": [
            {
                "kind": each.kind, "id": each.id, "state": each.state, "by": each.by,
                "at": each.at.isoformat() if each.at else None, "sentence": each.sentence,
            }
            for each in found.follows
        ],
        "book_version": found.version, "reversed_minor": found.taking.reversed_minor,
    }  # fmt: skip


def _cursor(before: str | None) -> tuple[datetime, str] | None:
    if before is None:
        return None
    instant, _, decision = before.partition("_")
    try:
        at = datetime.fromisoformat(instant.replace(" ", "+"))
    except ValueError:
        raise not_valid("not-a-page", "/before", "take it from `next` of the page before") from None
    if at.tzinfo is None:
        raise not_valid("not-a-page", "/before", "take it from `next` of the page before")
    return at, decision
