"""How should a book's file look? One layout for all books; comments, quotes and the order of keys stay.

Public: format_text. Imports the raw nodes of `loader/text`; knows no book, only its text.
Start reading at `printer.py`; `remarks.py` keeps comments and blank lines, `scalars.py` writes single texts.
"""

from __future__ import annotations

from typing import Any

from leeway.policy.formatting.printer import CLAUSES, printed
from leeway.policy.formatting.remarks import texts_of
from leeway.policy.loader.text import Items, Node, Scalar, Source, read_nodes

__all__ = ["format_text"]


def format_text(text: str) -> str:
    r"""A book's file in the usual layout, with the same meaning and every comment.

    Two blanks a step, short lists on one line, conditions that YAML would bend as blocks. A text that cannot be
    read comes back as it is.

    >>> print(format_text("rules:\n    one:\n       when: '\"gold\" in tiers'   # a remark\n"), end="")
    rules:
      one:
        when: |   # a remark
          "gold" in tiers
    """
    source = Source("", text.removeprefix("\ufeff"))
    root, flaws = read_nodes(source)
    if root is None or flaws:
        return text
    found = Source("", printed(source, root))
    again, flaws = read_nodes(found)
    if flaws or again is None or _says(again, ()) != _says(root, ()):
        return text
    return found.text if texts_of(found, again) == texts_of(source, root) else text


def _says(node: Node, path: tuple[str, ...]) -> Any:
    """What a file says, without its layout: texts, and whether one is the plain word null or nothing."""
    if isinstance(node, Scalar):
        if path[-1:] == ("when",) and path[-3:-2] and path[-3] in CLAUSES:
            return node.text.strip(), False, False
        return node.text, node.is_null, node.is_empty
    if isinstance(node, Items):
        return [_says(each, path) for each in node.items]
    return [(pair.key.text, _says(pair.value, (*path, pair.key.text))) for pair in node.pairs]
