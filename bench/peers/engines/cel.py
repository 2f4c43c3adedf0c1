"""CEL, by two engines: Rust (`common-expression-language`) and Google's C++ (`cel-expr-python`).

CEL knows expressions, not sets of clauses. Each clause is compiled once; the facts are converted once for a request and
every clause is asked in turn. `by_action` gives CEL what it does not have itself: an index of the clauses by action.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from bench.peers.clauses import ACTIONS, BOOLEANS, NUMBERS, TEXTS, Answer, Clause, Deciding, Facts, Test, answer

HOW = "each clause compiled once, one context a request"


def load_rust(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as compiled programs of the Rust engine."""
    import cel

    programs = [(clause, cel.compile(_expression(clause)).execute) for clause in clauses]
    context = cel.Context

    def decide(facts: Facts) -> Answer:
        values = context(_with_moment(facts))
        return answer([clause for clause, execute in programs if execute(values)])

    return decide


def load_cpp(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as compiled, type-checked expressions of the C++ engine."""
    from cel_expr_python import cel

    kinds = {"action": cel.Type.STRING, "ordered": cel.Type.TIMESTAMP, "tags": cel.Type.List(cel.Type.STRING)}
    kinds |= dict.fromkeys(TEXTS, cel.Type.STRING) | dict.fromkeys(NUMBERS, cel.Type.INT)
    environment = cel.NewEnv(variables=kinds | dict.fromkeys(BOOLEANS, cel.Type.BOOL))
    programs = [(clause, environment.compile(_expression(clause)).eval) for clause in clauses]
    activation = environment.Activation

    def decide(facts: Facts) -> Answer:
        values = activation(_with_moment(facts))
        return answer([clause for clause, evaluate in programs if evaluate(values).value()])

    return decide


def by_action(load: Callable[[Sequence[Clause]], Deciding]) -> Callable[[Sequence[Clause]], Deciding]:
    """The same engine, asked only the clauses that name the action of the request."""

    def indexed(clauses: Sequence[Clause]) -> Deciding:
        engines = {action: load([each for each in clauses if action in each.actions]) for action in ACTIONS}
        return lambda facts: engines[facts["action"]](facts)

    return indexed


def _with_moment(facts: Facts) -> Facts:
    return facts | {"ordered": dt.datetime.combine(facts["ordered"], dt.time(), dt.UTC)}


def _expression(clause: Clause) -> str:
    names = ", ".join(map(_value, clause.actions))
    action = f"action == {names}" if len(clause.actions) == 1 else f"action in [{names}]"
    return " && ".join([action, *map(_condition, clause.tests)])


def _condition(test: Test) -> str:
    if test.sign == "any":
        return f"({' || '.join(map(_condition, test.value))})"
    if test.sign == "in":
        return f"{test.fact} in [{', '.join(map(_value, test.value))}]"
    if test.sign in ("has", "lacks"):
        contains = f"{_value(test.value)} in {test.fact}"
        return contains if test.sign == "has" else f"!({contains})"
    if test.sign == "is":
        return test.fact if test.value else f"!{test.fact}"
    return f"{test.fact} {'==' if test.sign == '=' else test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f'timestamp("{value}T00:00:00Z")'
