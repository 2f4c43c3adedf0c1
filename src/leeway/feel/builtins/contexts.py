"""Which functions build and read contexts? get value, get entries, context, context put, context merge.

Source: DMN 1.5, 10.3.4.11.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.types import ANY, STRING, ContextOf, ListOf
from leeway.feel.values import Value

type Context = Mapping[str, Value]

_CONTEXT = ContextOf(())
_ENTRIES = ListOf(ContextOf((("key", STRING), ("value", ANY))))


def _get_entries(_env: Environment, context: Context) -> tuple[Context, ...]:
    return tuple(MappingProxyType({"key": key, "value": value}) for key, value in context.items())


def _context(_env: Environment, entries: tuple[Context, ...]) -> Context:
    made: dict[str, Value] = {}
    for entry in entries:
        if entry is None or entry["key"] is None:
            raise Failed("null-argument", "an entry has no key")
        if entry["key"] in made:
            raise Failed("duplicate-key", f"the key `{entry['key']}` appears twice")
        made[entry["key"]] = entry["value"]
    return MappingProxyType(made)


def _put(_env: Environment, context: Context, key: str, value: Value) -> Context:
    return MappingProxyType({**context, key: value})


def _put_deep(env: Environment, context: Context, keys: tuple[str | None, ...], value: Value) -> Context:
    key, *deeper = keys or (None,)
    if key is None:
        raise Failed("null-argument", "there is no key")
    if not deeper:
        return _put(env, context, key, value)
    inner = context.get(key)
    if not isinstance(inner, Mapping):
        raise Failed("wrong-type", f"the value of `{key}` is not a context")
    return _put(env, context, key, _put_deep(env, inner, tuple(deeper), value))


def _merge(_env: Environment, contexts: tuple[Context, ...]) -> Context:
    merged: dict[str, Value] = {}
    for context in contexts:
        if context is None:
            raise Failed("null-argument", "one of the contexts is null")
        merged.update(context)
    return MappingProxyType(merged)


_INTO = Parameter("context", _CONTEXT)
_VALUE = Parameter("value", ANY, nullable=True)

FUNCTIONS = (
    Builtin(
        "get value",
        (
            signature(
                lambda _env, context, key: context.get(key),
                ANY,
                Parameter("m", _CONTEXT),
                Parameter("key", STRING),
            ),
        ),
    ),
    Builtin("get entries", (signature(_get_entries, _ENTRIES, Parameter("m", _CONTEXT)),)),
    Builtin("context", (signature(_context, _CONTEXT, Parameter("entries", _ENTRIES)),)),
    Builtin(
        "context put",
        (
            signature(_put, _CONTEXT, _INTO, Parameter("key", STRING), _VALUE),
            signature(_put_deep, _CONTEXT, _INTO, Parameter("keys", ListOf(STRING)), _VALUE),
        ),
    ),
    Builtin("context merge", (signature(_merge, _CONTEXT, Parameter("contexts", ListOf(_CONTEXT))),)),
)
"""The functions of this module."""
