"""What is the stable JSON form of a decision and of a request? Read back, it is the same, to the last digit.

Every field has its own name; a field at its default is left out, so that records stay short and
older ones can be read when a field is added. Values of FEEL are written by `values.py`.
Start reading at `to_json`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from typing import Any, Final, get_args, get_origin, get_type_hints

from leeway.decide.decision import Decision
from leeway.decide.form.values import FormError, from_form, instant_from_text, instant_to_text, to_form
from leeway.decide.request import Request
from leeway.ledger import Meter
from leeway.policy import Trust

KINDS: Final[dict[str, type]] = {"leeway decision 1": Decision, "leeway request 1": Request}
"""What a form may be, by the text under its `form` key."""

type _Part = tuple[str, Any, Callable[[Any], Any]]

_NAMES: Final[dict[str, Any]] = {"Meter": Meter, "Trust": Trust, "Mapping": Mapping, "datetime": datetime}


def to_json(value: Decision | Request) -> dict[str, Any]:
    """A decision or request as plain JSON: texts, whole numbers, booleans, null, lists and objects.

    Raises: FormError when a value in it has no JSON form.
    """
    for name, kind in KINDS.items():
        if type(value) is kind:
            return {"form": name, **_object(value)}
    raise FormError(f"a {type(value).__name__} is neither a decision nor a request")


def from_json(form: Mapping[str, Any]) -> Decision | Request:
    """The decision or request that `to_json` wrote.

    Raises: FormError, with the place in the form, when it is not what `to_json` writes.
    """
    name = form.get("form")
    if not isinstance(name, str) or name not in KINDS:
        raise FormError(f"expected `form` to be one of: {', '.join(KINDS)}")
    read = _read_object({key: item for key, item in form.items() if key != "form"}, KINDS[name], path=name)
    assert isinstance(read, Decision | Request)
    return read


def _object(value: Any) -> dict[str, Any]:
    all_of, parts = _parts(type(value))  # type: ignore[arg-type]  # types can be hashed
    written = {}
    for (name, usual, write), inner in zip(parts, all_of(value), strict=True):
        if inner is usual or (inner == usual and type(inner) is type(usual)):
            continue
        written[name] = inner if type(inner) in _AS_THEY_ARE else write(inner)
    return written


_AS_THEY_ARE: Final = frozenset({str, int, bool, types.NoneType})
"""Values of these types are their own form, whatever the field; most fields are of them."""


@cache
def _parts(kind: Any) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[_Part, ...]]:
    """What gives all fields of a class at once; of each its name, its default, and how it is written."""
    hints, usual = _hints(kind), _defaults(kind)
    parts = tuple((name, usual[name], _writer(hints[name])) for name in usual)
    if len(parts) == 1:
        (only,) = usual
        return lambda value: (getattr(value, only),), parts
    return attrgetter(*usual), parts


def _writer(hint: Any) -> Callable[[Any], Any]:
    inner = _item_hint(hint)
    if get_origin(hint) is tuple and not _is_pairs(hint) and _has_fields(inner):
        return lambda value: [_object(item) for item in value]
    return partial(_write, hint=hint)


def _write(value: Any, hint: Any) -> Any:
    if hint is Any:
        return to_form(value)
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if _has_fields(type(value)):  # type: ignore[arg-type]  # types can be hashed
        return _object(value)
    if isinstance(value, Enum):
        return value.name.lower()
    if isinstance(value, datetime):
        return instant_to_text(value)
    inner = _item_hint(hint)
    if isinstance(value, Mapping):
        return {key: _write(item, inner) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if _is_pairs(hint):
        return [[name, to_form(item)] for name, item in value]
    return [_write(item, inner) for item in value]


def _read_object(form: Any, kind: type, *, path: str) -> Any:
    if not isinstance(form, Mapping):
        raise FormError("expected an object", path=path)
    known = _defaults(kind)
    for name in form:
        if name not in known:
            raise FormError(f"unknown field `{name}`", path=path)
    for name, usual in known.items():
        if name not in form and usual is MISSING:
            raise FormError(f"the field `{name}` is missing", path=path)
    hints = _hints(kind)
    return kind(**{name: _read(item, hints[name], path=f"{path}.{name}") for name, item in form.items()})


def _read(form: Any, hint: Any, *, path: str) -> Any:
    if hint is Any:
        return from_form(form, path=path)
    if get_origin(hint) is types.UnionType:
        if form is None:
            return None
        hint = next(part for part in get_args(hint) if part is not type(None))
    if _has_fields(hint):
        return _read_object(form, hint, path=path)
    if get_origin(hint) is not None:
        return _read_many(form, hint, path=path)
    return _read_one(form, hint, path=path)


def _read_one(form: Any, hint: Any, *, path: str) -> Any:
    if hint is datetime or issubclass(hint, Enum):
        if not isinstance(form, str):
            raise FormError("expected a text", path=path)
        try:
            return instant_from_text(form) if hint is datetime else hint[form.upper()]
        except (ValueError, KeyError):
            raise FormError(f"`{form}` is not possible here", path=path) from None
    if type(form) is not hint:
        raise FormError(f"expected {_WORDS[hint]}", path=path)
    return form


_WORDS: Final[dict[Any, str]] = {str: "a text", int: "a whole number", bool: "true or false"}


def _read_many(form: Any, hint: Any, *, path: str) -> Any:
    inner = _item_hint(hint)
    if get_origin(hint) is Mapping:
        if not isinstance(form, Mapping):
            raise FormError("expected an object", path=path)
        return {key: _read(item, inner, path=f"{path}.{key}") for key, item in form.items()}
    if not isinstance(form, list):
        raise FormError("expected a list", path=path)
    if _is_pairs(hint):
        return tuple(_pair(item, path=f"{path}[{number}]") for number, item in enumerate(form))
    read = [_read(item, inner, path=f"{path}[{number}]") for number, item in enumerate(form)]
    return frozenset(read) if get_origin(hint) is frozenset else tuple(read)


def _pair(form: Any, *, path: str) -> tuple[str, Any]:
    if not isinstance(form, list) or len(form) != len(("name", "value")) or not isinstance(form[0], str):
        raise FormError("expected a name and a value", path=path)
    return form[0], from_form(form[1], path=path)


@cache
def _is_pairs(hint: Any) -> bool:
    inner = _item_hint(hint)
    return get_origin(inner) is tuple


@cache
def _item_hint(hint: Any) -> Any:
    """What the items of a tuple, set or mapping are."""
    arguments = get_args(hint)
    if get_origin(hint) is types.UnionType:
        return _item_hint(next(part for part in arguments if part is not type(None)))
    return arguments[1] if get_origin(hint) is Mapping else (arguments[0] if arguments else Any)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


@cache
def _has_fields(kind: Any) -> bool:
    """Whether it is a dataclass or a named tuple."""
    return is_dataclass(kind) or hasattr(kind, "_field_defaults")


@cache
def _defaults(kind: Any) -> Mapping[str, Any]:
    """What each field is when it is left out; MISSING for those that must be given."""
    if is_dataclass(kind):
        return {each.name: _default(each) for each in fields(kind)}
    return {name: kind._field_defaults.get(name, MISSING) for name in kind._fields}


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default
