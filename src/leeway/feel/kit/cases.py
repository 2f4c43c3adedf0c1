"""Do we mean what the standard means? Reads and judges lone-expression cases of a conformance kit.

A case is one JSON object: an expression, typed inputs, the expected value, and whether an error must be
reported. It passes when the value is right, and a problem is reported wherever one is expected.
Start reading at `judge`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leeway.feel import numbers, temporal, values
from leeway.feel.errors import FeelSyntaxError, Problem
from leeway.feel.failure import Failed
from leeway.feel.kit.itemtypes import ItemTypes
from leeway.feel.reference import Evaluation, evaluate
from leeway.feel.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.feel.temporal import DateTime
    from leeway.feel.values import Value

NUMBER_TOLERANCE = Decimal("1E-8")
"""How far a number may be from the expected one: the runners of the kit compare eight decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question of the kit and the answer it expects."""

    id: str
    expression: str
    expected: Value
    error: bool
    result_type: str | None = None
    inputs: Mapping[str, Value] = field(default_factory=dict)
    input_types: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_value(self) -> bool:
        """Whether something other than null is expected; of these an evaluator that knows nothing gets none."""
        return self.expected is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what our evaluator made of it."""

    case: Case
    evaluation: Evaluation
    passed: bool


def read_cases(lines: Iterable[str]) -> Iterator[Case]:
    """The cases in the lines of a JSON Lines file; empty lines are skipped.

    Raises: ValueError, with the number of the line, when one is no case.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line))
        except (KeyError, TypeError, AttributeError, ValueError, Failed) as problem:
            raise ValueError(f"line {number} is no case of the kit: {problem}") from None


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        id=row["id"],
        expression=row["expression"],
        expected=value_of(row["expected"]),
        error=bool(row["error"]),
        result_type=row.get("result_type"),
        inputs={name: value_of(given) for name, given in row.get("inputs", {}).items()},
        input_types=row.get("input_types") or {},
        types=row.get("types") or {},
    )


_READING: Mapping[str, Any] = {
    "string": str,
    "boolean": lambda text: text.strip() == "true",
    "number": lambda text: numbers.CONTEXT.create_decimal(text.strip()),
    "date": temporal.parse_date,
    "time": temporal.parse_time,
    "dateTime": temporal.parse_date_and_time,
    "duration": temporal.parse_duration,
}


def value_of(written: Mapping[str, Any]) -> Value:
    """The value that the kit writes as `{"type": …, "text": …}`, `items` or `entries`.

    >>> value_of({"type": "list", "items": [{"type": "number", "text": "1"}]})
    (Decimal('1'),)
    """
    kind = written["type"]
    if kind == "null":
        return None
    if kind == "list":
        return tuple(value_of(item) for item in written["items"])
    if kind == "context":
        return {name: value_of(entry) for name, entry in written["entries"].items()}
    return _READING[kind](written["text"])


def judge(case: Case, *, now: DateTime | None = None) -> Judged:
    """Evaluate a case and compare the outcome with the expected one; `now` is what `now()` shall return."""
    evaluation = _outcome(case, now)
    passed = is_close(evaluation.value, case.expected) and (bool(evaluation.problems) or not case.error)
    return Judged(case, evaluation, passed)


def _outcome(case: Case, now: DateTime | None) -> Evaluation:
    types = ItemTypes(case.types)
    problems: list[Problem] = []
    given = {
        name: _coerced(types, value, case.input_types.get(name), problems)
        for name, value in case.inputs.items()
    }
    try:
        node = parse(case.expression, names=given, members=types.members(), types=types.by_name())
    except FeelSyntaxError as error:
        return Evaluation(None, (*problems, error.problem))
    evaluation = evaluate(node, given, now=now)
    problems.extend(evaluation.problems)
    value = _coerced(types, evaluation.value, case.result_type, problems)
    return Evaluation(value, tuple(problems))


def _coerced(types: ItemTypes, value: Value, name: str | None, problems: list[Problem]) -> Value:
    if name is None:
        return value
    try:
        return types.coerce(value, name)
    except Failed as failed:
        problems.append(Problem(failed.code, failed.message))
        return None


def is_close(actual: Value, expected: Value) -> bool:
    """Whether two values are the same, numbers to eight decimals; a zone may be written as its offset."""
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(numbers.CONTEXT.subtract(actual, expected)) < NUMBER_TOLERANCE
    if isinstance(expected, tuple) and isinstance(actual, tuple):
        return len(actual) == len(expected) and all(map(is_close, actual, expected))
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return actual.keys() == expected.keys() and all(
            is_close(actual[key], expected[key]) for key in expected
        )
    if values.same(actual, expected):
        return True
    zoned = isinstance(actual, temporal.DateTime) and actual.time.zone is not None
    return zoned and values.equal(actual, expected) is True
