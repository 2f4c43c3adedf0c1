"""What did I decide, and what was answered to it? A colleague's own page.

Start reading at `mine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.decisions.commands import reviewing
from leeway.desk.decisions.queries.growing.ahead import ahead_of, steps_lately
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.decisions.queries.own import decided_by, reversals_of
from leeway.desk.decisions.queries.reviewing import answers_to
from leeway.desk.decisions.views.supervisor.looking import looking_of, supervisor_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@supervisor_page
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """My latest decisions, what others answered to them, and what is ahead of me."""
    looking = looking_of(request)
    me = looking.me.id
    shown = {
        "looking": looking, "answers": answers_to(me, looking), "reversals": reversals_of(me, looking),
        "decided": decided_by(me, looking), "ahead": ahead_of(looking), "steps": steps_lately(looking),
        "topics": signed_topics([f"mine:{me}"]),
    }  # fmt: skip
    return render(request, "supervisor/mine.html", shown)


@supervisor_page
@require_POST
def read(request: HttpRequest, decision: str) -> HttpResponse:
    """Note that I have read what was answered."""
    looking = looking_of(request)
    reviewing.mark_read(decision, by=looking.me.id, at=looking.at)
    return redirect("mine")


@supervisor_page
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that I have read all that was answered."""
    looking = looking_of(request)
    reviewing.mark_all_read(by=looking.me.id, at=looking.at)
    return redirect("mine")
