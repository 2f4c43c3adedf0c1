"""Who can say yes? The question as it goes upwards, and the answer where the one who is asked stands here, too.

An approval is a new decision at the approver's level: also less, with something more to be done, or a no with a
sentence. One cannot answer one's own question.
Start reading at `ask`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.cli.counter.house import ANONYMOUS
from leeway.cli.counter.matter import Intent
from leeway.cli.counter.prompts import questions
from leeway.cli.counter.screens import bullet, look
from leeway.decide import Actor, Approval, AskKind, sentence_case

if TYPE_CHECKING:
    from leeway.cli.counter.house import Decided
    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.talk import Talk
    from leeway.decide import Asked, Decision

ANSWERS = ("approver-yes", "approver-less", "approver-step", "approver-no")


def ask(talk: Talk, matter: Matter, decided: Decided, intent: Intent) -> Intent | None:
    """Hand the question up; the intent that carries the answer, or None where there is none for now."""
    decision = decided.decision
    asked = decision.ask
    assert asked is not None, "there is somebody to ask"
    letter(talk, matter, decision, asked)
    approver = who_answers(talk, asked)
    if approver is None:
        talk.terminal.space()
        talk.say("ask-later", style=look.SOFT)
        talk.house.write("asked", decided, wish=matter.wish)
        return None
    return answered(talk, matter, decided, approver, intent)


def letter(talk: Talk, matter: Matter, decision: Decision, asked: Asked) -> None:
    """The question as whoever is asked reads it: what, why it comes up, what the customer wishes."""
    deed = talk.deed(decision, matter)
    asks = "ask-letter-colleague" if asked.kind is AskKind.COLLEAGUE else "ask-letter"
    talk.terminal.space()
    talk.say(asks, style=look.ASK + look.STRONG, actor=asker(talk), authority=asked.authority)
    talk.terminal.say(f"{deed}?", look.STRONG)
    if matter.wish:
        talk.say("wish-noted", wish=talk.voice.say("quoted", name=matter.wish))
    if decision.leeway_minor:
        most = talk.money(decision.leeway_minor)
        talk.say("ask-letter-leeway", style=look.SOFT, actor=asker(talk), amount=most)
    for name, given in matter.given.items():
        talk.terminal.show(bullet("·", f"{talk.naming.fact(name)}: {questions.known(talk, given.value, name)}"))


def asker(talk: Talk) -> str:
    """Who asks, as another person reads it: by name, else by authority."""
    actor = talk.house.actor
    return sentence_case(actor.authority if actor.id == ANONYMOUS else actor.id)


def who_answers(talk: Talk, asked: Asked) -> Actor | None:
    """The one who answers at this terminal: named at the start, or now; never the one who asks."""
    house = talk.house
    if house.approver is not None:
        return house.approver
    colleague = asked.kind is AskKind.COLLEAGUE
    question = "ask-colleague-here" if colleague else "ask-here"
    talk.put(talk.voice.say(question, authority=asked.authority), hint=talk.voice.say("ask-here-hint"))
    while name := talk.text():
        if name.casefold() != house.actor.id.casefold():
            return Actor(id=name, authority=asked.authority, certificates=frozenset(house.book.certificates))
        talk.say("ask-self", style=look.ASK)
    return None


def answered(talk: Talk, matter: Matter, decided: Decided, approver: Actor, intent: Intent) -> Intent | None:
    """The answer of the one who is asked; None for a no."""
    decision = decided.decision
    deed = talk.deed(decision, matter)
    answers = [each for each in ANSWERS if decision.amount_minor is not None or each != "approver-less"]
    talk.offer(answers, heading="approver-title", approver=approver.id, deed=deed)
    conditions: tuple[str, ...] = ()
    match talk.hear(lambda _: None, also=answers):
        case "approver-no":
            talk.put(talk.voice.say("approver-no-ask"))
            reason = talk.text(needed=True)
            talk.terminal.space()
            talk.say("approver-said-no", style=look.ASK, approver=approver.id, reason=reason)
            talk.house.write("answered no", decided, approver=approver.id, reason=reason)
            return None
        case "approver-less":
            talk.put(talk.voice.say("approver-less-ask"))
            matter.amount_minor = questions.amount_alone(talk)
        case "approver-step":
            talk.put(talk.voice.say("approver-step-ask"))
            conditions = (talk.text(needed=True),)
    vouch(talk, matter, decision, approver)
    return Intent(
        mode=intent.mode,
        reason=intent.reason,
        principle=intent.principle,
        approval=_approval(talk, decision, approver, conditions),
    )


def vouch(talk: Talk, matter: Matter, decision: Decision, approver: Actor) -> None:
    """What nobody here could say, the one who is asked may say and answer for."""
    assert decision.ask is not None, "there is somebody to ask"
    for name in decision.ask.obstacles:
        fact = talk.house.book.facts.get(name)
        if fact is not None:
            value = questions.fact(talk, fact, said=questions.asked(talk, fact))
            matter.answer(name, value, trust=fact.trust, by=approver.id)


def _approval(talk: Talk, decision: Decision, approver: Actor, conditions: tuple[str, ...]) -> Approval:
    assert decision.ask is not None, "there is somebody to ask"
    settles, reason = frozenset[str](), None
    if decision.ask.kind is AskKind.JUDGEMENT:
        talk.put(talk.voice.say("approver-reason-ask"))
        settles, reason = frozenset(decision.ask.obstacles), talk.text(needed=True)
    return Approval(approver=approver, settles=settles, reason=reason, conditions=conditions)
