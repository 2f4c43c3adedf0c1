"""How is a share, a stretch of time or a moment said? With how many, and how sure one can be.

Start reading at `share_said`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from leeway.desk.insight.queries import differs
from leeway.desk.insight.queries.drawing import Spot
from leeway.desk.insight.queries.shares import TINY

if TYPE_CHECKING:
    from leeway.desk.insight.queries import Period, Report, Share

HOUR: Final = 60
DAY: Final = 24 * HOUR
WEEK_DAYS: Final = 7


def scores() -> tuple[tuple[int, str], ...]:
    """The answers as people give them, best first."""
    return (
        (5, _("Very content")), (4, _("Content")), (3, _("Neither")), (2, _("Not content")),
        (1, _("Not at all content")),
    )  # fmt: skip


def spot(label: str, share: Share) -> Spot:
    """A share as it is drawn: nothing where there is nobody, faint where it is few."""
    between = share.between
    if between is None:
        return Spot(label=label, share=None, note="–")
    return Spot(
        label=label, share=share.exact, low=between[0], high=between[1], faint=share.of < TINY,
        note=share_of_said(share),
    )  # fmt: skip


def share_said(share: Share) -> str:
    """`82 %`; of very few `3 of 7`."""
    if share.percent is None:
        return _("%(yes)s of %(of)s") % {"yes": share.yes, "of": share.of}
    return f"{share.percent} %"


def share_of_said(share: Share) -> str:
    """`82 % of 143`; of very few `3 of 7`."""
    if share.percent is None:
        return share_said(share)
    return _("%(percent)s %% of %(of)s") % {"percent": share.percent, "of": share.of}


def sure_said(share: Share) -> str:
    """Where a share really lies, or that they are too few to say."""
    if share.percent is None:
        return _("Too few for a percentage.")
    sure = _("By chance alone it may lie anywhere between %(low)s and %(high)s %%.") % {
        "low": share.low, "high": share.high,
    }  # fmt: skip
    return f"{sure} {_('That is few: do not compare with it.')}" if share.is_few else sure


def range_said(share: Share) -> str:
    """The stretch in which a share lies, for a table."""
    return "–" if share.percent is None else f"{share.low}–{share.high} %"


def before_said(now: Share, before: Share) -> str:
    """What it was before, and whether that is another beyond chance."""
    if not before.of:
        return _("Nothing to compare with in the time before.")
    said = _("Before: %(share)s of %(number)s") % {"share": share_said(before), "number": before.of}
    if before.percent is None:
        return _("Before: %(share)s") % {"share": share_said(before)}
    if now.percent is None:
        return said
    verdict = {
        1: pgettext("than before", "clearly more now"), -1: pgettext("than before", "clearly fewer now"),
        0: _("no clear difference"),
    }[differs(now, before)]  # fmt: skip
    return f"{said} – {verdict}"


def minutes_said(minutes: int) -> str:
    """A stretch of time in the largest unit that fits."""
    if minutes % DAY == 0 and minutes > DAY:
        number = minutes // DAY
        return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
    if minutes % HOUR == 0:
        number = minutes // HOUR
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
    return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}


def upto_said(minutes: int) -> str:
    """A bound, short enough to stand beside a bar."""
    if minutes % DAY == 0 and minutes > DAY:
        return _("up to %(number)s d") % {"number": minutes // DAY}
    if minutes % HOUR == 0:
        return _("up to %(number)s h") % {"number": minutes // HOUR}
    return _("up to %(number)s min") % {"number": minutes}


def moment(part: Period, report: Report) -> str:
    """The word below a column: a day of the week, a day, a month or a year."""
    whole = report.wished.period
    if whole.days <= WEEK_DAYS:
        return date_format(part.first, "D")
    if part.days <= 2 * WEEK_DAYS and len(report.points) <= whole.days:
        return date_format(part.first, "j M")
    return date_format(part.first, "M") if whole.days <= 3 * 366 else date_format(part.first, "Y")
