"""What is paused, and how is something paused at once? A plain list, and a form of three lines.

Start reading at `stopped`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.decisions.commands import stopping
from leeway.desk.decisions.queries.stops import may_stop, stoppable, stopped_now, title_of
from leeway.desk.decisions.views.supervisor.looking import leading, supervisor_page
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@supervisor_page
@require_GET
def stopped(request: HttpRequest) -> HttpResponse:
    """What is paused at my sites or everywhere, and what I may pause."""
    looking = leading(request)
    guidelines, actions = stoppable(looking)
    shown = {
        "looking": looking, "stopped": stopped_now(looking), "guidelines": guidelines, "actions": actions,
        "nodes": people.nodes_below(people.sites_within(looking.me.id, at=looking.at)),
        "everywhere": may_stop(None, looking), "authorities": looking.book.authorities[1:],
        "own": max(people.authorities_held(looking.me.id, at=looking.at), key=looking.book.authorities.index),
    }  # fmt: skip
    return render(request, "supervisor/stopped.html", shown)


@supervisor_page
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Pause something."""
    looking, posted = leading(request), request.POST
    name, where = posted.get("name", ""), posted.get("where", "")
    try:
        sites = stopping.stop(
            name, where=None if where == "everywhere" else where, looking=looking,
            authority=posted.get("authority", ""),
        )  # fmt: skip
    except stopping.StopError as refused:
        if refused.code == "not-yours":
            raise Http404 from None
        messages.error(request, _("Choose what is to be paused, where, and who is asked meanwhile."))
        return redirect("stopped")
    title = title_of(name, looking)
    messages.success(
        request,
        _("Paused everywhere: %(title)s.") % {"title": title}
        if sites == (None,)
        else _("Paused: %(title)s.") % {"title": title},
    )
    return redirect("stopped")


@supervisor_page
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Let something go on."""
    looking, posted = leading(request), request.POST
    name = posted.get("name", "")
    try:
        stopping.resume(name, sites=posted.get("sites", "").split() or [None], looking=looking)
    except stopping.StopError:
        raise Http404 from None
    messages.success(request, _("It goes on: %(title)s.") % {"title": title_of(name, looking)})
    return redirect("stopped")
