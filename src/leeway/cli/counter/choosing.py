"""What is it about, and what would one like to do? A situation or an action, by number or by a few letters.

A situation brings what it makes certain, its steps, and the actions that put it right; an action may be typed
with its amount: `write off 150`.
Start reading at `choose`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from leeway.cli.counter import offers
from leeway.cli.counter.matter import SOMETHING_ELSE
from leeway.cli.counter.prompts import entries
from leeway.cli.counter.screens import guidance, look, numbered
from leeway.decide import sentence_case, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leeway.cli.counter.matter import Matter
    from leeway.cli.counter.prompts.talk import Talk
    from leeway.policy import Situation

LIST_MAX: Final = 14
"""A list up to this long is shown without being asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row to choose: a situation, or an action, maybe with the amount that was typed behind it."""

    name: str
    note: str = ""
    situation: Situation | None = None
    action: str | None = None
    amount_minor: int | None = None


def choose(talk: Talk, matter: Matter) -> bool:
    """Let the person choose; the matter then has an action, or a situation in which nothing is to be decided.

    False where they would rather go by their own judgement.
    """
    rows = list(situations(talk)) or list(actions(talk))[:LIST_MAX]
    question = talk.voice.say("choose-ask" if rows and rows[0].situation else "remedy-ask")
    picked = pick(talk, matter, rows, question=question)
    if picked is None:
        return False
    take(talk, matter, picked)
    if picked.situation is None:
        return True
    remedies = list(remedies_of(talk, matter, picked.situation))
    if not remedies:
        talk.say("remedy-none", style=look.SOFT)
        return True
    if matter.wish:
        talk.terminal.space()
        talk.say("wish-noted", style=look.SOFT, wish=talk.voice.say("quoted", name=matter.wish))
    picked = pick(talk, matter, remedies, question=talk.voice.say("remedy-ask"))
    if picked is None:
        return False
    take(talk, matter, picked)
    return True


def take(talk: Talk, matter: Matter, choice: Choice) -> None:
    """Make the choice the matter's situation or action."""
    if choice.situation is not None:
        matter.begin(choice.situation, book=talk.house.book, by=talk.house.actor.id)
        guide(talk, matter)
    elif choice.action is not None:
        matter.choose(choice.action, amount_minor=choice.amount_minor)


def pick(talk: Talk, matter: Matter, rows: Sequence[Choice], *, question: str) -> Choice | None:
    """Show rows and hear which one; letters search everything, and what fits is shown until one is left."""
    own = bool(talk.house.book.own_judgement.limits)
    keys = ("options", "judge") if own else ("options",)
    talk.put(question)
    shown = list(rows)
    while True:
        talk.terminal.show(numbered([(row.name, row.note) for row in shown], one_line=True))
        talk.terminal.say(talk.voice.say("choose-hint"), look.SOFT)
        heard = talk.hear(partial(_found, talk, shown), also=keys, wrong="")
        if heard == "judge":
            return None
        if isinstance(heard, str):
            offers.table(talk, matter)
            talk.terminal.space()
            continue
        if len(heard) == 1:
            return heard[0]
        shown = heard
        talk.terminal.space()


def _found(talk: Talk, shown: Sequence[Choice], line: str) -> list[Choice] | None:
    """The rows that a line means: one by its number, everything by nothing, else what its letters fit."""
    if line.isdecimal():
        if 1 <= int(line) <= len(shown):
            return [shown[int(line) - 1]]
        talk.say("choose-number", style=look.ASK, most=len(shown))
        return None
    everything = [*situations(talk), *actions(talk)]
    if not line:
        return everything
    found = search(everything, line, digits=talk.house.book.digits)
    if not found:
        talk.say("choose-none", style=look.ASK, text=line)
        if talk.house.book.own_judgement.limits:
            talk.say("choose-own", style=look.SOFT, key=talk.keys.of("judge"))
    return found or None


def search(rows: Sequence[Choice], typed: str, *, digits: int) -> list[Choice]:
    """The rows whose words the typed letters begin; an exact name wins, an amount at the end is kept."""
    text, amount = entries.trailing_amount(typed, digits=digits)
    wanted = text.casefold().split()
    exact = [row for row in rows if text.casefold() in (row.name.casefold(), (row.action or "").casefold())]
    found = exact or [row for row in rows if _fits(row, wanted)]
    return [
        row
        if row.action is None
        else Choice(name=row.name, note=row.note, action=row.action, amount_minor=amount)
        for row in found
    ]


def _fits(row: Choice, wanted: Sequence[str]) -> bool:
    words_ = f"{row.name} {row.action or ''} {row.note}".casefold().replace("“", " ").replace("«", " ").split()
    return all(any(word.startswith(each) for word in words_) for each in wanted)


def situations(talk: Talk) -> Iterator[Choice]:
    """Every typical situation of the book, as customers put it."""
    for policy in talk.house.book.policies:
        for situation in policy.situations:
            note = talk.voice.say("quoted", name=situation.wish) if situation.wish else ""
            yield Choice(name=sentence_case(talk.naming.clause(situation.id)), note=note, situation=situation)


def actions(talk: Talk) -> Iterator[Choice]:
    """Every action of the book."""
    for name in talk.house.book.actions:
        if name != SOMETHING_ELSE:
            yield Choice(name=sentence_case(talk.naming.action(name)), action=name)


def remedies_of(talk: Talk, matter: Matter, situation: Situation) -> Iterator[Choice]:
    """What puts a situation right, each with how far one may go."""
    for name in situation.remedies:
        note = offers.remark(talk, matter, name)
        yield Choice(name=sentence_case(talk.naming.action(name)), note=note, action=name)


def guide(talk: Talk, matter: Matter) -> None:
    """Show what is to be done and said in the situation, before anything is decided."""
    request = talk.house.request(matter)
    said = words(talk.house.decide(request).decision, language=talk.voice.language, book=talk.house.book)
    talk.terminal.show(guidance(said, voice=talk.voice))
    matter.shown |= {*said.steps, *(point.point for point in said.points)}
