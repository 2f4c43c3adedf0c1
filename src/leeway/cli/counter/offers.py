"""What may be done for this person, and how far? A remark for one action, and a table of all of them.

Start reading at `table`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leeway.cli.counter.screens import look
from leeway.cli.counter.screens import offers as drawn_offers
from leeway.decide import Outcome, RequestError

if TYPE_CHECKING:
    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.talk import Talk
    from leeway.decide import Decision


def leeway(talk: Talk, matter: Matter) -> str | None:
    """How far one may go with the matter's action now; None where that is not known or not bounded."""
    decision = tried(talk, matter, matter.action or "")
    minor = None if decision is None else decision.leeway_minor
    return talk.money(minor) if minor else None


def remark(talk: Talk, matter: Matter, action: str) -> str:
    """What would come of an action as things stand: how far, whom to ask, or nothing where that is open."""
    decision = tried(talk, matter, action)
    if decision is None:
        return ""
    voice = talk.voice
    if decision.leeway_minor:
        return voice.say("options-up-to", amount=talk.money(decision.leeway_minor))
    if decision.outcome is Outcome.ASK and decision.ask is not None:
        return voice.say("options-ask", authority=decision.ask.authority)
    messages = {Outcome.GO_AHEAD: "options-yes", Outcome.DECLINE: "options-no"}
    return voice.say(messages[decision.outcome]) if decision.outcome in messages else ""


def tried(talk: Talk, matter: Matter, action: str) -> Decision | None:
    """The decision on an action with the smallest amount; None where it cannot be tried yet."""
    known = talk.house.book.actions.get(action)
    amount = 1 if known is not None and known.amount else None
    request = replace(talk.house.request(matter), action=action, amount_minor=amount)
    try:
        return talk.house.decide(request).decision
    except RequestError:
        return None


def table(talk: Talk, matter: Matter) -> None:
    """Everything that may be done for this person, with how far one may go; what may not is left out."""
    try:
        found = [each for each in talk.house.options(matter) if each.outcome is not Outcome.DECLINE]
    except RequestError as refused:
        talk.terminal.say(str(refused), look.ASK)
        return
    talk.terminal.space()
    talk.say("options-heading" if found else "options-none", style=look.STRONG)
    talk.terminal.show(drawn_offers(found, naming=talk.naming, book=talk.house.book))
