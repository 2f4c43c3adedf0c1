"""Who was touched by a fault and has not written? Described, looked at, written to – or stopped.

Start reading at `outreach`.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.listening import commands, queries
from leeway.desk.listening.queries import Touched
from leeway.desk.listening.queries.access import leads, may_reach_out, paths_heard
from leeway.desk.listening.queries.silent import fact_typed
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.listening.queries import Campaign
    from leeway.desk.people.queries import Place

LISTED_MAX: Final = 20_000
SHOWN_MAX: Final = 12
LACKING_MAX: Final = 50


@login_required
@require_safe
def outreaches(request: HttpRequest) -> HttpResponse:
    """What was written first, newest on top."""
    paths = _paths(request)
    return render(request, "listening/outreaches.html", {"campaigns": queries.campaigns(paths)})


@login_required
@require_safe
def outreach(request: HttpRequest, outreach: str) -> HttpResponse:
    """One of them: whom it touched, who is silent, why others are left out, and how far it has come."""
    campaign = _campaign(request, outreach)
    picked = queries.picked(campaign.touched, at=now()) if campaign.state == "draft" else None
    names = persons.names_of(picked.silent[:SHOWN_MAX]) if picked else {}
    lacking = picked.without_consent if picked else ()
    nameless = _("Somebody without a name")
    shown = {
        "each": campaign, "picked": picked, "sends": matters.can_go_out("mail", site=campaign.site),
        "reasons": reasons(picked.reasons if picked else campaign.skipped),
        "some": [who.name or nameless for who in names.values()],
        "lacking": [
            (who.id, who.name or nameless, picked.skipped[id_] == "unasked" if picked else False)
            for id_, who in persons.names_of(lacking[:LACKING_MAX]).items()
        ],
        "lacking_more": max(0, len(lacking) - LACKING_MAX),
        "more": max(0, len(picked.silent) - SHOWN_MAX) if picked else 0,
    }  # fmt: skip
    return render(request, "listening/outreach.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, outreach: str = "") -> HttpResponse:
    """Describe whom a fault touched and write what they will read; nobody is written to yet."""
    places = people.nodes_below(_paths(request))
    campaign = _campaign(request, outreach) if outreach else None
    typed = request.POST if request.method == "POST" else _typed(campaign, places)
    problem = ""
    if request.method == "POST":
        place = next((each for each in places if each.id == typed.get("site")), None)
        if place is None:
            raise Http404
        touched = _touched(typed, place)
        if not touched.is_described and not touched.listed:
            problem = _("Say whom it touched: from when, a fact, a tag, or a list of addresses and numbers.")
        else:
            return _kept(request, typed, place=place, touched=touched, outreach=outreach)
    shown = {"typed": typed, "places": places, "each": campaign, "problem": problem}
    return render(request, "listening/write.html", shown, status=422 if problem else 200)


@login_required
@require_POST
def begin(request: HttpRequest, outreach: str) -> HttpResponse:
    """Write to everybody who is silent."""
    campaign = _campaign(request, outreach)
    try:
        number = commands.begin_outreach(campaign.id, by=people.who_signed_in(request.user).id, at=now())
    except commands.OutreachError as refused:
        words = {
            "text": _("Write a subject and a text first."),
            "nobody": _("There is nobody to write to now."),
            "mailbox": _("No mailbox sends from this site, so nobody can be written to."),
        }
        messages.error(request, words.get(refused.code, refused.code))
        return redirect("outreach", outreach)
    said = ngettext(
        "%(number)s person is being written to.", "%(number)s persons are being written to.", number
    )
    messages.success(request, said % {"number": number})
    return redirect("outreach", outreach)


@login_required
@require_POST
def stop(request: HttpRequest, outreach: str) -> HttpResponse:
    """Write to nobody further."""
    campaign = _campaign(request, outreach)
    spared = commands.stop_outreach(campaign.id, at=now())
    said = ngettext(
        "Stopped. %(number)s message was not sent.", "Stopped. %(number)s messages were not sent.", spared
    )
    messages.success(request, said % {"number": spared})
    return redirect("outreach", outreach)


def reasons(numbers: Any) -> list[tuple[str, int]]:
    """Why persons are left out, in words, most first."""
    words = {
        "wrote": _("wrote to us already"), "unwilling": _("did not agree to be written to first"),
        "unasked": _("were never asked whether we may write first"),
        "lately": _("were written to first in the last 30 days"), "unreachable": _("left no e-mail address"),
        "stopped": _("were spared when it was stopped"),
    }  # fmt: skip
    return sorted(((words.get(why, why), number) for why, number in numbers.items()), key=lambda each: -each[1])


def _kept(request: HttpRequest, typed: Any, *, place: Place, touched: Touched, outreach: str) -> HttpResponse:
    try:
        kept = commands.draft_outreach(
            title=typed.get("title", "").strip() or _("A known fault"), site=place.id, touched=touched,
            id_=outreach,
            next_at=_end_of(typed.get("next_at", ""), place), next_words=typed.get("next_words", "").strip(),
            subject=typed.get("subject", "").strip(), text=typed.get("text", "").strip(), at=now(),
            by=people.who_signed_in(request.user).id,
        )  # fmt: skip
    except commands.OutreachError:
        messages.error(request, _("It has begun already and stays as it is."))
        kept = outreach
    return redirect("outreach", kept)


def _touched(typed: Any, place: Place) -> Touched:
    lines = [
        line.strip() for line in typed.get("listed", "").replace(";", "\n").replace(",", "\n").splitlines()
    ]
    facts = [fact_typed(line) for line in typed.get("facts", "").splitlines() if line.strip()]
    return Touched(
        path=place.path, since=_moment(typed.get("since", ""), place), facts=tuple(facts),
        until=_moment(typed.get("until", ""), place), tags=_tags(typed.get("tags", "")),
        about=" ".join(typed.get("about", "").split()).casefold(),
        listed=tuple(dict.fromkeys(line for line in lines if line))[:LISTED_MAX],
    )  # fmt: skip


def _tags(typed: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for each in typed.split(",") if (name := " ".join(each.split()).casefold()))
    )


def _moment(typed: str, place: Place) -> datetime | None:
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        return None
    return datetime.combine(day, time(), ZoneInfo(matters.calendar_of(place.id).zone)).astimezone(UTC)


def _end_of(typed: str, place: Place) -> datetime | None:
    """The last minute of a day there."""
    day = _moment(typed, place)
    return day + timedelta(days=1, minutes=-1) if day else None


def _typed(campaign: Campaign | None, places: tuple[Place, ...]) -> dict[str, str]:
    if campaign is None:
        return {"site": places[0].id if places else ""}
    touched, zone = campaign.touched, ZoneInfo(matters.calendar_of(campaign.site).zone)
    days = {"since": touched.since, "until": touched.until, "next_at": campaign.next_at}
    return {
        "site": campaign.site, "title": campaign.title, "subject": campaign.subject, "text": campaign.text,
        "next_words": campaign.next_words,
        "tags": ", ".join(touched.tags), "listed": "\n".join(touched.listed), "about": touched.about,
        "facts": "\n".join(name if value is None else f"{name} = {value}" for name, value in touched.facts),
        **{name: day.astimezone(zone).date().isoformat() for name, day in days.items() if day},
    }  # fmt: skip


def _paths(request: HttpRequest) -> tuple[str, ...]:
    at, me = now(), people.who_signed_in(request.user)
    if not leads(me.id, at=at):
        raise Http404
    return paths_heard(me.id, at=at)


def _campaign(request: HttpRequest, outreach: str) -> Campaign:
    campaign = queries.campaign(outreach, paths=_paths(request))
    if campaign is None or not may_reach_out(people.who_signed_in(request.user).id, campaign.site, at=now()):
        raise Http404
    return campaign
