"""How tests call a built-in: with plain Python values, in an evaluation that has plenty of fuel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from leeway.feel import builtins, temporal
from leeway.feel.failure import Failed
from leeway.feel.temporal import DateTime
from leeway.feel.values import Function, Value, freeze


@dataclass
class Desk:
    """An evaluation for tests: Friday, 13 March 2026, half past eleven at night in UTC."""

    now: DateTime | None = field(default_factory=lambda: temporal.parse_date_and_time("2026-03-13T23:30:00Z"))
    zone: str = "Europe/Kyiv"
    in_book: bool = False
    spent: int = 0

    def spend(self, steps: int, /) -> None:
        self.spent += steps

    def invoke(self, function: Function, arguments: Sequence[Value], /) -> Value:
        return function.call(arguments)


def call(name: str, *arguments: Any, desk: Desk | None = None, **named: Any) -> Value:
    """The result of a built-in; an underscore in a parameter's name stands for a space."""
    builtin = builtins.lookup(name)
    assert builtin is not None, name
    given = [argument if callable(argument) else freeze(argument) for argument in (*arguments, *named.values())]
    names = [each.replace("_", " ") for each in named] if named else None
    return builtin.call(desk or Desk(), given, names)


def fails(name: str, *arguments: Any, **named: Any) -> bool:
    """Whether the call has no result."""
    try:
        call(name, *arguments, **named)
    except Failed:
        return True
    return False
