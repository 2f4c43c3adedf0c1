"""Which schema lets an editor complete and check a book's files? JSON Schema, made from `keys.py`.

Editors type YAML's scalars before they check them (`no` becomes a boolean there), so a text may be any scalar
here; the loader is stricter. Start reading at `json_schema`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway.policy.keys import FORMAT
from leeway.policy.shape import Anything, Either, Fork, Kind, Many, Named, OneOrMany, Record, Table, Word

if TYPE_CHECKING:
    from collections.abc import Callable

type Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
# What a scalar of each form may be once an editor has typed it.
_FORMS: dict[str, Schema] = {
    "text": {"type": _SCALAR},
    "number": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]},
    "whole": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]},
    "yes or no": {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date and time": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]"},
}


def json_schema(kind: str = "book") -> Schema:
    """The JSON Schema (draft 2020-12) of one sort of file: `book`, `policy` or `examples`.

    A book in one file has the schema `book`, like the head of a folder.

    Raises: KeyError for another sort of file.

    >>> json_schema("policy")["properties"]["rules"]["additionalProperties"]["required"]
    ['forbid']
    """
    roots: dict[str, Kind] = {"book": FORMAT.book, "policy": FORMAT.policy, "examples": FORMAT.examples}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Leeway: {kind}",
        **_schema(roots[kind]),
        "$defs": {name: _schema(each) for name, each in FORMAT.definitions.items()},
    }


def _schema(kind: Kind) -> Schema:
    return _BY_KIND[type(kind)](kind)


def _word(kind: Word) -> Schema:
    if kind.form == "choice":
        return {"enum": list(kind.choices)}
    found = dict(_FORMS[kind.form])
    if kind.least is not None:
        found["anyOf"] = [{**found["anyOf"][0], "minimum": kind.least}, *found["anyOf"][1:]]
    return found


def _many(kind: Many) -> Schema:
    return {"type": "array", "items": _schema(kind.item)}


def _one_or_many(kind: OneOrMany) -> Schema:
    return {"anyOf": [_schema(kind.item), _many(Many(kind.item))]}


def _table(kind: Table) -> Schema:
    return {"type": "object", "additionalProperties": _schema(kind.value)}


def _record(kind: Record) -> Schema:
    found: Schema = {
        "type": ["object", "null"] if kind.may_be_empty else "object",
        "properties": {name: {**_schema(key.kind), "description": key.doc} for name, key in kind.keys.items()},
        "additionalProperties": False,
    }
    if required := [name for name, key in kind.keys.items() if key.required]:
        found["required"] = required
    return found


def _either(kind: Either) -> Schema:
    return {"anyOf": [_schema(part) for part in (kind.scalar, kind.items, kind.pairs) if part is not None]}


def _fork(kind: Fork) -> Schema:
    marked = {"anyOf": [{"required": [mark]} for mark in sorted(kind.marks)]}
    return {"if": marked, "then": _schema(kind.record), "else": _schema(kind.table), "type": "object"}


def _named(kind: Named) -> Schema:
    return {"$ref": f"#/$defs/{kind.name}"}


def _anything(_kind: Anything) -> Schema:
    return {}


_BY_KIND: dict[type[Kind], Callable[[Any], Schema]] = {
    Word: _word,
    Many: _many,
    OneOrMany: _one_or_many,
    Table: _table,
    Record: _record,
    Either: _either,
    Fork: _fork,
    Named: _named,
    Anything: _anything,
}
