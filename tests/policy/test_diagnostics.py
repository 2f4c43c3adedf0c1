"""How is a finding told? Place, code, sentence, the line with its caret, and the help."""

from __future__ import annotations

import re

import pytest

from leeway import policy
from leeway.policy import CATALOGUE, Diagnostic, Place, Severity
from leeway.policy.diagnostics import did_you_mean, in_reading_order, nearest, slip_of


def finding(line: str, column: int, width: int, **others: object) -> Diagnostic:
    return Diagnostic(
        code="LW046",
        name="unknown-fact",
        message="`x` is no fact",
        place=Place("a.yaml", 3, column),
        line_text=line,
        width=width,
        **others,
    )  # type: ignore[arg-type]


def test_a_finding_has_its_place_its_sentence_its_line_and_its_help() -> None:
    shown = finding("  when: qeue > 3", 9, 4, help="did you mean `queue`?").render()

    assert shown.splitlines() == [
        "a.yaml:3:9: error LW046 unknown-fact: `x` is no fact",
        "    when: qeue > 3",
        "          ^^^^",
        "  help: did you mean `queue`?",
    ]


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    shown = Diagnostic(
        code="LW003", name="no-book", message="there is none", place=Place("a", 0, 0), severity=Severity.WARNING
    ).render()

    assert shown == "a: warning LW003 no-book: there is none"


@pytest.mark.parametrize(
    ("line", "column", "caret"), [("a: 漢字x", 4, 4), ("a: e\u0301x", 6, 1), ("\ta: x", 5, 1)]
)
def test_the_caret_stands_where_the_terminal_shows_the_text(line: str, column: int, caret: int) -> None:
    width = {4: 2, 1: 1}[caret]

    _, _, shown = finding(line, column, width).render().splitlines()

    assert shown.count("^") == caret


def test_a_finding_quotes_no_more_of_a_file_than_a_line_can_show() -> None:
    texts = {"shop.yaml": 'book: shop\ncurrency: EUR\n"\\e[31m red\\n": 1\nzone: ' + "x" * 5_000 + "\n"}

    escape, long = sorted(policy.load_texts(texts).errors, key=lambda each: each.place.line)

    assert escape.message == "`�[31m red�` is no key of a book"
    assert len(long.message) < 310
    assert max(map(len, long.render().splitlines())) < 400


def test_findings_are_told_by_file_and_place_each_once() -> None:
    later, earlier = finding("x", 5, 1), finding("x", 2, 1)

    assert in_reading_order([later, earlier, later]) == (earlier, later)


def test_the_nearest_name_is_found_in_any_case_and_nothing_when_none_is_near() -> None:
    assert nearest("Conteiner", ["container", "queue"]) == "container"
    assert nearest("x", ["container"]) is None
    assert did_you_mean("x", ["a", "b"]) == "known: `a`, `b`"
    assert did_you_mean("x", [str(number) for number in range(20)]) is None


def test_among_thousands_of_names_the_one_that_was_meant_is_found() -> None:
    known = [
        f"paid for {one}{two}{three}"
        for one in "abcdefghijkl"
        for two in "abcdefghijkl"
        for three in "abcdefghij"
    ]

    assert nearest("piad for kgc", known) == "paid for kgc"
    assert nearest("paid fro kgc", known) == "paid for kgc"


def test_only_a_slip_of_the_pen_is_taken_for_one() -> None:
    assert slip_of("has reciept", ["has receipt"]) == "has receipt"
    assert slip_of("page", ["age"]) is None
    assert slip_of("age", ["page"]) is None
    assert slip_of("queue", ["queue"]) is None


def test_codes_and_names_of_the_catalogue_are_unique_and_in_order() -> None:
    codes = [each.code for each in CATALOGUE]

    assert codes == sorted(set(codes))
    assert len({each.name for each in CATALOGUE}) == len(CATALOGUE)
    assert all(re.fullmatch(r"LW\d{3}", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each.name) for each in CATALOGUE)
    assert all(each.meaning[0].islower() or each.meaning[0] in "`Y" for each in CATALOGUE)
