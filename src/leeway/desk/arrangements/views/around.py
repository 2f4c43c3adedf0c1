"""Who may arrange what? What the pages of this app begin with.

Start reading at `page`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.cache import add_never_cache_headers

from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Held
    from leeway.desk.people.queries import Place


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is signed in; what is shown is of now, and no browser keeps it."""

    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        response = view(request, **place)
        add_never_cache_headers(response)
        return response

    return login_required(answered)


def may_arrange(request: HttpRequest, site: str) -> bool:
    """Whoever looks after the people of a site, or runs the desk, arranges when it is open."""
    me = people.who_signed_in(request.user).id
    return people.may_lead_people_at(me, site) or people.may_look_after("operations", me, site)


def arranged_site(request: HttpRequest, site: str) -> Place:
    """A site that the one who is signed in may arrange. Raises: Http404."""
    found = people.place(site)
    if found is None or not may_arrange(request, site):
        raise Http404
    return found


def matter_seen(request: HttpRequest, case: str) -> Held:
    """A matter that the one who is signed in may work on. Raises: Http404."""
    found, me = matters.case(case), people.who_signed_in(request.user)
    if found is None or not may_see_case(found, people.sites_within(me.id, at=now())):
        raise Http404
    return found


def entered(request: HttpRequest, name: str, *, most: int) -> str:
    """A text somebody typed, on one line, of a sensible length."""
    return " ".join(request.POST.get(name, "").split())[:most]
