"""Which functions work on texts? substring, contains, replace, matches, split, string join …

Source: DMN 1.5, 10.3.4.3. Characters are Unicode code points; patterns are those of XPath.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from leeway.feel.builtins.lists import count_of, index_of_position
from leeway.feel.builtins.signature import Builtin, Environment, Parameter, signature
from leeway.feel.failure import Failed
from leeway.feel.patterns import TEXT_LENGTH_MAX, Pattern, compile_pattern
from leeway.feel.types import BOOLEAN, NUMBER, STRING, ListOf, Type
from leeway.feel.values import Value

_STRING = Parameter("string", STRING)
_MATCH = Parameter("match", STRING)
_PATTERN = (Parameter("input", STRING), Parameter("pattern", STRING))
_FLAGS = Parameter("flags", STRING, optional=True)


def _substring(_env: Environment, text: str, start: Decimal, length: Decimal | None) -> str:
    first = index_of_position(start, len(text))
    if length is None:
        return text[first:]
    return text[first : first + count_of(length, len(text) - first)]


def _before(_env: Environment, text: str, match: str) -> str:
    return text.partition(match)[0] if match and match in text else ""


def _after(_env: Environment, text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


def _pattern(env: Environment, pattern: str, flags: str | None = None) -> Pattern:
    return compile_pattern(pattern, flags or "", linear_only=env.in_book)


def _matches(env: Environment, text: str, pattern: str, flags: str | None) -> bool:
    env.spend(len(text) // 16)
    return _pattern(env, pattern, flags).matches(text)


def _replace(env: Environment, text: str, pattern: str, replacement: str, flags: str | None) -> str:
    env.spend(2 * len(text))  # there may be as many places as characters
    return _pattern(env, pattern, flags).replace(text, replacement)


def _split(env: Environment, text: str, delimiter: str) -> tuple[str, ...]:
    env.spend(len(text) // 16)
    parts = _pattern(env, delimiter).split(text)
    env.spend(2 * len(parts))
    return parts


def _join(_env: Environment, texts: tuple[str | None, ...], delimiter: str | None) -> str:
    kept = [text for text in texts if text is not None]
    between = delimiter or ""
    if sum(map(len, kept)) + len(between) * len(kept) > 2 * TEXT_LENGTH_MAX:
        raise Failed("text-too-long", "the joined text is too long")
    return between.join(kept)


def _of_string(name: str, run: Callable[..., Value], result: Type, *more: Parameter) -> Builtin:
    return Builtin(name, (signature(run, result, _STRING, *more),))


FUNCTIONS = (
    _of_string(
        "substring",
        _substring,
        STRING,
        Parameter("start position", NUMBER),
        Parameter("length", NUMBER, optional=True),
    ),
    _of_string("string length", lambda _env, text: Decimal(len(text)), NUMBER),
    _of_string("upper case", lambda _env, text: text.upper(), STRING),
    _of_string("lower case", lambda _env, text: text.lower(), STRING),
    _of_string("substring before", _before, STRING, _MATCH),
    _of_string("substring after", _after, STRING, _MATCH),
    _of_string("contains", lambda _env, text, match: match in text, BOOLEAN, _MATCH),
    _of_string("starts with", lambda _env, text, match: text.startswith(match), BOOLEAN, _MATCH),
    _of_string("ends with", lambda _env, text, match: text.endswith(match), BOOLEAN, _MATCH),
    Builtin("matches", (signature(_matches, BOOLEAN, *_PATTERN, _FLAGS),)),
    Builtin("replace", (signature(_replace, STRING, *_PATTERN, Parameter("replacement", STRING), _FLAGS),)),
    _of_string("split", _split, ListOf(STRING), Parameter("delimiter", STRING)),
    Builtin(
        "string join",
        (
            signature(
                _join, STRING, Parameter("list", ListOf(STRING)), Parameter("delimiter", STRING, optional=True)
            ),
        ),
    ),
)
"""The functions of this module."""
