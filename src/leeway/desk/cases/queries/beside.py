"""What stands beside one matter on a person's page? Facts, tags, ties, promises, files, next news: one look.

It says what `facts_of`, `tags_of`, `ties_of`, `followers_of`, `promises_of`, `last_way` and `first_promise` do.
Start reading at `Beside`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway.desk.cases.models import Promise, Term
from leeway.desk.cases.queries.conversing import File, Way
from leeway.desk.cases.queries.hours import calendar_from, calendar_look
from leeway.desk.cases.queries.promising import Asking, KeptRate, Promised, policy_looks, terms_among
from leeway.desk.cases.queries.waiting import Found, Tie
from leeway.desk.prepared import Look, among, instant, true

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries.waiting import Held
    from leeway.desk.prepared import Texts

_PROMISED = (
    "id", "case_id", "words", "due_at", "made_at", "made_by", "source", "state", "prepared_at", "heard_at",
)  # fmt: skip
STANDING = (Promise.State.OPEN.value, Promise.State.BROKEN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside a matter and the conversation shown."""

    facts: tuple[Found, ...] = ()
    tags: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    followers: tuple[str, ...] = ()
    promise: Promised | None = None
    kept: KeptRate = field(default_factory=KeptRate)
    way: Way = field(default_factory=Way)
    files: Mapping[int, tuple[File, ...]] = field(default_factory=dict)
    """By entry, what came with it."""
    next_news: datetime | None = None
    """When the next news is due after an answer now; None where nothing is to be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Which matter, of whom, with which entries."""

    case: Held | None
    persons: Sequence[str]
    entries: Sequence[int]
    """The entries that may have files."""
    lineage: tuple[str, ...]
    """The sites from the root down to the matter's."""
    at: datetime


def beside_looks(around: Around) -> tuple[Look, ...]:
    """All of it, to be looked up together with other things and read by `beside_from`."""
    kept = Look(
        columns=("state", "count(*)"),
        source=f"from cases_promise where person in {among(around.persons)} group by state",
        values=around.persons,
    )  # fmt: skip
    files = Look(
        columns=("entry_id", "id", "name", "type", "size", "content_id", "inline"),
        source=f"from cases_attachment where entry_id in {among(around.entries)}", values=around.entries,
    )  # fmt: skip
    if around.case is None:
        return kept, files
    looks = (kept, files, *_of_case(around.case.id))
    if around.case.state != "open":
        return looks
    terms = Look(
        columns=("site", "kind", "minutes", "while_open", "words", "source"),
        source=f"from cases_term where site in {among(around.lineage)} and kind in (%s, '')",
        values=(*around.lineage, around.case.kind),
    )
    return (
        *looks, _way_look(around.case.id), terms, calendar_look(around.lineage), *policy_looks(around.at)
    )  # fmt: skip


def beside_from(around: Around, rows: Iterator[Texts], *, zone: str) -> Beside:
    """What stands beside a matter, from the rows of `beside_looks`, in their order; `zone` is the site's."""
    made = _kept(next(rows)), _files(next(rows))
    if around.case is None:
        return Beside(kept=made[0], files=made[1])
    facts, tags, ties, followers, promise = (next(rows) for _ in range(5))
    way, next_news = Way(), None
    if around.case.state == "open":
        way, terms, calendar = _way(next(rows)), [_term(row) for row in next(rows)], next(rows)
        asked = Asking(kind=around.case.kind, channel=around.case.channel, lineage=around.lineage, at=around.at)
        hours = calendar_from(calendar, around.lineage, zone=zone)
        next_news = terms_among(tuple(rows), terms, hours, asked).due_at
    return Beside(
        kept=made[0], files=made[1], facts=_facts(facts), tags=tuple(sorted(row[0] or "" for row in tags)),
        ties=_ties(ties, around.case.id), followers=tuple(row[0] or "" for row in followers),
        promise=_promise(promise), way=way, next_news=next_news,
    )  # fmt: skip


def _of_case(case: str) -> tuple[Look, ...]:
    facts = Look(
        columns=("id", "name", "value", "trust", "source", "evidence", "at"),
        source="from cases_fact where case_id = %s", values=(case,),
    )  # fmt: skip
    tags = Look(columns=("name",), source="from cases_tag where case_id = %s", values=(case,))
    ties = Look(
        columns=("id", "kind", "one_id", "other_id", '"by"', "at", "because"),
        source="from cases_link where (one_id = %s or other_id = %s) and undone_at is null",
        values=(case, case),
    )  # fmt: skip
    followers = Look(
        columns=("colleague",),
        source="from (select colleague from cases_follower where case_id = %s order by id) as follow",
        values=(case,),
    )
    promise = Look(
        columns=_PROMISED,
        source="from (select * from cases_promise where case_id = %s and state in (%s, %s)"
        " order by made_at desc, id desc limit 1) as promise",
        values=(case, *STANDING),
    )  # fmt: skip
    return facts, tags, ties, followers, promise


def _way_look(case: str) -> Look:
    return Look(
        columns=("channel", "point_kind", "point_value", "id"),
        source="from (select channel, point_kind, point_value, id from cases_entry where case_id = %s"
        " and direction = 'in' and kind = 'message' order by at desc, id desc limit 1) as came",
        values=(case,),
    )


def _way(rows: Texts) -> Way:
    for channel, kind, value, entry in rows:
        to = (kind or "", value) if value else None
        return Way(channel=channel or "", to=to, entry=int(entry or 0))
    return Way()


def _kept(rows: Texts) -> KeptRate:
    ended = {row[0]: int(row[1] or 0) for row in rows}
    kept = sum(ended.get(each, 0) for each in (Promise.State.KEPT.value, Promise.State.RENEGOTIATED.value))
    return KeptRate(kept=kept, ended=kept + ended.get(Promise.State.BROKEN.value, 0))


def _files(rows: Texts) -> Mapping[int, tuple[File, ...]]:
    found: dict[int, list[File]] = defaultdict(list)
    for entry, id_, name, type_, size, content, inline in sorted(rows, key=lambda row: int(row[1] or 0)):
        found[int(entry or 0)].append(
            File(
                id=int(id_ or 0), name=name or "", type=type_ or "", size=int(size or 0),
                kept=content is not None, inline=inline or "",
            )
        )  # fmt: skip
    return {entry: tuple(files) for entry, files in found.items()}


def _facts(rows: Texts) -> tuple[Found, ...]:
    """The newest of each name, in the order they were first found."""
    newest: dict[str, Found] = {}
    for _id, name, value, trust, source, evidence, at in sorted(rows, key=_first_found):
        newest[name or ""] = Found(
            name=name or "", value=_value(value), trust=trust or "", source=source or "",
            evidence=evidence or "", at=_at(at),
        )  # fmt: skip
    return tuple(newest.values())


def _first_found(row: tuple[str | None, ...]) -> tuple[datetime, int]:
    return _at(row[6]), int(row[0] or 0)


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _ties(rows: Texts, case: str) -> tuple[Tie, ...]:
    found = (
        Tie(
            id=id_ or "", kind=kind or "", outwards=one == case, by=by or "", at=_at(at), because=because or "",
            other=(other if one == case else one) or "",
        )
        for id_, kind, one, other, by, at, because in rows
    )  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.at))


def _promise(rows: Texts) -> Promised | None:
    for row in rows:
        id_, case, words, due_at, made_at, made_by, source, state, prepared_at, heard_at = row
        return Promised(
            id=int(id_ or 0), case=case or "", words=words or "", due_at=_at(due_at), made_at=_at(made_at),
            made_by=made_by or "", source=source or "", state=state or "", prepared_at=instant(prepared_at),
            heard_at=instant(heard_at),
        )  # fmt: skip
    return None


def _term(row: tuple[str | None, ...]) -> Term:
    site, kind, minutes, while_open, words, source = row
    return Term(
        site=site or "", kind=kind or "", minutes=int(minutes or 0), while_open=true(while_open),
        words=words or "", source=source or "",
    )  # fmt: skip


def _at(text: str | None) -> datetime:
    found = instant(text)
    assert found is not None, "this column is never empty"
    return found
