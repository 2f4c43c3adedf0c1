"""What may a part of an evaluation ask of the whole? The door through which loops and calls see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from leeway.feel.builtins import Environment
from leeway.feel.meaning.scope import Scope
from leeway.feel.tree import Node
from leeway.feel.values import Value


class Evaluating(Environment, Protocol):
    """The evaluation of a whole expression."""

    def value(self, node: Node, scope: Scope) -> Value:
        """What a node is worth in a scope."""

    def quietly(self, node: Node, scope: Scope) -> Value:
        """What a node is worth, keeping no problems."""

    def walk(self, *read: Value) -> None:
        """Take the steps of walking through values."""

    def spread(self, read: Sequence[Value]) -> None:
        """Let UNKNOWN or ERROR in what was read be the result."""
