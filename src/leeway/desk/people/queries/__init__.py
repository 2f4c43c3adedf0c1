"""What may others ask about people? Frozen values: who is where, with which authority, who may what."""

from __future__ import annotations

from leeway.desk.people.queries.access import (
    may_answer_at,
    may_change_record_of,
    may_decide_at,
    may_lead_people_at,
    may_look_after,
    may_reverse_at,
    may_see_record_of,
    may_see_site,
    may_stop_at,
    may_vouch_for,
    paths_led,
    paths_seen,
    sites_within,
)
from leeway.desk.people.queries.branches import Branch, Branches, branches, just_below, way_to
from leeway.desk.people.queries.colleagues import (
    Authority,
    Who,
    authorities_at,
    authorities_held,
    certificates_of,
    names_of,
    who,
    who_signed_in,
    whom_to_ask,
    whos,
)
from leeway.desk.people.queries.earning import Climb, Step, climbs_of, steps_of
from leeway.desk.people.queries.invitations import (
    Invited,
    invitation,
    invitation_by_link,
    is_set_up_link,
    open_invitations,
)
from leeway.desk.people.queries.reaching import Reach, held_along, paths_looked_after, paths_of, reaches
from leeway.desk.people.queries.records import Away, Charge, Held, Known, Posted, record_of
from leeway.desk.people.queries.rosters import Roster, Serving, on_duty_at, people_found, people_of
from leeway.desk.people.queries.sites import (
    Place,
    home_site,
    is_on_duty,
    nodes_below,
    place,
    places_among,
    places_of,
    posted_at,
    root,
    sites_below,
)

__all__ = [
    "Authority", "Away", "Branch", "Branches", "Charge", "Climb", "Held", "Invited", "Known", "Place",
    "Posted", "Reach", "Roster", "Serving", "Step", "Who", "authorities_at", "authorities_held", "branches",
    "certificates_of", "climbs_of", "held_along", "home_site", "invitation", "invitation_by_link",
    "is_on_duty", "is_set_up_link", "just_below", "may_answer_at", "may_change_record_of", "may_decide_at",
    "may_lead_people_at", "may_look_after", "may_reverse_at", "may_see_record_of",
    "may_see_site", "may_stop_at", "may_vouch_for", "names_of", "nodes_below", "on_duty_at",
    "open_invitations", "paths_led", "paths_looked_after", "paths_of", "paths_seen", "people_found",
    "people_of", "place", "places_among", "places_of", "posted_at", "reaches", "record_of", "root",
    "sites_below", "sites_within", "steps_of", "way_to", "who", "who_signed_in", "whom_to_ask", "whos",
]  # fmt: skip
