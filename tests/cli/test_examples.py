"""`leeway test`: a book's worked examples are its tests."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.commands import STATION, leeway

BOOK = """
book: corner
currency: EUR
guidelines:
  make it good:
    allow: refund
    when: amount <= 30
    limits: [30 EUR per case, 100 EUR per actor per week]
    because: Sour milk is ours.
examples:
  - example: sour milk
    given: {amount: 3}
    actor: staff
    action: refund
    expect: go ahead
  - example: a crate of sour milk
    given: {amount: 40}
    actor: staff
    action: refund
    expect: go ahead
"""


def test_a_book_that_does_what_its_examples_say_ends_well() -> None:
    result = leeway("test", STATION)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["✓ 150 are missing", "1 passed, 0 failed"]


def test_an_example_that_does_not_hold_is_shown_with_its_place_and_the_difference(tmp_path: Path) -> None:
    book = tmp_path / "corner.yaml"
    book.write_text(BOOK, "utf-8")
    result = leeway("test", book)

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["✓ sour milk", "✕ a crate of sour milk"]
    assert lines[2].endswith("corner.yaml:16")
    assert lines[3:5] == ["    outcome", "      - go ahead"]
    assert lines[5].startswith("      + decline")
    assert "“make it good” is about other situations." in result.stdout
    assert lines[-1] == "1 passed, 1 failed"


def test_the_results_come_as_json(tmp_path: Path) -> None:
    book = tmp_path / "corner.yaml"
    book.write_text(BOOK, "utf-8")
    told = json.loads(leeway("test", book, "--json").stdout)

    assert (told["passed"], told["failed"]) == (1, 1)
    [difference] = told["examples"][1]["differences"]
    assert (difference["what"], difference["expected"]) == ("outcome", "go ahead")
    assert difference["actual"].startswith("decline")


def test_some_examples_can_be_picked_by_their_words(tmp_path: Path) -> None:
    book = tmp_path / "corner.yaml"
    book.write_text(BOOK, "utf-8")

    assert leeway("test", book, "--only", "crate").stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_a_book_without_examples_has_shown_nothing(tmp_path: Path) -> None:
    book = tmp_path / "corner.yaml"
    book.write_text(BOOK.partition("examples:")[0], "utf-8")
    result = leeway("test", book)

    assert result.exit_code == 1
    assert "There is no example to run." in result.stdout


def test_a_book_that_cannot_be_read_ends_with_two(tmp_path: Path) -> None:
    assert leeway("test", tmp_path / "none").exit_code == 2
