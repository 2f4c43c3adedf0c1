"""What do we know of this matter? Cases as frozen values.

Answers are kept in the exact form of `decide` (value, trust, source). Start reading at `matter`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway.desk.cases.models import Case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One person's matter as it stands."""

    id: str
    site: str
    opened_by: str
    opened_at: datetime
    person: str | None = None
    wish: str = ""
    situation: str | None = None
    action: str | None = None
    amount_minor: int | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """Choices of the action, as JSON values."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """Fact → `{"value": …, "trust": …, "source": …}`; a value of null says that nobody knows."""
    text: str = ""
    """What is done, in one's own words, where the book has no name for it."""
    anonymous: bool = False
    """The customer was asked for, and stays unknown."""
    turn: int = 1

    @property
    def key(self) -> str:
        """The idempotency key of the decision being prepared."""
        return f"{self.id}-{self.turn}"


def matter(case: str) -> Matter | None:
    """A matter by its id; None where there is none."""
    found = Case.objects.filter(pk=case).first()
    return None if found is None else seen(found)


def seen(case: Case) -> Matter:
    """A case as others see it."""
    return Matter(
        id=case.pk, site=case.site, opened_by=case.opened_by, opened_at=case.opened_at,
        person=case.person or None, wish=case.wish, situation=case.situation or None, turn=case.turn,
        **case.proposed,
    )  # fmt: skip
