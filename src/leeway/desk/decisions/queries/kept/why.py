"""Why was it decided so, and who may know? One kept decision with everything about it; pages of many.

Who may see which decision is said in `seeing.py`. Start reading at `page`, then `why`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway.decide import LANGUAGES, Naming, sentence_case, voice, words
from leeway.desk.decisions.models import Question, Review
from leeway.desk.decisions.queries.kept.record import opened
from leeway.desk.decisions.queries.kept.seeing import Eyes, Sight
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import UnknownDecision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from leeway.decide import Said
    from leeway.desk.decisions.queries.kept.record import Opened
    from leeway.desk.studio.queries import InForce
    from leeway.ledger import Taking
    from leeway.stores import Record, Recorded, Sought


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


def kept(decision: str, *, sight: Sight, at: datetime) -> Recorded | None:
    """A decision that may be seen; None for one that may not, or that is not there.

    Raises: LedgerUnavailable.
    """
    try:
        found = store().recorded(decision)
    except UnknownDecision:
        return None
    law = studio.in_force(at=at)
    return found if law is not None and Eyes(sight, book=law.book, at=at).may_see(found.record) else None


def page(
    sought: Sought, *, sight: Sight, at: datetime, limit: int = 50, before: tuple[datetime, str] | None = None
) -> tuple[Recorded, ...]:
    """The newest decisions that are looked for and may be seen; `before` is the last of the page before.

    Raises: LedgerUnavailable.
    """
    law = studio.in_force(at=at)
    if law is None:
        return ()
    return Eyes(sight, book=law.book, at=at).found(sought, limit=limit, before=before)


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
        said=words(read.decision, language=spoken, book=law.book, deed=deed, people=_names(found.record)),
        deed=sentence_case(deed or naming.action(found.record.action)),
        site=place.name if place else found.record.site,
        names=_names(found.record),
        version=law.number,
        clauses=tuple(_clauses(read, law=law, naming=naming)),
        facts=tuple(_facts(read, naming=naming)),
        follows=tuple(_follows(found)),
    )


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
