"""How is a question put? In the book's words where it has some, else from the fact's type and unit.

Start reading at `said_question`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.decide.words.naming import sentence_case
from leeway.decide.words.said import SaidQuestion
from leeway.policy import Trust

if TYPE_CHECKING:
    from leeway.decide.decision import Question
    from leeway.decide.words.naming import Naming

BY_TYPE: Final = {
    "boolean": "question-boolean",
    "number": "question-number",
    "money": "question-number",
    "date": "question-date",
    "date and time": "question-date",
    "time": "question-time",
}


def said_question(question: Question, *, naming: Naming) -> SaidQuestion:
    """One question as it is put to whoever can answer it."""
    voice = naming.voice
    attest = None if question.attest is None else voice.say("question-attest", authority=question.attest)
    return SaidQuestion(
        fact=question.fact,
        text=question.ask or _made_up(question, naming=naming),
        choices=tuple(naming.value(value, fact=question.fact) for value in question.one_of),
        note=_note(question, naming=naming),
        attest=attest,
    )


def _made_up(question: Question, *, naming: Naming) -> str:
    fact = sentence_case(naming.fact(question.fact))
    if question.one_of:
        return naming.voice.say("question-choice", fact=fact)
    if question.unit and question.type == "number":
        return naming.voice.say("question-unit", fact=fact, unit=question.unit)
    if question.type == "boolean":
        fact = naming.fact(question.fact)
    return naming.voice.say(BY_TYPE.get(question.type, "question-value"), fact=fact)


def _note(question: Question, *, naming: Naming) -> str | None:
    if question.trust is Trust.SYSTEM:
        return naming.voice.say("question-system")
    return naming.voice.say("question-verify") if question.trust is Trust.VERIFIED else None
