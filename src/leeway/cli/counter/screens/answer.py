"""What is on the screen? The answer as a person reads it: the outcome, what is left, what to do and say, why.

It only draws: what is said comes from `leeway.decide`, what is asked next from `answering.py`.
Start reading at `answer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from leeway.cli.counter.screens import bars, look
from leeway.decide import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rich.style import Style

    from leeway.decide import Decision, Said, SaidPoint, SaidReason, Voice


def answer(
    decision: Decision, said: Said, *, voice: Voice, width: int, known: Collection[str] = ()
) -> RenderableType:
    """The whole answer, most important first; steps and points that are `known` already are not said again."""
    goes_ahead = decision.outcome is Outcome.GO_AHEAD
    instead = "heading-instead" if goes_ahead else "heading-not-this-but"
    accent = look.ACCENT[_seen(decision)]
    close, wide = bars.close_ones(said.meters)
    meters: list[RenderableType] = [bars.meters(close, width=width, accent=accent)] if close else []
    if wide:
        meters.append(Text(voice.say("meters-wide", count=wide), look.SOFT))
    sections: list[tuple[str, Sequence[RenderableType]]] = [
        ("heading-left-after" if goes_ahead else "heading-left", meters),
        ("heading-questions", [bullet("?", each.text, style=accent) for each in said.questions]),
        ("heading-do", [bullet("→", each, style=accent) for each in said.steps if each not in known]),
        ("heading-points", [point(each) for each in said.points if each.point not in known]),
        ("heading-why", [reason(each) for each in said.reasons]),
        (instead, [bullet("·", each) for each in said.alternatives]),
        ("heading-good", [bullet("+", each, style=look.GO) for each in said.good]),
        ("heading-bad", [bullet("−", each, style=look.NO) for each in said.bad]),
    ]
    drawn = [section(voice.say(name), lines) for name, lines in sections if lines]
    return Group(band(decision, said), *drawn, *presumed(said, voice=voice))


def presumed(said: Said, *, voice: Voice) -> list[RenderableType]:
    """What was taken for granted, in one soft paragraph."""
    if not said.presumed:
        return []
    heading, facts = voice.say("heading-presumed"), "  ·  ".join(said.presumed)
    return [Text.assemble("\n", (heading, look.SOFT + look.STRONG), "  ", (facts, look.SOFT))]


def guidance(said: Said, *, voice: Voice) -> RenderableType:
    """What is to be done and said in a situation, before anything is decided."""
    sections = [
        ("heading-do", [bullet("→", each, style=look.FIND) for each in said.steps]),
        ("heading-points", [point(each) for each in said.points]),
        ("heading-good", [bullet("+", each, style=look.GO) for each in said.good]),
        ("heading-bad", [bullet("−", each, style=look.NO) for each in said.bad]),
    ]
    return Group(*(section(voice.say(name), lines) for name, lines in sections if lines))


def band(decision: Decision, said: Said) -> RenderableType:
    """The outcome, large, on its own background over the whole width."""
    seen = _seen(decision)
    plain, strong = look.BAND_TEXT[seen], look.BAND[seen]
    sign = look.SIGN[decision.outcome] if decision.told is None else look.SIGN[Outcome.GO_AHEAD]
    notes = [*said.sentences, said.leeway, *said.told, said.review]
    rows = Table.grid(padding=(0, 2), expand=True)
    rows.add_column(width=1)
    rows.add_column(ratio=1)
    rows.add_row(Text(sign, strong), Text(said.outcome.upper(), strong))
    for note in filter(None, notes):
        rows.add_row("", Text(note, plain))
    return Padding(rows, (1, 2), style=plain, expand=True)


def _seen(decision: Decision) -> Outcome:
    """The outcome whose colour it has: a told deed is noted and never looks refused."""
    told = decision.told
    return decision.outcome if told is None or told.ordinary else Outcome.FIND_OUT


def section(heading: str, lines: Iterable[RenderableType]) -> RenderableType:
    """A heading and what stands under it, with air above."""
    return Group(Text(""), Text(heading, look.STRONG), *lines)


def bullet(sign: str, text: str | Text, *, style: Style = look.SOFT) -> RenderableType:
    """One item, its further lines indented under its first."""
    row = Table.grid(padding=(0, 1))
    row.add_column(width=1)
    row.add_column()
    row.add_row(Text(sign, style), text)
    return row


def point(said: SaidPoint) -> RenderableType:
    """Something to say, and words one may borrow."""
    text = Text(said.point)
    if said.words:
        text.append("\n" + said.words, look.WORDS)
    return bullet("“", text)


def reason(said: SaidReason) -> RenderableType:
    """Why: our sentence, then the book's own words."""
    text = Text(said.sentence)
    if said.because:
        text.append(" " + said.because)
    if said.source:
        text.append(f"  ({said.source})", look.SOFT)
    return text
