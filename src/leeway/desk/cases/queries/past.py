"""What of the past is here already? For a long list that is looked through in one go.

Start reading at `known_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.cases.models import Case, Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def known_words(keys: Collection[str]) -> frozenset[str]:
    """Those of these keys under which something was handed in already."""
    found = Entry.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    return frozenset(key for key in found if key)


def known_matters(ids: Collection[str]) -> Mapping[str, str]:
    """By matter, those of these that are here, with whose they are; empty where nobody knows."""
    return dict(Case.objects.filter(pk__in=list(ids)).values_list("pk", "person"))
