"""What does the counter show next? One screen of a matter: choose, find out, or the answer.

Start reading at `next_screen`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leeway.decide import (
    LANGUAGES,
    Naming,
    Outcome,
    RequestError,
    said_question,
    sentence_case,
    voice,
    words,
)
from leeway.desk.decisions.commands.deciding import Looked, look
from leeway.desk.decisions.queries.proposing import request_of

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Actor, Decision, Question, Said, SaidQuestion
    from leeway.desk.cases.queries import Matter
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Action, Book, Fact, Situation

QUESTIONS_MAX = 3
"""At most so many questions on one screen; the cheapest to find out come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to choose: a situation or an action, with a remark."""

    kind: str
    name: str
    title: str
    note: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question on the screen, and how it is answered."""

    said: SaidQuestion
    type: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and how it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """How much: from nothing to the most that anybody may, with the mark where the actor's own leeway ends."""

    amount_minor: int
    least_minor: int
    most_minor: int
    """Where the slider stops: the actor's own leeway."""
    beyond: str | None = None
    """Whom to ask above that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that one page of a matter shows."""

    matter: Matter
    kind: str
    """`remedies`, `amount`, `questions` or `answer`."""
    title: str
    situation: Situation | None = None
    action: Action | None = None
    looked: Looked | None = None
    said: Said | None = None
    rows: tuple[Row, ...] = ()
    questions: tuple[Asked, ...] = ()
    slider: Slider | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a screen is made: who acts, by which book, when, in which language."""

    actor: Actor
    law: InForce
    at: datetime
    language: str

    @property
    def book(self) -> Book:
        """The book in force."""
        return self.law.book

    @property
    def naming(self) -> Naming:
        """How things are called in the reader's language."""
        return Naming(voice(self.language if self.language in LANGUAGES else "en"), book=self.book)


def choices(reader: Reader) -> tuple[Row, ...]:
    """Everything that can be chosen at the start: situations as customers put them, then actions."""
    naming = reader.naming
    situations = (
        Row(kind="situation", name=each.id, title=sentence_case(naming.clause(each.id)), note=each.wish or "")
        for policy in reader.book.policies
        for each in policy.situations
    )
    actions = (
        Row(kind="action", name=name, title=sentence_case(naming.action(name))) for name in reader.book.actions
    )
    return (*situations, *actions)


def next_screen(matter: Matter, reader: Reader) -> Screen:
    """The next screen of a matter."""
    situation = situation_of(matter.situation, book=reader.book)
    if matter.action is None and not matter.text:
        return _remedies(matter, reader, situation)
    action = reader.book.actions.get(matter.action or "")
    title = sentence_case(matter.text or reader.naming.action(matter.action or ""))
    made = Screen(matter=matter, kind="answer", title=title, situation=situation, action=action)
    if action is not None and action.amount and matter.amount_minor is None:
        return replace(made, kind="amount", slider=_slider(replace(matter, amount_minor=100), reader))
    try:
        looked = look(request_of(matter, actor=reader.actor, book=reader.book, at=reader.at), law=reader.law)
    except RequestError as refused:
        return replace(made, kind="amount", problems=tuple(each.message for each in refused.problems))
    open_ = [each for each in looked.decision.questions if each.fact not in matter.answers]
    if looked.decision.outcome is Outcome.FIND_OUT and open_:
        asked = tuple(_asked(each, reader) for each in open_[:QUESTIONS_MAX])
        return replace(made, kind="questions", looked=looked, questions=asked)
    return replace(
        made, looked=looked, said=_said(looked.decision, reader, deed=matter.text or None),
        slider=_slider_of(looked.decision, matter),
    )  # fmt: skip


def situation_of(name: str | None, *, book: Book) -> Situation | None:
    """A typical situation of the book by its id."""
    return next((each for policy in book.policies for each in policy.situations if each.id == name), None)


def _remedies(matter: Matter, reader: Reader, situation: Situation | None) -> Screen:
    names = situation.remedies if situation else tuple(reader.book.actions)
    looked = look(request_of(matter, actor=reader.actor, book=reader.book, at=reader.at), law=reader.law)
    title = sentence_case(reader.naming.clause(situation.id)) if situation else matter.wish
    return Screen(
        matter=matter, kind="remedies", title=title, situation=situation,
        said=_said(looked.decision, reader, deed=None),
        rows=tuple(_remark(name, matter, reader) for name in names),
    )  # fmt: skip


def _remark(name: str, matter: Matter, reader: Reader) -> Row:
    """An action with what would come of it as things stand."""
    title = sentence_case(reader.naming.action(name))
    action = reader.book.actions[name]
    tried = replace(matter, action=name, amount_minor=1 if action.amount else None, parameters={})
    try:
        decision = look(
            request_of(tried, actor=reader.actor, book=reader.book, at=reader.at), law=reader.law
        ).decision
    except RequestError:
        return Row(kind="action", name=name, title=title)
    return Row(
        kind="action", name=name, title=title, note=_noted(decision, reader), outcome=str(decision.outcome)
    )


def _noted(decision: Decision, reader: Reader) -> str:
    saying = reader.naming.voice
    if decision.leeway_minor:
        most = saying.money(decision.leeway_minor, currency=reader.book.currency, digits=reader.book.digits)
        return saying.say("alternative-go-ahead-up-to", action="", amount=most).strip(" :,–-")
    return ""


def _slider(matter: Matter, reader: Reader) -> Slider | None:
    try:
        looked = look(request_of(matter, actor=reader.actor, book=reader.book, at=reader.at), law=reader.law)
    except RequestError:
        return None
    return _slider_of(looked.decision, matter)


def _slider_of(decision: Decision, matter: Matter) -> Slider | None:
    if matter.amount_minor is None or not decision.leeway_minor:
        return None
    return Slider(
        amount_minor=min(matter.amount_minor, decision.leeway_minor), least_minor=0,
        most_minor=decision.leeway_minor,
    )  # fmt: skip


def _asked(question: Question, reader: Reader) -> Asked:
    fact: Fact = reader.book.facts[question.fact]
    naming = reader.naming
    values = tuple((str(value), naming.value(value, fact=fact.name)) for value in fact.one_of)
    return Asked(said=said_question(question, naming=naming), type=str(fact.type), choices=values)


def _said(decision: Decision, reader: Reader, *, deed: str | None) -> Said:
    language = reader.language if reader.language in LANGUAGES else "en"
    return words(decision, language=language, book=reader.book, deed=deed)
