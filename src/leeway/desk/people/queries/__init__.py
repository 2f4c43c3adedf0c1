"""What may others ask about people? Frozen values: who is where, with which authority, who may what."""

from __future__ import annotations

from leeway.desk.people.queries.access import (
    may_answer_at,
    may_decide_at,
    may_lead_people_at,
    may_look_after,
    may_review_at,
    may_see_site,
    may_stop_at,
    sites_within,
)
from leeway.desk.people.queries.colleagues import (
    Authority,
    Who,
    authorities_at,
    authorities_held,
    certificates_of,
    who,
    who_signed_in,
    whom_to_ask,
)
from leeway.desk.people.queries.sites import Place, home_site, place, places_of, root

__all__ = [
    "Authority",
    "Place",
    "Who",
    "authorities_at",
    "authorities_held",
    "certificates_of",
    "home_site",
    "may_answer_at",
    "may_decide_at",
    "may_lead_people_at",
    "may_look_after",
    "may_review_at",
    "may_see_site",
    "may_stop_at",
    "place",
    "places_of",
    "root",
    "sites_within",
    "who",
    "who_signed_in",
    "whom_to_ask",
]
