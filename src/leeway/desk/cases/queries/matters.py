"""What is being decided in this matter? A case as the counter and the engine read it.

Answers are kept in the exact form of `decide` (value, trust, source). Start reading at `matter`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.cases.models import Case
from leeway.desk.cases.queries.waiting import held, rows_of
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from leeway.desk.cases.queries.waiting import Held

OFTEN: Final = 200
"""So many of a site's latest matters say what is chosen often there."""


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
    judged: bool = False
    """Meant by own judgement, for this `reason`, serving this `principle`."""
    reason: str = ""
    principle: str = ""
    question: str = ""
    """The question upwards that waits for its answer."""
    done: tuple[str, ...] = ()
    """The decisions made in it, oldest first."""
    turn: int = 1

    @property
    def key(self) -> str:
        """The idempotency key of the decision being prepared."""
        return f"{self.id}-{self.turn}"

    @property
    def proposal(self) -> str:
        """A mark of all that is proposed but its amount: a page that shows another one is out of date."""
        proposed = (
            self.action, self.text, self.parameters, self.answers, self.person, self.anonymous,
            self.judged, self.reason, self.principle,
        )  # fmt: skip
        form = json.dumps(proposed, sort_keys=True, ensure_ascii=False)
        return hashlib.blake2b(form.encode(), digest_size=8).hexdigest()


def matter(case: str) -> Matter | None:
    """A matter by its id; None where there is none. Its person is whom they were merged into, if they were."""
    found = Case.objects.filter(pk=case).first()
    if found is None:
        return None
    seen_ = seen(found)
    return replace(seen_, person=persons.root_of(seen_.person)) if seen_.person else seen_


def held_and_matters(
    persons: Collection[str], *, person: str, most: int = 100
) -> tuple[tuple[Held, Matter], ...]:
    """The matters of a person as the desk shows them and as decisions read them, open ones first."""
    return tuple((held(row), replace(seen(row), person=person)) for row in rows_of(persons, most=most))


def chosen_often(site: str) -> Counter[str]:
    """How often each thing was chosen in the latest matters of a site: `situation <id>` or `action <name>`."""
    latest = Case.objects.filter(site=site).exclude(chosen="").order_by("-opened_at")
    return Counter(latest.values_list("chosen", flat=True)[:OFTEN])


def seen(case: Case) -> Matter:
    """A case as others see it."""
    proposed = {**case.proposed, "done": tuple(case.proposed.get("done", ()))}
    return Matter(
        id=case.pk, site=case.site, opened_by=case.opened_by, opened_at=case.opened_at,
        person=case.person or None, wish=case.wish, situation=case.situation or None, turn=case.turn,
        **proposed,
    )  # fmt: skip
