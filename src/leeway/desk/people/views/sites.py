"""The tree of sites and a page for each: who serves there, who is on duty, who is invited.

Start reading at `sites`, then `site`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.clock import now
from leeway.desk.people import commands, queries
from leeway.desk.people.forms import InviteForm, SiteForm, zones
from leeway.desk.people.views.mine import book_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Place


@login_required
@require_GET
def sites(request: HttpRequest) -> HttpResponse:
    """The sites that one may see, as a tree; and finding a site or somebody by name."""
    me, at = queries.who_signed_in(request.user), now()
    paths, wanted, page = queries.paths_seen(me.id, at=at), request.GET.get("q", "").strip(), page_of(request)
    found = queries.people_found(wanted, paths=paths, at=at, page=page) if wanted else None
    led = queries.paths_led(me.id)
    told = {
        "wanted": wanted,
        "branches": queries.branches(paths, at=at, name=wanted, page=page),
        "found": found,
        "found_rows": [(row, row.path.startswith(led)) for row in found.rows] if found else [],
    }
    return render(request, "people/sites.html", told)


@login_required
@require_GET
def site(request: HttpRequest, site: str) -> HttpResponse:
    """One site: who is posted, who is on duty now, invitations, the sites below."""
    here, leads = seen_site(request, site)
    seen = queries.paths_seen(queries.who_signed_in(request.user).id, at=now())
    told = told_of(here, leads=leads, page=page_of(request))
    told["open_paths"] = {each.path for each in queries.way_to(here) if each.path.startswith(seen)}
    return render(request, "people/site.html", told)


def told_of(here: Place, *, leads: bool, page: int = 1) -> dict[str, object]:
    """What the page of a site shows, more of it to whoever looks after its people."""
    at, book = now(), book_now()
    told: dict[str, object] = {
        "place": here,
        "leads": leads,
        "way": queries.way_to(here),
        "below": queries.just_below(here.id),
        "on_duty": queries.on_duty_at(here.path, at=at),
        "roster": queries.people_of([here.id], at=at, page=page),
        "above": queries.people_of(here.lineage[:-1], at=at),
    }
    if leads and book is not None:
        told["invitations"] = queries.open_invitations(here.id, at=at)
        told["invite"] = InviteForm(authorities=book.authorities, auto_id="invite_%s")
        told["form"] = SiteForm(initial={"name": here.name, "zone": here.zone}, auto_id="site_%s")
        told["add"] = SiteForm(auto_id="add_%s")
        told["zones"] = zones()
    return told


@login_required
@require_POST
def change_site(request: HttpRequest, site: str) -> HttpResponse:
    """Rename a site, give it another time zone."""
    here = led_site(request, site)
    form = SiteForm(request.POST, auto_id="site_%s")
    if form.is_valid():
        commands.rename_site(here.id, name=form.cleaned_data["name"], zone=form.cleaned_data["zone"])
        return redirect("site", site=here.id)
    return render(request, "people/site.html", {**told_of(here, leads=True), "form": form}, status=422)


@login_required
@require_POST
def add_site(request: HttpRequest, site: str) -> HttpResponse:
    """Add a site below one."""
    here = led_site(request, site)
    form = SiteForm(request.POST, auto_id="add_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            return redirect(
                "site", site=commands.add_site(name=said["name"], parent=here.id, zone=said["zone"])
            )
        except commands.PeopleError as refused:
            form.add_error(None, str(refused.sentence))
    return render(request, "people/site.html", {**told_of(here, leads=True), "add": form}, status=422)


@login_required
@require_GET
def where_to(request: HttpRequest, site: str) -> HttpResponse:
    """Choose the site under which another is moved."""
    here, me = led_site(request, site), queries.who_signed_in(request.user)
    paths = queries.paths_led(me.id)
    found = queries.branches(paths, at=now(), name=request.GET.get("q", ""), page=page_of(request))
    return render(
        request, "people/move.html", {"place": here, "branches": found, "wanted": request.GET.get("q", "")}
    )


@login_required
@require_POST
def move_site(request: HttpRequest, site: str) -> HttpResponse:
    """Move a site with everything below it; one looks after the people of both places."""
    here, under = led_site(request, site), led_site(request, request.POST.get("under", ""))
    try:
        commands.move_site(here.id, under=under.id)
    except commands.PeopleError as refused:
        messages.error(request, str(refused.sentence))
        return redirect("where-to", site=here.id)
    messages.success(request, gettext("Moved, with everything below it."))
    return redirect("site", site=here.id)


def seen_site(request: HttpRequest, site: str) -> tuple[Place, bool]:
    """A site one may see, and whether one looks after its people. Raises: Http404."""
    me, here = queries.who_signed_in(request.user), queries.place(site)
    if here is None or not queries.may_see_site(me.id, site, at=now()):
        raise Http404
    return here, queries.may_lead_people_at(me.id, site)


def led_site(request: HttpRequest, site: str) -> Place:
    """A site whose people one looks after. Raises: Http404."""
    here, leads = seen_site(request, site)
    if not leads:
        raise Http404
    return here


def page_of(request: HttpRequest) -> int:
    """Which page of a list is asked for, from 1."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1
