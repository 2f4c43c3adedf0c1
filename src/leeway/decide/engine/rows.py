"""What are many conditions worth at once? A row of conditions, compiled into one piece of code.

Each condition of a small page is cheaper to work out than to look up, once none has to be called by itself.
A row only answers where every fact it reads is known and every condition is true or false.
Start reading at `Row`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.engine.index import Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    type Compiled = Callable[[Mapping[str, feel.Value]], feel.Value]

ROW_MAX = 64
"""More conditions than this are looked up in an index."""

_SPAN = feel.Span(0, 0)


class Row:
    """Conditions that are worked out together."""

    __slots__ = ("_compiled", "_reads")

    def __init__(self, conditions: Sequence[feel.Node], *, compiled: Callable[[feel.Node], Compiled]) -> None:
        """Compile them."""
        # An `and` of one is worth what its part is, but nothing other than true or false.
        parts = tuple(feel.tree.And(span=_SPAN, operands=(each,)) for each in conditions)
        self._compiled = compiled(feel.tree.List(span=_SPAN, items=parts))
        self._reads = frozenset[str]().union(*map(feel.names_read, conditions))

    def truths(self, values: Mapping[str, feel.Value], *, unknown: frozenset[str]) -> tuple[bool, ...] | None:
        """What each is worth; None where they have to be asked one by one.

        What is neither true nor false refuses to be asked which, with a TypeError. Raises: Undecided.
        """
        if unknown and not self._reads.isdisjoint(unknown):
            return None
        found = self._compiled(values)
        if type(found) is not tuple:
            raise Undecided
        return found
