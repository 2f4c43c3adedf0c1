"""What stands on one person's page? Who they are, their matters, what was said and promised, who waits beside.

All of it takes a handful of statements, however much there is: what hangs on the person goes with the look at
who is signed in (`first_looks`), what hangs on the matter shown goes together afterwards (`_beside`). The panel
is in `panel.py`. Start reading at `person_page`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from leeway.desk.cases import queries as matters
from leeway.desk.cases.queries.beside import Around, Beside, beside_from, beside_looks
from leeway.desk.cases.queries.matters import held_and_matters
from leeway.desk.conversations.queries.access import may_see_case, may_see_person
from leeway.desk.conversations.queries.keeping import snippets_from, snippets_look, views_from, views_look
from leeway.desk.conversations.queries.moments import Moment, by_when, due
from leeway.desk.conversations.queries.talking import CHANNELS, Dressing, Line, dressed
from leeway.desk.conversations.queries.viewing import viewers_from, viewers_look
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.desk.prepared import together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from leeway.desk.cases.queries import Held, Matter, Said, Talk
    from leeway.desk.conversations.queries.keeping import View, Words
    from leeway.desk.conversations.queries.viewing import Viewer
    from leeway.desk.people.queries import Place
    from leeway.desk.persons.queries import Brief, Customer
    from leeway.desk.prepared import Look, Texts


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
    listed: tuple[Held, ...] = ()
    """The matters in the list at the side, whose names are looked up with the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one person's page shows beside the leeway panel."""

    person: Brief
    cases: tuple[Held, ...]
    """The matters one may see: open ones first."""
    case: Held | None
    matter: Matter | None
    """The same as decisions read it."""
    lines: tuple[Line, ...]
    earlier: int | None
    beside: Beside
    places: tuple[Place, ...]
    """The sites from the root down to the matter's."""
    due: Moment | None
    by: str
    """By when, in words."""
    channels: tuple[str, ...]
    colleagues: Mapping[str, str]
    """The names of all colleagues who appear."""
    listed: Mapping[str, Customer]
    """Who the persons in the list at the side are."""
    owner: str = ""
    draft: Said | None = None
    snippets: tuple[Words, ...] = ()
    views: tuple[View, ...] = ()
    viewers: tuple[Viewer, ...] = ()
    dues: Mapping[str, Moment] = field(default_factory=dict)
    """By matter, when it is due."""

    @property
    def open_cases(self) -> tuple[Held, ...]:
        """The matters that go on."""
        return tuple(each for each in self.cases if each.state == "open")


def first_looks(person: str, *, me: str) -> tuple[Look, ...]:
    """What can be looked up as soon as it is known who asks: the person, who looks at them, one's own views."""
    return persons.brief_look(person), viewers_look(person), views_look(me)


def person_page(asked: Asked, rows: list[Texts]) -> Page | None:
    """The page of a person, from the rows of `first_looks`; None where one may not see it."""
    person = persons.brief_of(asked.person, rows[0])
    if person is None:
        return None
    every = held_and_matters(person.ids, person=person.id)
    if not may_see_person([held for held, _ in every], asked.paths):
        return None
    seen = tuple(held for held, _ in every if may_see_case(held, asked.paths))
    case = _chosen(seen, asked.case)
    hidden = len(seen) != len(every)
    talk = matters.conversation(
        person.ids, cases=[each.id for each in seen] if hidden else None, before=asked.before, with_files=False
    )
    matter = next((matter for held, matter in every if held is case), None)
    page = _bare(asked, person, seen, case)
    page = replace(page, matter=matter, views=views_from(rows[2]), viewers=viewers_from(rows[1]))
    return _beside(asked, page, talk)


def _bare(asked: Asked, person: Brief, seen: tuple[Held, ...], case: Held | None) -> Page:
    """The page as far as it is known from the person and the matters."""
    moments = {each.id: due(each.due_at, now=asked.now, zone=asked.zone) for each in seen if each.due_at}
    channels = (str(CHANNELS.get(each.channel, each.channel)) for each in seen if each.channel)
    return Page(
        person=person, cases=seen, case=case, matter=None, lines=(), earlier=None, beside=Beside(),
        places=(), due=moments.get(case.id) if case else None,
        by=by_when(case.due_at, now=asked.now, zone=asked.zone) if case and case.due_at else "",
        channels=tuple(dict.fromkeys(channels)), colleagues={}, listed={},
        dues={id_: moment for id_, moment in moments.items() if moment},
    )  # fmt: skip


def _beside(asked: Asked, page: Page, talk: Talk) -> Page:
    """The page with everything that hangs on its matter and its entries, looked up by one statement."""
    case = page.case
    around = Around(
        case=case, persons=page.person.ids, lineage=_lineage(case), at=asked.now,
        entries=[each.id for each in talk.entries if each.direction],
    )  # fmt: skip
    looks = beside_looks(around)
    *beside, sites, snippets, names, listed = together(
        *looks, people.along_look(around.lineage), snippets_look(page.person.language),
        people.names_look(_appearing(asked, page, talk)),
        persons.names_look([each.person for each in asked.listed]),
    )  # fmt: skip
    places = people.along_of(sites)
    zone = next((each.zone for each in reversed(places) if each.zone), "")
    made = beside_from(around, iter(beside), zone=zone)
    colleagues = {id_ or "": name or "" for id_, name in names}
    entries = tuple(replace(each, files=made.files.get(each.id, ())) for each in talk.entries)
    known = Dressing(
        name=page.person.first_name, colleagues=colleagues, zone=asked.zone, now=asked.now,
        summaries={each.id: each.summary or each.wish for each in page.cases},
    )  # fmt: skip
    drafts = [each for each in entries if each.state == "draft" and case and each.case == case.id]
    return replace(
        page, lines=dressed(entries, known), earlier=talk.earlier, beside=made, places=places,
        colleagues=colleagues, listed=persons.names_in(listed), snippets=snippets_from(snippets),
        owner=colleagues.get(case.owner, "") if case else "", draft=drafts[-1] if drafts else None,
    )  # fmt: skip


def _lineage(case: Held | None) -> tuple[str, ...]:
    """The sites from the root down to the matter's: it says so itself while it is open."""
    if case is None or not case.path:
        place = people.place(case.site) if case else None
        return place.lineage if place else ()
    return tuple(case.path.rstrip("/").split("/"))


def _appearing(asked: Asked, page: Page, talk: Talk) -> set[str]:
    """Every colleague whose name is on the page."""
    found = {each.author for each in talk.entries} | {str(each.details.get("to", "")) for each in talk.entries}
    found |= {each.owner for each in asked.listed} | {each.colleague for each in page.viewers}
    return (found | {page.case.owner if page.case else ""}) - {""}


def _chosen(seen: tuple[Held, ...], wanted: str) -> Held | None:
    """The matter that is looked at: the one asked for, else the open one due first, else the newest."""
    named = next((each for each in seen if each.id == wanted), None)
    if named is not None or not seen:
        return named
    open_ = [each for each in seen if each.state == "open"]
    return min(open_, key=lambda each: (each.due_at is None, each.due_at), default=seen[0])
