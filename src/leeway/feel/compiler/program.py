"""How does an expression become a Python function? One try of the fast code, else the reference evaluator.

The fast code raises whenever an operation fails or meets UNKNOWN; only then does the reference work the
expression out again and decide what it is worth. So the code needs no notion of ERROR at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import DecimalException
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from leeway.feel.compiler.code import attempt
from leeway.feel.compiler.running import RUNNING, Steps
from leeway.feel.compiler.translation import Translation
from leeway.feel.failure import Failed
from leeway.feel.meaning.marks import Marked
from leeway.feel.meaning.scope import Scope
from leeway.feel.reference import FUEL, Evaluator, OutOfFuel
from leeway.feel.tree import Function, Node

if TYPE_CHECKING:
    from leeway.feel.types import Type
    from leeway.feel.values import Value

GIVING_UP: Final = (Failed, Marked, OutOfFuel, DecimalException, LookupError, TypeError, AttributeError)
"""What the fast code may raise; the reference evaluator then takes over."""


def compile_python(
    node: Node, *, types: Mapping[str, Type] | None = None, zone: str = "UTC", known: bool = False
) -> Callable[[Mapping[str, Value]], Value]:
    """A function from facts to what the expression is worth in a policy book, agreeing with the reference.

    Facts are FEEL values by name; one that is missing is UNKNOWN. `types` says what is known of them: a fact
    named there has that type and is not null (unless its type allows null), which makes the code direct. The
    time of the request is the fact `now`; `zone` is the book's. With `known` the caller vouches that no fact
    that is read is UNKNOWN or holds it; then the code does not look.

    >>> from decimal import Decimal
    >>> from leeway.feel import parse, types
    >>> late = compile_python(parse("queue > 3"), types={"queue": types.NUMBER})
    >>> late({"queue": Decimal(5)}), late({})
    (True, UNKNOWN)
    """

    def slow(facts: Mapping[str, Value]) -> Value:
        evaluator = Evaluator(now=facts.get("now"), zone=zone, in_book=True, fuel=FUEL)
        return evaluator.evaluation(node, Scope(facts)).value

    if any(isinstance(each, Function) for each in node.walk()):
        return slow  # functions as values are rare in conditions, and how deep they go is counted in one place
    translation = Translation(types or {}, zone=zone, known=known)
    body = translation.code(node).expr
    namespace: dict[str, Any] = {**RUNNING, **translation.constants, "_slow": slow, "_GIVING_UP": GIVING_UP}
    fuel = FUEL - sum(1 for _ in node.walk())
    namespace["_count"] = partial(Steps, zone=zone, left=fuel)
    exec(compile(attempt(body, counts=translation.counts_steps), "<feel>", "exec"), namespace)  # noqa: S102 - only code that we built ourselves
    compiled: Callable[[Mapping[str, Value]], Value] = namespace["compiled"]
    return compiled
