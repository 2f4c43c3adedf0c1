"""What are many conditions worth at once? A row of conditions, compiled into one piece of code.

Each condition of a small page is cheaper to work out than to look up, once none has to be called by itself;
of a large one, boxes (`boxes.py`) look up all. Both only answer where every fact they read is known and every
condition is true or false. Start reading at `holding_together`.
"""

from __future__ import annotations

from itertools import compress, count
from typing import TYPE_CHECKING, Any, Protocol

from leeway import feel
from leeway.decide.engine.conditions.boxes import Boxes
from leeway.decide.engine.conditions.index import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    type Compiled = Callable[[Mapping[str, feel.Value]], feel.Value]

ROW_MAX = 40
"""So many conditions are worked out as fast as they are looked up."""

_SPAN = feel.Span(0, 0)


class Together(Protocol):
    """Conditions that are worked out together."""

    reads: frozenset[str]

    @property
    def holding(self) -> Callable[[Mapping[str, Any]], Hashable]:
        """Says which of them are true, in a form of its own. Raises: Undecided when one is neither."""
        ...

    def places(self, holding: Any) -> list[int]:
        """Which these are, by their places. Raises: Undecided, TypeError when one is neither true nor false."""
        ...


def holding_together(
    conditions: Sequence[feel.Node],
    *,
    types: Mapping[str, feel.Type],
    compiled: Callable[[feel.Node], Compiled],
) -> Together:
    """The quicker way for so many conditions."""
    if len(conditions) > ROW_MAX:
        return Boxes(conditions, types=types, compiled=compiled)
    return Row(conditions, compiled=compiled)


class Row:
    """A few conditions."""

    __slots__ = ("holding", "reads")

    def __init__(self, conditions: Sequence[feel.Node], *, compiled: Callable[[feel.Node], Compiled]) -> None:
        """Compile them."""
        # An `and` of one is worth what its part is, but nothing other than true or false.
        parts = tuple(feel.tree.And(span=_SPAN, operands=(each,)) for each in conditions)
        self.holding: Compiled = compiled(feel.tree.List(span=_SPAN, items=parts))
        self.reads = frozenset[str]().union(*map(feel.names_read, conditions))

    def places(self, holding: feel.Value) -> list[int]:
        """The places of those that are true; what is neither refuses to be asked which, with a TypeError."""
        if not isinstance(holding, tuple):
            raise Undecided
        return list(compress(count(), holding))
