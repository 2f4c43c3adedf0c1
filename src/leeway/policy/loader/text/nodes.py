"""What stands in a file? Scalars, lists and mappings, untyped, each knowing its place.

They are plain objects, not frozen values: a large book has some hundred thousand of them for a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leeway.policy.loader.text.source import Source


@dataclass(slots=True, eq=False)
class Scalar:
    """One text of the file as YAML hands it over; `style` is empty for plain, else `'`, `"`, `|` or `>`."""

    source: Source
    start: int
    end: int
    text: str
    style: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here (`key:` and no value)."""
        return not self.text and not self.style

    @property
    def is_null(self) -> bool:
        """Whether it is the plain word null."""
        return self.text == "null" and not self.style


@dataclass(slots=True, eq=False)
class Items:
    """A list."""

    source: Source
    start: int
    end: int
    items: list[Node]


@dataclass(slots=True, eq=False)
class Pair:
    """One key of a mapping and what stands under it."""

    key: Scalar
    value: Node


@dataclass(slots=True, eq=False)
class Pairs:
    """A mapping, its keys in the order of the file, each once; `flow` when it is written in braces."""

    source: Source
    start: int
    end: int
    pairs: list[Pair]
    flow: bool
    flawed: bool = False
    """Whether something in it has been complained about, so that its kind says nothing."""


type Node = Scalar | Items | Pairs
"""Anything that stands in a file."""
