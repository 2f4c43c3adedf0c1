"""What may be done for this person? A table of actions: how far one decides, and what needs a yes from above.

Start reading at `offers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from leeway.cli.counter.screens import look
from leeway.decide import Outcome, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from leeway.decide import Interval, Naming, Option
    from leeway.policy import Book


def offers(options: Iterable[Option], *, naming: Naming, book: Book) -> RenderableType:
    """One row an action, best first, each part of the answer in the colour of its outcome."""
    table = Table.grid(padding=(0, 2))
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for option in options:
        choices = ", ".join(naming.value(value) for _, value in option.parameters)
        name = sentence_case(naming.action(option.action))
        how_far = Text("\n").join(parts(option, naming=naming, book=book))
        table.add_row(f"{name}, {choices}" if choices else name, how_far)
    return table


def parts(option: Option, *, naming: Naming, book: Book) -> Iterator[Text]:
    """The parts of one action's answer: what goes ahead, what is asked for, or one word for all."""
    voice = naming.voice
    if option.intervals:
        reached = 0
        for interval in option.intervals:
            goes_on = interval.least_minor == reached + 1
            said = _interval(interval, naming=naming, book=book, goes_on=goes_on)
            yield Text(said, look.ACCENT[interval.outcome])
            reached = interval.most_minor or 0
    else:
        said = _outcome(option.outcome, option.authority, naming=naming)
        if option.outcome is Outcome.FIND_OUT and option.questions:
            said += ": " + voice.listed([naming.fact(name) for name in option.questions])
        yield Text(said, look.ACCENT[option.outcome])
    if not option.exact:
        yield Text(voice.say("options-try"), look.SOFT)


def _interval(interval: Interval, *, naming: Naming, book: Book, goes_on: bool) -> str:
    voice = naming.voice

    def money(minor: int) -> str:
        return voice.money(minor, currency=book.currency, digits=book.digits)

    if interval.most_minor is None:
        amounts = voice.say("options-from", amount=money(interval.least_minor))
    elif goes_on:
        amounts = voice.say("options-up-to", amount=money(interval.most_minor))
    else:
        least, most = money(interval.least_minor), money(interval.most_minor)
        amounts = voice.say("options-from-to", **{"from": least, "to": most})
    if interval.outcome is Outcome.GO_AHEAD:
        return amounts
    return f"{amounts}: {_outcome(interval.outcome, interval.authority, naming=naming)}"


def _outcome(outcome: Outcome, authority: str | None, *, naming: Naming) -> str:
    if outcome is Outcome.ASK:
        return naming.voice.say("options-ask", authority=authority or "")
    messages = {
        Outcome.GO_AHEAD: "options-yes",
        Outcome.FIND_OUT: "options-find-out",
        Outcome.DECLINE: "options-no",
    }
    return naming.voice.say(messages[outcome])
