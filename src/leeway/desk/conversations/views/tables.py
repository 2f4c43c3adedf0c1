"""How do many matters look at once? A table with filters, saved views, and things done to many in one go.

Start reading at `table`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.conversations import commands
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.conversations.queries.keeping import views_of
from leeway.desk.conversations.queries.listing import table_of
from leeway.desk.conversations.views.around import FILTERS, desk_page, entered, here_of
from leeway.desk.conversations.views.reading import stretch

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Held
    from leeway.desk.conversations.views.around import Here

ROWS_MAX = 200


@desk_page
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """All open matters one may see, as a table."""
    here = here_of(request)
    part = stretch(request, here, most=ROWS_MAX)
    shown = {
        "rows": table_of(part.held, now=here.at, zone=here.zone), "listed": part,
        "views": views_of(here.me.id), "query": _query(request.GET.dict()),
        "filters": {name: request.GET.get(name, "") for name in (*FILTERS, "whose")},
    }  # fmt: skip
    return render(request, "conversations/table.html", shown)


@desk_page
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one thing to all that are ticked."""
    here = here_of(request)
    held = [
        each
        for each in matters.cases_by_id(request.POST.getlist("case")[:ROWS_MAX]).values()
        if may_see_case(each, here.paths)
    ]
    done = _done(request, held, here)
    messages.info(
        request, ngettext("%(count)s matter changed.", "%(count)s matters changed.", done) % {"count": done}
    )
    return redirect(f"{reverse('people_table')}?{entered(request, 'query', most=500)}")


@desk_page
@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Save the list as it is filtered, or forget a saved one."""
    here = here_of(request)
    if view := request.POST.get("drop", ""):
        commands.drop_view(here.me.id, view=view)
        return redirect("people_table")
    filters = {name: value for name in (*FILTERS, "whose") if (value := entered(request, name, most=100))}
    if name := entered(request, "name", most=60):
        commands.keep_view(here.me.id, name=name, wanted=filters)
        messages.success(request, _("Saved. It stands above the list of people."))
    return redirect(f"{reverse('people')}?{urlencode(filters)}")


def _done(request: HttpRequest, held: list[Held], here: Here) -> int:
    do, by, at = request.POST.get("do", ""), here.me.id, here.at
    if do == "turn":
        return commands.assign_in_turn(held, by=by, at=at)
    for each in held:
        if do == "mine":
            cases.assign(each.id, to=by, by=by, at=at)
        elif do == "tag":
            had = matters.tags_of([each.id]).get(each.id, ())
            cases.set_tags(each.id, names=[*had, *entered(request, "tag", most=200).split(",")], by=by, at=at)
        elif do == "close":
            cases.close(each.id, by=by, at=at, because=entered(request, "because", most=300))
        else:
            return 0
    return len(held)


def _query(given: dict[str, str]) -> str:
    return urlencode({name: value for name, value in given.items() if name in (*FILTERS, "whose") and value})
