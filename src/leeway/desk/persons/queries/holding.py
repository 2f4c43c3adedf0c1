"""Who has which of many points? For a long list of persons that is looked through in one go.

Start reading at `holders_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from leeway.desk.persons.models import Person, Point

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a point: the person it was known of first, and whom they are at the end of all merges."""

    id: str
    root: str


def holders_of(points: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Holder]:
    """By kind and value in canonical form, who has each point; what is nobody's is left out."""
    by_kind: dict[str, set[str]] = {}
    for kind, value in points:
        by_kind.setdefault(kind, set()).add(value)
    wanted = Q(pk__in=())
    for kind, values in by_kind.items():
        wanted |= Q(kind=kind, value__in=values)
    rows = Point.objects.filter(wanted).values_list("kind", "value", "person", "person__root")
    return {(kind, value): Holder(id_, root or id_) for kind, value, id_, root in rows}


def known_tails(tails: Collection[str]) -> Mapping[str, str]:
    """By the last nine digits of phone numbers, the root of somebody who has one like it."""
    rows = Point.objects.filter(tail__in=set(tails) - {""}).values_list("tail", "person", "person__root")
    return {tail: root or id_ for tail, id_, root in rows}


def known_names(names: Collection[str]) -> Mapping[str, str]:
    """By name in small letters, the root of somebody who is called so."""
    rows = Person.objects.filter(folded_name__in=set(names) - {""}).values_list("folded_name", "pk", "root")
    return {name: root or id_ for name, id_, root in rows}
