"""What does this decision say to a person? The outcome and everything beside it, in the reader's language.

A decision holds no sentence of ours; this makes them. Wordings are in the `.ftl` files of this folder.
Start reading at `words`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leeway.decide.decision import Outcome
from leeway.decide.words.measures import said_meter
from leeway.decide.words.naming import Naming, sentence_case
from leeway.decide.words.outcomes import OutcomeSpeaker
from leeway.decide.words.questions import said_question
from leeway.decide.words.reasons import said_reason
from leeway.decide.words.said import Said, SaidPoint, SaidReason
from leeway.decide.words.voice import voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.decide.decision import Alternative, Decision, ShownStep
    from leeway.policy import Book


def words(
    decision: Decision,
    *,
    language: str = "en",
    book: Book | None = None,
    deed: str | None = None,
    people: Mapping[str, str] | None = None,
) -> Said:
    """Say a decision to the person at the counter, in their language.

    `language` is one of `LANGUAGES`; `book` lends titles of clauses and actions and units of facts.
    `deed` says in somebody's own words what is done, where the book has no name for it; `people` are the names
    of actors by their ids.

    Raises: MessageError for a language that has no words.
    """
    return _Speaker(decision, naming=Naming(voice(language), book=book, people=people), deed=deed).said()


class _Speaker(OutcomeSpeaker):
    """One decision on its way into one language."""

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
