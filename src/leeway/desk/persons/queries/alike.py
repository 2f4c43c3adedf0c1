"""Who may be the same person? Others that share something, each with the reason in words a colleague checks.

Nothing is merged by itself. Start reading at `alike`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from leeway.desk.persons.models import Apart, Claim, Person, Point
from leeway.desk.persons.queries.finding import names_of
from leeway.desk.persons.queries.whole import same_as

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Somebody who may be the same person."""

    id: str
    name: str
    because: str
    """`claimed`: one says they have the other's point; `phone`: numbers end alike; `name`: the same name."""
    value: str
    """What is shared."""


def alike(person: str) -> tuple[Alike, ...]:
    """Others who may be this person, the strongest reason first; never those a human kept apart."""
    ids = same_as(person)
    apart = _kept_apart(ids)
    found: dict[str, tuple[str, str]] = {}
    for other, because, value in (*_claimed(ids), *_phones(ids), *_named(ids)):
        found.setdefault(other, (because, value))
    names = names_of(found)
    suggested: dict[str, Alike] = {}
    for other, (because, value) in found.items():
        stands = names[other]
        if stands.id not in ids and not {other, stands.id} & apart:
            suggested.setdefault(stands.id, Alike(id=stands.id, name=stands.name, because=because, value=value))
    return tuple(suggested.values())[:SHOWN_MAX]


def _kept_apart(ids: tuple[str, ...]) -> set[str]:
    rows = Apart.objects.filter(Q(one__in=ids) | Q(other__in=ids)).values_list("one", "other")
    return {each for pair in rows for each in pair} - set(ids)


def _claimed(ids: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Whose points they claim, and who claims theirs."""
    for kind, value in Claim.objects.filter(person__in=ids).values_list("kind", "value"):
        for owner in Point.objects.filter(kind=kind, value=value).values_list("person", flat=True):
            yield owner, "claimed", value
    for kind, value in Point.objects.filter(person__in=ids).values_list("kind", "value"):
        for other in Claim.objects.filter(kind=kind, value=value).values_list("person", flat=True):
            yield other, "claimed", value


def _phones(ids: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    tails = list(Point.objects.filter(person__in=ids).exclude(tail="").values_list("tail", flat=True))
    if tails:
        rows = Point.objects.filter(tail__in=tails).exclude(person__in=ids).values_list("person", "value")
        for other, value in rows[: 2 * SHOWN_MAX]:
            yield other, "phone", value


def _named(ids: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    names = [
        name
        for name in Person.objects.filter(pk__in=ids).values_list("folded_name", flat=True)
        if len(name.split()) > 1  # a first name alone says nothing
    ]
    if names:
        rows = Person.objects.filter(folded_name__in=names).exclude(pk__in=ids).values_list("pk", "name")
        for other, name in rows[: 2 * SHOWN_MAX]:
            yield other, "name", name
