"""How far is somebody towards more leeway, and what have they earned? Frozen values.

Start reading at `climbs_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.people.models import EarnedStep, FineDecision, Posting
from leeway.desk.people.queries.colleagues import certificates_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.policy import Earned


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """How far a colleague is towards the next authority."""

    earned_from: str
    earned_to: str
    fine_count: int
    fine_needed: int
    certificate: str
    """Empty: none is needed."""
    certificate_held: bool

    @property
    def is_due(self) -> bool:
        """Whether everything is there."""
        return self.fine_count >= self.fine_needed and self.certificate_held

    @property
    def shown_count(self) -> int:
        """How much of the way is shown as gone."""
        return min(self.fine_count, self.fine_needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step up that was given, and perhaps taken back."""

    id: int
    earned_from: str
    earned_to: str
    given_at: datetime
    because: str
    resting: bool
    """Whether it does not count now, because its certificate is not held."""
    certificate: str
    taken_back_at: datetime | None
    taken_back_by: str
    taken_back_because: str


def climbs_of(colleague: str, *, ladder: Mapping[str, Earned], at: datetime) -> tuple[Climb, ...]:
    """How far a colleague is on each step of the book that starts where they stand now."""
    lasting = Posting.objects.filter(colleague=colleague, since__lte=at).filter(Q(until=None) | Q(until__gt=at))
    held = set(lasting.values_list("authority", flat=True))
    steps = list(EarnedStep.objects.filter(colleague=colleague).order_by("given_at", "pk"))
    climbed = {each.earned_from: each.earned_to for each in steps if each.taken_back_at is None}
    reached = {_top(name, climbed) for name in held}
    # What was counted towards one step, given or taken back, does not count towards the next.
    changed = [moment for each in steps for moment in (each.given_at, each.taken_back_at) if moment]
    fine = FineDecision.objects.filter(colleague=colleague, found_at__lte=at)
    fine_count = (fine.filter(found_at__gt=max(changed)) if changed else fine).count()
    certificates = certificates_of(colleague, at=at)
    return tuple(
        Climb(
            earned_from=name, earned_to=ladder[name].becomes,
            fine_count=fine_count, fine_needed=ladder[name].fine_count,
            certificate=ladder[name].certificate or "",
            certificate_held=not ladder[name].certificate or ladder[name].certificate in certificates,
        )
        for name in ladder
        if name in reached
    )  # fmt: skip


def _top(authority: str, climbed: Mapping[str, str]) -> str:
    seen = {authority}
    while (above := climbed.get(authority)) and above not in seen:
        authority = above
        seen.add(above)
    return authority


def steps_of(colleague: str, *, at: datetime) -> tuple[Step, ...]:
    """The steps up that a colleague was given, newest first."""
    certificates = certificates_of(colleague, at=at)
    found = EarnedStep.objects.filter(colleague=colleague).select_related("taken_back_by")
    return tuple(
        Step(
            id=each.pk, earned_from=each.earned_from, earned_to=each.earned_to, given_at=each.given_at,
            because=each.because, certificate=each.certificate,
            resting=bool(each.certificate) and each.certificate not in certificates,
            taken_back_at=each.taken_back_at,
            taken_back_by=each.taken_back_by.name if each.taken_back_by else "",
            taken_back_because=each.taken_back_because,
        )
        for each in found.order_by("-given_at", "-pk")
    )  # fmt: skip
