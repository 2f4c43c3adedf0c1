"""How much is left? One bar a limit: what was used before, what this takes, what stays.

Start reading at `Bar`; a set of them is laid out by `meters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.text import Text

from leeway.cli.counter.screens import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from leeway.decide import SaidMeter

USED: Final = "━"
THIS: Final = "━"
LEFT: Final = "─"
BAR_WIDTH_MIN: Final = 16
SIDE_BY_SIDE_WIDTH_MIN: Final = 66
"""From this width on a meter takes one line; below, its bar has a line of its own."""


def meters(lines: Sequence[SaidMeter], *, width: int, accent: Style) -> Group:
    """All meters, labels to the left and figures to the right, in columns that line up."""
    label_width = max((len(line.label) for line in lines), default=0)
    figure_width = max((len(line.short) for line in lines), default=0)
    room = width - label_width - figure_width - len("    ")
    if width >= SIDE_BY_SIDE_WIDTH_MIN and room >= BAR_WIDTH_MIN:
        return Group(*(_one_line(line, label_width, figure_width, room, accent) for line in lines))
    return Group(*(_two_lines(line, width, accent) for line in lines))


def close_ones(lines: Sequence[SaidMeter]) -> tuple[list[SaidMeter], int]:
    """The meters worth a look, and how many wide ones are left out because they have plenty left.

    Those of the matter, the customer and the actor are always shown; those of a site or the network once less
    than half is left, or where there is nothing closer.
    """
    shown = [line for line in lines if not line.wide or not _has_plenty(line)]
    shown = shown or list(lines)
    return shown, len(lines) - len(shown)


def _has_plenty(line: SaidMeter) -> bool:
    return line.cap is None or 2 * (line.before + line.charge) <= line.cap


def bar(line: SaidMeter, *, width: int, accent: Style) -> Text:
    """The bar itself; without a ceiling it is a dotted line."""
    if line.cap is None:
        return Text("┈" * width, look.SOFT)
    used, this = parts(line, width=width)
    return Text.assemble(
        (USED * used, look.SOFT),
        (THIS * this, accent + look.STRONG),
        (LEFT * (width - used - this), look.FAINT),
    )


def parts(line: SaidMeter, *, width: int) -> tuple[int, int]:
    """How many cells were used before and how many this takes: whatever is more than nothing is seen.

    The two never exceed `width`, and fill it only when nothing is left.
    """
    cap = max(line.cap or 0, 1)
    total = min(line.before + line.charge, cap)
    cells = _cells(total, cap, width)
    before = min(_cells(min(line.before, cap), cap, width), cells)
    if line.charge and before == cells:
        before = max(before - 1, 0)
    return before, cells - before


def _cells(part: int, whole: int, width: int) -> int:
    if part <= 0:
        return 0
    if part >= whole:
        return width
    return min(max(round(part * width / whole), 1), width - 1)


def _one_line(line: SaidMeter, label_width: int, figure_width: int, bar_width: int, accent: Style) -> Text:
    row = Text(line.label.ljust(label_width) + "  ")
    row.append(line.short.rjust(figure_width) + "  ", look.STRONG)
    return row.append_text(bar(line, width=bar_width, accent=accent))


def _two_lines(line: SaidMeter, width: int, accent: Style) -> Text:
    gap = max(width - len(line.label) - len(line.short), 1)
    row = Text(line.label)
    row.append(" " * gap + line.short + "\n", look.STRONG)
    return row.append_text(bar(line, width=width, accent=accent))
