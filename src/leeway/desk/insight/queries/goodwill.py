"""What came back of goodwill? What it cost, who came back, how happy they were – beside matters without any.

Whoever is given something differs from whoever is not, so nothing here says what caused what.
Start reading at `goodwill`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q, Sum

from leeway.desk.insight.models import After, Goodwill
from leeway.desk.insight.queries.shares import Share, differs
from leeway.desk.listening.queries import CONTENT_MIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leeway.desk.insight.queries.access import Scope

WITHIN_DAYS: Final = (30, 60, 90)
KINDS: Final = ("complaint", "request", "question", "counter")
"""In this order; praise is not compared: nobody gives goodwill for it."""
CLAUSES_MAX: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Matters of one kind, with goodwill or without."""

    matters: int = 0
    came_back: int = 0
    complained: int = 0
    """Of these, who came back with a complaint."""
    answered: int = 0
    said_content: int = 0

    @property
    def back(self) -> Share:
        """Whose person came back, of these matters."""
        return Share(self.came_back, self.matters)

    @property
    def content(self) -> Share:
        """Who said they were content, of those who answered."""
        return Share(self.said_content, self.answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Matters of one kind that can be compared."""

    kind: str
    with_goodwill: Group
    without: Group

    @property
    def differs(self) -> int:
        """1 where more come back with goodwill beyond chance, -1 where fewer do, 0 where nobody can tell."""
        return differs(self.with_goodwill.back, self.without.back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What went ahead by one clause."""

    clause: str
    action: str
    """One of its actions, to call it by where it has no clause."""
    decisions: int
    cost_minor: int
    persons: int
    """How many persons it was for, as far as they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillReport:
    """What goodwill of a stretch of time cost, and what is known of after."""

    within_days: int
    given: tuple[Given, ...]
    kinds: tuple[Kind, ...]
    waiting: int
    """With goodwill, but the days in which they may come back have not passed yet."""
    unknown: int
    """Decisions for somebody nobody knows: nobody can say whether they came back."""

    @property
    def cost_minor(self) -> int:
        """What all of it cost."""
        return sum(each.cost_minor for each in self.given)

    @property
    def decisions(self) -> int:
        """How many decisions there were."""
        return sum(each.decisions for each in self.given)

    @property
    def with_goodwill(self) -> Group:
        """All kinds together, with goodwill."""
        return _together(each.with_goodwill for each in self.kinds)

    @property
    def cost_each_minor(self) -> int:
        """What one decision cost on average, to the nearest minor unit; 0 where there was none."""
        return (2 * self.cost_minor + self.decisions) // (2 * self.decisions) if self.decisions else 0


def goodwill(
    scope: Scope, *, since: datetime, until: datetime, within_days: int, at: datetime
) -> GoodwillReport:
    """What goodwill given in a time cost, and how many of its persons came back within so many days.

    Only matters that are over for so many days already are compared.
    """
    sites = scope.below
    rows = Goodwill.objects.filter(site__in=sites, at__gte=since, at__lt=until, cost_minor__gt=0)
    passed = at - timedelta(days=within_days)
    over = After.objects.filter(site__in=sites, over_at__gte=since, over_at__lt=until).exclude(person="")
    ready = over.filter(over_at__lte=passed, looked_days__gte=within_days)
    groups = _groups(ready, within_days)
    return GoodwillReport(
        within_days=within_days, given=_given(rows), unknown=rows.filter(person="").count(),
        kinds=tuple(
            Kind(kind=kind, with_goodwill=with_, without=without)
            for kind in KINDS
            if (with_ := groups.get((kind, True), Group())).matters
            | (without := groups.get((kind, False), Group())).matters
        ),
        waiting=over.filter(Q(over_at__gt=passed) | Q(looked_days__lt=within_days), cost_minor__gt=0).count(),
    )  # fmt: skip


def decisions_of(
    scope: Scope, clause: str, *, since: datetime, until: datetime, most: int
) -> tuple[tuple[str, datetime, int, str], ...]:
    """The decisions behind one line, the last ones first: id, when, cost, action."""
    rows = Goodwill.objects.filter(
        site__in=scope.below, clause=clause, at__gte=since, at__lt=until, cost_minor__gt=0
    )
    return tuple(rows.order_by("-at", "-pk").values_list("decision", "at", "cost_minor", "action")[:most])


def _given(rows: Any) -> tuple[Given, ...]:
    counted = (
        rows.order_by()
        .values_list("clause")
        .annotate(
            number=Count("pk"), cost=Sum("cost_minor"),
            persons=Count("person", distinct=True, filter=~Q(person="")),
        )
    )  # fmt: skip
    found = sorted(counted, key=lambda each: (-each[2], each[0]))[:CLAUSES_MAX]
    return tuple(
        Given(
            clause=clause, action="" if clause else _action(rows), decisions=number, cost_minor=cost,
            persons=persons,
        )
        for clause, number, cost, persons in found
    )  # fmt: skip


def _action(rows: Any) -> str:
    found: str = rows.filter(clause="").order_by("-at").values_list("action", flat=True).first() or ""
    return found


def _groups(rows: Any, within_days: int) -> dict[tuple[str, bool], Group]:
    back = Q(back_days__lte=within_days)
    found: dict[tuple[str, bool], Group] = {}
    for given in (True, False):
        chosen = rows.filter(cost_minor__gt=0) if given else rows.filter(cost_minor=0)
        counted: Sequence[tuple[Any, ...]] = (
            chosen.order_by()
            .values_list("kind")
            .annotate(
                number=Count("pk"), back=Count("pk", filter=back),
                complained=Count("pk", filter=back & Q(back_kind="complaint")),
                answered=Count("score"), content=Count("pk", filter=Q(score__gte=CONTENT_MIN)),
            )
        )  # fmt: skip
        for kind, number, came, complained, answered, content in counted:
            found[kind, given] = Group(
                matters=number, came_back=came, complained=complained, answered=answered, said_content=content
            )
    return found


def _together(groups: Iterable[Group]) -> Group:
    all_ = tuple(groups)
    return Group(
        matters=sum(each.matters for each in all_), came_back=sum(each.came_back for each in all_),
        complained=sum(each.complained for each in all_), answered=sum(each.answered for each in all_),
        said_content=sum(each.said_content for each in all_),
    )  # fmt: skip
