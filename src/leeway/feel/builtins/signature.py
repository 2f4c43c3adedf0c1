"""What is a built-in function? A name, its signatures, and how a call finds the right one.

A call picks the first signature that its arguments fit, after the implicit conversions of DMN;
what the functions do is in the modules beside this one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from leeway.feel.coercion import NO_VALUE, convert, has_exactly
from leeway.feel.failure import Failed
from leeway.feel.failure import arguments as counted
from leeway.feel.temporal import DateTime
from leeway.feel.types import ANY, Type
from leeway.feel.values import Function, Value

_TEXT_A_STEP = 64
"""So many characters are read in the time of a step."""


class Environment(Protocol):
    """What a built-in may ask of the evaluation that calls it."""

    @property
    def now(self) -> DateTime | None:
        """The request's time, if it has one."""

    @property
    def zone(self) -> str:
        """The IANA zone in which the request is decided."""

    @property
    def in_book(self) -> bool:
        """Whether the stricter meaning of policy books holds."""

    def spend(self, steps: int, /) -> None:
        """Take steps from the fuel of the evaluation."""

    def invoke(self, function: Function, arguments: Sequence[Value], /) -> Value:
        """Call a function value."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: an `optional` one may be left out, a `variadic` one takes all the rest.

    `nullable` says that null is a value to this function; to any other it is a failure.
    """

    name: str
    type: Type = ANY
    optional: bool = False
    variadic: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function: its parameters, the type of the result, and the doing."""

    parameters: tuple[Parameter, ...]
    result: Type
    run: Callable[..., Value]

    required: int = field(init=False)
    """How many arguments there must be."""
    most: float = field(init=False)
    """How many arguments there may be, perhaps infinitely many."""

    def __post_init__(self) -> None:
        required = sum(not (parameter.optional or parameter.variadic) for parameter in self.parameters)
        many = any(parameter.variadic for parameter in self.parameters)
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "most", math.inf if many else len(self.parameters))


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of the standard's library under its FEEL name."""

    name: str
    overloads: tuple[Signature, ...]

    @property
    def signatures(self) -> tuple[tuple[Parameter, ...], ...]:
        """The parameters of each way to call it."""
        return tuple(overload.parameters for overload in self.overloads)

    def call(self, env: Environment, arguments: Sequence[Value], names: Sequence[str] | None = None) -> Value:
        """The result for known arguments, given in order or, with `names`, by name.

        Raises: Failed when no signature fits or the function has no result for these arguments.
        """
        reasons: list[Failed] = []
        for overload in self._taking(len(arguments)) if names is None else self._in_order_of(names):
            try:
                bound = _bind(self.name, overload, arguments, names)
            except Failed as reason:
                if reason.code == "null-argument":
                    raise
                reasons.append(reason)
                continue
            env.spend(1 + effort(bound))
            return overload.run(env, *bound)
        raise max(reasons, key=lambda reason: reason.code == "wrong-type")

    def form_of(self, way: Signature) -> str:
        """How it is called in one of its ways, `?` behind what may be left out, `…` behind what may go on."""
        marks = ("?" if each.optional else ", …" if each.variadic else "" for each in way.parameters)
        shown = (f"{each.name}{mark}" for each, mark in zip(way.parameters, marks, strict=True))
        return f"{self.name}({', '.join(shown)})"

    def _taking(self, count: int) -> Sequence[Signature]:
        """The ways to call it with so many arguments; when there are none, all, each to be told apart."""
        return [way for way in self.overloads if way.required <= count <= way.most] or self.overloads

    def _in_order_of(self, names: Sequence[str]) -> list[Signature]:
        """The ways to call it, first those whose parameters come in the order in which they are named."""
        given = tuple(names)
        return sorted(self.overloads, key=lambda way: tuple(each.name for each in way.parameters) != given)


def effort(given: Sequence[Value]) -> int:
    """How many steps a call takes beside its own one: one for each item of a list, and some for a long text.

    >>> effort(((1, 2, 3), "a" * 640))
    13
    """
    return sum(
        len(each) if isinstance(each, tuple) else len(each) // _TEXT_A_STEP
        for each in given
        if isinstance(each, tuple | str)
    )


def _bind(
    name: str, overload: Signature, arguments: Sequence[Value], names: Sequence[str] | None
) -> list[Value]:
    given = list(arguments) if names is None else _by_name(name, overload, arguments, names)
    if not overload.required <= len(given) <= overload.most:
        raise Failed("wrong-arguments", f"`{name}` does not take {counted(len(given))}")
    bound: list[Value] = []
    for index, parameter in enumerate(overload.parameters):
        if parameter.variadic:
            bound.extend(_fit(name, parameter, value) for value in given[index:])
        elif index < len(given):
            bound.append(_fit(name, parameter, given[index]))
        else:
            bound.append(None)
    return bound


def _by_name(name: str, overload: Signature, arguments: Sequence[Value], names: Sequence[str]) -> list[Value]:
    by_name: dict[str, Value] = dict(zip(names, arguments, strict=True))
    known = [parameter.name for parameter in overload.parameters]
    for given in names:
        if given not in known:
            raise Failed("wrong-arguments", f"`{name}` has no parameter `{given}`")
    while known and known[-1] not in by_name and overload.parameters[len(known) - 1].optional:
        known.pop()
    return [by_name.get(parameter) for parameter in known]


def _fit(name: str, parameter: Parameter, value: Value) -> Value:
    if has_exactly(value, parameter.type):
        return value
    fitted = convert(value, parameter.type)
    if fitted is None and not (parameter.nullable or parameter.optional):
        raise Failed("null-argument", f"`{parameter.name}` of `{name}` is null")
    if fitted is NO_VALUE:
        raise Failed("wrong-type", f"`{parameter.name}` of `{name}` is not of type {parameter.type}")
    return fitted


def signature(run: Callable[..., Any], result: Type, *parameters: Parameter) -> Signature:
    """One way to call a function, written down in a line."""
    return Signature(parameters, result, run)
