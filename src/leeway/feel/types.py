"""Which kinds of values are there? The types of FEEL and their names in text.

It describes types only; whether a value has one is asked in `coercion.py`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


class Type:
    """What every type is; its text is its FEEL name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SimpleType(Type):
    """A type by its FEEL name alone."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    """`list<item>`."""

    item: Type

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class RangeOf(Type):
    """`range<item>`."""

    item: Type

    def __str__(self) -> str:
        return f"range<{self.item}>"


@dataclass(frozen=True, slots=True)
class ContextOf(Type):
    """`context<name: type, …>`; more entries than these are allowed."""

    members: tuple[tuple[str, Type], ...]

    def __str__(self) -> str:
        return "context<" + ", ".join(f"{name}: {type_}" for name, type_ in self.members) + ">"


@dataclass(frozen=True, slots=True)
class FunctionOf(Type):
    """`function<type, …> -> result`."""

    parameters: tuple[Type, ...]
    result: Type

    def __str__(self) -> str:
        return "function<" + ", ".join(map(str, self.parameters)) + f"> -> {self.result}"


@dataclass(frozen=True, slots=True)
class OneOf(Type):
    """A type of which only some values are allowed, such as a declared list of texts."""

    base: Type
    values: tuple[Hashable, ...]

    def __str__(self) -> str:
        return str(self.base)


@dataclass(frozen=True, slots=True)
class Union(Type):
    """A value of any of these types; an optional fact is one of its type and Null."""

    members: tuple[Type, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.members))


ANY = SimpleType("Any")
NULL = SimpleType("Null")
NUMBER = SimpleType("number")
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_AND_TIME = SimpleType("date and time")
DAYS = SimpleType("days and time duration")
MONTHS = SimpleType("years and months duration")

SIMPLE = {
    type_.name: type_ for type_ in (ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_AND_TIME, DAYS, MONTHS)
}
"""Every type that one name stands for, by that name."""


SIZE_MAX = 200
"""How many parts a type may have that an expression makes; beyond that nothing more is told of it."""


def told(type_: Type) -> Type:
    """The same type, or Any for one of too many parts: a list of lists of lists would never end to be compared.

    >>> str(told(ListOf(NUMBER))), str(told(ContextOf((("a", NUMBER),) * 1_000)))
    ('list<number>', 'Any')
    """
    size, level = 0, [type_]
    while level:
        size += len(level)
        if size > SIZE_MAX:
            return ANY
        level = [part for each in level for part in _parts(each)]
    return type_


def _parts(type_: Type) -> tuple[Type, ...]:
    if isinstance(type_, ListOf | RangeOf):
        return (type_.item,)
    if isinstance(type_, ContextOf):
        return tuple(member for _, member in type_.members)
    return type_.members if isinstance(type_, Union) else ()


def optional(type_: Type) -> Union:
    """The type of something that may also be null.

    >>> str(optional(NUMBER))
    'number or Null'
    """
    return Union((type_, NULL))
