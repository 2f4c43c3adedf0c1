"""How long did colleagues wait for an answer from above? Questions answered in a time, by site and channel.

Start reading at `approvals_answered`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from leeway.desk.cases import queries as matters
from leeway.desk.cases.queries import BOUNDS_MINUTES, Tally
from leeway.desk.decisions.models import Question

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

ANSWERED = (Question.State.YES, Question.State.LESS, Question.State.NO, Question.State.TAKEN)


def approvals_answered(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """The questions upwards that were answered in a time, by how long whoever asked had waited.

    Ask for a day: of a network these are some hundred.
    """
    rows = Question.objects.filter(state__in=ANSWERED, answered_at__gte=since, answered_at__lt=until)
    found = list(rows.values_list("case", "site", "asked_at", "answered_at"))
    known = matters.cases_by_id({case for case, *_ in found})
    counted: Counter[tuple[str, str, int]] = Counter()
    for case, site, asked_at, answered_at in found:
        assert answered_at is not None, "the filter asks for it"
        whole_seconds = int(answered_at.timestamp()) - int(asked_at.timestamp())
        bound = bisect_left(BOUNDS_MINUTES, whole_seconds / 60)
        counted[site, known[case].channel if case in known else "", bound] += 1
    return tuple(
        Tally(site=site, channel=channel, what="approval", bound=bound, number=number)
        for (site, channel, bound), number in counted.items()
    )


def approvals_waiting(sites: Collection[str]) -> tuple[int, datetime | None]:
    """How many questions at some sites nobody has answered, and since when the longest waits."""
    rows = Question.objects.filter(state=Question.State.OPEN, site__in=sites).order_by("asked_at")
    return rows.count(), rows.values_list("asked_at", flat=True).first()
