"""When is a site open, on which days is it closed, and by when is somebody answered there?

What a site does not say itself, the nearest site above says. Start reading at `hours`.
"""

from __future__ import annotations

import re
from datetime import date, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.arrangements.views.around import arranged_site, entered, page
from leeway.desk.cases import commands as cases
from leeway.desk.cases.queries import calendar_of
from leeway.desk.cases.queries.arrangements import own_holidays, own_hours, own_terms
from leeway.desk.clock import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Place

DASH: Final = "–"
KINDS: Final = {
    "": gettext_lazy("Any matter"), "complaint": gettext_lazy("Complaint"), "request": gettext_lazy("Request"),
    "question": gettext_lazy("Question"), "praise": gettext_lazy("Praise"),
}  # fmt: skip
HOURS_MAX: Final = 24 * 366
_STRETCH: Final = re.compile(r"(\d{1,2})(?::(\d\d))?\s*[-–—]\s*(\d{1,2})(?::(\d\d))?")

Stretches = tuple[tuple[time, time], ...]


@page
@require_GET
def hours(request: HttpRequest, site: str) -> HttpResponse:
    """The page of a site's hours, holidays and terms."""
    return _shown(request, arranged_site(request, site))


@page
@require_POST
def week(request: HttpRequest, site: str) -> HttpResponse:
    """Set when a site is open; nothing at all: as the site above."""
    place = arranged_site(request, site)
    typed = {day: entered(request, f"day-{day}", most=100) for day in range(7)}
    read = {day: stretches(text) for day, text in typed.items()}
    wrong = [day for day, each in read.items() if each is None]
    if wrong:
        return _shown(request, place, typed=typed, wrong=wrong, status=422)
    cases.set_hours(place.id, week={day: each for day, each in read.items() if each})
    messages.success(request, _("Kept. What is promised from now on counts these hours."))
    return redirect("site_hours", site=place.id)


@page
@require_POST
def holiday(request: HttpRequest, site: str) -> HttpResponse:
    """Close a site on a day, or open it again."""
    place = arranged_site(request, site)
    try:
        day = date.fromisoformat(entered(request, "day", most=10))
    except ValueError:
        messages.error(request, _("This is not a day."))
        return redirect("site_hours", site=place.id)
    closed = request.POST.get("closed") == "yes"
    cases.set_holiday(place.id, day=day, name=entered(request, "name", most=100), closed=closed)
    return redirect("site_hours", site=place.id)


@page
@require_POST
def term(request: HttpRequest, site: str) -> HttpResponse:
    """Say by when matters of a kind are answered there; without a number the site above says it."""
    place, kind = arranged_site(request, site), request.POST.get("kind", "")
    number = entered(request, "number", most=6)
    minutes = _minutes(number, request.POST.get("unit", ""))
    if kind not in KINDS or (number and minutes is None):
        messages.error(request, _("Write how long, as a whole number."))
    elif minutes is None:
        cases.drop_term(place.id, kind=kind)
    else:
        cases.set_term(
            place.id, kind=kind, minutes=minutes, while_open=request.POST.get("while_open") == "yes",
            words=entered(request, "words", most=300),
        )  # fmt: skip
    return redirect("site_hours", site=place.id)


def stretches(typed: str) -> Stretches | None:
    """Opening hours as they are typed; None where they cannot be read, or overlap.

    >>> stretches("9-13, 14:00-18:30")
    ((datetime.time(9, 0), datetime.time(13, 0)), (datetime.time(14, 0), datetime.time(18, 30)))
    >>> stretches(""), stretches("9-25"), stretches("9-13, 12-18")
    ((), None, None)
    """
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", typed))):
        match = _STRETCH.fullmatch(part)
        times = (_time(match[1], match[2]), _time(match[3], match[4])) if match else (None, None)
        opens, closes = times
        all_day = match is not None and match[3] == "24"
        if opens is None or closes is None or (opens == closes and not all_day):
            return None
        found.append((opens, closes))
    found.sort()
    midnight = time()
    apart = all(first[1] != midnight and first[0] < first[1] <= second[0] for first, second in pairwise(found))
    return tuple(found) if apart else None


def _time(hour: str, minute: str | None) -> time | None:
    """A time of day; 24:00 is midnight at the day's end."""
    number, rest = int(hour), int(minute or 0)
    if (number, rest) == (24, 0):
        return time()
    return time(number, rest) if number < 24 and rest < 60 else None


def _minutes(number: str, unit: str) -> int | None:
    if not number.isdecimal() or not 0 < int(number) <= HOURS_MAX:
        return None
    return int(number) * (1 if unit == "minutes" else 60)


def _written(each: Stretches) -> str:
    return ", ".join(f"{opens:%H:%M}{DASH}{closes:%H:%M}" for opens, closes in each)


def _shown(
    request: HttpRequest, place: Place, *, typed: Mapping[int, str] | None = None,
    wrong: list[int] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    own, calendar, terms = own_hours(place.id), calendar_of(place.id), own_terms(place.id)
    days = [
        {
            "number": day, "name": WEEKDAYS[day], "wrong": day in (wrong or ()),
            "typed": typed[day] if typed else _written(own.get(day, ())),
            "above": "" if own else _written(calendar.week.get(day, ())),
        }
        for day in range(7)
    ]  # fmt: skip
    today = now().astimezone(ZoneInfo(calendar.zone)).date()
    told: dict[str, Any] = {
        "place": place, "days": days, "wrong": wrong, "own": bool(own), "always": not calendar.week,
        "zone": calendar.zone, "holidays": own_holidays(place.id, since=today),
        "terms": [(kind, name, terms.get(kind)) for kind, name in KINDS.items()],
    }  # fmt: skip
    return render(request, "arrangements/hours.html", told, status=status)
