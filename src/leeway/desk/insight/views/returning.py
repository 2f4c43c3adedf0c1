"""How does the return on goodwill read? Kinds of matters side by side, and what went ahead by which clause.

Start reading at `kinds_shown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from leeway.desk.insight.queries.drawing import Told, strips
from leeway.desk.insight.views.saying import share_of_said, spot

if TYPE_CHECKING:
    from leeway.desk.insight.queries import GoodwillReport
    from leeway.desk.insight.queries.goodwill import Group, Kind
    from leeway.desk.insight.views.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class KindShown:
    """One kind of matters: who came back, with goodwill and without."""

    title: str
    picture: str
    verdict: str
    rows: tuple[tuple[str, int, str, str, int], ...]
    """With or without, how many matters, who came back, who was content, with a complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """What went ahead by one clause."""

    clause: str
    name: str
    decisions: int
    cost: str
    persons: int


def kinds_shown(found: GoodwillReport) -> tuple[KindShown, ...]:
    """Each kind of matters in which goodwill was given, with its picture."""
    return tuple(_shown(each) for each in found.kinds if each.with_goodwill.matters)


def lines_shown(found: GoodwillReport, money: Money) -> tuple[LineShown, ...]:
    """What went ahead, dearest first."""
    return tuple(
        LineShown(
            clause=each.clause, name=money.clause(each.clause, action=each.action), decisions=each.decisions,
            cost=money.said(each.cost_minor), persons=each.persons,
        )
        for each in found.given
    )  # fmt: skip


def kind_said(kind: str) -> str:
    """A kind of matters as people call it."""
    words = {
        "complaint": _("Complaints"), "request": _("Requests"), "question": _("Questions"),
        "counter": _("At the counter"),
    }  # fmt: skip
    return words.get(kind, kind)


def _shown(each: Kind) -> KindShown:
    title = kind_said(each.kind)
    groups = ((_("With goodwill"), each.with_goodwill), (_("Without"), each.without))
    rows = (
        spot(_("Came back, with goodwill"), each.with_goodwill.back),
        spot(_("Came back, without"), each.without.back),
        spot(_("Content, with goodwill"), each.with_goodwill.content),
        spot(_("Content, without"), each.without.content),
    )  # fmt: skip
    told = Told(
        id=f"back-{each.kind}", title=title, rtl=get_language_bidi(),
        words=_("Whose person came back, and who was content, with goodwill and without."),
    )  # fmt: skip
    return KindShown(
        title=title, verdict=_comparison(each), rows=tuple(_row(name, group) for name, group in groups),
        picture=strips(told, rows),
    )  # fmt: skip


def _row(name: str, group: Group) -> tuple[str, int, str, str, int]:
    return (
        name, group.matters, share_of_said(group.back),
        share_of_said(group.content), group.complained,
    )  # fmt: skip


def _comparison(each: Kind) -> str:
    if not each.with_goodwill.matters or not each.without.matters:
        return _("Nothing to put beside it.")
    if each.with_goodwill.back.percent is None or each.without.back.percent is None:
        return _("Too few to say anything.")
    return {
        1: _("More came back than without, beyond chance. That does not say why."),
        -1: _("Fewer came back than without, beyond chance. That does not say why."),
        0: _("No difference that chance would not explain."),
    }[each.differs]
