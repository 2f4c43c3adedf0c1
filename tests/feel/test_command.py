"""`leeway feel` in a terminal: a value, a problem with its place, the figures of the kit; never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from leeway.cli import app


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, ["feel", *arguments], input=text)


def test_an_expression_is_evaluated_with_given_values(tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text('{"amount": 10.10, "order": {"unit price": 30}}', "utf-8")
    result = run("eval", "amount <= 0.5 * order.unit price", "--given", str(given))

    assert (result.exit_code, result.stdout) == (0, "true\n")


def test_values_can_come_from_the_standard_input() -> None:
    assert run("eval", "a + 0.2", "--given", "-", text='{"a": 0.1}').stdout == "0.3\n"


def test_a_failure_says_why_and_exits_with_one() -> None:
    result = run("eval", "1 / 0")

    assert (result.exit_code, result.stdout) == (1, "null\n")
    assert "a number cannot be divided by zero\n  1 / 0\n  ^^^^^\n" in result.stderr


def test_what_is_no_feel_exits_with_two_and_a_caret() -> None:
    result = run("eval", "1 + * 2")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "FL001 syntax at 1:5: `*` does not belong here\n  1 + * 2\n      ^\n"


def test_json_holds_value_text_and_problems() -> None:
    answer = json.loads(run("eval", "[1, 0.5, null, 1 / 0]", "--json").stdout)

    assert answer["value"] == [1, 0.5, None, None]
    assert answer["feel"] == "[1, 0.5, null, null]"
    assert [problem["name"] for problem in answer["problems"]] == ["division-by-zero"]


def test_a_given_file_that_cannot_be_read_exits_with_two(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", "utf-8")
    (tmp_path / "list.json").write_text("[1]", "utf-8")
    (tmp_path / "vast.json").write_text('{"a": 1e99999999999999999999}', "utf-8")

    for name in ("broken.json", "list.json", "absent.json", "vast.json"):
        result = run("eval", "1", "--given", str(tmp_path / name))

        assert (result.exit_code, result.stdout) == (2, "")
        assert name in result.stderr


def kit_file(folder: Path) -> Path:
    rows = [
        {"id": "right", "expression": "1 + 1", "expected": {"type": "number", "text": "2"}, "error": False},
        {"id": "wrong", "expression": "1 + 1", "expected": {"type": "number", "text": "3"}, "error": False},
        {"id": "null", "expression": "1 / 0", "expected": {"type": "null"}, "error": True},
    ]
    path = folder / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_the_kit_lists_failing_cases_and_ends_with_the_figures(tmp_path: Path) -> None:
    result = run("tck", str(kit_file(tmp_path)))

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "wrong",
        "cases with a value: 1 of 2 (50.0 %)",
        "all cases: 2 of 3 (66.7 %)",
        "2 passed, 1 failed",
    ]


def test_the_figures_of_the_kit_as_json(tmp_path: Path) -> None:
    answer = json.loads(run("tck", str(kit_file(tmp_path)), "--json").stdout)

    assert answer == {
        "value_cases": {"passed": 1, "failed": 1},
        "all_cases": {"passed": 2, "failed": 1},
        "failing": ["wrong"],
    }


def test_a_kit_that_cannot_be_read_exits_with_two(tmp_path: Path) -> None:
    assert run("tck", str(tmp_path / "absent.jsonl")).exit_code == 2
    (tmp_path / "other.jsonl").write_text('{"a": 1}', "utf-8")

    result = run("tck", str(tmp_path / "other.jsonl"))

    assert result.exit_code == 2
    assert "line 1 is no case of the kit" in result.stderr


def test_every_command_shows_an_example() -> None:
    for command in ("eval", "repl", "tck"):
        assert "Example: leeway feel" in run(command, "--help").stdout
