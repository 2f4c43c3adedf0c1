"""How does an expression become a Python function? One try of the fast code, else the reference evaluator.

The fast code raises whenever an operation fails or meets UNKNOWN; only then does the reference work the
expression out again and decide what it is worth. So the code needs no notion of ERROR at all.
`compile_python` is for policy books, `compile` for FEEL alone, where a failure is null.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import DecimalException
from typing import TYPE_CHECKING, Any, Final

from leeway.feel.compiler.code import attempt, call, plainly
from leeway.feel.compiler.invoking import Steps
from leeway.feel.compiler.running import IN_DMN, RUNNING
from leeway.feel.compiler.translation import Translation
from leeway.feel.failure import Failed
from leeway.feel.meaning.marks import Marked
from leeway.feel.meaning.scope import Given, Scope
from leeway.feel.reference import FUEL, Evaluation, Evaluator, OutOfFuel
from leeway.feel.syntax import parse
from leeway.feel.types import ANY

if TYPE_CHECKING:
    import ast

    from leeway.feel.temporal import DateTime
    from leeway.feel.tree import Node
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

    code = Translation(node, types or {}, zone=zone, known=known, in_book=True)
    return _function(code, attempt, node, {"_slow": slow, "_count": _counter(code, _now_of, node)})


def compile(  # noqa: A001 - `feel.compile` is the public name
    expression: str | Node, *, names: Iterable[str] = (), members: Iterable[str] = (), zone: str = "UTC"
) -> Expression:
    """An expression made ready to be evaluated many times, with the same outcomes as `evaluate`.

    `names` are those that will be given, `members` the entries below them; only those with spaces or marks need
    be named. Making it ready costs about as much as evaluating it ten times.
    Raises: FeelSyntaxError when the text is no FEEL.

    >>> half = compile("amount <= 0.5 * order total", names=["amount", "order total"])
    >>> half.evaluate({"amount": 10, "order total": 30}).value
    True
    """
    declared = frozenset(names)
    node = parse(expression, names=declared, members=members) if isinstance(expression, str) else expression
    code = Translation(node, dict.fromkeys(declared, ANY), zone=zone, known=True, in_book=False)
    run = _function(code, plainly, node, {**IN_DMN, "_count": _counter(code, _itself, node)})
    return Expression(node, zone, run)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that is ready to be evaluated; `node` is what it says, `zone` where `today()` is asked."""

    node: Node
    zone: str
    _run: Callable[[Mapping[str, Value], Value], Value] = field(repr=False, compare=False)

    def evaluate(self, given: Mapping[str, Any] | None = None, *, now: DateTime | None = None) -> Evaluation:
        """What the expression is worth for given values, as `feel.evaluate` says."""
        held = Given(given or {})
        try:
            return Evaluation(self._run(held, now))
        except GIVING_UP:
            evaluator = Evaluator(now=now, zone=self.zone, in_book=False, fuel=FUEL)
            return evaluator.evaluation(self.node, Scope(held))


def _function(
    code: Translation, form: Callable[..., ast.Module], node: Node, more: Mapping[str, Any]
) -> Callable[..., Value]:
    """The Python function that a node becomes."""
    body = code.code(node).expr
    if code.makes_functions:
        body = call("_without_functions", body)
    namespace: dict[str, Any] = {**RUNNING, **code.constants, "_GIVING_UP": GIVING_UP, **more}
    module = form(body, counts=code.counts_steps)
    exec(builtins.compile(module, "<feel>", "exec"), namespace)  # noqa: S102 - only code that we built ourselves
    compiled: Callable[..., Value] = namespace["compiled"]
    return compiled


def _counter(code: Translation, now_of: Callable[[Any], Value], node: Node) -> Callable[[Any], Steps]:
    """What makes the counter of steps for one run."""
    left = FUEL - sum(1 for _ in node.walk())

    def count(given: Any) -> Steps:
        return Steps(now_of(given), zone=code.zone, left=left, height=code.height, in_book=code.in_book)

    return count


def _now_of(facts: Mapping[str, Value]) -> Value:
    return facts.get("now")


def _itself(now: Value) -> Value:
    return now
