"""How many were asked and what did they answer? By site and channel, added up by the database.

Start reading at `surveys_closed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from leeway.desk.cases.queries import Tally
from leeway.desk.listening.models import Survey
from leeway.desk.listening.queries.content import UNHAPPY_MAX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime


def surveys_closed(*, since: datetime, until: datetime) -> tuple[Tally, ...]:
    """Of the matters closed in a time: `asked`, and the answers by score, `score_1` to `score_5`."""
    rows = Survey.objects.filter(kind=Survey.Kind.CONTENT, closed_at__gte=since, closed_at__lt=until)
    asked = rows.exclude(asked_at=None).values_list("site", "channel").annotate(number=Count("pk"))
    scores = rows.exclude(score=None).values_list("site", "channel", "score").annotate(number=Count("pk"))
    return (
        *(Tally(site=site, channel=channel, what="asked", number=number) for site, channel, number in asked),
        *(
            Tally(site=site, channel=channel, what=f"score_{score}", number=number)
            for site, channel, score, number in scores
        ),
    )


def scores_of(cases: Collection[str]) -> Mapping[str, int]:
    """What the persons of some matters answered first; those who did not answer are left out."""
    rows = Survey.objects.filter(case__in=cases, kind=Survey.Kind.CONTENT).exclude(score=None)
    found = rows.order_by("-answered_at").values_list("case", "score")
    return {case: score for case, score in found if score is not None}


def unhappy_between(
    *, since: datetime, until: datetime, sites: Collection[str], channel: str | None, most: int
) -> tuple[tuple[str, datetime], ...]:
    """The matters closed in a time whose persons are not content, with when they were closed."""
    rows = Survey.objects.filter(
        kind=Survey.Kind.CONTENT, closed_at__gte=since, closed_at__lt=until, site__in=sites,
        score__lte=UNHAPPY_MAX,
    )  # fmt: skip
    if channel is not None:
        rows = rows.filter(channel=channel)
    return tuple(rows.order_by("-closed_at", "-pk").values_list("case", "closed_at")[:most])
