"""Where is it, and was there something like it? One field over everything, and matters like one of now.

Start reading at `find`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from leeway.desk.conversations.queries.alike import like_before
from leeway.desk.conversations.queries.finding import KINDS, found
from leeway.desk.conversations.views.around import case_seen, desk_page, here_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FULL = 30


@desk_page
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """What fits what was typed; for the command bar only its list, which begins with pages to go to."""
    here, typed, kind = here_of(request), request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kinds = (kind,) if kind in KINDS else KINDS
    part = request.GET.get("part") == "list"
    hits = (
        found(typed, paths=here.paths, kinds=kinds, most=5 if part else FULL if kind else 10, site=here.site)
        if typed
        else ()
    )
    shown = {"hits": hits, "typed": typed, "kind": kind, "pages": part}
    return render(request, "conversations/parts/hits.html" if part else "conversations/find.html", shown)


@desk_page
@require_GET
def before(request: HttpRequest, case: str) -> HttpResponse:
    """Matters of before like this one, with how they ended; beside it only their list."""
    held, here = case_seen(request, case)
    shown = {"case": held, "before": like_before(held, paths=here.paths)}
    part = request.headers.get("X-Part")
    return render(request, "conversations/parts/before.html" if part else "conversations/before.html", shown)
