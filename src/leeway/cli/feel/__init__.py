"""What is an expression worth, and does our FEEL keep to the standard? `feel eval`, `feel repl`, `feel tck`.

Public: `register`. A conversation is held by `terminal.py`; what it answers is in `session.py`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from leeway import feel
    from leeway.feel import kit

_EVAL = """What an expression is worth.

Example: leeway feel eval 'amount <= 0.5 * total' --given given.json

GIVEN holds a JSON object of names and values; `-` reads it from the standard input. Exit codes: 0 there is a
value, 1 an operation failed (the problems are on stderr), 2 the expression or the file cannot be read.
"""

_REPL = """Work out one expression after the other, with names kept in between.

Example: leeway feel repl --given given.json

Tab completes names, entries and functions; the arrows bring back what was entered before, also another day.
An expression may go over several lines. `:help` lists what else can be said. Lines are also taken from a pipe.
Exit codes: 0 as usual, 1 an expression from a pipe had a problem, 2 the file cannot be read.
"""

_TCK = """Judge a file of conformance cases, one JSON object a line: failing ids, then figures.

Example: leeway feel tck ../shared/data/feel/tck.jsonl

Exit codes: 0 every case passes, 1 some fail, 2 the file cannot be read.
"""

commands = typer.Typer(help="Evaluate FEEL expressions; judge conformance.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(commands, name="feel")


@commands.command("eval", help=_EVAL)
def evaluate(
    expression: Annotated[str, typer.Argument(help="The FEEL expression.")],
    given: Annotated[str | None, typer.Option("--given", help="A JSON file with the values of names.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 - options are flags
) -> None:
    """Evaluate one expression with the clock and zone of this machine."""
    from leeway import feel

    values = _read_given(given)
    try:
        evaluation = feel.evaluate(expression, values, now=_now())
    except feel.FeelSyntaxError as error:
        _cannot(error.problem.render(expression))
    except feel.Failed as failed:
        _cannot(f"the given values cannot be used: {failed.message}")
    if as_json:
        typer.echo(json.dumps(_as_json(evaluation), ensure_ascii=False))
    else:
        typer.echo(feel.literal(evaluation.value))
        for problem in evaluation.problems:
            typer.echo(problem.render(expression), err=True)
    raise typer.Exit(1 if evaluation.problems else 0)


@commands.command("repl", help=_REPL)
def converse(
    given: Annotated[str | None, typer.Option("--given", help="A JSON file with the values of names.")] = None,
) -> None:
    """Answer expressions until somebody leaves."""
    from leeway import feel
    from leeway.cli.feel import session, terminal

    try:
        names = {name: feel.freeze(value) for name, value in _read_given(given).items()}
    except feel.Failed as failed:
        _cannot(f"the given values cannot be used: {failed.message}")
    fine = terminal.converse(session.Session(names, now=_now))
    raise typer.Exit(0 if fine or sys.stdin.isatty() else 1)


@commands.command("tck", help=_TCK)
def judge_all(
    file: Annotated[Path, typer.Argument(help="Cases as JSON Lines.")],
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Judge every case of a file."""
    from leeway.feel import kit

    try:
        cases = list(kit.read_cases(file.read_text("utf-8").splitlines()))
    except (OSError, ValueError) as problem:
        _cannot(str(problem))
    now = _now()
    judged = [kit.judge(case, now=now) for case in cases]
    failing = [each for each in judged if not each.passed]
    if as_json:
        typer.echo(json.dumps({**_figures(judged), "failing": [each.case.id for each in failing]}))
    else:
        _print_figures(judged, failing)
    raise typer.Exit(1 if failing else 0)


def _print_figures(judged: list[kit.Judged], failing: list[kit.Judged]) -> None:
    for each in failing:
        typer.echo(each.case.id)
    figures = _figures(judged)
    for title, key in (("cases with a value", "value_cases"), ("all cases", "all_cases")):
        passed, count = figures[key]["passed"], figures[key]["passed"] + figures[key]["failed"]
        share = 100 * passed / count if count else 100.0
        typer.echo(f"{title}: {passed:,} of {count:,} ({share:.1f} %)")
    typer.echo(f"{len(judged) - len(failing)} passed, {len(failing)} failed")


def _figures(judged: list[kit.Judged]) -> dict[str, dict[str, int]]:
    def counted(some: list[kit.Judged]) -> dict[str, int]:
        passed = sum(each.passed for each in some)
        return {"passed": passed, "failed": len(some) - passed}

    return {
        "value_cases": counted([each for each in judged if each.case.has_value]),
        "all_cases": counted(judged),
    }


def _read_given(given: str | None) -> dict[str, Any]:
    if given is None:
        return {}
    try:
        text = sys.stdin.read() if given == "-" else Path(given).read_text("utf-8")
        # Numbers stay exact: JSON's `10.10` becomes a decimal, never a float.
        from decimal import Decimal

        values = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except ArithmeticError:
        _cannot(f"{given} cannot be read: a number in it has an exponent that is out of all bounds")
    except (OSError, ValueError) as problem:
        _cannot(f"{given} cannot be read: {problem}")
    if not isinstance(values, dict):
        _cannot(f"{given} holds no JSON object")
    return values


def _as_json(evaluation: feel.Evaluation) -> dict[str, Any]:
    from leeway import feel

    problems = [
        {
            "code": problem.code,
            "name": problem.name,
            "message": problem.message,
            "span": [problem.span.start, problem.span.end] if problem.span else None,
            "help": problem.help,
        }
        for problem in evaluation.problems
    ]
    return {
        "value": feel.to_json(evaluation.value),
        "feel": feel.literal(evaluation.value),
        "problems": problems,
    }


def _now() -> feel.DateTime:
    from datetime import UTC, datetime

    from leeway import feel

    now = feel.from_python(datetime.now(UTC))
    assert isinstance(now, feel.DateTime)
    return now


def _cannot(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
