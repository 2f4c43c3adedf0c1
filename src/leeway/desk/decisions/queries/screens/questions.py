"""What has to be found out, and what is known already? Questions and answers as a page puts them.

At most three questions on a screen, the cheapest first. Start reading at `asked`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from leeway import feel
from leeway.decide import Outcome, Question, RequestError, SaidQuestion, said_question, sentence_case
from leeway.desk.decisions.queries.proposing import typed

if TYPE_CHECKING:
    from leeway.decide import Decision
    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens.reader import Reader
    from leeway.policy import Fact, Parameter

QUESTIONS_MAX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question on the screen, and how it is answered."""

    name: str
    """The field's name: `fact:queue`, `parameter:cabin`."""
    text: str
    kind: str
    """`boolean`, `number`, `date`, `choice` or `text`."""
    note: str = ""
    attest: str = ""
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and how it reads."""
    value: str = ""
    """What was answered before, as its field holds it: a number, a value of the choices, `yes`, `no`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Something presumed or answered, said in a line, and the question that corrects it."""

    label: str
    value: str
    asked: Asked
    opposite: str = ""
    """For a yes or no: the other answer, one tap away."""


def open_questions(decision: Decision, matter: Matter, reader: Reader) -> tuple[Asked, ...]:
    """The questions to put now: those not answered yet, not even in vain."""
    if decision.outcome is not Outcome.FIND_OUT:
        return ()
    open_ = [each for each in decision.questions if each.fact not in matter.answers]
    return tuple(asked(each, reader) for each in open_[:QUESTIONS_MAX])


def asked(question: Question, reader: Reader) -> Asked:
    """One question in the reader's language."""
    fact: Fact = reader.book.facts[question.fact]
    said: SaidQuestion = said_question(question, naming=reader.naming)
    return Asked(
        name=f"fact:{fact.name}", text=said.text, note=said.note or "", attest=said.attest or "",
        unit=fact.unit or "", kind=_kind(fact), choices=_choices(fact, reader, fact=fact.name),
    )  # fmt: skip


def parameters(matter: Matter, reader: Reader) -> tuple[Asked, ...]:
    """The choices that an action leaves open."""
    action = reader.book.actions.get(matter.action or "")
    return tuple(
        Asked(
            name=f"parameter:{each.name}", text=sentence_case(reader.naming.fact(each.name)),
            kind=_kind(each), choices=_choices(each, reader, fact=None),
            value=str(matter.parameters.get(each.name, "")),
        )
        for each in (action.parameters.values() if action is not None else ())
    )  # fmt: skip


def presumed(decision: Decision, reader: Reader) -> tuple[Known, ...]:
    """What is taken for granted, each corrected with one tap."""
    return tuple(_known(each.fact, each.value, reader) for each in decision.presumed)


def answered(matter: Matter, reader: Reader) -> tuple[Known, ...]:
    """What was answered in this matter, each to be corrected."""
    rows = []
    for name, kept in matter.answers.items():
        fact = reader.book.facts.get(name)
        if fact is not None and not kept["source"].startswith("seen by "):
            value = feel.UNKNOWN if kept["value"] is None else typed(fact.type, kept["value"])
            rows.append(_known(name, value, reader))
    return tuple(rows)


def customer_matters(decision: Decision, matter: Matter, reader: Reader) -> bool:
    """Whether the answer could be more generous if the customer were known; that is asked once."""
    if matter.person is not None or matter.anonymous or decision.outcome is Outcome.GO_AHEAD:
        return False
    try:
        known = reader.look(replace(matter, person=f"somebody {matter.id}")).decision
    except RequestError:
        return False
    return generosity(known, reader) > generosity(decision, reader)


def generosity(decision: Decision, reader: Reader) -> tuple[int, int]:
    """How far an answer is on its way to a yes: going ahead, asking (the lower, the better), finding out."""
    if decision.outcome is Outcome.ASK and decision.ask is not None:
        return 1, -reader.book.level(decision.ask.authority)
    return {Outcome.GO_AHEAD: (2, 0), Outcome.FIND_OUT: (0, 1)}.get(decision.outcome, (0, 0))


def _known(name: str, value: Any, reader: Reader) -> Known:
    fact, naming = reader.book.facts[name], reader.naming
    question = Question(
        fact=name, ask=fact.ask, type=str(fact.type), unit=fact.unit, one_of=fact.one_of, trust=fact.trust
    )
    unknown = value is feel.UNKNOWN
    said = naming.voice.say("answer-unknown") if unknown else naming.value(value, fact=name)
    held = "" if unknown else ("yes" if value else "no") if isinstance(value, bool) else feel.to_string(value)
    return Known(
        label=sentence_case(naming.fact(name)), value=said,
        asked=replace(asked(question, reader), value=held or ""),
        opposite={"yes": "no", "no": "yes"}.get(held or "", "") if isinstance(value, bool) else "",
    )  # fmt: skip


def _kind(field: Fact | Parameter) -> str:
    if field.type == feel.types.BOOLEAN:
        return "boolean"
    if field.one_of:
        return "choice"
    if field.type == feel.types.NUMBER:
        return "number"
    return "date" if field.type == feel.types.DATE else "text"


def _choices(field: Fact | Parameter, reader: Reader, *, fact: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), reader.naming.value(value, fact=fact)) for value in field.one_of)
