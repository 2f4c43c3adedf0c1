"""How is a time said on the desk? `in 20 min`, `11:30`, `tomorrow`, `24 June`: as short as it stays clear.

Start reading at `due`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import date

SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as it is shown; `tone`: `late`, `soon` or empty."""

    text: str
    tone: str = ""
    iso: str = ""
    exact: str = ""
    """Date and time in full, for who points at it."""


def clock_time(at: datetime, *, zone: str) -> str:
    """The time of day there."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def due(at: datetime | None, *, now: datetime, zone: str) -> Moment | None:
    """By when something is due; None where nothing is."""
    if at is None:
        return None
    left, there, today = at - now, at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    exact = f"{day_of(there.date(), today=today, long=True)}, {there:%H:%M}"
    if left <= timedelta():
        return Moment(text=_late(-left), tone="late", iso=at.isoformat(), exact=exact)
    if left < SOON:
        minutes = max(1, round(left.total_seconds() / 60))
        text = _("in %(count)s min") % {"count": minutes}
        return Moment(text=text, tone="soon", iso=at.isoformat(), exact=exact)
    text = f"{there:%H:%M}" if there.date() == today else day_of(there.date(), today=today)
    return Moment(text=text, iso=at.isoformat(), exact=exact)


def by_when(at: datetime, *, now: datetime, zone: str) -> str:
    """By when, in full words for a sentence: `11:00 today`, `24 June, 11:00`."""
    there, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    if there.date() == today:
        return _("%(time)s today") % {"time": f"{there:%H:%M}"}
    return f"{day_of(there.date(), today=today)}, {there:%H:%M}"


def day_of(day: date, *, today: date, long: bool = False) -> str:
    """A day: today, tomorrow, yesterday, a weekday within the week, else its date."""
    named = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if (distance := (day - today).days) in named:
        return named[distance]
    language = get_language() or "en"
    if 0 < distance < 7 and not long:
        return str(format_date(day, "EEEE", locale=language))
    skeleton = "MMMMd" if day.year == today.year else "yMMMMd"
    return str(format_skeleton(skeleton, datetime(day.year, day.month, day.day), locale=language))  # noqa: DTZ001


def with_us(since: datetime, *, now: datetime) -> str:
    """How long somebody has been with us."""
    days = (now - since).days
    if days < 1:
        return _("new today")
    if days < 60:
        return ngettext("with us %(count)s day", "with us %(count)s days", days) % {"count": days}
    months = days // 30
    if months < 24:
        return ngettext("with us %(count)s month", "with us %(count)s months", months) % {"count": months}
    years = days // 365
    return ngettext("with us %(count)s year", "with us %(count)s years", years) % {"count": years}


def _late(past: timedelta) -> str:
    hours = past.total_seconds() / 3600
    if hours < 1:
        return _("%(count)s min late") % {"count": max(1, round(hours * 60))}
    if hours < 48:
        return _("%(count)s h late") % {"count": round(hours)}
    return _("%(count)s d late") % {"count": round(hours / 24)}
