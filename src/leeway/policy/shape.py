"""Of which shapes is a book's file made? The kinds of entries that `keys.py` describes the format with.

One description serves three readers: the loader checks files by it, `schema.py` makes the JSON Schema for
editors from it, and the reference page of the format is made from it. It holds no meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind:
    """What every kind of entry is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Word(Kind):
    """One scalar: `says` names it in a sentence (`a text`), `form` is what its text must look like.

    `form` is `text`, `number`, `whole`, `yes or no`, `date`, `date and time` or `choice`.
    """

    says: str
    form: str = "text"
    choices: tuple[str, ...] = ()
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """A list of entries of one kind."""

    item: Kind


@dataclass(frozen=True, slots=True)
class OneOrMany(Kind):
    """One entry, or a list of such."""

    item: Kind


@dataclass(frozen=True, slots=True)
class Table(Kind):
    """A mapping whose keys the writer chooses; `keys` says what they are (`fact names`)."""

    keys: str
    value: Kind


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: what stands under it, and a sentence on what it is for."""

    kind: Kind
    doc: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Record(Kind):
    """A mapping with known keys; `says` names it in a sentence (`a rule`)."""

    says: str
    keys: Mapping[str, Key]
    may_be_empty: bool = False
    """Whether `name:` with nothing after it stands for a record without keys."""


@dataclass(frozen=True, slots=True)
class Either(Kind):
    """What it is shows in its form: a scalar, a list or a mapping, each with its own kind."""

    says: str
    scalar: Kind | None = None
    items: Kind | None = None
    pairs: Kind | None = None


@dataclass(frozen=True, slots=True)
class Fork(Kind):
    """A mapping that is a record when it has one of the `marks` as a key, else a table."""

    marks: frozenset[str]
    record: Kind
    table: Kind


@dataclass(frozen=True, slots=True)
class Named(Kind):
    """A kind by its name in `DEFINITIONS`, so that kinds may contain themselves."""

    name: str


@dataclass(frozen=True, slots=True)
class Anything(Kind):
    """A value whose kind only the book's own facts tell."""

    says: str


@dataclass(frozen=True, slots=True)
class Format:
    """The whole format: what may stand at the root of each sort of file, and the named kinds."""

    book: Record
    policy: Record
    examples: Kind
    definitions: Mapping[str, Kind] = field(default_factory=dict)
