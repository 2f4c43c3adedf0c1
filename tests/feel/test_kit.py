"""We mean what the standard means: every case of the conformance kit, and how cases are judged."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leeway import feel
from leeway.feel import kit
from tests.external import external
from tests.feel.expressions import NOW


def case(expression: str, expected: dict[str, Any], **more: Any) -> kit.Case:
    row = {"id": "c", "expression": expression, "expected": expected, "error": False, **more}
    (read,) = kit.read_cases([json.dumps(row)])
    return read


def number(text: str) -> dict[str, Any]:
    return {"type": "number", "text": text}


NULL = {"type": "null"}


def test_every_case_of_the_kit_passes() -> None:
    cases = list(kit.read_cases(external("feel/tck.jsonl").read_text("utf-8").splitlines()))
    failing = [each.id for each in cases if not kit.judge(each, now=NOW).passed]

    assert failing == []
    assert sum(each.has_value for each in cases) >= 1_406


@pytest.mark.parametrize(
    ("judged", "passed"),
    [
        (case("1 / 3", number("0.33333333")), True),
        (case("1 / 3", number("0.3333333")), False),
        (case("1 / 0", NULL), True),
        (case("1 / 0", NULL, error=True), True),
        (case("null", NULL, error=True), False),
        (case("1 +", NULL, error=True), True),
        (case("[1, 2]", {"type": "list", "items": [number("1"), number("2")]}), True),
        (case("[1, 2]", {"type": "list", "items": [number("2"), number("1")]}), False),
        (case("{a: 1}", {"type": "context", "entries": {"a": number("1"), "b": number("2")}}), False),
        (case('@"2026-01-31"', {"type": "date", "text": "2026-01-31"}), True),
        (case('@"PT24H"', {"type": "duration", "text": "P1D"}), True),
        (case('"1"', number("1")), False),
        (
            case(
                "full name",
                {"type": "string", "text": "Ada"},
                inputs={"full name": {"type": "string", "text": "Ada"}},
            ),
            True,
        ),
    ],
)
def test_a_case_passes_when_value_and_error_are_right(judged: kit.Case, passed: bool) -> None:
    assert passed == kit.judge(judged).passed


TYPES = {
    "tGrade": {"type": "string", "allowedValues": '"A", "B"'},
    "tGrades": {"list": {"type": "tGrade"}, "typeConstraint": "count(?) < 3"},
    "tPupil": {"context": {"name": {"type": "string"}, "grade": {"type": "tGrade"}}},
    "tLoop": {"type": "tLoop"},
}


@pytest.mark.parametrize(
    ("expression", "type_name", "expected"),
    [
        ('"A"', "tGrade", '"A"'),
        ('"C"', "tGrade", "null"),
        ('["A"]', "tGrade", '"A"'),
        ('["A", "B"]', "tGrades", '["A", "B"]'),
        ('["A", "C"]', "tGrades", "null"),
        ('["A", "B", "A"]', "tGrades", "null"),
        ('{name: "Ada", grade: "A", age: 9}', "tPupil", '{name: "Ada", grade: "A", age: 9}'),
        ('{name: "Ada", grade: "C"}', "tPupil", "null"),
        ('{name: "Ada"}', "tPupil", "null"),
        ('"C" instance of tGrade', "boolean", "true"),
        ("5 instance of tGrade", "boolean", "false"),
        ("null", "tGrade", "null"),
    ],
)
def test_a_result_is_coerced_to_its_item_type(expression: str, type_name: str, expected: str) -> None:
    judged = kit.judge(
        case(expression, NULL, types={k: v for k, v in TYPES.items() if k != "tLoop"}, result_type=type_name)
    )

    assert expected == feel.literal(judged.evaluation.value)
    assert bool(judged.evaluation.problems) == (expected == "null" and expression != "null")


def test_an_input_of_the_wrong_type_is_null() -> None:
    judged = kit.judge(case("a", NULL, inputs={"a": number("1")}, input_types={"a": "string"}, error=True))

    assert judged.passed


def test_a_line_that_is_no_case_is_named() -> None:
    with pytest.raises(ValueError, match="line 2 is no case of the kit"):
        list(kit.read_cases(["", "{}"]))
