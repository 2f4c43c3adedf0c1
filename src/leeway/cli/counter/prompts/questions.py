"""Which amount, which answer? Questions about facts and amounts, in the words of the book where it has some.

Start reading at `fact`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.cli.counter.prompts import entries
from leeway.cli.counter.screens import numbered
from leeway.decide import Question, said_question, sentence_case
from leeway.policy import Fact

if TYPE_CHECKING:
    from leeway.cli.counter.prompts.talk import Talk
    from leeway.decide import Decision, RequestProblem, SaidQuestion
    from leeway.policy import Parameter


def amount(talk: Talk, *, leeway: str | None) -> int:
    """How much, in minor units."""
    book = talk.house.book
    if leeway is None:
        hint = talk.voice.say("amount-hint", currency=book.currency)
    else:
        hint = talk.voice.say("amount-hint-up-to", currency=book.currency, amount=leeway)
    talk.put(talk.voice.say("amount-ask"), hint=hint)
    return int(
        talk.hear(
            lambda line: entries.amount(line, digits=book.digits),
            wrong=talk.voice.say("amount-wrong"),
            answers_first=True,
        )
    )


def amount_alone(talk: Talk, *, optional: bool = False) -> int | None:
    """Just an amount, where the question was put already."""
    digits = talk.house.book.digits
    heard = talk.hear(
        lambda line: -1 if optional and not line else entries.amount(line, digits=digits),
        wrong=talk.voice.say("amount-wrong"),
        answers_first=True,
    )
    return None if heard == -1 else int(heard)


def asked(talk: Talk, fact: Fact, *, decision: Decision | None = None) -> SaidQuestion:
    """A question as it is put, with who may vouch for the answer where a decision says so."""
    questions = () if decision is None else decision.questions
    known = next((each for each in questions if each.fact == fact.name), None)
    question = known or Question(
        fact=fact.name,
        ask=fact.ask,
        type=str(fact.type),
        unit=fact.unit,
        one_of=fact.one_of,
        trust=fact.trust,
    )
    return said_question(question, naming=talk.naming)


def fact(talk: Talk, about: Fact, *, said: SaidQuestion) -> Any:
    """The answer to a question; None when nobody knows."""
    hint = _hint(talk, about)
    talk.put(said.text, hint=sentence_case(f"{said.note}; {hint}" if said.note else hint))
    if said.choices:
        talk.terminal.show(numbered([(choice, "") for choice in said.choices]))
    unknown, known = object(), {"yes": _words(talk, "yes"), "no": _words(talk, "no")}
    heard = talk.hear(
        lambda line: _answer(talk, about, line, unknown=unknown, known=known),
        wrong=talk.voice.say("question-wrong", hint=sentence_case(hint)),
        answers_first=True,
    )
    return None if heard is unknown else heard


def value(talk: Talk, parameter: Parameter) -> Any:
    """A choice that has no list, by its type."""
    as_fact = Fact(name=parameter.name, type=parameter.type)
    known = {"yes": _words(talk, "yes"), "no": _words(talk, "no")}
    hint = _hint(talk, as_fact)
    return talk.hear(
        lambda line: entries.answer_to(as_fact, line, yes=known["yes"], no=known["no"]) if line else None,
        wrong=talk.voice.say("question-wrong", hint=sentence_case(hint)),
        answers_first=True,
    )


def known(talk: Talk, value: Any, fact: str) -> str:
    """A value as people say it; what nobody knew is said so."""
    return talk.voice.say("answer-unknown") if value is feel.UNKNOWN else talk.naming.value(value, fact=fact)


def problem(talk: Talk, problem: RequestProblem, *, action: str | None) -> str:
    """What is wrong with what was entered, in this language where it is known."""
    known = talk.house.book.actions.get(action or "")
    if problem.code == "amount-too-large" and known is not None and known.max_minor is not None:
        return talk.voice.say("amount-too-large", most=talk.money(known.max_minor))
    return problem.message


def _answer(talk: Talk, fact: Fact, line: str, *, unknown: object, known: dict[str, list[str]]) -> Any:
    if not line or line == "?" or line.casefold() == talk.voice.say("answer-unknown").casefold():
        return unknown
    return entries.answer_to(fact, line, yes=known["yes"], no=known["no"])


def _words(talk: Talk, answer: str) -> list[str]:
    """All ways to type yes or no: the word, its key, and the English ones where they are free."""
    words = [talk.voice.say(f"answer-{answer}"), talk.keys.of(answer)]
    english = {"yes": ["yes", "y", "+"], "no": ["no", "n", "-"]}[answer]
    other = "no" if answer == "yes" else "yes"
    return [word.casefold() for word in (*words, *(e for e in english if e != talk.keys.of(other)))]


def _hint(talk: Talk, fact: Fact) -> str:
    if fact.type == feel.types.BOOLEAN:
        return talk.voice.say("question-hint-yes-no", yes=talk.keys.of("yes"), no=talk.keys.of("no"))
    if fact.one_of:
        return talk.voice.say("question-hint-choice")
    if fact.type == feel.types.NUMBER:
        return talk.voice.say("question-hint-number")
    kind = "date" if fact.type == feel.types.DATE else "text"
    return talk.voice.say(f"question-hint-{kind}")
