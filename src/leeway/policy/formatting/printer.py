"""In which layout is a file written? Raw nodes, printed anew with their comments.

Mappings and lists in brackets stay on one line while they fit, else they become one entry a line. Values that
stand aligned stay aligned. One blank line at most separates entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.policy.formatting.remarks import Remarks
from leeway.policy.formatting.scalars import STEP, condition_lines, lines_of, one_line
from leeway.policy.loader.text import Items, Pair, Pairs, Scalar

if TYPE_CHECKING:
    from leeway.policy.loader.text import Node, Source

WIDTH_MAX = 128
"""Brackets that would be wider than this are opened, one entry a line."""

CLAUSES = frozenset({"rules", "guidelines", "situations", "circumstances", "promises"})
_END = 1 << 60


@dataclass(slots=True, eq=False)
class _Line:
    """One printed line: what stands in it, and a key's value apart while others may be aligned with it."""

    text: str
    value: str = ""
    remark: str = ""
    mapping: int = -1
    """Which mapping the key belongs to; -1 when the value stands on a line of its own."""
    column: int = 0
    """Where the value stands in the file, from 0."""
    gap: int = 1
    """How many blanks stand before the value in the file."""

    def printed(self, width: int) -> str:
        """The line with its value from column `width` on, or after one blank."""
        if not self.value:
            return self.text + self.remark
        return (self.text.ljust(width) if width else self.text + " ") + self.value + self.remark


def printed(source: Source, root: Node) -> str:
    """The text of a file in the usual layout."""
    printer = _Printer(source, root)
    printer.node(root, indent=0, lead="", until=_END, path=())
    printer.comments(_END, indent=0)
    return "\n".join(printer.text()) + "\n"


class _Printer:
    """One file being printed."""

    def __init__(self, source: Source, root: Node) -> None:
        self.source = source
        self.remarks = Remarks(source, root)
        self.lines: list[_Line] = []
        self.fresh = True
        """Whether a block has just been opened: no blank line follows."""
        self.at = 0
        """The line of the file up to which blank lines are settled."""

    def text(self) -> list[str]:
        """The lines; values of one mapping that stood below one another still do."""
        aligned: dict[tuple[int, int], list[_Line]] = {}
        for line in self.lines:
            if line.mapping >= 0:
                aligned.setdefault((line.mapping, line.column), []).append(line)
        widths = {group: _width(lines) for group, lines in aligned.items()}
        return [line.printed(widths.get((line.mapping, line.column), 0)) for line in self.lines]

    # -- comments and blank lines -----------------------------------------------------------------
    def comments(self, line: int, *, indent: int, column: int = 0) -> None:
        """The comments above a line, and a blank line where there was one."""
        for remark in self.remarks.before(line, column=column):
            self._blank(remark.line if remark.own_line else -1)
            self._add(_Line(" " * indent + remark.text))
        if line != _END and not column:
            self._blank(line)

    def _blank(self, line: int) -> None:
        """A blank line, where the file has one before this line; once, even if several entries begin on it."""
        if line > self.at and self.remarks.is_blank(line - 1) and not self.fresh and self.lines:
            self.lines.append(_Line(""))
        self.at = max(self.at, line)

    def _add(self, line: _Line) -> None:
        self.lines.append(line)
        self.fresh = False

    # -- nodes --------------------------------------------------------------------------------------
    def node(self, node: Node, *, indent: int, lead: str, until: int, path: tuple[str, ...]) -> None:
        """A whole mapping, list or scalar at an indentation; `lead` stands before its first line.

        `until` is the line of whatever comes after it; comments above it that stand as deep belong to the node.
        """
        if isinstance(node, Scalar):
            self._scalar(lead or " " * indent, node, indent)
            return
        entries: list[Pair] | list[Node] = node.pairs if isinstance(node, Pairs) else node.items
        flow = self._flow(node) if self._is_flow(node) else None
        if not entries or (lead.strip() and flow and len(lead) + len(flow) <= WIDTH_MAX):
            self._add(_Line(lead + (flow or ""), remark=self._beside(node)))
            return
        starts = [self._line(each.key if isinstance(each, Pair) else each) for each in entries]
        for number, (each, start) in enumerate(zip(entries, starts, strict=True)):
            if number or not lead:
                self.comments(start, indent=indent)
            before = lead if number == 0 and lead else " " * indent
            after = starts[number + 1] if number + 1 < len(starts) else until
            if isinstance(each, Pair):
                self._pair(each, before, indent=indent, until=after, path=path, mapping=node.start)
            else:
                self.node(each, indent=indent + STEP, lead=before + "- ", until=after, path=path)
        if not self._is_flow(node):
            self.comments(until, indent=indent, column=max(1, self._column(node)))

    def _pair(
        self, pair: Pair, lead: str, *, indent: int, until: int, path: tuple[str, ...], mapping: int
    ) -> None:
        key = lead + self.source.text[pair.key.start : pair.key.end] + ":"
        value = pair.value
        inside = (*path, pair.key.text)
        if isinstance(value, Scalar):
            is_condition = pair.key.text == "when" and len(path) > 1 and path[-2] in CLAUSES
            self._valued(key, pair, value, indent=indent, is_condition=is_condition)
            self.lines[-1].mapping = mapping if self.lines[-1].column else -1
            return
        flow = self._flow(value)
        if flow is not None and self._is_flow(value) and self._fits(key, flow, value, inside):
            self._add(self._single(key, flow, pair, remark=self._beside(value)))
            self.lines[-1].mapping = mapping if self.lines[-1].column else -1
            return
        remark = self.remarks.beside(self._line(pair.key))
        if not remark and self._is_flow(value):
            remark = self._beside(value)
        self._add(_Line(key, remark=remark))
        self.fresh = True
        self.node(value, indent=indent + STEP, lead="", until=until, path=inside)

    def _fits(self, key: str, flow: str, value: Node, path: tuple[str, ...]) -> bool:
        return len(key) + 1 + len(flow) <= WIDTH_MAX and not _holds_bent_condition(value, path)

    # -- scalars --------------------------------------------------------------------------------------
    def _valued(self, key: str, pair: Pair, value: Scalar, *, indent: int, is_condition: bool) -> None:
        """A key and its scalar, on one line or several."""
        if value.is_empty:
            self._add(_Line(key, remark=self.remarks.beside(self._line(pair.key))))
            return
        bent = condition_lines(value, indent + STEP) if is_condition else None
        written = bent[0] if bent and len(bent) == 1 else None if bent else one_line(value)
        if written is not None:
            self._add(self._single(key, written, pair, remark=self._beside(value)))
            return
        if bent:
            first, *rest = bent
            self._add(_Line(f"{key} {first}", remark=self._beside(value)))
            self.lines += [_Line(line) for line in rest]
        else:
            self._several(key + " ", lines_of(value, indent + STEP), value)

    def _scalar(self, lead: str, value: Scalar, indent: int) -> None:
        """A scalar of a list, or of the root."""
        written = one_line(value)
        if written is not None:
            self._add(_Line(lead + written, remark=self._beside(value)))
            return
        self._several(lead, lines_of(value, indent), value)

    def _several(self, lead: str, lines: list[str], value: Scalar) -> None:
        """A scalar of several lines; its comment stands after the `|` of a block, else at the end."""
        is_block = value.style in ("|", ">")
        first = _Line(lead + lines[0], remark=self.remarks.beside(self._line(value)) if is_block else "")
        self._add(first)
        self.lines += [_Line(line) for line in lines[1:]]
        if not is_block:
            self.lines[-1].remark = self._beside(value)
        self.fresh = is_block and lines[0].endswith("+")

    def _single(self, key: str, value: str, pair: Pair, *, remark: str) -> _Line:
        """A key and a value on one line, which may be aligned with its neighbours."""
        start = pair.value.start
        line = self.source.line_of(start)
        column = start - self.source.starts[line] if line == self._line(pair.key) else 0
        return _Line(key, value, remark, column=column, gap=start - pair.key.end - 1)

    # -- brackets -------------------------------------------------------------------------------------
    def _is_flow(self, node: Node) -> bool:
        return not isinstance(node, Scalar) and self.source.text[node.start : node.start + 1] in ("{", "[")

    def _flow(self, node: Node) -> str | None:
        """A node in brackets on one line; None when it cannot stand so."""
        if isinstance(node, Scalar):
            return one_line(node)
        if self.remarks.within(node.start, node.end):
            return None
        if isinstance(node, Items):
            parts = [self._flow(each) for each in node.items]
        else:
            parts = [self._flow_pair(each) for each in node.pairs]
        if any(part is None for part in parts):
            return None
        inside = ", ".join(part for part in parts if part is not None)
        return f"[{inside}]" if isinstance(node, Items) else f"{{{inside}}}"

    def _flow_pair(self, pair: Pair) -> str | None:
        value = self._flow(pair.value)
        return None if value is None else f"{self.source.text[pair.key.start : pair.key.end]}: {value}"

    # -- places -----------------------------------------------------------------------------------------
    def _line(self, node: Node) -> int:
        return self.source.line_of(node.start)

    def _column(self, node: Node) -> int:
        first: Node = node.pairs[0].key if isinstance(node, Pairs) and node.pairs else node
        return first.start - self.source.starts[self._line(first)]

    def _beside(self, node: Node) -> str:
        return self.remarks.beside(self.source.line_of(max(node.end - 1, node.start)))


def _holds_bent_condition(node: Node, path: tuple[str, ...]) -> bool:
    """Whether something in these brackets is a condition that has to stand as a block."""
    if isinstance(node, Scalar):
        is_condition = path[-1] == "when" and len(path) > 2 and path[-3] in CLAUSES
        return is_condition and len(condition_lines(node, 0) or ()) > 1
    if isinstance(node, Items):
        return any(_holds_bent_condition(each, path) for each in node.items)
    return any(_holds_bent_condition(each.value, (*path, each.key.text)) for each in node.pairs)


def _width(lines: list[_Line]) -> int:
    """From which column on values that stood below one another stand; 0 when they did so by chance."""
    if len(lines) < 2 or all(line.gap == 1 for line in lines):
        return 0
    return max(len(line.text) for line in lines) + 1
