"""What do our figures say? The report of a stretch of time, the matters behind a figure, and goodwill.

Start reading at `figures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leeway.desk.cases import queries as matters_known
from leeway.desk.decisions import queries as decisions_known
from leeway.desk.insight import queries
from leeway.desk.insight.queries.behind import FIGURES, MOST, behind
from leeway.desk.insight.queries.goodwill import WITHIN_DAYS, decisions_of
from leeway.desk.insight.views.money import Money
from leeway.desk.insight.views.returning import kinds_shown, lines_shown
from leeway.desk.insight.views.showing import cards
from leeway.desk.insight.views.tables import channels_table, sites_table
from leeway.desk.insight.views.wishing import choices, wished_from

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Promises, waits, contentment and reopenings, beside the time before, by channel and site."""
    asked = wished_from(request)
    report = queries.report(asked.wished)
    below, channel = asked.wished.scope.below, asked.wished.channel
    shown = {
        **choices(asked), "asked": asked, "report": report, "cards": cards(report),
        "empty": report.now.is_empty and report.before.is_empty,
        "channels_beside": channels_table(report, asked), "sites_below": sites_table(report, asked),
        "unanswered": matters_known.still_unanswered(below, channel=channel),
        "approvals": decisions_known.approvals_waiting(below), "now": asked.at,
    }  # fmt: skip
    return render(request, "insight/reports.html", shown)


@login_required
@require_safe
def matters(request: HttpRequest, figure: str) -> HttpResponse:
    """The matters behind one figure, the last ones first."""
    if figure not in FIGURES:
        raise Http404
    asked = wished_from(request)
    rows = behind(figure, asked.wished, here=asked.here)
    shown = {**choices(asked), "asked": asked, "figure": figure, "rows": rows, "most": MOST}
    return render(request, "insight/matters.html", shown)


@login_required
@require_safe
def goodwill(request: HttpRequest) -> HttpResponse:
    """What goodwill cost, who came back and how happy they were, beside matters without any."""
    asked, within = wished_from(request, otherwise=90), within_days(request)
    found = queries.goodwill(
        asked.wished.scope, since=asked.since, until=asked.until, within_days=within, at=asked.at
    )
    money = Money.now(asked.at, language=get_language() or "en")
    shown = {
        **choices(asked), "asked": asked, "found": found, "within": within, "all_within": WITHIN_DAYS,
        "kinds": kinds_shown(found), "lines": lines_shown(found, money),
        "cost": money.said(found.cost_minor), "each": money.said(found.cost_each_minor),
    }  # fmt: skip
    return render(request, "insight/goodwill.html", shown)


@login_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions behind one line of goodwill, the last ones first."""
    asked, clause = wished_from(request, otherwise=90), request.GET.get("clause", "")
    money = Money.now(asked.at, language=get_language() or "en")
    rows = decisions_of(asked.wished.scope, clause, since=asked.since, until=asked.until, most=MOST)
    shown = {
        "asked": asked, "clause": money.clause(clause, action=""), "most": MOST,
        "rows": [(id_, at, money.said(cost), money.action(action)) for id_, at, cost, action in rows],
    }  # fmt: skip
    return render(request, "insight/decisions.html", shown)


def within_days(request: HttpRequest) -> int:
    """Within how many days somebody has to come back; thirty where nobody chose."""
    chosen = request.GET.get("within", "")
    return int(chosen) if chosen in map(str, WITHIN_DAYS) else WITHIN_DAYS[0]
