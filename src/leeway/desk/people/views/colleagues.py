"""A colleague's page: where they serve as what, certificates, steps earned; and what a lead may change.

Start reading at `colleague`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.clock import now
from leeway.desk.people import commands, queries
from leeway.desk.people.views.mine import book_now, ladder, zone_where

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Known

CHARGES = ("policies", "people", "operations")
LINK_LASTS = timedelta(hours=24)


@login_required
@require_GET
def colleague(request: HttpRequest, colleague: str) -> HttpResponse:
    """All that is known of somebody who serves, to themselves and to whoever looks after them."""
    me, at = queries.who_signed_in(request.user), now()
    if not queries.may_see_record_of(me.id, colleague, at=at):
        raise Http404
    book, record = book_now(), queries.record_of(colleague, at=at)
    told = {
        "record": record,
        "climbs": queries.climbs_of(colleague, ladder=ladder(), at=at),
        "may_change": queries.may_change_record_of(me.id, colleague, at=at),
        "may_vouch": queries.may_vouch_for(me.id, colleague),
        "authorities": book.authorities if book else (),
        "certificates": book.certificates if book else (),
        "led": queries.branches(queries.paths_led(me.id), at=at).rows,
        "charges": CHARGES,
    }
    return render(request, "people/colleague.html", told)


@login_required
@require_POST
def post(request: HttpRequest, colleague: str) -> HttpResponse:
    """Post somebody at a site with an authority of the book, or end a posting."""
    changed_record(request, colleague)
    me, book, site = queries.who_signed_in(request.user), book_now(), request.POST.get("site", "")
    if not queries.may_lead_people_at(me.id, site):
        raise Http404
    authority = request.POST.get("authority", "")
    if "end" in request.POST:
        commands.end_posting(colleague, site=site, at=now())
    elif book is not None and authority in book.authorities:
        commands.post(colleague, site=site, authority=authority, at=now())
    return redirect("colleague", colleague=colleague)


@login_required
@require_POST
def certificate(request: HttpRequest, colleague: str) -> HttpResponse:
    """Give a certificate, perhaps until the end of a day, or withdraw one."""
    changed_record(request, colleague)
    me, at = queries.who_signed_in(request.user), now()
    if withdrawn := request.POST.get("withdraw"):
        commands.withdraw_certificate(colleague, name=withdrawn, at=at, by=me.id)
    elif name := request.POST.get("name", "").strip()[:100]:
        expires_at = end_of(request.POST.get("until", ""), zone=zone_where(colleague))
        commands.certify(colleague, name=name, at=at, by=me.id, expires_at=expires_at)
        commands.give_steps_due(colleague, at=at, ladder=ladder())
    return redirect("colleague", colleague=colleague)


@login_required
@require_POST
def take_back(request: HttpRequest, colleague: str) -> HttpResponse:
    """Take a step back, with a sentence to the colleague."""
    changed_record(request, colleague)
    me, step, because = (
        queries.who_signed_in(request.user),
        request.POST.get("step", ""),
        request.POST.get("because", ""),
    )
    if not because.strip():
        messages.error(request, gettext("Say why in a sentence: nobody's leeway shrinks without a word."))
    elif step.isdecimal():
        commands.take_back_step(colleague, step=int(step), by=me.id, because=because[:300], at=now())
    return redirect("colleague", colleague=colleague)


@login_required
@require_POST
def charge(request: HttpRequest, colleague: str) -> HttpResponse:
    """Put somebody in charge of policies, people or operations of a site, or relieve them."""
    changed_record(request, colleague)
    me, site, kind = (
        queries.who_signed_in(request.user),
        request.POST.get("site", ""),
        request.POST.get("kind", ""),
    )
    if kind not in CHARGES or not queries.may_lead_people_at(me.id, site):
        raise Http404
    try:
        if "end" in request.POST:
            commands.relieve(colleague, site=site, of=kind)
        else:
            commands.put_in_charge(colleague, site=site, of=kind)
    except commands.PeopleError as refused:
        messages.error(request, str(refused.sentence))
    return redirect("colleague", colleague=colleague)


@login_required
@require_POST
@never_cache
def new_link(request: HttpRequest, colleague: str) -> HttpResponse:
    """Make a link that signs somebody in once, for a lost key; it is shown now and never again."""
    record = vouched(request, colleague)
    me = queries.who_signed_in(request.user)
    token = commands.make_told_link(colleague, by=me.id, at=now(), lasts=LINK_LASTS)
    told = {"record": record, "link": request.build_absolute_uri(f"/enter/{token}/")}
    return render(request, "people/new-link.html", told)


@login_required
@require_POST
def leave(request: HttpRequest, colleague: str) -> HttpResponse:
    """Somebody works here no longer, or works here again."""
    vouched(request, colleague)
    try:
        if "again" in request.POST:
            commands.come_back(colleague)
        else:
            commands.leave(colleague, at=now())
    except commands.PeopleError as refused:
        messages.error(request, str(refused.sentence))
    return redirect("colleague", colleague=colleague)


def changed_record(request: HttpRequest, colleague: str) -> None:
    """Let only those on who may change a record. Raises: Http404."""
    if not queries.may_change_record_of(queries.who_signed_in(request.user).id, colleague, at=now()):
        raise Http404


def vouched(request: HttpRequest, colleague: str) -> Known:
    """The record of somebody whom one may vouch for. Raises: Http404."""
    record = queries.record_of(colleague, at=now())
    if record is None or not queries.may_vouch_for(queries.who_signed_in(request.user).id, colleague):
        raise Http404
    return record


def end_of(day: str, *, zone: str) -> datetime | None:
    """The instant at which a day is over somewhere; None for what is no day."""
    try:
        named = parse_date(day)
    except ValueError:
        return None
    return None if named is None else datetime.combine(named + timedelta(days=1), time(), ZoneInfo(zone))
