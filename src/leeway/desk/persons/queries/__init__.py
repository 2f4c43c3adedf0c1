"""What may others ask about persons? Who somebody is, found by id or by what they are known by."""

from __future__ import annotations

from leeway.desk.persons.queries.alike import Alike, alike
from leeway.desk.persons.queries.finding import (
    Customer,
    canonical,
    customer,
    find,
    id_of,
    known_since,
    knowns_since,
    names_of,
    shown,
)
from leeway.desk.persons.queries.numbers import country_at, dialled
from leeway.desk.persons.queries.whole import (
    Agreed,
    Brief,
    Kept,
    Merged,
    Reached,
    Whole,
    agreed_to,
    brief,
    brief_look,
    brief_of,
    exported,
    names_in,
    names_look,
    root_of,
    same_as,
    whole,
    words_on,
)

__all__ = [
    "Agreed", "Alike", "Brief", "Customer", "Kept", "Merged", "Reached", "Whole", "agreed_to", "alike", "brief",
    "brief_look", "brief_of", "canonical", "country_at", "customer", "dialled", "exported", "find", "id_of",
    "known_since", "knowns_since", "names_in", "names_look", "names_of", "root_of", "same_as", "shown", "whole",
    "words_on",
]  # fmt: skip
