"""What does this decision say to a person? The outcome and everything beside it, in the reader's language.

A decision holds no sentence of ours; this makes them. Wordings are in the `.ftl` files of this folder.
Start reading at `words`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leeway.decide.decision import AskKind, Outcome
from leeway.decide.words.measures import said_meter
from leeway.decide.words.naming import OWN_JUDGEMENT, Naming, sentence_case
from leeway.decide.words.questions import said_question
from leeway.decide.words.reasons import said_reason
from leeway.decide.words.said import Said, SaidPoint, SaidReason
from leeway.decide.words.voice import voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.decision import Alternative, Decision, ShownStep
    from leeway.policy import Book


def words(
    decision: Decision, *, language: str = "en", book: Book | None = None, deed: str | None = None
) -> Said:
    """Say a decision to the person at the counter, in their language.

    `language` is one of `LANGUAGES`; `book` lends titles of clauses and actions and units of facts.
    `deed` says in somebody's own words what is done, where the book has no name for it.

    Raises: MessageError for a language that has no words.
    """
    return _Speaker(decision, language=language, book=book, deed=deed).said()


class _Speaker:
    """One decision on its way into one language."""

    def __init__(self, decision: Decision, *, language: str, book: Book | None, deed: str | None) -> None:
        self.decision, self.own_deed = decision, deed
        self.approver = _approver(decision)
        self.voice = voice(language)
        self.naming = Naming(self.voice, book=book)
        self.digits = None if book is None else book.digits

    def said(self) -> Said:
        decision = self.decision
        return Said(
            language=self.voice.language,
            outcome=self.outcome(),
            sentences=tuple(self.sentences()),
            leeway=self.leeway(),
            meters=tuple(
                said_meter(
                    line, voice=self.voice, decision=decision, digits=self.digits, approver=self.approver
                )
                for line in decision.meters
            ),
            reasons=tuple(self.reasons()),
            questions=tuple(said_question(question, naming=self.naming) for question in decision.questions),
            steps=tuple(self.step(step) for step in decision.steps),
            points=tuple(SaidPoint(point=sentence_case(p.point), words=p.words) for p in decision.points),
            alternatives=tuple(self.alternative(other) for other in decision.alternatives),
            presumed=tuple(
                self.voice.say(
                    "presumed",
                    fact=sentence_case(self.naming.fact(presumed.fact)),
                    value=self.naming.value(presumed.value, fact=presumed.fact),
                )
                for presumed in decision.presumed
            ),
            told=tuple(self.told()),
            review=None if decision.review is None else self.voice.say("review", review=decision.review),
            good=decision.good,
            bad=decision.bad,
        )

    def reasons(self) -> Iterator[SaidReason]:
        """Each reason; what a clause says of itself is said once."""
        heard: set[str | None] = set()
        for reason in self.decision.reasons:
            said = said_reason(
                reason,
                naming=self.naming,
                decision=self.decision,
                digits=self.digits,
                approved=self.approver is not None,
            )
            yield replace(said, because=None, source=None) if reason.clause in heard else said
            heard.add(reason.clause)

    def outcome(self) -> str:
        decision = self.decision
        if decision.told is not None:
            return self.voice.say("outcome-told")
        if decision.outcome is not Outcome.ASK or decision.ask is None:
            return self.voice.say("outcome-" + decision.outcome.replace("_", "-"))
        if decision.ask.kind is AskKind.COLLEAGUE:
            return self.voice.say("outcome-ask-colleague")
        return self.voice.say("outcome-ask", authority=decision.ask.authority)

    def sentences(self) -> list[str]:
        decision = self.decision
        if decision.told is not None:
            return [
                self.voice.say(
                    "sentence-told-ordinary" if decision.told.ordinary else "sentence-told-exception"
                )
            ]
        if decision.outcome is Outcome.GO_AHEAD:
            return [self.going_ahead()]
        if decision.outcome is Outcome.FIND_OUT:
            return [self.voice.say("sentence-find-out", count=len(decision.questions))]
        return [self.asking()] if decision.outcome is Outcome.ASK else self.declining()

    def going_ahead(self) -> str:
        if self.approver is not None:
            return self.voice.say("sentence-go-ahead-approved", deed=self.deed(), approver=self.approver)
        judged = self.decision.charged == OWN_JUDGEMENT
        return self.voice.say(
            "sentence-go-ahead-judgement" if judged else "sentence-go-ahead", deed=self.deed()
        )

    def asking(self) -> str:
        ask, leeway = self.decision.ask, self.decision.leeway_minor
        if ask is None:
            return self.voice.say("sentence-decline")
        if ask.kind is AskKind.COLLEAGUE:
            return self.voice.say("sentence-ask-colleague")
        if ask.kind is AskKind.JUDGEMENT:
            said = self.voice.say("sentence-ask-judgement", authority=ask.authority)
            names = [self.naming.thing(name) for name in ask.obstacles]
            return (
                f"{said} {self.voice.say('ask-obstacles', names=self.voice.listed(names))}" if names else said
            )
        if self.asks_beyond_leeway():
            assert leeway is not None
            return self.voice.say("sentence-ask-beyond", amount=self.money(leeway), authority=ask.authority)
        return self.voice.say("sentence-ask-authority", authority=ask.authority)

    def asks_beyond_leeway(self) -> bool:
        """Whether the answer is `up to so much you decide, above that somebody else`."""
        decision = self.decision
        plain = decision.ask is not None and decision.ask.kind is AskKind.AUTHORITY
        return plain and 0 < (decision.leeway_minor or 0) < (decision.amount_minor or 0)

    def declining(self) -> list[str]:
        decision = self.decision
        forbidden = any(reason.code == "rule" for reason in decision.reasons)
        full = any(reason.code == "limit" for reason in decision.reasons)
        said = [self.voice.say("sentence-decline" + ("-rule" if forbidden else "-limit" if full else ""))]
        if decision.own_judgement:
            said.append(self.voice.say("sentence-own-judgement"))
        if decision.raise_limit is not None:
            said.append(self.voice.say("sentence-raise-limit", authority=decision.raise_limit))
        return said

    def deed(self) -> str:
        if self.own_deed is not None:
            return self.own_deed
        amount = self.decision.amount_minor
        return self.naming.deed(self.decision.action, amount=None if amount is None else self.money(amount))

    def leeway(self) -> str | None:
        decision = self.decision
        if decision.leeway_minor is None or decision.amount_minor is None or self.asks_beyond_leeway():
            return None
        if self.approver is not None or decision.told is not None:
            return None
        if decision.leeway_minor == 0:
            return None if decision.outcome is Outcome.DECLINE else self.voice.say("leeway-none")
        return self.voice.say("leeway-up-to", amount=self.money(decision.leeway_minor))

    def step(self, step: ShownStep) -> str:
        if step.condition is None:
            return step.text
        return self.voice.say("step-if", condition=step.condition, step=step.text)

    def alternative(self, other: Alternative) -> str:
        message = "alternative-" + other.outcome.replace("_", "-")
        places = {"action": sentence_case(self.naming.action(other.action))}
        if other.outcome is Outcome.ASK:
            places["authority"] = other.authority or ""
        if other.most_minor is not None and other.outcome in (Outcome.GO_AHEAD, Outcome.ASK):
            message, places["amount"] = message + "-up-to", self.money(other.most_minor)
        return self.voice.say(message, **places)

    def told(self) -> list[str]:
        told = self.decision.told
        if told is None or told.ordinary:
            return []
        said = []
        if told.departed_from:
            clauses = self.voice.listed([self.naming.quoted(clause) for clause in told.departed_from])
            said.append(self.voice.say("told-departed", clauses=clauses))
        if told.charged_minor:
            said.append(self.voice.say("told-charged", amount=self.money(told.charged_minor)))
        if told.excess_minor:
            said.append(self.voice.say("told-excess", amount=self.money(told.excess_minor)))
        return said

    def money(self, minor: int) -> str:
        return self.voice.money(minor, currency=self.decision.currency, digits=self.digits)


def _approver(decision: Decision) -> str | None:
    """Who said yes, where somebody had to."""
    arguments = [dict(reason.args) for reason in decision.reasons if reason.code == "approved"]
    return arguments[0]["approver"] if arguments else None
