"""Who is at the counter, and may they work on this? What every page of the counter begins with.

Start reading at `own_matter`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, get_language_bidi

from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.decisions.queries.screens import Reader
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.desk.studio import queries as studio
from leeway.ledger import LedgerError, UnknownDecision

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from leeway.desk.cases.queries import Matter


def counter_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is signed in; where the ledger cannot be reached, a page that says so and spends nothing."""

    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        try:
            response = view(request, **place)
        except UnknownDecision:
            raise Http404 from None
        except LedgerError:
            response = render(request, "counter/away.html", status=503)
        add_never_cache_headers(response)  # the way back shows what is true now, and a till keeps no customer
        return response

    return login_required(answered)


def reader_of(request: HttpRequest, site: str) -> Reader:
    """For whom this page is made. Raises: Http404 where they may not decide, or nothing is in force."""
    at = now()
    law = studio.in_force(at=at)
    if law is None:
        raise Http404
    actor = actor_at(people.who_signed_in(request.user).id, site, book=law.book, at=at)
    if actor is None:
        raise Http404
    return Reader(actor=actor, law=law, at=at, language=get_language() or "en", rtl=get_language_bidi())


def own_matter(request: HttpRequest, case: str) -> tuple[Matter, Reader]:
    """A matter that the one who is signed in may work on. Raises: Http404."""
    found = matters.matter(case)
    if found is None:
        raise Http404
    return found, reader_of(request, found.site)


def around(found: Matter, reader: Reader) -> dict[str, Any]:
    """What the head of each page of a matter shows: where it is, and for whom."""
    return {
        "reader": reader,
        "place": people.place(found.site),
        "customer": persons.customer(found.person) if found.person else None,
    }


def go(request: HttpRequest, to: str, **place: str) -> HttpResponse:
    """Go to a page; a form that sends itself again after a lost connection is told where instead."""
    if request.headers.get("X-Sure") == "yes":
        return JsonResponse({"to": resolve_url(to, **place)})
    return redirect(resolve_url(to, **place))
