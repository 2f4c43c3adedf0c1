"""Do the commands around a book's files keep their word? `leeway check`, `leeway new`, `leeway format`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from leeway import policy
from leeway.cli import app
from leeway.cli.new import STARTERS

BOOKS = Path(__file__).resolve().parents[2] / "books"
SOUND = """\
book: kiosk
currency: EUR
zone: Europe/Kyiv
rules:
  no lottery for minors: {forbid: sell lottery ticket, when: age < 18}
guidelines:
  stale bread:
    allow: replace
    when: amount <= 5
    limits: [5 EUR per case, 40 EUR per actor per week]
examples:
  - example: a stale roll
    given: {amount: 2}
    action: replace
    expect: go ahead
"""


def leeway(*words: str | Path) -> Result:
    """What the command says, and how it ends; never a traceback."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.yaml"
    path.write_text(SOUND, "utf-8")
    return path


# -- check -------------------------------------------------------------------------------------------------
def test_a_sound_book_is_counted_and_its_spending_is_said(kiosk: Path) -> None:
    result = leeway("check", kiosk)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines()[:4] == [
        "kiosk: 1 policy, 1 rule, 1 guideline, 1 example",
        "facts used and not declared: `age` (number)",
        "actions used and not declared: `sell lottery ticket`, `replace` (with an amount)",
        "examples: 1 of 1 hold",
    ]
    assert "a month" in result.stdout


def test_a_book_without_a_zone_says_whose_it_takes(kiosk: Path) -> None:
    kiosk.write_text(SOUND.replace("zone: Europe/Kyiv\n", ""), "utf-8")

    assert "time zone: " in leeway("check", kiosk).stdout


def test_an_example_that_fails_ends_with_1_and_its_difference(kiosk: Path) -> None:
    kiosk.write_text(SOUND.replace("given: {amount: 2}", "given: {amount: 7}"), "utf-8")

    result = leeway("check", kiosk)

    assert result.exit_code == 1
    assert "examples: 0 of 1 hold" in result.stdout
    assert f"{kiosk}:12: a stale roll" in result.stdout
    assert "expected go ahead" in result.stdout.replace("_", " ")


def test_a_book_that_cannot_be_read_ends_with_2_and_every_problem(kiosk: Path) -> None:
    kiosk.write_text(SOUND.replace("forbid", "forbit").replace("5 EUR", "5 USD"), "utf-8")

    result = leeway("check", kiosk)

    assert result.exit_code == 2
    assert result.stdout == ""
    for expected in ("unknown-key", "did you mean `forbid`?", "other-currency", "errors"):
        assert expected in result.stderr


def test_a_warning_is_told_and_does_no_harm(kiosk: Path) -> None:
    kiosk.write_text(SOUND.replace("per week]", "per week]\n    anonymous: [3 per site per day]"), "utf-8")

    result = leeway("check", kiosk)

    assert result.exit_code == 0
    assert "warning LW070 anonymous-without-customer" in result.stdout
    assert "1 warning" in result.stdout


def test_the_answer_is_one_json_object(kiosk: Path) -> None:
    found = json.loads(leeway("check", "--json", kiosk).stdout)

    assert (found["book"], found["sound"], found["zone"]) == ("kiosk", True, "Europe/Kyiv")
    assert found["undeclared"] == {"facts": {"age": "number"}, "actions": ["sell lottery ticket", "replace"]}
    assert found["examples"] == {"count": 1, "failing": []}
    assert found["exposure"]["uncapped"] == []
    assert {each["severity"] for each in found["diagnostics"]} == {"note"}


def test_problems_are_json_too_and_still_end_with_2(kiosk: Path) -> None:
    kiosk.write_text("book: kiosk\n", "utf-8")

    result = leeway("check", "--json", kiosk)

    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["diagnostics"]
    assert (problem["name"], problem["line"], problem["column"]) == ("missing-key", 1, 1)


@pytest.mark.parametrize(
    "words", [["check"], ["check", "nowhere"], ["check", "--schema", "novel"], ["check", "."]]
)
def test_what_cannot_be_checked_is_refused(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = leeway(*words)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()


def test_the_schema_for_editors_is_printed() -> None:
    assert json.loads(leeway("check", "--schema", "policy").stdout) == policy.json_schema("policy")


@pytest.mark.parametrize(
    "path", [BOOKS / "corner-shop.yaml", *sorted(p.parent for p in BOOKS.glob("*/book.yaml"))]
)
def test_our_own_books_are_sound(path: Path) -> None:
    result = leeway("check", path)

    assert result.exit_code == 0, result.output


# -- new ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("like", STARTERS)
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_a_new_book_is_sound_tidy_and_has_nothing_undeclared(tmp_path: Path, like: str, currency: str) -> None:
    made = leeway("new", "My first: book №1", "--at", tmp_path / "deep", "--like", like, "--currency", currency)

    assert made.exit_code == 0
    path = tmp_path / "deep" / "my-first-book-1.yaml"
    assert str(path) in made.stdout
    loaded = policy.load(path)
    assert loaded.diagnostics == ()
    assert loaded.book is not None
    assert (loaded.book.name, loaded.book.currency) == ("My first: book №1", currency)
    assert leeway("check", path).exit_code == 0
    assert leeway("format", "--check", path).exit_code == 0


def test_nothing_that_exists_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("mine", "utf-8")

    result = leeway("new", "shop", "--at", tmp_path)

    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (tmp_path / "shop.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "words", [["new", ""], ["new", "a", "--currency", "EURO"], ["new", "a", "--like", "bank"], ["new", "a\nb"]]
)
def test_a_book_that_cannot_be_made_leaves_no_file(tmp_path: Path, words: list[str]) -> None:
    result = leeway(*words, "--at", tmp_path)

    assert result.exit_code == 2
    assert result.stderr.startswith("leeway: ")
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_braces_is_no_template(tmp_path: Path) -> None:
    assert leeway("new", "{currency} & {file}", "--at", tmp_path).exit_code == 0
    (path,) = tmp_path.iterdir()
    book = policy.load(path).book
    assert book is not None
    assert book.name == "{currency} & {file}"


def test_the_path_of_a_new_book_is_json_on_request(tmp_path: Path) -> None:
    found = json.loads(leeway("new", "shop", "--at", tmp_path, "--json").stdout)

    assert found == {"path": str(tmp_path / "shop.yaml")}


def test_a_book_named_as_a_file_is_called_without_its_ending(tmp_path: Path) -> None:
    found = json.loads(leeway("new", "corner.yaml", "--at", tmp_path, "--json").stdout)
    book = policy.load(Path(found["path"])).book

    assert found == {"path": str(tmp_path / "corner.yaml")}
    assert book is not None
    assert book.name == "corner"


# -- format ------------------------------------------------------------------------------------------------
UNTIDY = "book:   shop\ncurrency:    EUR\nrules: {one: {forbid: sell, when: '\"a\" = tier'}}\n"
TIDY = 'book: shop\ncurrency: EUR\nrules:\n  one:\n    forbid: sell\n    when: |\n      "a" = tier\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "book.yaml").write_text(UNTIDY, "utf-8")
    (tmp_path / "policies" / "a.yaml").write_text("policy: a\n", "utf-8")
    (tmp_path / "README.md").write_text("#   untidy", "utf-8")
    return tmp_path


def test_every_file_of_a_folder_is_brought_into_layout(folder: Path) -> None:
    result = leeway("format", folder)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"changed: {folder / 'book.yaml'}", "1 of 2 files changed"]
    assert (folder / "book.yaml").read_text("utf-8") == TIDY
    assert leeway("format", folder).stdout == "0 of 2 files changed\n"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "book.yaml", "policies"]


def test_checking_changes_nothing(folder: Path) -> None:
    result = leeway("format", "--check", "--json", folder)

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"would_change": [str(folder / "book.yaml")], "unchanged": 1}
    assert (folder / "book.yaml").read_text("utf-8") == UNTIDY


def test_one_file_that_cannot_be_read_keeps_all_from_changing(folder: Path) -> None:
    (folder / "policies" / "a.yaml").write_text("policy: a: b\n", "utf-8")

    result = leeway("format", folder)

    assert result.exit_code == 2
    assert "a.yaml:1:10: error LW006 unreadable" in result.stderr
    assert "no file was changed" in result.stderr
    assert (folder / "book.yaml").read_text("utf-8") == UNTIDY


@pytest.mark.parametrize("content", [b"book: caf\xe9\n", None])
def test_a_file_that_is_no_text_or_absent_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a.yaml").write_bytes(content)

    result = leeway("format", tmp_path / "a.yaml")

    assert result.exit_code == 2
    assert "a.yaml" in result.stderr


def test_rights_of_a_file_survive(folder: Path) -> None:
    (folder / "book.yaml").chmod(0o640)

    leeway("format", folder)

    assert (folder / "book.yaml").stat().st_mode & 0o777 == 0o640
