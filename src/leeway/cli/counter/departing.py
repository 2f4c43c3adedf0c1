"""What if one departs from the guidelines? By own judgement, or told afterwards: "I did this because …".

Nothing told is ever refused; rules bind beforehand all the same.
Start reading at `judge` and `tell`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.cli.counter.choosing import actions, search
from leeway.cli.counter.matter import SOMETHING_ELSE, Intent
from leeway.cli.counter.prompts import entries, questions
from leeway.decide import Mode

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.talk import Talk


def judge(talk: Talk, matter: Matter) -> Intent:
    """Hear what one would do, why it is right here, and which principle it serves."""
    if matter.action is None:
        talk.put(talk.voice.say("judge-text-ask"), hint=talk.voice.say("tell-what-hint"))
        name_deed(talk, matter, talk.text(needed=True))
    talk.put(talk.voice.say("judge-reason-ask"))
    reason = talk.text(needed=True)
    return Intent(mode=Mode.JUDGEMENT, reason=reason, principle=principle(talk, needed=True))


def tell(talk: Talk, matter: Matter) -> Intent:
    """Hear what was done, when, and because of what."""
    if matter.action is None:
        talk.put(talk.voice.say("tell-what-ask"), hint=talk.voice.say("tell-what-hint"))
        name_deed(talk, matter, talk.text(needed=True))
    action = talk.house.book.actions.get(matter.action or "")
    if matter.amount_minor is None and (action is None or action.amount):
        talk.put(talk.voice.say("tell-amount-ask"))
        matter.amount_minor = questions.amount_alone(talk, optional=action is None)
    talk.put(talk.voice.say("tell-reason-ask"))
    reason = talk.text(needed=True)
    return Intent(mode=Mode.TOLD, reason=reason, principle=principle(talk), at=when(talk))


def name_deed(talk: Talk, matter: Matter, typed: str) -> None:
    """Take what was typed for an action of the book if it fits one, else for something of one's own."""
    found = search(list(actions(talk)), typed, digits=talk.house.book.digits)
    if len(found) == 1 and found[0].action is not None:
        matter.choose(found[0].action, amount_minor=found[0].amount_minor)
        return
    text, amount = entries.trailing_amount(typed, digits=talk.house.book.digits)
    matter.choose(SOMETHING_ELSE, amount_minor=amount)
    matter.text = text


def principle(talk: Talk, *, needed: bool = False) -> str | None:
    """Which principle of the book it serves; none where the book has none, or none fits and none is needed."""
    principles = talk.house.book.principles
    if not principles:
        return None
    hint = None if needed else talk.voice.say("judge-principle-hint")
    talk.put(talk.voice.say("judge-principle-ask"), hint=hint)
    picked = talk.choose([(name, said) for name, said in principles.items()], optional=not needed)
    return None if picked is None else list(principles)[picked]


def when(talk: Talk) -> datetime:
    """When it was; nothing typed is just now."""
    now = talk.house.clock.now()
    talk.put(talk.voice.say("tell-when-ask"), hint=talk.voice.say("tell-when-hint"))
    heard = talk.hear(
        lambda line: entries.moment(line, now=now),
        wrong=talk.voice.say("tell-when-wrong"),
        answers_first=True,
    )
    assert not isinstance(heard, str)
    return heard
