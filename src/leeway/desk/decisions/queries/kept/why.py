"""Why was it decided so, and who may know? One kept decision with everything about it; pages of many.

One sees one's own decisions, those of whom one has an authority over, and whoever looks after the policies all.
Start reading at `seen` and `page`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from leeway.decide import LANGUAGES, Naming, sentence_case, voice, words
from leeway.desk.decisions.models import Question, Review
from leeway.desk.decisions.queries.kept.record import opened
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.people.queries.access import may_see_decisions_at
from leeway.desk.studio import queries as studio
from leeway.ledger import UnknownDecision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from leeway.decide import Said
    from leeway.desk.decisions.queries.kept.record import Opened
    from leeway.desk.studio.queries import InForce
    from leeway.ledger import Taking
    from leeway.policy import Book
    from leeway.stores import Record, Recorded, Sought

SCANNED_PAGES_MAX: Final = 20
"""So many pages of the store are looked through to fill one page of what may be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause that decided, as the book said it then."""

    id: str
    sentence: str
    text: str = ""
    """The condition as it stands in the file."""
    because: str = ""
    source: str = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact that was given: its value, how far it counts, where it came from."""

    name: str
    value: str
    trust: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """Something that happened after: a question, an answer from above, a review, a taking back."""

    kind: str
    id: str
    state: str
    by: str = ""
    at: datetime | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """All about one decision."""

    kept: Recorded
    opened: Opened
    taking: Taking
    said: Said
    deed: str
    site: str
    """The site's name."""
    names: dict[str, str] = field(default_factory=dict)
    """Colleague → name."""
    version: int | None = None
    """The number of the book's version; None where it is not kept here."""
    clauses: tuple[Clause, ...] = ()
    facts: tuple[FactLine, ...] = ()
    follows: tuple[Follow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Whose eyes: the colleague, and the part of the tree that is looked at."""

    colleague: str
    within: str = ""
    """A path of the tree; nothing outside is seen."""


def kept(decision: str, *, sight: Sight, at: datetime) -> Recorded | None:
    """A decision that may be seen; None for one that may not, or that is not there.

    Raises: LedgerUnavailable.
    """
    try:
        found = store().recorded(decision)
    except UnknownDecision:
        return None
    law = studio.in_force(at=at)
    return found if law is not None and _Eyes(sight, book=law.book, at=at).may_see(found.record) else None


def page(
    sought: Sought, *, sight: Sight, at: datetime, limit: int = 50, before: tuple[datetime, str] | None = None
) -> tuple[Recorded, ...]:
    """The newest decisions that are looked for and may be seen; `before` is the last of the page before.

    Raises: LedgerUnavailable.
    """
    law = studio.in_force(at=at)
    if law is None:
        return ()
    eyes = _Eyes(sight, book=law.book, at=at)
    narrowed = eyes.narrowed(sought)
    found: list[Recorded] = []
    for each in _scanned(narrowed, limit=limit, before=before) if narrowed is not None else ():
        if eyes.may_see(each.record):
            found.append(each)
            if len(found) == limit:
                break
    return tuple(found)


def why(found: Recorded, *, language: str) -> Why | None:
    """Everything about a decision, in a language; None while its answer is not written yet.

    Raises: LedgerUnavailable.
    """
    read = opened(found)
    law = studio.by_hash(found.record.book)
    if read is None or law is None:
        return None
    spoken = language if language in LANGUAGES else "en"
    naming = Naming(voice(spoken), book=law.book)
    place = people.place(found.record.site)
    deed = read.request.text if read.request.action not in law.book.actions else None
    return Why(
        kept=found,
        opened=read,
        taking=store().decision(found.id),
        said=words(read.decision, language=spoken, book=law.book, deed=deed),
        deed=sentence_case(deed or naming.action(found.record.action)),
        site=place.name if place else found.record.site,
        names=_names(found.record),
        version=law.number,
        clauses=tuple(_clauses(read, law=law, naming=naming)),
        facts=tuple(_facts(read, naming=naming)),
        follows=tuple(_follows(found)),
    )


class _Eyes:
    """What one colleague may see; remembered for the many rows of one page."""

    def __init__(self, sight: Sight, *, book: Book, at: datetime) -> None:
        self._sight, self._book, self._at = sight, book, at
        self._paths: dict[str, str | None] = {}
        self._over: dict[tuple[str, str], bool] = {}

    def may_see(self, record: Record) -> bool:
        """Inside the part of the tree: one's own, those of whom one stands over, a policy owner's all."""
        path = self._path(record.site)
        if path is None or not path.startswith(self._sight.within):
            return False
        involved = (record.actor, record.on_behalf_of, record.approver)
        return self._sight.colleague in involved or self._stands_over(record.site, record.authority)

    def narrowed(self, sought: Sought) -> Sought | None:
        """The search, as narrow as the part of the tree; None where nothing can be found."""
        root = people.root()
        if root is None:
            return None
        if self._sight.within.startswith(root.path) and self._sight.within != root.path:
            below = {each.id for each in people.nodes_below([self._sight.within])}
            wanted = tuple(sorted(below.intersection(sought.sites) if sought.sites else below))
            return replace(sought, sites=wanted) if wanted else None
        return sought

    def _stands_over(self, site: str, authority: str) -> bool:
        key = (site, authority)
        if key not in self._over:
            ladder = self._book.authorities
            above = ladder[self._book.level(authority) + 1 :] if authority in ladder else ladder[1:]
            self._over[key] = may_see_decisions_at(self._sight.colleague, site, authorities=above, at=self._at)
        return self._over[key]

    def _path(self, site: str) -> str | None:
        if site not in self._paths:
            found = people.place(site)
            self._paths[site] = found.path if found else None
        return self._paths[site]


def _scanned(sought: Sought, *, limit: int, before: tuple[datetime, str] | None) -> Iterator[Recorded]:
    for _ in range(SCANNED_PAGES_MAX):
        rows = store().records(sought, limit=max(limit, 100), before=before)
        if not rows:
            return
        yield from rows
        before = (rows[-1].at, rows[-1].id)


def _names(record: Record) -> dict[str, str]:
    found = {}
    for each in (record.actor, record.on_behalf_of, record.approver):
        known = people.who(each) if each else None
        if known is not None:
            found[known.id] = known.name
    return found


def _clauses(read: Opened, *, law: InForce, naming: Naming) -> Iterator[Clause]:
    """The clauses named by the reasons, each once, with where they stand in the book's files."""
    known = {
        each.id: each
        for policy in law.book.policies
        for each in (*policy.rules, *policy.guidelines)
    }  # fmt: skip
    for name in dict.fromkeys(each.clause for each in read.decision.reasons if each.clause):
        clause: Any = known.get(name)
        if clause is None:
            yield Clause(id=name, sentence=sentence_case(naming.clause(name)))
            continue
        yield Clause(
            id=name,
            sentence=sentence_case(naming.clause(name)),
            text=clause.when.text or "",
            because=clause.because or "",
            source=clause.source or "",
            path=clause.place.path,
            line=clause.place.line,
        )


def _facts(read: Opened, *, naming: Naming) -> Iterator[FactLine]:
    for name, given in read.request.facts.items():
        yield FactLine(
            name=sentence_case(naming.fact(name)),
            value=naming.value(given.value, fact=name),
            trust=given.trust.name.lower(),
            source=given.source or "",
        )


def _follows(found: Recorded) -> Iterator[Follow]:
    question = Question.objects.filter(decision=found.id).first()
    if question is not None:
        yield Follow(
            kind="question", id=question.pk, state=question.state, at=question.answered_at or question.asked_at,
            by=question.answered_by or question.asked_of, sentence=question.sentence,
        )  # fmt: skip
        if question.result:
            yield Follow(kind="result", id=question.result, state=question.state, at=question.answered_at)
    review = Review.objects.filter(pk=found.id).first()
    if review is not None:
        yield Follow(
            kind="review", id=review.pk, state=review.state, by=review.reviewed_by,
            at=review.reviewed_at or review.at, sentence=review.sentence,
        )  # fmt: skip
