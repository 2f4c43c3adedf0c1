"""Where does an entry stand in a file, and which entry stands at a place?

Start reading at `found_at`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from leeway.policy.loader.text import Items, Pair, Pairs, Scalar, Source, read_nodes

if TYPE_CHECKING:
    from leeway.policy.editing.scribe import Entry
    from leeway.policy.loader.text import Node

type Steps = tuple[str | int, ...]
"""The way to an entry: keys of mappings and places in lists, from the root down."""


@lru_cache(maxsize=32)
def root_of(text: str) -> Node | None:
    """The root of a file; None where it cannot be read."""
    root, flaws = read_nodes(Source("", text))
    return None if flaws else root


def found_at(root: Node, path: Steps) -> Node | None:
    """The node at the end of a way; None where there is nothing."""
    node: Node | None = root
    for step in path:
        if isinstance(node, Pairs) and isinstance(step, str):
            pair = pair_of(node, step)
            node = None if pair is None else pair.value
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step] if 0 <= step < len(node.items) else None
        else:
            return None
    return node


def pair_of(node: Pairs, key: str) -> Pair | None:
    """The pair with this key."""
    return next((each for each in node.pairs if each.key.text == key), None)


def value_of(node: Node) -> Entry:
    """What a node says, without its layout."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [value_of(each) for each in node.items]
    return {each.key.text: value_of(each.value) for each in node.pairs}


def is_in_brackets(node: Node) -> bool:
    """Whether a list or mapping stands in brackets."""
    return not isinstance(node, Scalar) and node.source.text[node.start : node.start + 1] in ("[", "{")


def end_of(node: Node) -> int:
    """The first character after what a node says; blank lines and comments after it do not belong to it."""
    if isinstance(node, Scalar):
        if node.style in ("|", ">"):
            return node.start + len(node.source.text[node.start : node.end].rstrip())
        return node.end
    if is_in_brackets(node):
        return node.end
    last = node.items[-1] if isinstance(node, Items) else node.pairs[-1].value
    if isinstance(last, Scalar) and last.is_empty and isinstance(node, Pairs):
        return after_colon(node.pairs[-1])
    return end_of(last)


def after_colon(pair: Pair) -> int:
    """The first character after a key's colon."""
    return pair.key.source.text.index(":", pair.key.end) + 1


def line_start(text: str, at: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a character ends, before its line end."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def path_at(text: str, *, line: int, column: int) -> tuple[str | int, ...]:
    r"""The way to the innermost entry at a place; lines and columns count from 1. Empty: none is there.

    >>> path_at("a:\n  b: [c, d]\n", line=2, column=10)
    ('a', 'b', 1)
    """
    root = root_of(text.removeprefix("\ufeff"))
    if root is None or line < 1:
        return ()
    starts = root.source.starts
    offset = starts[min(line, len(starts)) - 1] + column - 1
    path: list[str | int] = []
    node: Node | None = root
    while node is not None:
        step, node = _step(node, offset)
        if step is not None:
            path.append(step)
    return tuple(path)


def _step(node: Node, offset: int) -> tuple[str | int | None, Node | None]:
    if isinstance(node, Pairs):
        for pair in node.pairs:
            if pair.key.start <= offset <= max(end_of(pair.value), pair.key.end):
                return pair.key.text, pair.value if offset >= pair.value.start else None
    if isinstance(node, Items):
        for number, each in enumerate(node.items):
            if each.start <= offset < max(end_of(each), each.start + 1):
                return number, each
    return None, None
