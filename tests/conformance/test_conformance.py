"""What does the loader say about books with mistakes? A folder a subject, with the exact text it must say.

`LEEWAY_WRITE=1 pytest tests/conformance` writes the texts anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leeway import policy

HERE = Path(__file__).parent
FOLDERS = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("_"))


def said(folder: Path) -> str:
    """Everything that is said about the book in a folder, as a user who stands in the folder reads it."""
    single = [path for path in folder.glob("*.yaml") if path.name != "book.yaml"]
    book = Path(single[0].name) if single and not (folder / "book.yaml").exists() else Path()
    loaded = policy.load(book)
    assert (loaded.book is None) == bool(loaded.errors)
    return "\n".join(each.render() for each in loaded.diagnostics) + "\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_loader_says_exactly_this(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = folder / "expected.txt"
    monkeypatch.chdir(folder)

    actual = said(folder)
    if os.environ.get("LEEWAY_WRITE") == "1":
        expected.write_text(actual, "utf-8")

    assert expected.read_text("utf-8") == actual


def test_every_finding_of_the_catalogue_has_a_book_that_shows_it() -> None:
    shown = "".join((folder / "expected.txt").read_text("utf-8") for folder in FOLDERS)
    told_elsewhere = {"unreadable-file", "too-large", "too-many-clauses", "more-findings"}

    missing = [each.name for each in policy.CATALOGUE if f" {each.code} {each.name}:" not in shown]

    assert [name for name in missing if name not in told_elsewhere] == []
