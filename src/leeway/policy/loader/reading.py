"""Does a file have the shape that the format asks for? Raw nodes against `keys.py`, every misfit reported.

What comes back fits: a scalar where a scalar belongs, a list, `Rows`, or `Fields` whose keys are known. Values
that do not fit are left out after their report, so that reading goes on. What it all means is for the modules
beside this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from leeway.policy.diagnostics import did_you_mean, listed
from leeway.policy.keys import CIRCUMSTANCE, FORMAT, GUIDELINE, RULE, SITUATION
from leeway.policy.loader.text import Items, Pairs, Scalar
from leeway.policy.shape import Anything, Either, Fork, Kind, Many, Named, OneOrMany, Record, Table, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leeway.policy.loader.report import Report
    from leeway.policy.loader.text import Node

_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_WHOLE = re.compile(r"-?[0-9]{1,12}")


@dataclass(slots=True, eq=False)
class Row:
    """One entry of a table: its key as it stands in the file, and what was read under it."""

    key: Scalar
    value: Any

    @property
    def name(self) -> str:
        """The key's text."""
        return self.key.text


class Rows(list[Row]):
    """A table as it was read, in the order of the file."""


class Fields:
    """A record as it was read; keys that are absent or did not fit give nothing."""

    __slots__ = ("_rows", "node")

    def __init__(self, node: Node, rows: dict[str, Row]) -> None:
        self.node = node
        self._rows = rows

    @classmethod
    def of_list(cls, node: Node, key: str, found: list[Any]) -> Fields:
        """A file that is a list, as if the list stood under a key."""
        return cls(node, {key: Row(Scalar(node.source, node.start, node.start + 1, key, ""), found)})

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def get(self, key: str) -> Any:
        """What was read under a key, in whatever form its kind has."""
        row = self._rows.get(key)
        return row.value if row else None

    def at(self, key: str) -> Node:
        """Where to point when a key is meant: the key itself, or the record when it is absent."""
        row = self._rows.get(key)
        return row.key if row else self.node

    def scalar(self, key: str) -> Scalar | None:
        """The scalar under a key."""
        found = self.get(key)
        return found if isinstance(found, Scalar) else None

    def text(self, key: str) -> str | None:
        """The text under a key, without white space around it."""
        found = self.scalar(key)
        return found.text.strip() if found else None

    def flag(self, key: str) -> bool:
        """Whether `true` stands under a key."""
        return self.text(key) == "true"

    def whole(self, key: str, default: int) -> int:
        """The whole number under a key."""
        found = self.text(key)
        return default if found is None else int(found)

    def scalars(self, key: str) -> list[Scalar]:
        """The scalars listed under a key."""
        found = self.get(key)
        return [each for each in found if isinstance(each, Scalar)] if isinstance(found, list) else []

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts listed under a key."""
        return tuple(each.text.strip() for each in self.scalars(key))

    def rows(self, key: str) -> Rows:
        """The table under a key; empty when there is none."""
        found = self.get(key)
        return found if isinstance(found, Rows) else Rows()


class Reader:
    """Reads nodes by kinds and reports what does not fit."""

    def __init__(self, report: Report, *, broken_off: bool = False) -> None:
        self._report = report
        self._broken_off = broken_off
        """Whether the file could not be read to its end: then nothing is missing, only not yet read."""
        self._by_kind: dict[type[Kind], Callable[[Node, Any, str], Any]] = {
            Word: self._word,
            Many: self._many,
            OneOrMany: self._one_or_many,
            Table: self._table,
            Record: self._record,
            Either: self._either,
            Fork: self._fork,
            Named: self._named,
            Anything: self._anything,
        }

    def read(self, node: Node, kind: Kind, name: str) -> Any:
        """What a node says as this kind; None when it does not fit. `name` is what the file calls it."""
        return self._by_kind[type(kind)](node, kind, name)

    # -- scalars --------------------------------------------------------------------------------
    def _word(self, node: Node, kind: Word, name: str) -> Any:
        if type(node) is not Scalar:
            return self._misfit(node, kind.says, name)
        if node.style == "*":
            return None
        if not node.text.strip():
            self._report.at(node, "missing-value", f"`{name}` has no value", help=f"it is {kind.says}")
            return None
        if kind.form == "text" or self._fits(node, kind, name):
            return node
        return None

    def _fits(self, node: Scalar, kind: Word, name: str) -> bool:
        text = node.text.strip()
        advice = None
        if kind.form == "choice":
            fits = text in kind.choices
            advice = None if fits else did_you_mean(text, kind.choices)
        elif kind.form == "yes or no":
            fits, advice = text in ("true", "false"), "write `true` or `false`"
        elif kind.form == "date":
            fits = _is_date(text)
        elif kind.form == "date and time":
            fits = _is_moment(text)
        elif kind.form == "number":
            fits = bool(_NUMBER.fullmatch(text))
        else:
            fits = bool(_WHOLE.fullmatch(text)) and (kind.least is None or int(text) >= kind.least)
        if not fits:
            self._report.at(
                node, "wrong-type", f"`{text}` is not {kind.says}, as `{name}` must be", help=advice
            )
        return fits

    def _anything(self, node: Node, _kind: Anything, name: str) -> Node | None:
        if isinstance(node, Scalar) and (node.is_empty or node.style == "*"):
            if node.is_empty:
                self._report.at(node, "missing-value", f"`{name}` has no value")
            return None
        return node

    # -- lists ----------------------------------------------------------------------------------
    def _many(self, node: Node, kind: Many, name: str) -> Any:
        if type(node) is not Items:
            return self._misfit(node, "a list", name)
        found = (self.read(item, kind.item, _item_name(kind.item, name)) for item in node.items)
        return [each for each in found if each is not None]

    def _one_or_many(self, node: Node, kind: OneOrMany, name: str) -> Any:
        if type(node) is Items:
            return self._many(node, Many(kind.item), name)
        found = self.read(node, kind.item, _item_name(kind.item, name))
        return None if found is None else [found]

    # -- mappings -------------------------------------------------------------------------------
    def _table(self, node: Node, kind: Table, name: str) -> Any:
        if type(node) is not Pairs:
            return self._misfit(node, f"a mapping of {kind.keys}", name)
        rows = Rows()
        for pair in node.pairs:
            value = self.read(pair.value, kind.value, pair.key.text)
            if value is not None:
                rows.append(Row(pair.key, value))
        return rows

    def _record(self, node: Node, kind: Record, name: str) -> Any:
        if type(node) is not Pairs:
            if kind.may_be_empty and isinstance(node, Scalar) and (node.is_empty or node.is_null):
                return Fields(node, {})
            return self._misfit(node, f"a mapping, {kind.says} and its keys", name)
        rows: dict[str, Row] = {}
        for pair in node.pairs:
            key = kind.keys.get(pair.key.text)
            if key is None:
                self._unknown_key(pair.key, kind)
                continue
            value = self.read(pair.value, key.kind, pair.key.text)
            if value is not None:
                rows[pair.key.text] = Row(pair.key, value)
        self._missing(node, kind, name)
        return Fields(node, rows)

    def _missing(self, node: Pairs, kind: Record, name: str) -> None:
        if self._broken_off:
            return
        present = {pair.key.text for pair in node.pairs}
        for key, about in kind.keys.items():
            if about.required and key not in present:
                where = "" if name == kind.says else f" `{name}`"
                self._report.at(node, "missing-key", f"{kind.says}{where} has no `{key}`", help=about.doc)

    def _unknown_key(self, key: Scalar, kind: Record) -> None:
        advice = None if self._report.is_full else did_you_mean(key.text, kind.keys)
        elsewhere = [each.says for each in (RULE, GUIDELINE, SITUATION, CIRCUMSTANCE) if key.text in each.keys]
        if elsewhere and not (advice or "").startswith("did"):
            advice = f"`{key.text}` belongs to " + " or ".join(elsewhere)
        self._report.at(key, "unknown-key", f"`{key.text}` is no key of {kind.says}", help=advice)

    # -- choices --------------------------------------------------------------------------------
    def _either(self, node: Node, kind: Either, name: str) -> Any:
        if isinstance(node, Scalar):
            chosen = kind.scalar
            if node.is_empty and isinstance(kind.pairs, Record) and kind.pairs.may_be_empty:
                chosen = kind.pairs
        else:
            chosen = kind.items if isinstance(node, Items) else kind.pairs
        return self._misfit(node, kind.says, name) if chosen is None else self.read(node, chosen, name)

    def _fork(self, node: Node, kind: Fork, name: str) -> Any:
        assert isinstance(node, Pairs)
        is_record = any(pair.key.text in kind.marks for pair in node.pairs)
        return self.read(node, kind.record if is_record else kind.table, name)

    def _named(self, node: Node, kind: Named, name: str) -> Any:
        return self.read(node, FORMAT.definitions[kind.name], name)

    def _misfit(self, node: Node, says: str, name: str) -> Any:
        """Report that a node is of another kind; the answer is None, what is read of it."""
        if (isinstance(node, Scalar) and node.style == "*") or (isinstance(node, Pairs) and node.flawed):
            return None
        if isinstance(node, Scalar) and node.is_empty:
            self._report.at(node, "missing-value", f"`{name}` has no value", help=f"it is {says}")
            return None
        found = {Items: "a list", Pairs: "a mapping"}.get(type(node))
        if isinstance(node, Scalar):
            found = f"the text `{_short(node.text)}`"
        self._report.at(node, "wrong-type", f"`{name}` is {says}, not {found}", help=_flow_advice(node))
        return None


def _item_name(kind: Kind, name: str) -> str:
    """What an entry of a list is called: a record has no name of its own there."""
    record = kind.pairs if isinstance(kind, Either) else kind
    return record.says if isinstance(record, Record) else name


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) > 10


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _flow_advice(node: Node) -> str | None:
    if isinstance(node, Pairs) and (node.flow or len(node.pairs) == 1):
        keys = listed(_short(pair.key.text) for pair in node.pairs[:1])
        return f"if {keys} is part of a sentence, put the whole text in quotes, or below the key after `|`"
    return None
