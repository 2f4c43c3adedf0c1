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

    def holding(self, values: Mapping[str, Any]) -> Hashable:
        """Which of them are true, in a form of its own. Raises: Undecided, TypeError when one is neither."""
        ...

    def places(self, holding: Any) -> list[int]:
        """Which these are, by their places."""
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

    __slots__ = ("_compiled", "reads")

    def __init__(self, conditions: Sequence[feel.Node], *, compiled: Callable[[feel.Node], Compiled]) -> None:
        """Compile them."""
        # An `and` of one is worth what its part is, but nothing other than true or false.
        parts = tuple(feel.tree.And(span=_SPAN, operands=(each,)) for each in conditions)
        self._compiled = compiled(feel.tree.List(span=_SPAN, items=parts))
        self.reads = frozenset[str]().union(*map(feel.names_read, conditions))

    def holding(self, values: Mapping[str, Any]) -> tuple[bool, ...]:
        """What each is worth; what is neither true nor false refuses to be asked which, with a TypeError."""
        found = self._compiled(values)
        if type(found) is not tuple:
            raise Undecided
        return found

    def places(self, holding: tuple[bool, ...]) -> list[int]:
        """The places of those that are true."""
        return list(compress(count(), holding))
