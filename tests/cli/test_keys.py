"""Keys: one letter each, none of them mistaken for another."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from leeway.cli.counter.opening import SPOKEN
from leeway.cli.counter.prompts.keys import Keys
from leeway.decide import Voice

TEXTS = files("leeway.cli.counter").joinpath("texts")
NAMES = re.findall(r"(?m)^key-([a-z-]+) =", TEXTS.joinpath("en.ftl").read_text("utf-8"))
TOGETHER = {
    "answer": ["do", "ask", "amount", "correct", "facts", "judge", "customer", "tell", "options", "other", "undo", "next", "help", "quit"],
    "colleague": ["colleague", "amount", "correct", "facts", "judge", "customer", "tell", "options", "other", "undo", "next", "help", "quit"],
    "yes or no": ["yes", "no"],
    "approver": ["approver-yes", "approver-less", "approver-step", "approver-no"],
}  # fmt: skip
LOOKS_LIKE = dict(zip("асеорухікВНМТ".casefold(), "aceopyxikbhmt", strict=True))
"""Cyrillic letters that look like Latin ones."""


def _keys(language: str) -> Keys:
    return Keys(Voice(language, texts=(TEXTS,)), english=Voice("en", texts=(TEXTS,)))


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("moment", TOGETHER)
def test_keys_offered_together_differ(language: str, moment: str) -> None:
    keys = [_keys(language).of(name) for name in TOGETHER[moment]]

    assert sorted(set(keys)) == sorted(keys)
    assert [key for key in keys if len(key) != 1 or key != key.casefold()] == []


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_no_key_looks_like_an_english_one_that_means_something_else(language: str) -> None:
    own, english = _keys(language), _keys("en")
    alike = [
        (name, other)
        for name in TOGETHER["answer"]
        for other in TOGETHER["answer"]
        if LOOKS_LIKE.get(own.of(name)) == english.of(other) and name != other
    ]

    assert [pair for pair in alike if pair[1] in ("do", "ask", "judge", "undo")] == []


def test_a_key_typed_in_english_means_the_same_where_it_is_free() -> None:
    assert _keys("uk").meant("y", among=["do", "amount"]) == "do"
    assert _keys("ro").meant("a", among=["amount", "other"]) == "other"


def test_of_two_things_with_one_key_the_first_is_meant() -> None:
    assert _keys("en").meant("n", among=["approver-no", "next"]) == "approver-no"
    assert _keys("en").meant("x", among=["next"]) is None
