"""How do functions run in compiled code, and how is it counted how far they go? Steps, calls, what names mean.

Every function raises where the reference would have to say what UNKNOWN, ERROR or null means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leeway.feel import tree, weight
from leeway.feel.builtins import Builtin, Signature, effort
from leeway.feel.coercion import coerce
from leeway.feel.failure import Failed
from leeway.feel.meaning import calling, operators
from leeway.feel.meaning.marks import Marked, mark_of
from leeway.feel.meaning.scope import ABSENT
from leeway.feel.reference import DEPTH_MAX, OutOfFuel
from leeway.feel.temporal import DateTime
from leeway.feel.values import Function, Value


def known(value: Value) -> Value:
    """The value, when nothing in it is UNKNOWN or ERROR."""
    mark = mark_of(value)
    if mark is not None:
        raise Marked(mark)
    return value


class Steps:
    """The steps that compiled code may still take, and what built-in functions see of it.

    As many are counted as the reference would take at most, so that code ends wherever the reference would; in
    the same way every call of a function counts as deep as the whole expression is high.
    """

    __slots__ = ("_deep", "_height", "in_book", "left", "now", "zone")

    def __init__(self, now: Value, *, zone: str, left: int, height: int, in_book: bool) -> None:
        self.now = now if isinstance(now, DateTime) else None
        self.zone = zone
        self.left = left
        self.in_book = in_book
        self._height = self._deep = height

    def spend(self, steps: int, /) -> None:
        """Take steps."""
        self.left -= steps
        if self.left < 0:
            raise OutOfFuel

    def walk(self, *read: Value) -> None:
        """Take the steps of walking through values."""
        for value in read:
            if type(value) not in weight.PLAIN:
                self.spend(weight.walking(value))

    def invoke(self, function: Function, arguments: Sequence[Value], /) -> Value:
        """Call a function value on behalf of a built-in."""
        self.walk(*arguments)
        result = calling.called(function, arguments)
        self.walk(result)
        return known(result)

    def enter(self, weight: int) -> None:
        """Go into the body of a function that has so many parts."""
        self.spend(weight)
        self._deep += self._height
        if self._deep > DEPTH_MAX:
            raise OutOfFuel

    def leave(self) -> None:
        """Come back from the body of a function."""
        self._deep -= self._height


def function(
    steps: Steps, node: tree.Function, weight: int, scope: object, run: Callable[..., Value]
) -> Function:
    """A function as a value; `run` is its body."""

    def call(arguments: Sequence[Value]) -> Value:
        bound = [
            value if type_ is None else coerce(value, type_)
            for value, type_ in zip(arguments, node.types, strict=True)
        ]
        steps.enter(weight)
        value = run(*bound)
        steps.leave()
        return value

    return Function(node.parameters, node.types, call, body=node.body, scope=scope)


def walked(steps: Steps | None, *read: Value) -> None:
    """Take the steps of walking through values; where none are counted, only light ones may be met."""
    for value in read:
        if type(value) in weight.PLAIN:
            continue
        if steps is not None:
            steps.spend(weight.walking(value))
        elif weight.walking(value):
            raise Failed("not-certain", "the reference counts what is walked through")


def invoked(steps: Steps, function: Value, names: Sequence[str] | None, *given: Value) -> Value:
    """Call a function value."""
    steps.walk(*given)
    if not isinstance(function, Function):
        raise Failed("not-a-function", "the reference says what cannot be called")
    return calling.called(function, given, names)


def called_by_name(
    steps: Steps, value: Value, builtin: Builtin, names: Sequence[str] | None, *given: Value
) -> Value:
    """Call what a name means: the function bound to it, else the built-in of that name."""
    if isinstance(value, Function):
        steps.walk(*given)
        return calling.called(value, given, names)
    return called(steps, builtin, names, *given)


def fact_or(facts: Mapping[str, Value], name: str, otherwise: Callable[[], Value]) -> Value:
    """A fact, or what its name means otherwise."""
    value = facts.get(name, ABSENT)
    return otherwise() if value is ABSENT else value


def later(read: Callable[[], Value], otherwise: Callable[[], Value]) -> Value:
    """A later entry of a context around a function, or what its name means as long as it is not worked out."""
    try:
        return read()
    except NameError:
        return otherwise()


def without_functions(value: Value) -> Value:
    """The value, unless it holds a function: one that outlives its run must be the reference's."""
    if isinstance(value, Function):
        raise Failed("not-certain", "the reference makes functions that are kept")
    if isinstance(value, tuple | Mapping):
        for part in value.values() if isinstance(value, Mapping) else value:
            without_functions(part)
    return value


def shadowed(name: str, *items: Value) -> bool:
    """Whether some item of a filter has a function under the name of a built-in."""
    return any(isinstance(item, Mapping) and isinstance(item.get(name), Function) for item in items)


def give_up() -> Value:
    """Leave it to the reference."""
    raise Failed("not-certain", "the reference says what this means")


def called(steps: Steps, builtin: Builtin, names: Sequence[str] | None, *given: Value) -> Value:
    """Call a built-in whose signature is found when it is called."""
    steps.walk(*given)
    result = operators.bounded(builtin.call(steps, given, names))
    steps.spend(weight.gathering(result))
    return result


def ran(steps: Steps, signature: Signature, *given: Value) -> Value:
    """Call a built-in whose signature is known to fit, and whose arguments hold no others."""
    steps.spend(1 + effort(given))
    result = operators.bounded(signature.run(steps, *given))
    steps.spend(weight.gathering(result))
    return result
