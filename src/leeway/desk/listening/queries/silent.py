"""Whom did a known fault touch, who of them has not written, and who would be left out and why?

A person was touched whose matters carry the marks of the fault, or who is on a list that came from elsewhere.
Start reading at `picked`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.cases import queries as matters
from leeway.desk.cases.queries import Marked
from leeway.desk.listening.models import Outreach, Reach
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leeway.desk.persons.queries import Brief

AGAIN_AFTER: Final = timedelta(days=30)
"""Nobody is written to first more often than this, whatever the fault."""
PURPOSE: Final = "outreach"
"""The consent that lets us write first; without a yes nobody is written to."""
PERSONS_MAX: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Whom a fault touched, as somebody describes it."""

    path: str
    """At this site and below."""
    since: datetime | None = None
    until: datetime | None = None
    facts: tuple[tuple[str, Any], ...] = ()
    tags: tuple[str, ...] = ()
    situation: str = ""
    listed: tuple[str, ...] = ()
    """Contact points of persons known to be touched, one each, as somebody typed them."""
    about: str = ""
    """The tag that the matters of those carry who wrote about it themselves."""

    @property
    def is_described(self) -> bool:
        """Whether anything but a place is said: everybody who ever came is not who a fault touched."""
        return bool(self.since or self.facts or self.tags or self.situation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Who would be written to, and why others would not."""

    silent: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Person → reason."""
    unknown: tuple[str, ...] = ()
    """Listed points that are nobody's."""

    @property
    def without_consent(self) -> tuple[str, ...]:
        """Those left out because nobody knows that they agree, then those who do not."""
        return tuple(
            person
            for reason in (Reach.Skipped.UNASKED, Reach.Skipped.UNWILLING)
            for person, why in self.skipped.items()
            if why == reason
        )

    @property
    def reasons(self) -> Mapping[str, int]:
        """How many are left out, by reason."""
        return Counter(self.skipped.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """An outreach with how far it has come."""

    id: str
    title: str
    site: str
    path: str
    subject: str
    text: str
    by: str
    state: str
    made_at: datetime
    touched: Touched
    waiting: int = 0
    written: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    next_at: datetime | None = None
    """By when they hear more; None: nothing more is promised."""
    next_words: str = ""
    replied: int = 0
    """How many answered what they were written."""


def picked(touched: Touched, *, at: datetime) -> Picked:
    """Everybody whom it touched, those apart who wrote already, did not agree, or cannot be reached."""
    found, unknown = _touched(touched)
    wrote = _wrote(found, touched)
    silent: list[str] = []
    skipped: dict[str, str] = {}
    for person in sorted(found):
        reason = Reach.Skipped.WROTE if person in wrote else why_not(person, at=at)
        if reason:
            skipped[person] = reason
        else:
            silent.append(person)
    return Picked(silent=tuple(silent), skipped=skipped, unknown=unknown)


def why_not(person: str, *, at: datetime) -> str:
    """Why a person is not written to first; empty: nothing speaks against it."""
    known = persons.brief(person)
    if known is None or known.erased or way_to(known) is None:
        return Reach.Skipped.UNREACHABLE
    agreed = persons.agreed_to(person, PURPOSE, channel="mail")
    if not agreed:
        return Reach.Skipped.UNASKED if agreed is None else Reach.Skipped.UNWILLING
    lately = Reach.objects.filter(person__in=known.ids, state=Reach.State.WRITTEN, at__gt=at - AGAIN_AFTER)
    return Reach.Skipped.LATELY if lately.exists() else ""


def way_to(person: Brief) -> tuple[str, str] | None:
    """The e-mail address that a person is asked at; the one shown to be theirs first. None: no way."""
    found = persons.whole(person.id)
    mail = [each for each in (found.points if found else ()) if each.kind == "email" and not each.claimed]
    best = sorted(mail, key=lambda each: each.verified_at is None)
    return (best[0].kind, best[0].value) if best else None


def has_written(person: str, touched: Touched) -> bool:
    """Whether a person has written about it by now."""
    return person in _wrote({person}, touched)


def open_matter_about(person: Brief, touched: Touched) -> str:
    """An open matter of theirs that carries the marks of the fault; empty: none, or the fault has no marks."""
    if not (touched.facts or touched.tags or touched.situation):
        return ""
    marked = Marked(
        paths=(touched.path,), tags=touched.tags, facts=touched.facts, situation=touched.situation
    )  # fmt: skip
    return matters.open_about(person.ids, marked)


def campaigns(paths: Sequence[str], *, most: int = 50) -> tuple[Campaign, ...]:
    """The outreaches at some sites and below, newest first."""
    rows = Outreach.objects.order_by("-made_at")
    return tuple(_campaign(row) for row in rows if any(row.path.startswith(path) for path in paths))[:most]


def campaign(id_: str, *, paths: Sequence[str]) -> Campaign | None:
    """One of them; None where there is none, or it is of another site."""
    row = Outreach.objects.filter(pk=id_).first()
    if row is None or not any(row.path.startswith(path) for path in paths):
        return None
    return _campaign(row)


def touched_from(kept: Mapping[str, Any]) -> Touched:
    """Whom a fault touched, from its kept form."""
    return Touched(
        path=kept["path"], tags=tuple(kept.get("tags", ())), listed=tuple(kept.get("listed", ())),
        facts=tuple((name, value) for name, value in kept.get("facts", ())),
        situation=kept.get("situation", ""), about=kept.get("about", ""),
        since=datetime.fromisoformat(kept["since"]) if kept.get("since") else None,
        until=datetime.fromisoformat(kept["until"]) if kept.get("until") else None,
    )  # fmt: skip


def kept_form(touched: Touched) -> dict[str, Any]:
    """The kept form of whom a fault touched."""
    return {
        "path": touched.path, "tags": list(touched.tags), "listed": list(touched.listed),
        "facts": [list(each) for each in touched.facts], "situation": touched.situation,
        "about": touched.about, "since": touched.since.isoformat() if touched.since else None,
        "until": touched.until.isoformat() if touched.until else None,
    }  # fmt: skip


def _touched(touched: Touched) -> tuple[frozenset[str], tuple[str, ...]]:
    marked = Marked(
        paths=(touched.path,), since=touched.since, until=touched.until, tags=touched.tags,
        facts=touched.facts, situation=touched.situation,
    )  # fmt: skip
    by_marks = matters.persons_marked(marked) if touched.is_described else frozenset[str]()
    site = touched.path.rstrip("/").rsplit("/", 1)[-1]
    listed = {typed: persons.id_of(typed, site=site) for typed in touched.listed if typed.strip()}
    roots = {who.id for who in persons.names_of(by_marks).values()}
    found = frozenset(roots | {person for person in listed.values() if person})
    return (
        frozenset(sorted(found)[:PERSONS_MAX]),
        tuple(typed for typed, person in listed.items() if person is None),
    )


def _wrote(found: frozenset[str] | set[str], touched: Touched) -> frozenset[str]:
    """Who wrote about the fault: in a matter with its tag, or, without a tag, one with its other marks."""
    ids = {id_: person for person in found for id_ in persons.same_as(person)}
    if touched.about:
        marked = Marked(tags=(touched.about,))
    else:
        marked = Marked(
            paths=(touched.path,), since=touched.since, tags=touched.tags, facts=touched.facts,
            situation=touched.situation,
        )  # fmt: skip
    return frozenset(ids[id_] for id_ in matters.wrote_about(set(ids), marked))


def _campaign(row: Outreach) -> Campaign:
    states = Counter(row.reaches.values_list("state", "skipped_because"))
    cases = list(row.reaches.filter(state=Reach.State.WRITTEN).values_list("case", flat=True))
    return Campaign(
        id=row.pk, title=row.title, site=row.site, path=row.path, subject=row.subject, text=row.text,
        next_at=row.next_at, next_words=row.next_words,
        by=row.by, state=row.state, made_at=row.made_at, touched=touched_from(row.touched),
        waiting=states[Reach.State.WAITING, ""], written=states[Reach.State.WRITTEN, ""],
        skipped={why: number for (state, why), number in states.items() if state == Reach.State.SKIPPED},
        replied=matters.replied_in(cases),
    )  # fmt: skip


def fact_typed(line: str) -> tuple[str, Any]:
    """A fact as somebody types it: its name, and a value after `=`; without one, any value.

    >>> fact_typed("pump = 4")
    ('pump', 4)
    >>> fact_typed("product = latte")
    ('product', 'latte')
    >>> fact_typed("was charged twice")
    ('was charged twice', None)
    """
    name, said, typed = (part.strip() for part in line.partition("="))
    if not said:
        return name, None
    known = {"true": True, "yes": True, "false": False, "no": False}
    if typed.casefold() in known:
        return name, known[typed.casefold()]
    return name, int(typed) if typed.lstrip("-").isdecimal() else typed.strip('"')
