"""How do figures read on a page? Cards with a sentence, a picture, its table, and what it was before.

Start reading at `cards`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from leeway.desk.cases.queries import BOUNDS_MINUTES
from leeway.desk.insight.queries import differs
from leeway.desk.insight.queries.drawing import Column, Stripe, Told, columns, spots, stripes, strips
from leeway.desk.insight.queries.shares import TINY
from leeway.desk.insight.views.saying import (
    before_said,
    minutes_said,
    moment,
    range_said,
    scores,
    share_said,
    spot,
    sure_said,
    upto_said,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.desk.insight.queries import Report, Waits


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
    said = _("Promises that ended: %(all)s. Kept: %(kept)s, put off in time: %(later)s, broken: %(broken)s.")
    words = said % {
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
            "Nobody has answered for a matter closed in this time. An hour after it is settled, its person is"
            " asked one question."
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
            _("%(answered)s of %(asked)s who were asked have answered.")
            % {"answered": asked.yes, "asked": asked.of},
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
        then = _("Before: half within %(time)s, of %(number)s") % {
            "time": minutes_said(named_before) if named_before else _("more than 7 days"),
            "number": before.number,
        }  # fmt: skip
    few = [_("That is few: do not compare with it.")] if now.number < TINY else []
    return Card(
        id=what, title=title, large=large, words=_waits_said(what, now.number), sure=rest, before=then,
        picture=stripes(told, rows, name="wait"), more=tuple(few),
        table=Table(
            headings=(_("How long"), _("How many")), rows=tuple((each.label, each.number) for each in rows)
        ),
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
    bounds = [*(upto_said(each) for each in BOUNDS_MINUTES), _("longer")]
    there = [place for place, number in enumerate(waited.numbers) if number]
    first, last = there[0], there[-1]
    return [Stripe(label=bounds[place], number=waited.numbers[place]) for place in range(first, last + 1)]
