"""How much leeway have my sites used, and what is left? By limit, as pictures; and what was decided last.

Start reading at `used`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from leeway.desk.decisions.queries.own import lately
from leeway.desk.decisions.queries.team import used_at
from leeway.desk.decisions.views.supervisor.looking import leading, supervisor_page
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place


@supervisor_page
@require_GET
def used(request: HttpRequest) -> HttpResponse:
    """The leeway used at one of my sites, or of a region together."""
    looking = leading(request)
    nodes, chosen, places = where(looking, request.GET.get("at", ""))
    shown = {
        "looking": looking, "nodes": nodes, "chosen": chosen, "places": places,
        "team": used_at(places, looking), "lately": lately(places, looking, everywhere=chosen == people.root()),
    }  # fmt: skip
    return render(request, "supervisor/used.html", shown)


def where(looking: Looking, at: str) -> tuple[tuple[Place, ...], Place, tuple[Place, ...]]:
    """My sites, the one that is looked at (the highest, if none is named), and the places under it.

    Raises: Http404 for a site that is not mine.
    """
    nodes = people.nodes_below(people.sites_within(looking.me.id, at=looking.at))
    chosen = next((each for each in nodes if each.id == at), None) if at else next(iter(nodes), None)
    if chosen is None:
        raise Http404
    return nodes, chosen, people.sites_below([chosen.path])
