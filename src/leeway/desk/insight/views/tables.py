"""How do sites and channels stand beside each other? By name, each with how many it is of; nobody is ranked.

Start reading at `sites_table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from leeway.desk.insight.views.saying import minutes_said, range_said, share_said
from leeway.desk.insight.views.wishing import COUNTER, channel_said

if TYPE_CHECKING:
    from leeway.desk.insight.queries import Line, Report, Share
    from leeway.desk.insight.views.wishing import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure with how sure it is."""

    said: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One site or channel."""

    name: str
    query: str
    """What leads to a report of it alone; empty: there is none."""
    opened: int
    cells: tuple[Cell, ...]
    """Promises kept, half of the first answers, content, opened again."""


def sites_table(report: Report, asked: Asked) -> tuple[Row, ...]:
    """The sites right below, by name."""
    own = report.wished.scope.place
    return tuple(
        _row(
            each, asked, changed={} if own and own.id == each.id else {"site": each.id},
            name=_("%(site)s itself") % {"site": each.name} if own and own.id == each.id else each.name,
        )
        for each in report.sites
    )  # fmt: skip


def channels_table(report: Report, asked: Asked) -> tuple[Row, ...]:
    """The channels, by name."""
    rows = [
        _row(each, asked, name=channel_said(each.id), changed={"channel": each.id or COUNTER})
        for each in report.channels
    ]
    return tuple(sorted(rows, key=lambda each: each.name))


def _row(line: Line, asked: Asked, *, name: str, changed: dict[str, str]) -> Row:
    chosen = {**asked.chosen, **changed}
    figures = line.figures
    half = figures.waited("first").half_within_minutes
    number = figures.waited("first").number
    first = Cell(said=minutes_said(half) if half else "–", of=str(number) if number else "")
    return Row(
        name=name, opened=figures.number("opened"),
        cells=(_cell(figures.kept), first, _cell(figures.content), _cell(figures.reopened)),
        query=urlencode({key: value for key, value in chosen.items() if value}) if changed else "",
    )  # fmt: skip


def _cell(share: Share) -> Cell:
    if not share.of:
        return Cell(said="–")
    if share.percent is None:
        return Cell(said=share_said(share))
    return Cell(said=share_said(share), of=range_said(share))
