"""Which type has a value, does one type conform to another, and what converts without being asked?

Source: DMN 1.5, 10.3.2.9 (relations between types, type conversions). Explicit conversions such as
`number("1")` are built-in functions, in `builtins/conversion.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from leeway.feel.failure import Failed
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from leeway.feel.tree import Node
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
    SimpleType,
    Type,
    Union,
)
from leeway.feel.values import Function, Marker, Range, Value, same

NO_VALUE: Final = Marker("NO_VALUE")
"""What `convert` returns when a value cannot have the type."""

_CLASSES: dict[type, SimpleType] = {
    type(None): NULL,
    bool: BOOLEAN,
    Decimal: NUMBER,
    str: STRING,
    Date: DATE,
    Time: TIME,
    DateTime: DATE_AND_TIME,
    DaysDuration: DAYS,
    MonthsDuration: MONTHS,
}
_MIDNIGHT_UTC = Time(0, 0, Decimal(0), 0)


def type_of(value: Value) -> Type:
    """The most exact type of a value; a list of mixed items is a `list<Any>`.

    >>> str(type_of((Decimal(1), Decimal(2)))), str(type_of({"a": None}))
    ('list<number>', 'context<a: Null>')
    """
    simple = _CLASSES.get(type(value))
    if simple is not None:
        return simple
    if isinstance(value, tuple):
        return ListOf(_common([type_of(item) for item in value]))
    if isinstance(value, Range):
        return RangeOf(_common([type_of(end) for end in (value.low, value.high) if end is not None]))
    if isinstance(value, Function):
        parameters = tuple(each or ANY for each in value.types)
        return FunctionOf(parameters, value.result or _result_of(value))
    if isinstance(value, Mapping):
        return ContextOf(tuple((key, type_of(each)) for key, each in value.items()))
    return ANY


def _result_of(function: Function) -> Type:
    """The type of what a function that somebody wrote returns, as far as its text tells."""
    from leeway.feel.checking import check  # it stands above this module, and few functions are asked for it

    if not isinstance(function.body, Node):
        return ANY
    types = (each or ANY for each in function.types)
    return check(function.body, dict(zip(function.parameters, types, strict=True))).type


def has_exactly(value: Value, type_: Type) -> bool:
    """Whether a value is plainly of a simple type; false says nothing. It is the quick way of `has_type`."""
    return _CLASSES.get(type(value)) is type_ or (type_ is ANY and value is not None)


def _common(types: list[Type]) -> Type:
    if not types:
        return NULL
    widest = types[0]
    for each in types[1:]:
        if conforms(widest, each):
            widest = each
        elif not conforms(each, widest):
            return ANY
    return widest


def conforms(narrow: Type, wide: Type) -> bool:
    """Whether every value of the first type can stand where the second is asked for.

    >>> conforms(ListOf(NUMBER), ListOf(ANY)), conforms(ANY, NUMBER)
    (True, False)
    """
    if wide == ANY or narrow in (NULL, wide):
        return True
    if isinstance(narrow, Union):
        return all(conforms(each, wide) for each in narrow.members)
    if isinstance(wide, Union):
        return any(conforms(narrow, each) for each in wide.members)
    if isinstance(narrow, OneOf):
        return (
            conforms(narrow.base, wide)
            if not isinstance(wide, OneOf)
            else set(narrow.values) <= set(wide.values)
        )
    if isinstance(narrow, ListOf) and isinstance(wide, ListOf):
        return conforms(narrow.item, wide.item)
    if isinstance(narrow, RangeOf) and isinstance(wide, RangeOf):
        return conforms(narrow.item, wide.item)
    if isinstance(narrow, ContextOf) and isinstance(wide, ContextOf):
        members = dict(narrow.members)
        return all(name in members and conforms(members[name], type_) for name, type_ in wide.members)
    if isinstance(narrow, FunctionOf) and isinstance(wide, FunctionOf):
        return _function_conforms(narrow, wide)
    return False


def _function_conforms(narrow: FunctionOf, wide: FunctionOf) -> bool:
    if len(narrow.parameters) != len(wide.parameters):
        return False
    pairs = zip(wide.parameters, narrow.parameters, strict=True)
    return all(conforms(given, taken) for given, taken in pairs) and conforms(narrow.result, wide.result)


def is_instance(value: Value, type_: Type) -> bool:
    """What `value instance of type` answers: null is an instance of Null only.

    Source: DMN 1.5, table of type-checking in 10.3.2.13.
    """
    if value is None:
        return type_ == NULL
    return has_type(value, type_)


def has_type(value: Value, type_: Type) -> bool:
    """Whether a value, or null, may stand where the type is asked for, without any conversion."""
    if value is None or type_ is ANY:
        return True
    if isinstance(type_, SimpleType):
        simple = _CLASSES.get(type(value))
        return simple is type_ or type_ in (simple, ANY)
    if isinstance(type_, ListOf):
        return isinstance(value, tuple) and (
            type_.item is ANY or all(has_type(item, type_.item) for item in value)
        )
    if isinstance(type_, ContextOf):
        return isinstance(value, Mapping) and all(
            name in value and has_type(value[name], member) for name, member in type_.members
        )
    if isinstance(type_, OneOf):
        return any(same(value, each) for each in type_.values)
    if isinstance(type_, Union):
        return any(has_type(value, each) for each in type_.members)
    if isinstance(type_, FunctionOf) and type_.result is ANY and isinstance(value, Function):
        return conforms(FunctionOf(tuple(each or ANY for each in value.types), ANY), type_)
    return conforms(type_of(value), type_)


def convert(value: Value, type_: Type) -> Value:
    """The value as the type, after the implicit conversions; NO_VALUE when there is none.

    A list of one item stands for the item, an item for a list of it, a date for its midnight in UTC.

    >>> convert((Decimal(1),), NUMBER), convert("a", ListOf(STRING)), convert("a", NUMBER)
    (Decimal('1'), ('a',), NO_VALUE)
    """
    if has_type(value, type_):
        return value
    if type_ == DATE_AND_TIME and isinstance(value, Date):
        return DateTime(value, _MIDNIGHT_UTC)
    if isinstance(value, tuple) and len(value) == 1 and not isinstance(value[0], tuple):
        return convert(value[0], type_) if not isinstance(type_, ListOf) else NO_VALUE
    if isinstance(type_, ListOf) and not isinstance(value, tuple) and has_type(value, type_.item):
        return (value,)
    return NO_VALUE


def coerce(value: Value, type_: Type) -> Value:
    """The value as the type, as when it is bound to a typed variable or parameter.

    Raises: Failed when it cannot have the type.
    """
    converted = convert(value, type_)
    if converted is NO_VALUE:
        raise Failed("wrong-type", f"the value is a {type_of(value)}, not a {type_}")
    return converted
