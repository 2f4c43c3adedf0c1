"""Every page that shows files and commands tells the truth: it is played, and what it prints is compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.console import play

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    path
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if "reference" not in path.parts
    and re.search("^```(console|python)", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_tells_the_truth(page: Path, tmp_path: Path) -> None:
    (tmp_path / "books").symlink_to(ROOT / "books")
    wrong = [
        f"$ {each.command}\n-- expected (exit {each.expected_exit}):\n{each.expected}\n-- printed (exit {each.exit_code}):\n{each.printed}"
        for each in play(page, tmp_path)
        if not each.agrees()
    ]

    assert wrong == []


def test_the_tutorial_is_among_the_pages() -> None:
    assert "your-first-policy" in {page.stem for page in PAGES}
