"""What came after? Decisions and closings are read once as they come; a month later it is looked who came back.

Nothing here says that goodwill made anybody come back: it is only put down beside each other.
Start reading at `follow_decisions`, then `look_after`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Sum

from leeway.desk.cases import queries as matters
from leeway.desk.insight.models import After, Goodwill, Read
from leeway.desk.ledger import store
from leeway.desk.listening import queries as listening
from leeway.desk.persons import queries as persons
from leeway.ledger import UnknownDecision
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries import Held
    from leeway.stores import Recorded

LOOKS_DAYS: Final = (30, 60, 90)
"""So long after it is looked whether somebody came back."""
SAME_VISIT: Final = timedelta(hours=12)
"""What begins within this time is the same visit, not a return."""
OVERLAP: Final = timedelta(minutes=10)
"""What was decided earlier may become visible later; so long is looked back each time."""
PAUSE: Final = timedelta(minutes=1)
BACK: Final = timedelta(days=400)
"""On a desk that never looked, it is looked back so far."""
STEP: Final = timedelta(days=7)
"""So much is read between two marks; it comes page by page all the same."""
PAGE: Final = 500
STANDS: Final = ("posted", "held")
COUNTER: Final = "counter"


def follow_decisions(*, at: datetime, steps: int = 60) -> int:
    """Read the decisions since the last look, a week at a time; say how many. Raises: LedgerUnavailable."""
    since, number = _read_until("decisions", at=at), 0
    for _ in range(steps):
        if since >= at - PAUSE:
            break
        until = min(since + STEP, at)
        for found in _decided(since - OVERLAP, until):
            number += len(found)
            _keep_decisions(found)
        since = _note_read("decisions", until)
    return number


def follow_closings(*, at: datetime, steps: int = 60) -> int:
    """Read the matters closed since the last look; say how many have a person."""
    since, number = _read_until("closings", at=at), 0
    for _ in range(steps):
        if since >= at - PAUSE:
            break
        until, last = min(since + STEP, at), None
        while found := matters.closed_between(since=since - OVERLAP, until=until, most=PAGE, beyond=last):
            known = {each.id: each for each in found if each.person}
            number += len(known)
            _keep(_of_matters(known.values()))
            last = found[-1]
        since = _note_read("closings", until)
    return number


def look_after(*, at: datetime, most: int = 50) -> int:
    """Look who came back after so many days, and how happy they said they were; say of how many matters.

    Raises: LedgerUnavailable.
    """
    if not After.objects.filter(look_at__lte=at).exists():
        return 0
    with transaction.atomic():
        due = After.objects.select_for_update(skip_locked=True).filter(look_at__lte=at)
        rows = list(due.order_by("look_at", "pk")[:most])
        scores = listening.scores_of({row.case for row in rows})
        for row in rows:
            row.score = scores.get(row.case)
            row.cost_minor = _cost_now(row.case)
            _look(row, at=at)
            row.save()
    return len(rows)


def _look(row: After, *, at: datetime) -> None:
    """One look for each thirty days that have passed; whoever came back is looked for no more."""
    for days in LOOKS_DAYS:
        if days <= row.looked_days:
            continue
        until = row.over_at + timedelta(days=days)
        if until > at:
            row.look_at = until
            return
        since = row.over_at + (timedelta(days=row.looked_days) or SAME_VISIT)
        kind = _back_kind(row, since=since, until=until)
        row.looked_days = days
        if kind:
            row.back_days, row.back_kind, row.looked_days = days, kind, LOOKS_DAYS[-1]
    row.look_at = None


def _back_kind(row: After, *, since: datetime, until: datetime) -> str:
    """With what they came back; empty: they did not, as far as is known here."""
    ids = persons.same_as(row.person)
    found = matters.next_matter(ids, since=since, until=until, besides=row.case)
    if found is not None:
        return found[1]
    for customer in ids:
        sought = Sought(customer=customer, since=since, until=until)
        if any(each.record.case != row.case for each in store().records(sought, limit=20)):
            return COUNTER
    return ""


def _cost_now(case: str) -> int:
    """What the goodwill in a matter costs now: what was given back since costs nothing."""
    total = 0
    for row in Goodwill.objects.filter(case=case):
        try:
            cost = _cost(store().recorded(row.decision))
        except UnknownDecision:
            cost = row.cost_minor
        if cost != row.cost_minor:
            row.cost_minor = cost
            row.save(update_fields=["cost_minor"])
        total += cost
    return total


def _read_until(what: str, *, at: datetime) -> datetime:
    found = Read.objects.filter(pk=what).values_list("until", flat=True).first()
    return found or at - BACK


def _note_read(what: str, until: datetime) -> datetime:
    Read.objects.update_or_create(pk=what, defaults={"until": until})
    return until


def _decided(since: datetime, until: datetime) -> Iterable[Sequence[Recorded]]:
    """The decisions of a time that went ahead, newest first, page by page."""
    sought, before = Sought(outcome="go_ahead", since=since, until=until), None
    while found := store().records(sought, limit=PAGE, before=before):
        yield found
        before = (found[-1].at, found[-1].id)
        if len(found) < PAGE:
            return


def _keep_decisions(found: Sequence[Recorded]) -> None:
    given = [
        Goodwill(
            decision=each.id, case=each.record.case, person=each.record.customer or "", site=each.record.site,
            action=each.record.action, mode=each.record.mode, at=each.at, cost_minor=cost,
            clause=(each.answer.clause if each.answer else None) or "",
        )
        for each in found
        if (cost := _cost(each))
    ]  # fmt: skip
    Goodwill.objects.bulk_create(
        given, update_conflicts=True, unique_fields=["decision"], update_fields=["cost_minor"]
    )
    known = {each.record.case: each for each in reversed(found) if each.record.customer}
    held = matters.cases_by_id(known)
    _keep([_of_decision(each, held.get(case)) for case, each in known.items()])


def _cost(found: Recorded) -> int:
    """What a decision cost and was not given back."""
    if found.answer is None or found.receipt.state not in STANDS:
        return 0
    return max(0, found.answer.cost_minor - found.receipt.reversed_minor)


def _of_decision(found: Recorded, held: Held | None) -> After:
    on_desk = held is not None and held.state != COUNTER
    over_at = held.closed_at if held is not None and held.closed_at else found.at
    return After(
        case=found.record.case, person=found.record.customer or "", site=found.record.site,
        kind=held.kind if held is not None and on_desk else COUNTER, over_at=max(over_at, found.at),
    )  # fmt: skip


def _of_matters(found: Iterable[Held]) -> list[After]:
    return [
        After(case=each.id, person=each.person, site=each.site, kind=each.kind, over_at=each.closed_at)
        for each in found
        if each.closed_at is not None
    ]


def _keep(rows: list[After]) -> None:
    """Keep what came to an end; a matter that went on after all is looked at from its new end."""
    costs = _costs({row.case for row in rows})
    known = dict(After.objects.filter(pk__in=[row.case for row in rows]).values_list("pk", "over_at"))
    changed = []
    for row in rows:
        row.cost_minor = costs.get(row.case, 0)
        row.look_at = row.over_at + timedelta(days=LOOKS_DAYS[0])
        if row.case not in known or known[row.case] < row.over_at or row.cost_minor:
            changed.append(row)
    After.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["case"],
        update_fields=[
            "person", "site", "kind", "over_at", "cost_minor", "look_at", "back_days", "back_kind",
            "looked_days",
        ],
    )  # fmt: skip


def _costs(cases: set[str]) -> Mapping[str, int]:
    rows = Goodwill.objects.filter(case__in=cases).values_list("case").annotate(total=Sum("cost_minor"))
    return dict(rows.order_by())
