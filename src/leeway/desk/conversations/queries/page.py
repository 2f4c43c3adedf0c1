"""What stands on one person's page? Who they are, their matters, what was said and promised.

The leeway panel is beside it, in `panel.py`. Start reading at `person_page`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.queries.access import may_see_case, may_see_person
from leeway.desk.conversations.queries.moments import Moment, by_when, due
from leeway.desk.conversations.queries.talking import CHANNELS, Dressing, Line, dressed
from leeway.desk.people.queries.colleagues import names_of
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries import Found, Held, KeptRate, Promised, Said
    from leeway.desk.persons.queries import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which page is wanted, by whom."""

    person: str
    case: str = ""
    """The matter looked at; empty: the one due first."""
    before: int | None = None
    paths: Sequence[str] = ()
    now: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one person's page shows beside the leeway panel."""

    person: Brief
    cases: tuple[Held, ...]
    """The matters one may see: open ones first."""
    case: Held | None
    lines: tuple[Line, ...]
    earlier: int | None
    promise: Promised | None
    due: Moment | None
    by: str
    """By when, in words."""
    kept: KeptRate
    channels: tuple[str, ...]
    facts: tuple[Found, ...] = ()
    tags: tuple[str, ...] = ()
    owner: str = ""
    draft: Said | None = None
    dues: Mapping[str, Moment] = field(default_factory=dict)
    """By matter, when it is due."""

    @property
    def open_cases(self) -> tuple[Held, ...]:
        """The matters that go on."""
        return tuple(each for each in self.cases if each.state == "open")


def person_page(asked: Asked) -> Page | None:
    """The page of a person; None where there is none, or the one who asks may not see them."""
    person = persons.brief(asked.person)
    if person is None:
        return None
    every = matters.cases_of(person.ids)
    if not may_see_person(every, asked.paths):
        return None
    seen = tuple(each for each in every if may_see_case(each, asked.paths))
    case = _chosen(seen, asked.case)
    hidden = len(seen) != len(every)
    talk = matters.conversation(
        person.ids, cases=[each.id for each in seen] if hidden else None, before=asked.before
    )
    return _page(asked, person, seen, case, talk)


def _page(asked: Asked, person: Brief, seen: tuple[Held, ...], case: Held | None, talk: Any) -> Page:
    promises, kept = matters.promises_of(person.ids)
    promise = promises.get(case.id) if case else None
    authors = {each.author for each in talk.entries} | {
        str(each.details.get("to", "")) for each in talk.entries
    }
    wanted = (authors | {case.owner if case else ""}) - {""}
    colleagues = names_of(wanted) if wanted else {}
    known = Dressing(
        name=person.first_name, colleagues=colleagues, zone=asked.zone, now=asked.now,
        summaries={each.id: each.summary or each.wish for each in seen},
    )  # fmt: skip
    moments = {each.id: due(each.due_at, now=asked.now, zone=asked.zone) for each in seen if each.due_at}
    drafts = [each for each in talk.entries if each.state == "draft" and case and each.case == case.id]
    return Page(
        person=person, cases=seen, case=case, lines=dressed(talk.entries, known), earlier=talk.earlier,
        promise=promise, due=moments.get(case.id) if case else None,
        by=by_when(case.due_at, now=asked.now, zone=asked.zone) if case and case.due_at else "", kept=kept,
        channels=tuple(
            dict.fromkeys(str(CHANNELS.get(each.channel, each.channel)) for each in seen if each.channel)
        ),
        facts=matters.facts_of(case.id) if case else (),
        tags=matters.tags_of([case.id]).get(case.id, ()) if case else (),
        owner=colleagues.get(case.owner, "") if case else "", draft=drafts[-1] if drafts else None,
        dues={id_: moment for id_, moment in moments.items() if moment},
    )  # fmt: skip


def _chosen(seen: tuple[Held, ...], wanted: str) -> Held | None:
    """The matter that is looked at: the one asked for, else the open one due first, else the newest."""
    named = next((each for each in seen if each.id == wanted), None)
    if named is not None or not seen:
        return named
    open_ = [each for each in seen if each.state == "open"]
    return min(open_, key=lambda each: (each.due_at is None, each.due_at), default=seen[0])
