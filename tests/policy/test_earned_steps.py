"""Which steps up does a book say? Read from its head, lowest authority first."""

from __future__ import annotations

from leeway import policy
from leeway.policy import Earned

HEAD = "book: harbour\ncurrency: EUR\nauthorities: [newcomer, clerk, lead]\n"


def earned(text: str) -> dict[str, Earned]:
    loaded = policy.load_texts({"book.yaml": HEAD + text})
    assert loaded.book is not None, loaded.errors
    return dict(loaded.book.earned)


def test_a_book_says_nothing_of_steps_unless_it_does() -> None:
    assert earned("") == {}


def test_a_step_names_what_it_leads_to_after_how_many_reviews_and_which_certificate() -> None:
    found = earned("earned:\n  newcomer: {becomes: clerk, after: 20 fine, certificate: till}\n")

    assert found == {"newcomer": Earned(becomes="clerk", fine_count=20, certificate="till")}


def test_a_certificate_may_be_left_out_and_a_level_may_be_jumped() -> None:
    assert earned("earned:\n  newcomer: {becomes: lead, after: 5 fine}\n") == {
        "newcomer": Earned(becomes="lead", fine_count=5)
    }


def test_steps_stand_in_the_order_of_the_authorities() -> None:
    found = earned(
        "earned:\n  clerk: {becomes: lead, after: 50 fine}\n  newcomer: {becomes: clerk, after: 20  fine}\n"
    )

    assert list(found) == ["newcomer", "clerk"]


def test_the_certificate_of_a_step_is_one_of_the_book() -> None:
    loaded = policy.load_texts(
        {"book.yaml": HEAD + "earned:\n  newcomer: {becomes: clerk, after: 2 fine, certificate: till}\n"}
    )
    assert loaded.book is not None

    assert loaded.book.certificates == ("till",)


def test_steps_survive_the_formatter() -> None:
    text = HEAD + "earned:\n  newcomer: {becomes: clerk, after: 20 fine, certificate: till}\n"

    assert earned(policy.format_text(text)[len(HEAD) :]) == earned(text[len(HEAD) :])


def test_editors_know_the_steps() -> None:
    schema = policy.json_schema()

    assert "earned" in str(schema)
