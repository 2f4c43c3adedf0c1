"""What a book promises: read strictly, written alike, and the first that fits is made."""

from __future__ import annotations

from datetime import date

import pytest
from jsonschema import Draft202012Validator

from leeway import policy
from leeway.decide import promised
from leeway.policy import Book, format_text

HEAD = "book: harbour\ncurrency: EUR\n"
BOOK = """policy: news
title: News
since: 2026-02-01
promises:
  hurt:
    of: complaint
    when: channel in ("mail", "form")
    hear: what we found out
    within: 4 opening hours
  anybody:
    hear: an answer
    within: 2 days
"""
TODAY = date(2026, 6, 15)


def _book(*, text: str = BOOK) -> Book:
    loaded = policy.load_texts({"book.yaml": HEAD, "policies/news.yaml": text})
    assert loaded.book is not None, loaded.diagnostics
    return loaded.book


@pytest.mark.parametrize(
    ("kind", "channel", "expected"),
    [
        ("complaint", "mail", "news/hurt"),
        ("complaint", "chat", "news/anybody"),
        ("praise", "mail", "news/anybody"),
    ],
)
def test_the_first_promise_that_fits_is_made(kind: str, channel: str, expected: str) -> None:
    found = promised(_book(), kind=kind, channel=channel, today=TODAY)

    assert found is not None
    assert found.id == expected


def test_a_policy_that_does_not_hold_yet_promises_nothing() -> None:
    assert promised(_book(), kind="complaint", channel="mail", today=date(2026, 1, 31)) is None


@pytest.mark.parametrize(
    ("within", "minutes", "while_open"),
    [
        ("30 minutes", 30, False),
        ("1 opening hour", 60, True),
        ("2 days", 2_880, False),
        ("90 opening minutes", 90, True),
    ],
)
def test_a_time_is_read_as_it_is_said(within: str, minutes: int, while_open: bool) -> None:
    (_, anybody) = _book(text=BOOK.replace("2 days", within)).policies[0].promises

    assert (anybody.minutes, anybody.while_open) == (minutes, while_open)


def test_a_promise_counts_as_a_name_of_its_policy() -> None:
    text = f"{BOOK}rules:\n  hurt:\n    forbid: shout\n"

    loaded = policy.load_texts({"book.yaml": HEAD, "policies/news.yaml": text})

    assert [each.name for each in loaded.errors] == ["duplicate-clause"]


def test_a_promise_declares_no_fact() -> None:
    assert "channel" not in _book().facts


def test_the_formatter_keeps_promises_and_says_the_same() -> None:
    messy = BOOK.replace("    of: complaint\n", "    of:   complaint\n").replace(
        "  anybody:", "\n\n\n  anybody:"
    )

    formatted = format_text(messy)

    assert format_text(formatted) == formatted
    assert _book(text=formatted).policies[0].promises == _book().policies[0].promises


def test_editors_know_the_keys_of_a_promise() -> None:
    without_time = {
        "book": "s",
        "currency": "EUR",
        "promises": {"fast": {"of": "complaint", "hear": "an answer"}},
    }

    problems = [each.message for each in Draft202012Validator(policy.json_schema()).iter_errors(without_time)]

    assert problems == ["'within' is a required property"]
