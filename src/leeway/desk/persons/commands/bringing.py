"""How do many persons become known at once, as they were known elsewhere? In one transaction, each once.

What was worked out before (who is new, whose point is whose) is written down here; a point that somebody else
got meanwhile raises, and nothing of the whole is kept. Start reading at `bring_in`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.persons.commands.knowing import folded, tail
from leeway.desk.persons.models import Claim, Consent, Person, Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A person as another desk knew them: new here, or known already and with something more."""

    id: str
    new: bool
    name: str = ""
    language: str = ""
    since: datetime | None = None
    points: tuple[tuple[str, str], ...] = ()
    """Kind and value of what nobody has yet."""
    claims: tuple[tuple[str, str], ...] = ()
    """What somebody else has: it suggests that the two are one."""
    agreed: Mapping[str, bool] = field(default_factory=dict)
    """By purpose; the word of somebody who ever said anything here about it stands."""


@transaction.atomic
def bring_in(persons: Sequence[Arriving], *, at: datetime, source: str) -> None:
    """Make persons known, or more of them; all or none. Raises: IntegrityError when a point is taken."""
    Person.objects.bulk_create(
        [
            Person(
                pk=each.id, name=each.name[:200], folded_name=folded(each.name), language=each.language,
                since=each.since or at,
            )
            for each in persons if each.new
        ]
    )  # fmt: skip
    Point.objects.bulk_create(
        [
            Point(person_id=each.id, kind=kind, value=value, tail=tail(kind, value), since=at)
            for each in persons
            for kind, value in each.points
        ]
    )
    claims = [(each.id, *claim) for each in persons for claim in each.claims]
    Claim.objects.bulk_create(
        [
            Claim(person_id=id_, kind=kind, value=value, at=at, source=source[:100])
            for id_, kind, value in claims
        ],
        ignore_conflicts=True,
    )
    _complete([each for each in persons if not each.new])
    _agree([each for each in persons if each.agreed], at=at, source=source)


def _complete(known: Sequence[Arriving]) -> None:
    """Who had no name or language gets the ones given; who was known earlier elsewhere has been so since."""
    rows = Person.objects.filter(pk__in={each.id for each in known}, erased_at=None).in_bulk()
    changed: dict[str, Person] = {}
    for each in known:
        row = rows.get(each.id)
        if row is None:
            continue
        if each.name and not row.name:
            row.name, row.folded_name = each.name[:200], folded(each.name)
            changed[row.pk] = row
        if each.language and not row.language:
            row.language = each.language
            changed[row.pk] = row
        if each.since and each.since < row.since:
            row.since = each.since
            changed[row.pk] = row
    Person.objects.bulk_update(changed.values(), ["name", "folded_name", "language", "since"], batch_size=200)


def _agree(persons: Sequence[Arriving], *, at: datetime, source: str) -> None:
    said = set(
        Consent.objects.filter(person__in={each.id for each in persons}).values_list("person", "purpose")
    )
    new = {
        (each.id, purpose): given
        for each in persons
        for purpose, given in each.agreed.items()
        if (each.id, purpose) not in said
    }
    Consent.objects.bulk_create(
        [
            Consent(person_id=id_, purpose=purpose, given=given, at=at, source=source[:200])
            for (id_, purpose), given in new.items()
        ]
    )
