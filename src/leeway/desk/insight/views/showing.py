"""How do figures read on a page? Cards with a sentence, a picture, its table, and what it was before.

Start reading at `cards`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from leeway.desk.cases.queries import BOUNDS_MINUTES
from leeway.desk.insight.queries import differs
from leeway.desk.insight.queries.drawing import Column, Spot, Stripe, Told, columns, spots, strips, stripes
from leeway.desk.insight.queries.shares import TINY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.desk.insight.queries import Figures, Period, Report, Share, Waits

HOUR: Final = 60
DAY: Final = 24 * HOUR
WEEK_DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The same as a picture shows, as a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One colour of a picture: what it stands for, how many, and the matters behind it."""

    css: str
    name: str
    number: int
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure on a page."""

    id: str
    title: str
    large: str
    """The figure itself; empty: nothing to show."""
    words: str = ""
    sure: str = ""
    """How sure one can be."""
    before: str = ""
    trend: int = 0
    """1 better than before beyond chance, -1 worse, 0 nobody can tell."""
    picture: str = ""
    keys: tuple[Key, ...] = ()
    table: Table | None = None
    empty: str = ""
    wide: bool = False
    more: tuple[str, ...] = field(default=())


def cards(report: Report) -> tuple[Card, ...]:
    """All cards of a report, in the order in which a day goes wrong."""
    return (_promises(report), _content(report), *_waits(report), _reopened(report))


def _promises(report: Report) -> Card:
    now, before = report.now.kept, report.before.kept
    title = _("Promises kept")
    names = (
        ("kept", _("Kept")),
        ("renegotiated", _("Said in time that it takes longer")),
        ("broken", _("Broken")),
    )
    if not now.of:
        empty = _(
            "No promise has ended in this time. Each open matter has one: what the person hears next, and when."
        )
        return Card(id="promises", title=title, large="", empty=empty, wide=True)
    points = [
        Column(label=moment(part, report), numbers=tuple(each.number(name) for name, _said in names))
        for part, each in report.points
    ]
    words = _("Of %(all)s promises that ended, %(kept)s were kept, %(later)s put off in time and %(broken)s broken.") % {
        "all": now.of, "kept": now.yes, "later": report.now.renegotiated.yes, "broken": report.now.broken.yes,
    }  # fmt: skip
    told = Told(id="promises-picture", title=title, words=words, rtl=get_language_bidi())
    return Card(
        id="promises", title=title, large=share_said(now), words=ngettext(
            "of %(number)s promise that ended", "of %(number)s promises that ended", now.of
        ) % {"number": now.of},
        sure=sure_said(now), before=before_said(now, before), trend=differs(now, before), wide=True,
        picture=columns(told, points, classes=[name for name, _said in names]),
        keys=tuple(
            Key(css=name, name=said, number=report.now.number(name), figure=name) for name, said in names
        ),
        table=Table(
            headings=(_("When"), *(said for _name, said in names)),
            rows=tuple((each.label, *each.numbers) for each in points),
        ),
    )  # fmt: skip


def _content(report: Report) -> Card:
    now, before = report.now.content, report.before.content
    title = _("Content or very content")
    if not now.of:
        empty = _(
            "Nobody has answered for a matter closed in this time. An hour after it is settled, its person is asked one question."
        )
        return Card(id="content", title=title, large="", empty=empty, wide=True)
    told = Told(
        id="content-picture", title=title, rtl=get_language_bidi(),
        words=_("The share of content people over time, each with the stretch in which it may lie by chance."),
    )  # fmt: skip
    points = [(moment(part, report), each.content) for part, each in report.points]
    asked = report.now.answered
    return Card(
        id="content", title=title, large=share_said(now), words=ngettext(
            "of %(number)s answer", "of %(number)s answers", now.of
        ) % {"number": now.of},
        sure=sure_said(now), before=before_said(now, before), trend=differs(now, before), wide=True,
        picture=spots(told, [spot(label, share) for label, share in points]),
        keys=(
            *(
                Key(css=f"score-{score}", name=said, number=report.now.number(f"score_{score}"))
                for score, said in scores()
            ),
        ),
        more=(
            _("%(answered)s of %(asked)s who were asked have answered.") % {"answered": asked.yes, "asked": asked.of},
        ),
        table=Table(
            headings=(_("When"), _("Content"), _("Answers"), _("Lies between")),
            rows=tuple((label, share.yes, share.of, range_said(share)) for label, share in points),
        ),
    )  # fmt: skip


def _waits(report: Report) -> Iterable[Card]:
    said: tuple[tuple[Literal["first", "update", "approval"], str, str], ...] = (
        ("first", _("Time to a first answer"), _("Nobody got a first answer in this time.")),
        ("update", _("Between two words of ours"), _("Nobody heard from us a second time in this time.")),
        ("approval", _("Waiting for an approval"), _("Nobody had to ask for an approval in this time.")),
    )
    for what, title, empty in said:
        now, before = report.now.waited(what), report.before.waited(what)
        if not now.number:
            yield Card(id=what, title=title, large="", empty=empty)
            continue
        yield _wait(what, title, now=now, before=before)


def _wait(what: Literal["first", "update", "approval"], title: str, *, now: Waits, before: Waits) -> Card:
    half = now.half_within_minutes
    large = (
        _("half within %(time)s") % {"time": minutes_said(half)} if half else _("half took longer than 7 days")
    )
    most = now.most_within_minutes
    rest = (
        _("nine of ten within %(time)s") % {"time": minutes_said(most)} if most
        else _("one of ten took longer than 7 days")
    )  # fmt: skip
    rows = _stripes(now)
    told = Told(id=f"{what}-picture", title=title, words=f"{large}; {rest}", rtl=get_language_bidi())
    then = ""
    if before.number:
        named_before = before.half_within_minutes
        then = _("before: half within %(time)s, of %(number)s") % {
            "time": minutes_said(named_before) if named_before else _("more than 7 days"),
            "number": before.number,
        }  # fmt: skip
    few = [_("That is few: do not compare with it.")] if now.number < TINY else []
    return Card(
        id=what, title=title, large=large, words=_waits_said(what, now.number), sure=rest, before=then,
        picture=stripes(told, rows, name="wait"), more=tuple(few),
        table=Table(headings=(_("Up to"), _("How many")), rows=tuple((each.label, each.number) for each in rows)),
    )  # fmt: skip


def _waits_said(what: Literal["first", "update", "approval"], number: int) -> str:
    words = {
        "first": ngettext("of %(number)s first answer", "of %(number)s first answers", number),
        "update": ngettext("of %(number)s further word", "of %(number)s further words", number),
        "approval": ngettext("of %(number)s approval asked for", "of %(number)s approvals asked for", number),
    }  # fmt: skip
    return words[what] % {"number": number}


def _reopened(report: Report) -> Card:
    now, before = report.now.reopened, report.before.reopened
    title = _("Opened again")
    if not now.of:
        return Card(id="reopened", title=title, large="", empty=_("No matter was closed in this time."))
    told = Told(
        id="reopened-picture", title=title, rtl=get_language_bidi(),
        words=_("The share of closings that did not last, now and before."),
    )  # fmt: skip
    found = [spot(_("Now"), now), spot(_("Before"), before)]
    return Card(
        id="reopened", title=title, large=share_said(now), words=ngettext(
            "of %(number)s closing did not last", "of %(number)s closings did not last", now.of
        ) % {"number": now.of},
        sure=sure_said(now), before=before_said(now, before), trend=-differs(now, before),
        picture=strips(told, found),
        keys=(Key(css="broken", name=_("Matters opened again"), number=now.yes, figure="reopened"),),
    )  # fmt: skip


def _stripes(waited: Waits) -> list[Stripe]:
    """The bars of waits, without those before the first and after the last that there is."""
    bounds = [*(minutes_said(each) for each in BOUNDS_MINUTES), _("longer")]
    there = [place for place, number in enumerate(waited.numbers) if number]
    first, last = there[0], there[-1]
    return [Stripe(label=bounds[place], number=waited.numbers[place]) for place in range(first, last + 1)]


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
        note=f"{share_said(share)} · {share.of}" if share.percent is not None else share_said(share),
    )  # fmt: skip


def share_said(share: Share) -> str:
    """`82 %`; of very few `3 of 7`."""
    if share.percent is None:
        return _("%(yes)s of %(of)s") % {"yes": share.yes, "of": share.of}
    return f"{share.percent} %"


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
    said = _("before: %(share)s of %(number)s") % {"share": share_said(before), "number": before.of}
    if before.percent is None:
        return _("before: %(share)s") % {"share": share_said(before)}
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


def moment(part: Period, report: Report) -> str:
    """The word below a column: a day of the week, a day, a month or a year."""
    whole = report.wished.period
    if whole.days <= WEEK_DAYS:
        return date_format(part.first, "D")
    if part.days <= 2 * WEEK_DAYS and len(report.points) <= whole.days:
        return date_format(part.first, "j.n.")
    return date_format(part.first, "M") if whole.days <= 3 * 366 else date_format(part.first, "Y")


def shown_spots(found: Sequence[tuple[str, Figures]]) -> tuple[Spot, ...]:
    """The contentment of several, for one picture."""
    return tuple(spot(name, each.content) for name, each in found)
