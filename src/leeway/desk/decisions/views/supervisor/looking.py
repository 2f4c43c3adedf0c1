"""Who looks, and may they? What every page of a supervisor begins with.

Start reading at `looking_of`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from leeway.desk.clock import now
from leeway.desk.decisions.queries.supervising import Looking
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import LedgerError, UnknownDecision

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def supervisor_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is signed in; where the ledger cannot be reached, a page that says so and changes nothing."""

    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        try:
            return view(request, **place)
        except UnknownDecision:
            raise Http404 from None
        except LedgerError:
            return render(request, "supervisor/away.html", status=503)

    return login_required(answered)


def looking_of(request: HttpRequest) -> Looking:
    """For whom this page is made. Raises: Http404 where no book is in force."""
    at = now()
    law = studio.in_force(at=at)
    if law is None:
        raise Http404
    me = people.who_signed_in(request.user)
    return Looking(me=me, law=law, at=at, language=get_language() or "en")


def leading(request: HttpRequest) -> Looking:
    """As `looking_of`, for somebody who stands above the lowest authority somewhere. Raises: Http404."""
    looking = looking_of(request)
    held = people.authorities_held(looking.me.id, at=looking.at)
    if not any(each in looking.book.authorities[1:] for each in held):
        raise Http404
    return looking
