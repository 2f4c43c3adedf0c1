"""What does the outcome mean here? Its large word, one sentence or two, and how far one may go.

Start reading at `OutcomeSpeaker.sentences`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide.decision import AskKind, Outcome
from leeway.decide.words.naming import OWN_JUDGEMENT

if TYPE_CHECKING:
    from leeway.decide.decision import Decision
    from leeway.decide.words.naming import Naming


class OutcomeSpeaker:
    """One decision's outcome on its way into one language."""

    def __init__(self, decision: Decision, *, naming: Naming, deed: str | None = None) -> None:
        """Take a decision; `deed` says in somebody's own words what is done."""
        self.decision, self.naming, self.own_deed = decision, naming, deed
        self.voice = naming.voice
        self.digits = None if naming.book is None else naming.book.digits
        yes_from = _approver(decision)
        self.approver = None if yes_from is None else naming.person(yes_from)

    def outcome(self) -> str:
        """`Go ahead`, `Ask the supervisor`."""
        decision = self.decision
        if decision.told is not None:
            return self.voice.say("outcome-told")
        if decision.outcome is not Outcome.ASK or decision.ask is None:
            return self.voice.say("outcome-" + decision.outcome.replace("_", "-"))
        if decision.ask.kind is AskKind.COLLEAGUE:
            return self.voice.say("outcome-ask-colleague")
        return self.voice.say("outcome-ask", authority=decision.ask.authority)

    def sentences(self) -> list[str]:
        """What that means here, most important first."""
        decision = self.decision
        if decision.told is not None:
            return [
                self.voice.say(
                    "sentence-told-ordinary" if decision.told.ordinary else "sentence-told-exception"
                )
            ]
        if decision.outcome is Outcome.GO_AHEAD:
            return [self._going_ahead()]
        if decision.outcome is Outcome.FIND_OUT:
            return [self.voice.say("sentence-find-out", count=len(decision.questions))]
        return [self._asking()] if decision.outcome is Outcome.ASK else self._declining()

    def _going_ahead(self) -> str:
        if self.approver is not None:
            return self.voice.say("sentence-go-ahead-approved", deed=self.deed(), approver=self.approver)
        judged = self.decision.charged == OWN_JUDGEMENT
        return self.voice.say(
            "sentence-go-ahead-judgement" if judged else "sentence-go-ahead", deed=self.deed()
        )

    def _asking(self) -> str:
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
        if self._asks_beyond_leeway():
            assert leeway is not None
            return self.voice.say("sentence-ask-beyond", amount=self.money(leeway), authority=ask.authority)
        return self.voice.say("sentence-ask-authority", authority=ask.authority)

    def _asks_beyond_leeway(self) -> bool:
        """Whether the answer is `up to so much you decide, above that somebody else`."""
        decision = self.decision
        plain = decision.ask is not None and decision.ask.kind is AskKind.AUTHORITY
        return plain and 0 < (decision.leeway_minor or 0) < (decision.amount_minor or 0)

    def _declining(self) -> list[str]:
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
        """What is done, with its amount."""
        if self.own_deed is not None:
            return self.own_deed
        amount = self.decision.amount_minor
        return self.naming.deed(self.decision.action, amount=None if amount is None else self.money(amount))

    def leeway(self) -> str | None:
        """How far one may go by oneself, where that is not said already."""
        decision = self.decision
        if decision.leeway_minor is None or decision.amount_minor is None or self._asks_beyond_leeway():
            return None
        if self.approver is not None or decision.told is not None:
            return None
        if decision.leeway_minor == 0:
            return None if decision.outcome is Outcome.DECLINE else self.voice.say("leeway-none")
        return self.voice.say("leeway-up-to", amount=self.money(decision.leeway_minor))

    def money(self, minor: int) -> str:
        """An amount in the decision's currency."""
        return self.voice.money(minor, currency=self.decision.currency, digits=self.digits)


def _approver(decision: Decision) -> str | None:
    """Who said yes, where somebody had to."""
    arguments = [dict(reason.args) for reason in decision.reasons if reason.code == "approved"]
    return arguments[0]["approver"] if arguments else None
