"""What can be chosen? Numbered lists, keys, and what may be done for this person.

Start reading at `numbered`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

from leeway.cli.counter.screens import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

GAP: Final = "   "


def numbered(rows: Sequence[tuple[str, str]], *, one_line: bool = False) -> RenderableType:
    """A list to choose from by number: what it is, and a softer remark, cut short to keep `one_line`."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column()
    for number, (name, remark) in enumerate(rows, 1):
        text = Text(name, overflow="ellipsis", no_wrap=one_line)
        if remark:
            text.append(f"  {remark}", look.SOFT)
        table.add_row(Text(str(number), look.KEY), text)
    return table


def keys(offered: Sequence[tuple[str, str]], *, width: int, lead: bool = False) -> Text:
    """What can be done now, each with its key, in as few lines as fit; with `lead` the first stands alone."""
    text, column = Text(), 0
    for place, (key, label) in enumerate(offered):
        leads = lead and place == 0
        length = len(key) + len(label) + len(" ")
        if column and column + length + len(GAP) > width:
            text.append("\n")
            column = 0
        if column:
            text.append(GAP)
            column += len(GAP)
        text.append(key, look.KEY).append(f" {label}", look.STRONG if leads else look.SOFT)
        column = 0 if leads else column + length
        if leads and len(offered) > 1:
            text.append("\n")
    return text
