"""One's own things: language and duty in one tap, and a page with places, progress, certificates, absences.

Start reading at `me`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.clock import now
from leeway.desk.people import commands, queries
from leeway.desk.people.forms import AbsenceForm
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from leeway.policy import Book, Earned


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read on in another language: kept with a colleague, in a cookie for whoever is not signed in."""
    chosen = request.POST.get("language", "")
    answer = redirect(back(request))
    if chosen not in dict(settings.LANGUAGES):
        return answer
    if request.user.is_authenticated:
        commands.choose_language(queries.who_signed_in(request.user).id, language=chosen)
    translation.activate(chosen)
    year_seconds = 365 * 24 * 60 * 60
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=year_seconds, samesite="Lax", httponly=True
    )
    return answer


@login_required
@require_POST
def duty(request: HttpRequest) -> HttpResponse:
    """Go on duty at a site (the home site unless said) or off duty."""
    me, at = queries.who_signed_in(request.user), now()
    if request.POST.get("duty") == "off":
        commands.go_off_duty(me.id, at=at)
        return redirect(back(request))
    here = queries.home_site(me.id, at=at)
    site = request.POST.get("site") or (here.id if here else "")
    if not queries.may_decide_at(me.id, site, at=at):
        raise Http404
    commands.go_on_duty(me.id, site=site, at=at)
    return redirect(back(request))


@login_required
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """Where one serves, how far one is towards more leeway, certificates, absences, keys."""
    mine, at = queries.who_signed_in(request.user), now()
    told = {
        "record": queries.record_of(mine.id, at=at),
        "places": queries.places_of(mine.id, at=at),
        "climbs": queries.climbs_of(mine.id, ladder=ladder(), at=at),
        "form": AbsenceForm(),
    }
    return render(request, "people/me.html", told)


@login_required
@require_POST
def be_away(request: HttpRequest) -> HttpResponse:
    """Plan an absence, by whole days where one serves; or cancel one."""
    mine, at = queries.who_signed_in(request.user), now()
    if cancelled := request.POST.get("cancel"):
        commands.cancel_absence(mine.id, absence=int(cancelled) if cancelled.isdecimal() else 0, at=at)
        return redirect("me")
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        told = {"record": queries.record_of(mine.id, at=at), "form": form}
        return render(request, "people/me.html", told, status=422)
    zone = ZoneInfo(zone_where(mine.id))
    since = datetime.combine(form.cleaned_data["since"], time(), zone)
    until = datetime.combine(form.cleaned_data["until"] + timedelta(days=1), time(), zone)
    commands.plan_absence(mine.id, since=since, until=until, reason=form.cleaned_data["reason"])
    return redirect("me")


def zone_where(colleague: str) -> str:
    """The time zone where somebody serves: the site's own, else the book's."""
    here, book = queries.home_site(colleague, at=now()), book_now()
    return (here.zone if here else "") or (book.zone if book else None) or "UTC"


def book_now() -> Book | None:
    """The policy book in force; None before the first."""
    law = studio.in_force(at=now())
    return None if law is None else law.book


def ladder() -> Mapping[str, Earned]:
    """The steps up that the book in force says."""
    book = book_now()
    return {} if book is None else book.earned


def back(request: HttpRequest) -> str:
    """The page of this desk that a form came from."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
