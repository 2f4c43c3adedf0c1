"""One entry of a file is changed; comments and layout of everything else stay."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leeway.policy import EditError, edited, entries, load_texts, path_at

BOOKS = sorted((Path(__file__).parents[2] / "books").rglob("*.yaml"))
TEXTS = {path.name + str(number): path.read_text("utf-8") for number, path in enumerate(BOOKS)}

POLICY = """\
# Written in spring.
policy: coins
title: Coins   # as on the poster
guidelines:
  round:
    allow: round down
    limits:
      trainee:    [10 UAH per case, 100 UAH per actor per day]
      supervisor: [50 UAH per case]   # seldom
    # she asked for this one
    say:
      - point: no speech
        words: "Never mind."
      - point: a smile

# the end
"""


def _paths(value, path=()):
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key)
            yield from _paths(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield (*path, number)
            yield from _paths(each, (*path, number))


def test_only_the_changed_text_is_written_anew() -> None:
    found = edited(POLICY, ("guidelines", "round", "limits", "supervisor"), ["60 UAH per case"])

    assert found == POLICY.replace("[50 UAH per case]", "[60 UAH per case]")


def test_saying_the_same_changes_nothing() -> None:
    assert edited(POLICY, (), entries(POLICY)) == POLICY


def test_a_new_key_stands_at_the_end_of_its_clause() -> None:
    found = edited(POLICY, ("guidelines", "round", "because"), "It is only coins.")

    assert found == POLICY.replace("point: a smile\n", "point: a smile\n    because: It is only coins.\n")


def test_a_point_is_taken_out_and_its_neighbours_stay() -> None:
    found = edited(POLICY, ("guidelines", "round", "say", 0), None)

    assert found == POLICY.replace('      - point: no speech\n        words: "Never mind."\n', "")


def test_a_comment_inside_what_is_replaced_moves_above_it() -> None:
    found = edited(POLICY, ("guidelines", "round", "limits"), ["5 UAH per case"])

    assert "    # seldom\n    limits: [5 UAH per case]\n" in found


def test_a_condition_that_yaml_would_bend_stands_as_a_block() -> None:
    found = edited(POLICY, ("guidelines", "round", "when"), '"gold" in tiers')

    assert '    when: |\n      "gold" in tiers\n' in found


def test_an_empty_file_is_begun() -> None:
    assert edited("", ("policy",), "coins") == "policy: coins\n"


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    with pytest.raises(EditError):
        edited("a: [1", ("a",), "2")


def test_a_place_leads_to_its_entry() -> None:
    assert path_at(POLICY, line=8, column=20) == ("guidelines", "round", "limits", "trainee", 0)
    assert path_at(POLICY, line=12, column=9) == ("guidelines", "round", "say", 0, "point")
    assert path_at(POLICY, line=1, column=1) == ()


VALUES = st.recursive(
    st.text(alphabet=st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=12).map(
        str.strip
    )
    | st.sampled_from(["a: b", "x # y", "- z", '"q"', "{", "null", "10.10", "no", "a, b", "two\nlines"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["point", "words", "a b", "k:"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.data(), st.sampled_from(sorted(TEXTS)), VALUES | st.none())
def test_any_entry_of_any_book_can_say_something_else(data, name, value) -> None:
    before = TEXTS[name]
    path = data.draw(st.sampled_from(list(_paths(entries(before)))))

    after = edited(before, path, value)

    comments = Counter(line.partition("#")[2].strip() for line in before.splitlines() if line.startswith("#"))
    kept = Counter(line.partition("#")[2].strip() for line in after.splitlines() if line.startswith("#"))
    assert comments - kept == Counter()
    assert value is None or edited(after, path, value) == after
    untouched = [each for each in _paths(entries(before)) if each[0] != path[0]]
    assert all(
        _at(entries(after), each) == _at(entries(before), each)
        for each in untouched
        if len(path) > 1 and isinstance(path[0], str)
    )


def _at(value, path):
    for step in path:
        value = value[step]
    return value


def test_a_book_means_the_same_after_an_edit_that_says_the_same() -> None:
    texts = {"book.yaml": "book: b\ncurrency: UAH\n", "policies/coins.yaml": POLICY}
    same = {name: edited(text, (), entries(text)) for name, text in texts.items()}

    assert load_texts(same).diagnostics == load_texts(texts).diagnostics
