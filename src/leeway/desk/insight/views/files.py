"""How do figures leave as a file? The same report as on the page, as CSV, a line at a time.

Start reading at `figures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from leeway.desk.insight import queries
from leeway.desk.insight.views.reports import within_days
from leeway.desk.insight.views.wishing import wished_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from django.http import HttpRequest

    from leeway.desk.insight.views.wishing import Asked


@login_required
@require_safe
def figures(request: HttpRequest) -> StreamingHttpResponse:
    """The report, with the same choice of site, channel and time."""
    asked = wished_from(request)
    return _file(queries.rows_of(queries.report(asked.wished)), asked, name="report")


@login_required
@require_safe
def goodwill(request: HttpRequest) -> StreamingHttpResponse:
    """What came back of goodwill, with the same choice."""
    asked = wished_from(request, otherwise=90)
    found = queries.goodwill(
        asked.wished.scope, since=asked.since, until=asked.until, within_days=within_days(request), at=asked.at
    )
    return _file(queries.goodwill_rows(found), asked, name="goodwill")


def _file(rows: Iterable[Sequence[Any]], asked: Asked, *, name: str) -> StreamingHttpResponse:
    period = asked.wished.period
    answer = StreamingHttpResponse(queries.written(rows), content_type="text/csv; charset=utf-8")
    file = f"{name}-{period.first}-{period.last}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    answer["Cache-Control"] = "no-store"
    return answer
