"""The app `people` stands below all others: only its pages may ask them."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parents[3] / "src" / "leeway" / "desk" / "people"


def test_commands_and_queries_of_people_know_no_other_app() -> None:
    others = re.compile(r"from leeway\.desk\.(cases|persons|studio|decisions)")
    found = [
        path.name
        for folder in ("commands", "queries")
        for path in (HERE / folder).glob("*.py")
        if others.search(path.read_text("utf-8"))
    ]

    assert found == []
