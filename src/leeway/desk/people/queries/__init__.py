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
from leeway.desk.people.queries.invitations import (
    Invited,
    invitation,
    invitation_by_link,
    is_set_up_link,
    open_invitations,
)
from leeway.desk.people.queries.sites import (
    Place,
    home_site,
    is_on_duty,
    nodes_below,
    place,
    places_of,
    posted_at,
    root,
    sites_below,
)

__all__ = [
    "Authority",
    "Invited",
    "Place",
    "Who",
    "authorities_at",
    "authorities_held",
    "certificates_of",
    "home_site",
    "invitation",
    "invitation_by_link",
    "is_on_duty",
    "is_set_up_link",
    "may_answer_at",
    "may_decide_at",
    "may_lead_people_at",
    "may_look_after",
    "may_review_at",
    "may_see_site",
    "may_stop_at",
    "nodes_below",
    "open_invitations",
    "place",
    "places_of",
    "posted_at",
    "root",
    "sites_below",
    "sites_within",
    "who",
    "who_signed_in",
    "whom_to_ask",
]  # fmt: skip
