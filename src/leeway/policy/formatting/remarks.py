"""Which comments and blank lines does a file have, and where do they belong? Nothing of them is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.policy.loader.text import Items, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.policy.loader.text import Node, Source

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n\r\x85\u2028\u2029]*")


@dataclass(slots=True, eq=False)
class Remark:
    """One comment: its line and column (from 0), its text, and whether it has a line of its own."""

    line: int
    column: int
    text: str
    own_line: bool
    gap: str
    """The white space between it and what stands before it on its line."""


class Remarks:
    """The comments of one file; each is taken once."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source = source
        self._left = list(_remarks(source, root))

    def before(self, line: int, *, column: int = 0) -> Iterator[Remark]:
        """Take the comments above a line, up to the first that stands further left than a column."""
        while self._left and self._left[0].line < line and self._left[0].column >= column:
            yield self._left.pop(0)

    def beside(self, line: int) -> str:
        """Take the comment at the end of a line, with the white space before it; empty when there is none."""
        for remark in self._left:
            if remark.line > line:
                break
            if remark.line == line and not remark.own_line:
                self._left.remove(remark)
                return remark.gap + remark.text
        return ""

    def within(self, start: int, end: int) -> bool:
        """Whether a comment stands between two offsets of the file."""
        first, last = self.source.line_of(start), self.source.line_of(max(end - 1, start))
        return any(
            start <= self.source.starts[remark.line] + remark.column < end
            for remark in self._left
            if first <= remark.line <= last
        )

    def is_blank(self, line: int) -> bool:
        """Whether a line of the file holds nothing."""
        return line >= 0 and not self.source.line_text(line).strip()


def texts_of(source: Source, root: Node) -> list[str]:
    """Every comment of a file, in order of their texts."""
    return sorted(remark.text for remark in _remarks(source, root))


def _remarks(source: Source, root: Node) -> Iterator[Remark]:
    scalars = sorted(span for each in scalars_in(root) for span in _spans(each))
    starts = [start for start, _ in scalars]
    at = 0
    while found := _COMMENT.search(source.text, at):
        before = bisect_left(starts, found.start() + 1) - 1
        if before >= 0 and found.start() < scalars[before][1]:
            at = scalars[before][1]  # a `#` inside a text
            continue
        line = source.line_of(found.start())
        lead = source.text[source.starts[line] : found.start()]
        gap = lead[len(lead.rstrip()) :] or " "
        yield Remark(line, len(lead), found.group().rstrip(), not lead.strip(), gap)
        at = found.end()


def _spans(scalar: Scalar) -> list[tuple[int, int]]:
    """Where a scalar's own text stands; after the `|` of a block there may be a comment."""
    if scalar.style not in ("|", ">"):
        return [(scalar.start, scalar.end)]
    first = scalar.source.line_of(scalar.start)
    starts = scalar.source.starts
    content = starts[first + 1] if first + 1 < len(starts) else scalar.end
    return [(scalar.start, scalar.start + 1), (content, max(content, scalar.end))]


def scalars_in(node: Node) -> Iterator[Scalar]:
    """Every scalar of a tree, keys included."""
    stack: list[Node] = [node]
    while stack:
        each = stack.pop()
        if isinstance(each, Scalar):
            yield each
        elif isinstance(each, Items):
            stack.extend(each.items)
        else:
            for pair in each.pairs:
                stack += [pair.key, pair.value]
