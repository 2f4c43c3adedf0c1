"""Who acts, and what may they decide at a place? All of it in one look, for every decision and every page made.

It says what `authorities_at`, `certificates_of`, `home_site` and `paths_seen` say, for one colleague, as fast
as a database answers. Start reading at `standing_at`, then `Presence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection

from leeway.desk.people.queries.access import highest
from leeway.desk.people.queries.colleagues import climbed
from leeway.desk.people.queries.sites import Place
from leeway.desk.prepared import Look, looked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leeway.desk.prepared import Texts

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Where a colleague stands now: everything a page asks of who looks at it."""

    colleague: str
    works_here: bool
    ai: bool
    duty: Place | None
    posted: tuple[tuple[str, Place], ...]
    """Each authority with the site it was given for, in the order of the tree."""
    charged: tuple[str, ...]
    """The paths of the sites where they look after something."""
    certificates: frozenset[str]
    steps: tuple[tuple[str, str], ...]
    """The steps up that were earned and count: from, to."""

    @property
    def home(self) -> Place | None:
        """Where they serve: where they are on duty, else where they are posted."""
        return self.duty or next((place for _, place in self.posted), None)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the sites below which they see what happens."""
        return highest({*(place.path for _, place in self.posted), *self.charged})

    @property
    def authorities(self) -> frozenset[str]:
        """The authorities they have anywhere."""
        return self._with_steps(authority for authority, _ in self.posted)

    def along(self, lineage: Sequence[str]) -> Standing | None:
        """What they may decide at the last of these sites, from the root down."""
        if not self.works_here:
            return None
        held = self._with_steps(authority for authority, place in self.posted if place.id in lineage)
        return Standing(colleague=self.colleague, ai=self.ai, authorities=held, certificates=self.certificates)

    def _with_steps(self, posted: Iterable[str]) -> frozenset[str]:
        held = frozenset(posted)
        return held | {top for each in held for top in climbed(each, dict(self.steps))}


def presence_look(colleague: str, *, at: datetime) -> Look:
    """Where a colleague stands, to be looked up together with other things and read by `presence_of`."""
    site = "s.id, s.name, s.path, s.zone from"
    lasts, kept = "({0} is null or {0} > %s)", "given_at <= %s and "
    source = f"""from (
select 'who' as what, case when is_active then 'here' else '' end as a, case when ai then 'ai' else '' end as b,
 '' as c, '' as id, '' as name, '' as path, '' as zone from people_colleague where id = %s
union all select 'duty', '', '', '', {site} people_duty d join people_site s on s.id = d.site_id
 where d.colleague_id = %s and d.until is null
union all select 'posted', p.authority, '', '', {site} people_posting p join people_site s on s.id = p.site_id
 where p.colleague_id = %s and p.since <= %s and {lasts.format("p.until")}
union all select 'charged', '', '', '', {site} people_responsibility r join people_site s on s.id = r.site_id
 where r.colleague_id = %s
union all select 'holds', name, '', '', '', '', '', '' from people_certificate
 where colleague_id = %s and {kept}{lasts.format("withdrawn_at")} and {lasts.format("expires_at")}
union all select 'earned', earned_from, earned_to, certificate, '', '', '', '' from people_earnedstep
 where colleague_id = %s and {kept}{lasts.format("taken_back_at")}) as presence"""  # noqa: S608  constant texts
    who = colleague
    values = (who, who, who, at, at, who, who, at, at, at, who, at, at)
    return Look(columns=("what", "a", "b", "c", "id", "name", "path", "zone"), source=source, values=values)


def presence_of(colleague: str, rows: Texts) -> Presence:
    """Where a colleague stands, from the rows of `presence_look`."""
    texts = [tuple(each or "" for each in row) for row in rows]
    of = {what: [row[1:] for row in texts if row[0] == what] for what in _PARTS}
    certificates = frozenset(row[0] for row in of["holds"])
    posted = [(row[0], _place(row)) for row in of["posted"]]
    duty = [_place(row) for row in of["duty"]]
    return Presence(
        colleague=colleague, works_here=any(row[0] for row in of["who"]), ai=any(row[1] for row in of["who"]),
        duty=duty[0] if duty else None, posted=tuple(sorted(posted, key=lambda each: (each[1].path, each[0]))),
        charged=tuple(sorted(row[5] for row in of["charged"])), certificates=certificates,
        steps=tuple((row[0], row[1]) for row in of["earned"] if not row[2] or row[2] in certificates),
    )  # fmt: skip


_PARTS: Final = ("who", "duty", "posted", "charged", "holds", "earned")


def _place(row: tuple[str, ...]) -> Place:
    return Place(id=row[3], name=row[4], path=row[5], zone=row[6])
