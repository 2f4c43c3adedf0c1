"""What does a file look like when one entry says something else? Only what differs is written anew.

A comment that stood inside what is replaced moves above it; nothing of a file is lost but what is taken out.
Start reading at `edited`.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from leeway.policy.editing.comparing import as_mapping, changed, lost_remarks, same, stripped
from leeway.policy.editing.places import (
    after_colon,
    end_of,
    found_at,
    is_in_brackets,
    line_end,
    line_start,
    pair_of,
    root_of,
    value_of,
)
from leeway.policy.editing.scribe import in_brackets, key_of, lines_of
from leeway.policy.formatting.scalars import STEP
from leeway.policy.loader.text import Items, Pairs, Scalar

if TYPE_CHECKING:
    from leeway.policy.editing.places import Steps
    from leeway.policy.editing.scribe import Entry
    from leeway.policy.loader.text import Node, Pair


class EditError(ValueError):
    """A file that cannot be changed by entries: it cannot be read, or is laid out in a way we do not know."""


def entries(text: str) -> Entry:
    r"""What a file says, untyped. Raises: EditError when it cannot be read.

    >>> entries("a: [1, 2]\nb:\n  c: d\n")
    {'a': ['1', '2'], 'b': {'c': 'd'}}
    """
    root = root_of(text.removeprefix("\ufeff"))
    if root is None:
        if text.strip():
            raise EditError("the file cannot be read")
        return {}
    return value_of(root)


def edited(text: str, path: Steps, value: Entry | None) -> str:
    r"""The file with another value at the end of a way, or without the entry (None).

    Entries that say the same already, and everything around, stay as they are written.

    Raises: EditError when the file cannot be read, or the entry cannot be written there.

    >>> print(edited("a: 1   # one\nb: 2\n", ("a",), "3"), end="")
    a: 3   # one
    b: 2
    """
    before = entries(text)
    expected = changed(before, path, value)
    if not text.strip():
        written = "\n".join(line for each in _dict(expected).items() for line in _entry_lines(*each)) + "\n"
    else:
        written = _Edit(text.removeprefix("\ufeff")).set(path, value)
    if not same(entries(written), expected):
        raise EditError(f"the entry at {' / '.join(map(str, path))} cannot be written here")
    return written


def _entry_lines(name: str, value: Entry) -> list[str]:
    return lines_of(key_of(name), value, indent=STEP)


def _dict(value: Entry) -> dict[str, Entry]:
    if not isinstance(value, dict):
        raise EditError("a file begins with keys")
    return value


class _Edit:
    """One file being changed, step by step; each step reads the text anew."""

    def __init__(self, text: str) -> None:
        self.text = text

    def set(self, path: Steps, value: Entry | None) -> str:
        if value is None:
            self._remove(path)
        else:
            self._put(path, value, after=None)
        return self.text

    @property
    def root(self) -> Node:
        root = root_of(self.text)
        if root is None:
            raise EditError("the file cannot be read any more")
        return root

    # -- putting ------------------------------------------------------------------------------------
    def _put(self, path: Steps, value: Entry, *, after: str | None) -> None:
        node = found_at(self.root, path)
        if node is None:
            self._insert(path, value, after=after)
        elif same(value_of(node), value):
            return
        elif isinstance(node, Pairs) and isinstance(value, dict) and value and not is_in_brackets(node):
            self._merge(path, node, value)
        elif isinstance(node, Items) and isinstance(value, list) and value and not is_in_brackets(node):
            self._merge_list(path, node, value)
        else:
            self._replace(path, node, value)

    def _merge(self, path: Steps, node: Pairs, value: dict[str, Entry]) -> None:
        kept = [pair.key.text for pair in node.pairs if pair.key.text in value]
        if not kept:
            self._replace(path, node, value)
            return
        for pair in node.pairs:
            if pair.key.text not in value:
                self._remove((*path, pair.key.text))
        last: str | None = None
        for key, each in value.items():
            self._put((*path, key), each, after=last)
            last = key

    def _merge_list(self, path: Steps, node: Items, value: list[Entry]) -> None:
        old = [repr(stripped(value_of(each))) for each in node.items]
        new = [repr(stripped(each)) for each in value]
        if not set(old) & set(new) and len(old) != len(new):
            self._replace(path, node, value)
            return
        steps = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        for kind, first, last, into, until in reversed(steps):
            if kind == "equal":
                continue
            shared = min(last - first, until - into)
            for number in range(last - 1, first + shared - 1, -1):
                self._remove((*path, number))
            for number in range(until - into - 1, shared - 1, -1):
                self._insert_item(path, first + shared, value[into + number])
            for number in range(shared):
                self._put((*path, first + number), value[into + number], after=None)

    def _replace(self, path: Steps, node: Node, value: Entry) -> None:
        above = found_at(self.root, path[:-1])
        if above is None or not path:
            raise EditError("the root of a file is not replaced")
        if is_in_brackets(above):
            self._splice(node.start, end_of(node), in_brackets(value), line=node.start)
        elif isinstance(above, Pairs):
            pair = pair_of(above, str(path[-1]))
            assert pair is not None
            self._replace_pair(pair, value)
        else:
            column = node.start - line_start(self.text, node.start)
            lines = lines_of(" " * (column - STEP) + "-", value, indent=column)
            dash = self.text.rindex("-", 0, node.start)
            self._splice(dash, self._whole_line(end_of(node)), "\n".join(lines).lstrip(" "), line=dash)

    def _replace_pair(self, pair: Pair, value: Entry) -> None:
        column = pair.key.start - line_start(self.text, pair.key.start)
        colon = after_colon(pair)
        lines = lines_of("", value, indent=column + STEP, room=100 - column)
        old = pair.value
        inline = "\n" not in self.text[colon : old.start] and not (isinstance(old, Scalar) and old.is_empty)
        if len(lines) == 1 and inline and (isinstance(old, Scalar) or is_in_brackets(old)):
            self._splice(old.start, end_of(old), lines[0].strip(), line=pair.key.start)
            return
        empty = isinstance(old, Scalar) and old.is_empty
        end = line_end(self.text, colon) if empty else self._whole_line(end_of(old))
        self._splice(colon, end, "\n".join(lines), line=pair.key.start)

    # -- new entries --------------------------------------------------------------------------------
    def _insert(self, path: Steps, value: Entry, *, after: str | None) -> None:
        above = found_at(self.root, path[:-1])
        step = path[-1]
        if above is None:
            self._put(path[:-1], {str(step): value} if isinstance(step, str) else [value], after=None)
        elif isinstance(step, int):
            self._insert_item(path[:-1], step, value)
        elif not isinstance(above, Pairs) or is_in_brackets(above) or not above.pairs:
            inside = as_mapping(value_of(above))
            self._replace(path[:-1], above, {**inside, step: value})
        else:
            before = (pair_of(above, after) if after else None) or above.pairs[-1]
            first = above.pairs[0].key
            column = first.start - line_start(self.text, first.start)
            lines = lines_of(" " * column + key_of(step), value, indent=column + STEP)
            end = max(end_of(before.value), after_colon(before))
            self._add_lines(end, lines, spaced=len(path) == 1 and self._is_spaced(above))

    def _insert_item(self, path: Steps, number: int, value: Entry) -> None:
        node = found_at(self.root, path)
        if not isinstance(node, Items) or is_in_brackets(node) or not node.items:
            listed = value_of(node) if node is not None else []
            assert isinstance(listed, list)
            self._put(path, [*listed[:number], value, *listed[number:]], after=None)
            return
        column = node.start - line_start(self.text, node.start)
        lines = lines_of(" " * column + "-", value, indent=column + STEP)
        if number == 0:
            at = line_start(self.text, node.start)
            if self.text[at : node.start].strip():
                raise EditError("a list inside a list is not extended at its start")
            self.text = self.text[:at] + "\n".join(lines) + "\n" + self.text[at:]
        else:
            self._add_lines(end_of(node.items[number - 1]), lines)

    def _add_lines(self, at: int, lines: list[str], *, spaced: bool = False) -> None:
        end = self._whole_line(at)
        gap = "\n\n" if spaced else "\n"
        rest = self.text[end:]
        self.text = self.text[:end] + gap + "\n".join(lines) + (rest or "\n")

    def _is_spaced(self, node: Pairs) -> bool:
        """Whether a blank line stands before the last key of a file."""
        return len(node.pairs) > 1 and self.text[: node.pairs[-1].key.start].endswith("\n\n")

    # -- taking out ---------------------------------------------------------------------------------
    def _remove(self, path: Steps) -> None:
        node, above = found_at(self.root, path), found_at(self.root, path[:-1])
        if node is None or above is None:
            return
        assert not isinstance(above, Scalar)
        entries_above = above.pairs if isinstance(above, Pairs) else above.items
        if is_in_brackets(above) or len(entries_above) == 1:
            left = value_of(above)
            if isinstance(left, dict):
                left = {key: each for key, each in left.items() if key != path[-1]}
            elif isinstance(left, list):
                left = [each for number, each in enumerate(left) if number != path[-1]]
            if not path[:-1]:
                raise EditError("a file keeps at least one entry")
            self._replace(path[:-1], above, left)
            return
        start, end = self._region(above, path[-1])
        self._splice(start, end, "", line=start)

    def _region(self, above: Node, step: str | int) -> tuple[int, int]:
        """From where to where the lines of one entry go."""
        if isinstance(above, Pairs):
            pair = pair_of(above, str(step))
            assert pair is not None
            start, end = pair.key.start, max(end_of(pair.value), after_colon(pair))
            number = above.pairs.index(pair)
            begins = line_start(self.text, start)
            if self.text[begins:start].strip():  # beside the dash of a list: the next one takes its place
                return start, above.pairs[number + 1].key.start
        else:
            assert isinstance(above, Items)
            node = above.items[int(step)]
            begins, end = line_start(self.text, self.text.rindex("-", 0, node.start)), end_of(node)
        stop = self._whole_line(end)
        return begins, min(stop + 1, len(self.text))

    # -- text ---------------------------------------------------------------------------------------
    def _whole_line(self, at: int) -> int:
        """The end of the line, if nothing but a comment follows there."""
        end = line_end(self.text, at)
        rest = self.text[at:end].strip()
        return end if not rest or rest.startswith("#") else at

    def _splice(self, start: int, end: int, new: str, *, line: int) -> None:
        """Put a text in place of another; comments that stood inside move above the line."""
        before = self.text
        inner = self.text[start:end]
        lost = lost_remarks(before, self.text[:start] + new + self.text[end:]) if "#" in inner else []
        begins = line_start(before, line)
        margin = before[begins:line] if not before[begins:line].strip() else ""
        if start == begins == line:
            rest = before[begins:]
            margin = rest[: len(rest) - len(rest.lstrip(" "))]
        above = "".join(f"{margin}{remark}\n" for remark in lost)
        self.text = before[:begins] + above + before[begins:start] + new + before[end:]
