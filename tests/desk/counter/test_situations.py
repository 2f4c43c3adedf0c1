"""What does a colleague say by choosing a typical situation? The value it names, and nothing that has to be proved."""

from __future__ import annotations

import pytest

from leeway.desk.decisions.queries.proposing import said_by_situation
from leeway.desk.demo import book_texts
from leeway.desk.studio import queries as studio
from leeway.policy import Book, Trust


def book(name: str) -> Book:
    """A book that comes with Leeway."""
    return studio.engine_of(book_texts(name)).book


@pytest.mark.parametrize(
    ("of", "chosen", "said"),
    [
        ("forecourt", "doubts/engine-trouble", {"matter": "engine trouble"}),
        ("mobile", "two-people/strange-messages", {"matter": "strange messages"}),
        ("mobile", "bereavement/bereavement", {"matter": "bereavement"}),
        ("forecourt", "doubts/never-written", {}),
        ("forecourt", "", {}),
    ],
)
def test_a_chosen_situation_says_what_it_is_about_and_no_more(
    of: str, chosen: str, said: dict[str, str]
) -> None:
    found = said_by_situation(chosen, book=book(of))

    assert {name: each.value for name, each in found.items()} == said
    assert {each.trust for each in found.values()} <= {Trust.STAFF}
