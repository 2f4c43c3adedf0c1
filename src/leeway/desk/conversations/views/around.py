"""Who is at the desk, where, and what may they see? What every page of the desk begins with.

Start reading at `desk_page`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, get_language_bidi

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.decisions.queries.proposing import actor_as
from leeway.desk.decisions.queries.screens import Reader
from leeway.desk.decisions.queries.screens.present import present_with
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Held
    from leeway.desk.decisions.queries.proposing import Where
    from leeway.desk.people.queries import Place, Presence, Who
    from leeway.desk.prepared import Look, Texts
    from leeway.desk.studio.queries import InForce

TEXT_MAX = 20_000
FILTERS = ("kind", "channel", "tag", "site")
PLACES = ("earlier", "later")
"""How an address names where a part of the list begins or ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Who looks, from where, when."""

    me: Who
    at: datetime
    place: Place | None
    paths: tuple[str, ...]
    zone: str
    law: InForce | None
    stands: Presence

    @property
    def site(self) -> str:
        """The site where they serve; empty: none."""
        return self.place.id if self.place else ""


def desk_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is signed in; what is shown is of now, and no browser keeps it."""

    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        response = view(request, **place)
        add_never_cache_headers(response)
        return response

    return login_required(answered)


def here_of(request: HttpRequest) -> Here:
    """Where the one who is signed in stands."""
    return here_with(request)[0]


def here_with(request: HttpRequest, *more: Look) -> tuple[Here, list[Texts]]:
    """The same, and by the same statement the rows of further looks."""
    found, rows = present_with(request, *more)
    place, law = found.home, found.law
    zone = (place.zone if place else "") or (law.book.zone if law else "") or "UTC"
    here = Here(
        me=found.me, at=found.at, place=place, paths=found.stands.paths, zone=zone, law=law, stands=found.stands
    )
    return here, rows


def case_seen(request: HttpRequest, case: str) -> tuple[Held, Here]:
    """A matter that the one who is signed in may work on. Raises: Http404."""
    here, found = here_of(request), matters.case(case)
    if found is None or not may_see_case(found, here.paths):
        raise Http404
    return found, here


def person_seen(request: HttpRequest, person: str) -> tuple[str, Here]:
    """A person whom the one who is signed in may see, as they stand now. Raises: Http404."""
    from leeway.desk.conversations.queries.access import may_see_person

    here, known = here_of(request), persons.brief(person)
    if known is None or not may_see_person(matters.cases_of(known.ids), here.paths):
        raise Http404
    return known.id, here


def reader_at(here: Here, site: str) -> Reader | None:
    """For whom a matter's leeway is shown; None where they may not decide there, or nothing is in force."""
    place = people.place(site)
    return reader_along(here, place.lineage) if place else None


def reader_along(here: Here, lineage: Sequence[str], *, where: Where | None = None) -> Reader | None:
    """The same at the last of these sites, from the root down."""
    law = here.law
    actor = actor_as(here.stands.along(lineage), book=law.book) if law else None
    if law is None or actor is None:
        return None
    return Reader(
        actor=actor, law=law, at=here.at, language=get_language() or "en", rtl=get_language_bidi(), where=where
    )


def back_to(request: HttpRequest, person: str, case: str = "") -> HttpResponse:
    """Back to the person's page, or to where the form says it came from."""
    came = request.POST.get("next", "")
    if came and url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return redirect(came)
    where = reverse("person", args=[person]) if person else reverse("people")
    asked = ({"case": case} if case and person else {}) | in_list(request)
    return redirect(f"{where}?{urlencode(asked)}" if asked else where)


def in_list(request: HttpRequest) -> dict[str, str]:
    """Which part of the list stands at the side: as the address says, or that of the page a form was on."""
    asked: Mapping[str, str] = request.GET
    came = urlsplit(request.headers.get("referer", ""))
    if request.method == "POST":
        asked = QueryDict(came.query) if came.netloc == request.get_host() else {}
    return {name: asked[name][:200] for name in (*FILTERS, "whose", *PLACES) if asked.get(name)}


def local_time(typed: str, *, zone: str) -> datetime | None:
    """An instant from a field of date and time, as the clock there shows it; None where it is none."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


def entered(request: HttpRequest, name: str, *, most: int = TEXT_MAX) -> str:
    """A text somebody typed, of a sensible length, with lines ending alike."""
    return request.POST.get(name, "").replace("\r\n", "\n").strip()[:most]
