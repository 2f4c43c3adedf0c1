"""How is a file read? libyaml's events become raw nodes; what books do not allow becomes a flaw.

No value is typed, no alias followed, no tag obeyed. What libyaml itself cannot read is put into words in
`sentences.py`; what was read before that place is kept, so that its problems are told in the same run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from leeway.policy.loader.text.nodes import Items, Node, Pair, Pairs, Scalar
from leeway.policy.loader.text.sentences import Flaw, sentence_of

if TYPE_CHECKING:
    from leeway.policy.loader.text.source import Source

DEPTH_MAX = 24
"""How deeply lists and mappings may stand in one another; the format itself needs about a dozen."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def read_nodes(source: Source) -> tuple[Node | None, tuple[Flaw, ...]]:
    """The root of a file and all that is wrong with its text.

    The root is None for an empty file, and what was complete enough to keep when the text breaks off.
    """
    found = _UNPRINTABLE.search(source.text)
    if found:
        message = f"the character U+{ord(found.group()):04X} may not stand in a book"
        return None, (Flaw("bad-character", message, found.start(), found.end(), fatal=True),)
    reading = _Reading(source)
    try:
        reading.run()
    except yaml.YAMLError as error:
        reading.flaws.append(sentence_of(error, source))
    except _TooDeep as deep:
        message = f"lists and mappings stand more than {DEPTH_MAX} deep in one another"
        reading.flaws.append(Flaw("too-deep", message, deep.start, deep.start + 1, fatal=True))
    return reading.root, tuple(reading.flaws)


class _TooDeep(Exception):  # noqa: N818 - it ends a file, it is not shown
    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


class _Open:
    """A list or mapping whose end has not come yet; for a mapping, the key that waits for its value."""

    __slots__ = ("key", "keys", "node", "skip")

    def __init__(self, node: Items | Pairs) -> None:
        self.node = node
        self.key: Scalar | None = None
        self.skip = False
        """Whether the waiting key has been complained about and its value is dropped."""
        self.keys: set[str] = set()


class _Reading:
    """One file being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.flaws: list[Flaw] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._documents = 0

    def run(self) -> None:
        loader = _Loader(self.source.text)
        steps = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            event = loader.get_event()
            while event is not None and type(event) is not yaml.StreamEndEvent:
                step = steps.get(type(event))
                if step is not None:
                    step(event)
                event = loader.get_event()
        except (yaml.YAMLError, _TooDeep):
            self._leave_out_what_is_unfinished()
            raise
        finally:
            loader.dispose()

    def _leave_out_what_is_unfinished(self) -> None:
        """Keep only what stands complete before the place where the text cannot be read any further.

        Unfinished is the last entry of the innermost list or mapping, and the clause or example it belongs to.
        """
        depth = min(2, len(self._open))
        if depth and isinstance(self._open[0].node, Items):
            depth = 1
        if depth:
            node = self._open[depth - 1].node
            entries: list[Any] = node.items if isinstance(node, Items) else node.pairs
            if entries:
                entries.pop()

    # -- events ---------------------------------------------------------------------------------
    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            start = event.start_mark.index
            advice = "keep one document in a file: remove the line `---`"
            self.flaws.append(
                Flaw("several-documents", "a second document begins here", start, start + 3, advice)
            )

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
            start = self._past_properties(start)
        self._add(Scalar(self.source, start, end, event.value, event.style or ""))

    def _mapping(self, event: Any) -> None:
        self._properties(event)
        self._push(Pairs(self.source, event.start_mark.index, event.end_mark.index, [], bool(event.flow_style)))

    def _sequence(self, event: Any) -> None:
        self._properties(event)
        self._push(Items(self.source, event.start_mark.index, event.end_mark.index, []))

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        message = f"`*{event.anchor}` is an alias, and books have none"
        self.flaws.append(Flaw("alias", message, start, end, _ADVICE))
        self._add(Scalar(self.source, start, end, "", "*"))

    def _close(self, event: Any) -> None:
        done = self._open.pop()
        done.node.end = event.end_mark.index

    def _properties(self, event: Any) -> None:
        start = event.start_mark.index
        if event.anchor is not None:
            message = f"`&{event.anchor}` is an anchor, and books have none"
            self.flaws.append(Flaw("anchor", message, start, start + len(event.anchor) + 1, _ADVICE))
        elif event.tag is not None:
            text = self.source.text[start : start + 80].split()
            shown = text[0] if text and text[0].startswith("!") else event.tag
            self.flaws.append(
                Flaw("tag", f"`{shown}` is a tag, and books have none", start, start + len(shown), _ADVICE)
            )

    def _past_properties(self, start: int) -> int:
        found = _PROPERTIES.match(self.source.text, start)
        return found.end() if found else start

    # -- the tree -------------------------------------------------------------------------------
    def _push(self, node: Items | Pairs) -> None:
        if len(self._open) >= DEPTH_MAX:
            raise _TooDeep(node.start)
        self._add(node)
        self._open.append(_Open(node))

    def _add(self, node: Node) -> None:
        if not self._open:
            if self._documents <= 1:
                self.root = node
            return
        above = self._open[-1]
        if isinstance(above.node, Items):
            above.node.items.append(node)
        elif above.key is None and not above.skip:
            self._key(above, node)
        else:
            if above.key is not None:
                self._value(above, above.key, node)
            above.key, above.skip = None, False

    def _key(self, above: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            message = "a list or a mapping stands where a key is expected"
            self.flaws.append(Flaw("bad-key", message, node.start, node.start + 1, _QUOTE))
            above.skip = True
        elif node.text in above.keys:
            message = f"`{node.text}` stands here a second time"
            self.flaws.append(Flaw("duplicate-key", message, node.start, node.end, "keep one of the two"))
            above.skip = True
        else:
            above.key = node
            above.keys.add(node.text)

    def _value(self, above: _Open, key: Scalar, node: Node) -> None:
        mapping = above.node
        assert isinstance(mapping, Pairs)
        if mapping.flow and isinstance(node, Scalar) and node.is_empty:
            if not mapping.flawed:
                message = f"`{key.text}` has no value"
                self.flaws.append(Flaw("key-without-value", message, key.start, key.end, _QUOTE))
            mapping.flawed = True
            return
        mapping.pairs.append(Pair(key, node))


_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+")
_ADVICE = "write the value itself; text that begins with `&`, `*` or `!` belongs in quotes"
_QUOTE = "text with a comma or a colon belongs in quotes, or below the key after `|` or `>`"
