"""`leeway feel repl`: one expression after the other, what is kept in between, what completes them."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pexpect
import pytest
from typer.testing import CliRunner

from leeway import feel
from leeway.cli import app
from leeway.cli.feel.session import Session
from tests.feel.anything import NOW


def session(**names: object) -> Session:
    return Session({name: feel.freeze(value) for name, value in names.items()}, now=lambda: NOW)


def completed(before: str, **names: object) -> list[str]:
    return [before[: len(before) - length] + text for text, length in session(**names).completions(before)]


def test_an_expression_is_worked_out_and_its_value_kept_as_the_last() -> None:
    talk = session(amount=10)

    assert talk.answer("amount * 2").text == "20"
    assert talk.answer("last + 1").text == "21"


def test_a_value_is_kept_under_a_name_that_may_hold_spaces() -> None:
    talk = session()

    assert talk.answer(":let unit price = 12.50").text == "12.50"
    assert talk.answer("unit price * 2").text == "25.00"
    assert talk.answer(":names").text == "unit price: 12.50\nlast: 25.00"


def test_a_kept_context_lends_the_names_of_its_entries() -> None:
    talk = session()
    talk.answer(':let order = {"net price": 3}')

    assert talk.answer("order.net price").text == "3"


@pytest.mark.parametrize(
    "lines", [("[1,", "2]"), ("if true", "then [1, 2]", "else []"), ("[1, /* two", "*/ 2]"), ("(", "[1, 2])")]
)
def test_what_is_not_finished_goes_on_in_the_next_line(lines: tuple[str, ...]) -> None:
    talk = session()
    *first, last = [talk.answer(line) for line in lines]

    assert all(answer.wants_more and not answer.text for answer in first)
    assert last.text == "[1, 2]"


def test_an_empty_line_ends_what_is_not_finished() -> None:
    talk = session()
    talk.answer("1 +")

    assert talk.answer("").problems == (
        "FL001 syntax at 1:4: something is missing at the end of the text\n  1 +\n     ^",
    )
    assert talk.answer("2").text == "2"


def test_what_was_begun_can_be_given_up() -> None:
    talk = session()
    talk.answer("[1,")
    talk.give_up()

    assert talk.answer("3").text == "3"


def test_a_problem_is_shown_with_its_place() -> None:
    answer = session().answer("1 / 0")

    assert answer.text == "null"
    assert answer.problems == (
        "FL100 division-by-zero at 1:1: a number cannot be divided by zero\n  1 / 0\n  ^^^^^",
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (":leave", "there is no command `:leave`; `:help` lists them"),
        (":let", "write a name and an expression, as in `:let total = 12 * 3`"),
        (":let 3 = 4", "write a name and an expression, as in `:let total = 12 * 3`"),
        (":let a =", "write a name and an expression, as in `:let total = 12 * 3`"),
        (":let a = 1 +* 2", "FL001 syntax at 1:4: `*` does not belong here\n  1 +* 2\n     ^"),
    ],
)
def test_a_command_that_cannot_be_done_says_what_can(line: str, problem: str) -> None:
    assert session().answer(line).problems == (problem,)


def test_a_type_comes_with_what_is_wrong() -> None:
    talk = session(amount=10)

    assert talk.answer(":type amount > 3").text == "boolean"
    assert [each.split(":")[0] for each in talk.answer(':type amount > "3"').problems] == [
        "FL011 wrong-type at 1"
    ]


def test_functions_are_listed_with_all_their_forms() -> None:
    answer = session().answer(":functions list")

    assert answer.text.splitlines() == [
        "list contains(list, element)",
        "list replace(list, position, newItem)",
        "list replace(list, match, newItem)",
        "sublist(list, start position, length?)",
    ]


def test_names_are_forgotten_and_the_conversation_ended_when_asked() -> None:
    talk = session(amount=10)
    talk.answer(":forget")

    assert talk.answer(":names").text == ""
    assert talk.answer(":quit").is_over
    assert ":let NAME" in talk.answer(":help").text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("amo", ["amount"]),
        ("1 + has", ["1 + has receipt"]),
        ("not(has rec", ["not(has receipt"]),
        ("order.to", ["order.total", "order.tokens"]),
        ("order.", ["order.total", "order.tokens"]),
        ("true and order.tok", ["true and order.tokens"]),
        ("string le", ["string length("]),
        ("2 > 1 and satis", ["2 > 1 and satisfies"]),
        (":f", [":functions", ":forget"]),
        ('"x" + ', []),
        ("nobody.x", []),
    ],
)
def test_names_entries_functions_and_words_are_completed(before: str, after: list[str]) -> None:
    known = {"amount": 1, "has receipt": True, "order": {"total": 3, "tokens": 4}}

    assert completed(before, **known) == after


def test_parts_of_dates_and_entries_of_items_are_completed() -> None:
    assert completed("day.we", day=feel.Date(2026, 1, 1)) == ["day.weekday"]
    assert completed("rows.", rows=[{"a": 1}, {"b": 2}]) == ["rows.a", "rows.b"]
    assert completed("span.en", span=feel.Range(Decimal(1), Decimal(2))) == ["span.end", "span.end included"]


def test_lines_come_from_a_pipe_too(tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text('{"a": 2}', "utf-8")
    result = CliRunner().invoke(
        app, ["feel", "repl", "--given", str(given)], input="a + 1\n[last,\n4]\n:quit\n9\n"
    )

    assert (result.exit_code, result.stdout) == (0, "3\n[3, 4]\n")


def test_a_problem_in_a_pipe_exits_with_one_also_when_it_is_at_the_end() -> None:
    for text in ("1 / 0\n2\n", "1 +\n", "1 +"):
        assert CliRunner().invoke(app, ["feel", "repl"], input=text).exit_code == 1


def test_a_terminal_completes_and_remembers(tmp_path: Path) -> None:
    environment = {
        "LEEWAY_HOME": str(tmp_path),
        "TERM": "xterm",
        "PATH": "/usr/bin:/bin",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    for typed, completion, rest in (("string le\t", r"ngth\(", '"four")\r'), ("\x1b[A", "four", "\r")):
        talk = pexpect.spawn(
            sys.executable, ["-m", "leeway", "feel", "repl"], env=environment, encoding="utf-8", timeout=20
        )
        talk.expect("feel>")
        talk.send(typed)
        talk.expect(completion)
        talk.send(rest)
        talk.expect(r"4\r\n")
        talk.expect("feel>")  # before that nobody listens
        talk.sendeof()
        talk.expect(pexpect.EOF)
        talk.close()

        assert talk.exitstatus == 0
    assert 'string length("four")' in (tmp_path / "feel-history").read_text("utf-8")
