"""What can be done with a type? Its alternatives, whether it may be null, and its name in words."""

from __future__ import annotations

from collections.abc import Iterable

from leeway.feel.coercion import conforms
from leeway.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    STRING,
    TIME,
    ContextOf,
    FunctionOf,
    ListOf,
    OneOf,
    RangeOf,
    Type,
    Union,
)

ORDERED = frozenset({NUMBER, STRING, DATE, TIME, DATE_AND_TIME, DAYS, MONTHS})
"""The types whose values come before and after each other."""

_ALTERNATIVES_MAX = 6


def alternatives(type_: Type) -> tuple[Type, ...]:
    """The types a value of this type may have, each of them a single one; null is left out."""
    if isinstance(type_, Union):
        return tuple(one for each in type_.members for one in alternatives(each))
    return () if type_ is NULL or type_ == NULL else (type_,)


def may_be_null(type_: Type) -> bool:
    """Whether null is among the values; of Any that is not known and not supposed."""
    if isinstance(type_, Union):
        return any(map(may_be_null, type_.members))
    return type_ is NULL or type_ == NULL


def without_null(type_: Type) -> Type:
    """The type once null is excluded."""
    return joined(alternatives(type_)) if isinstance(type_, Union) and may_be_null(type_) else type_


def base(type_: Type) -> Type:
    """The type without its list of allowed values."""
    return type_.base if isinstance(type_, OneOf) else type_


def joined(types: Iterable[Type]) -> Type:
    """One type for values of any of these; Any when they are too many to list.

    >>> str(joined([NUMBER, NUMBER, STRING])), str(joined([]))
    ('number or string', 'Null')
    """
    kept: list[Type] = []
    for each in types:
        for one in each.members if isinstance(each, Union) else (each,):
            if one == ANY:
                return ANY
            if not any(one == other or (NULL not in (one, other) and conforms(one, other)) for other in kept):
                kept = [other for other in kept if NULL in (one, other) or not conforms(other, one)] + [one]
    if len(kept) > _ALTERNATIVES_MAX:
        return ANY
    if len(kept) == 1:
        return kept[0]
    return Union(tuple(kept)) if kept else NULL


def item_of(type_: Type) -> Type:
    """The type of the items that a loop over such a value meets."""
    return joined(each.item if isinstance(each, ListOf | RangeOf) else each for each in alternatives(type_))


def is_same_kind(a: Type, b: Type) -> bool:
    """Whether values of two single types can be compared with `=`; of lists, item by item."""
    a, b = base(a), base(b)
    if ANY in (a, b) or a == b:
        return True
    if isinstance(a, ListOf | RangeOf) and isinstance(b, ListOf | RangeOf):
        return type(a) is type(b) and (_may_be_same_kind(a.item, b.item))
    return isinstance(a, ContextOf | FunctionOf) and type(a) is type(b)


def _may_be_same_kind(a: Type, b: Type) -> bool:
    """Whether items of two lists may be comparable; a list without items is comparable to any."""
    known = (alternatives(a), alternatives(b))
    return not all(known) or any(is_same_kind(one, other) for one in known[0] for other in known[1])


def are_same_kind(a: Type, b: Type) -> bool:
    """Whether all values of two types can be compared with `=`, null aside."""
    return all(is_same_kind(one, other) for one in alternatives(a) for other in alternatives(b))


def in_words(type_: Type) -> str:
    """A type as a reader of policies calls it.

    >>> in_words(STRING), in_words(ListOf(NUMBER)), in_words(Union((DATE, NULL)))
    ('a text', 'a list of numbers', 'a date or null')
    """
    if isinstance(type_, Union):
        return " or ".join(map(in_words, type_.members))
    kind = base(type_)
    if isinstance(kind, ListOf) and base(kind.item) in _SEVERAL:
        return f"a list of {_SEVERAL[base(kind.item)]}"
    for structure, words in _STRUCTURES:
        if isinstance(kind, structure):
            return words
    return _WORDS.get(kind, f"a {kind}")


_SEVERAL: dict[Type, str] = {
    **{type_: f"{type_}s" for type_ in (NUMBER, DATE, TIME)},
    STRING: "texts",
    BOOLEAN: "true or false",
}
_WORDS: dict[Type, str] = {STRING: "a text", BOOLEAN: "true or false", NULL: "null", ANY: "anything"}
_STRUCTURES: tuple[tuple[type[Type], str], ...] = (
    (ListOf, "a list"),
    (RangeOf, "a range"),
    (ContextOf, "a record"),
    (FunctionOf, "a function"),
)
