"""Who acts, and what may they decide at a place? All of it in one look, for every decision made.

It says what `authorities_at` and `certificates_of` say, for one colleague, as fast as a database answers.
Start reading at `standing_at`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection

from leeway.desk.people.queries.colleagues import climbed
from leeway.desk.prepared import looked_up

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_LASTS: Final = "({0} is null or {0} > %s)"
_SQL: Final = f"""
select 'who', case when ai then 'ai' else '' end, '', '' from people_colleague where id = %s and is_active
union all
select 'posted', authority, '', '' from people_posting
 where colleague_id = %s and site_id in (SITES) and since <= %s and {_LASTS.format("until")}
union all
select 'holds', name, '', '' from people_certificate
 where colleague_id = %s and given_at <= %s and {_LASTS.format("withdrawn_at")}
   and {_LASTS.format("expires_at")}
union all
select 'earned', earned_from, earned_to, certificate from people_earnedstep
 where colleague_id = %s and given_at <= %s and {_LASTS.format("taken_back_at")}
"""  # noqa: S608  put together of constant texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody may decide somewhere: every authority they hold there, and what they have proved."""

    colleague: str
    ai: bool
    authorities: frozenset[str]
    certificates: frozenset[str]


def standing_at(colleague: str, lineage: Sequence[str], *, at: datetime) -> Standing | None:
    """The standing at the last of these sites, from the root down; None for who does not work here."""
    now = connection.ops.adapt_datetimefield_value(at)
    sql = _SQL.replace("SITES", ", ".join(["%s"] * len(lineage)))
    values = (colleague, colleague, *lineage, now, now, colleague, now, now, now, colleague, now, now)
    rows = looked_up(sql, values)
    kinds = {row[0]: row[1] for row in rows if row[0] == "who"}
    if "who" not in kinds:
        return None
    certificates = frozenset(row[1] for row in rows if row[0] == "holds")
    steps = {
        lower: higher
        for kind, lower, higher, certificate in rows
        if kind == "earned" and (not certificate or certificate in certificates)
    }
    posted = frozenset(row[1] for row in rows if row[0] == "posted")
    return Standing(
        colleague=colleague,
        ai=kinds["who"] == "ai",
        authorities=posted | {top for each in posted for top in climbed(each, steps)},
        certificates=certificates,
    )
