"""Is the layout of book files stable, and does it change nothing but the layout?"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway import policy
from leeway.policy import format_text
from leeway.policy.formatting.printer import printed
from leeway.policy.formatting.remarks import texts_of
from leeway.policy.loader.text import Source, read_nodes

BOOKS = Path(__file__).resolve().parents[2] / "books"
FILES = sorted(BOOKS.rglob("*.yaml"))

UNTIDY = """\

---
# A remark above.


book:   shop      # beside the name
currency:   EUR

facts:
      tier:   {type: text,one of: [ gold,silver ]}
      queue :  {   type: number   }      # waiting
      # before the long one
      a very long fact: {type: text, one of: [first value, second value, third value], ask: "Which one of the three is it, exactly?", effort: 3}
      open: {type: boolean,   # inside
             ask: Is it?}
      # at the end of the facts
# before the rules
rules:
    quoted: {forbid: sell, when: 'tier = "gold"'}
    bent:
        forbid:
         - sell
         -   lend
        when: '"gold" = tier'
        because:   A long reason
          that goes on,

          and on.
        good: |-      # as it should be

              Indented   text
                with more.

        bad: >+
              Folded
              text.

    inside: {forbid: sell, when: "\\"gold\\" = tier"}  # beside a rule
examples:
-   example: one
    given: {tier: gold,
            queue: 3}
    action: sell
    expect: decline
    good: "Quoted
      over lines"


-   example: two
    # in an example
    action: lend
    expect: decline
    # at the end of an example
"""
TIDY = """\
# A remark above.

book: shop      # beside the name
currency: EUR

facts:
  tier: {type: text, one of: [gold, silver]}
  queue: {type: number}      # waiting
  # before the long one
  a very long fact:
    type: text
    one of: [first value, second value, third value]
    ask: "Which one of the three is it, exactly?"
    effort: 3
  open:   # inside
    type: boolean
    ask: Is it?
  # at the end of the facts
# before the rules
rules:
  quoted: {forbid: sell, when: 'tier = "gold"'}
  bent:
    forbid:
      - sell
      - lend
    when: |
      "gold" = tier
    because: A long reason
      that goes on,

      and on.
    good: |-      # as it should be

      Indented   text
        with more.

    bad: >+
      Folded
      text.

  inside:  # beside a rule
    forbid: sell
    when: |
      "gold" = tier
examples:
  - example: one
    given: {tier: gold, queue: 3}
    action: sell
    expect: decline
    good: "Quoted
      over lines"

  - example: two
    # in an example
    action: lend
    expect: decline
    # at the end of an example
"""


def meaning(text: str) -> object:
    """What a single file means as a book, its version left out; else what is wrong with it."""
    loaded = policy.load_texts({"shop.yaml": text})
    if loaded.book is not None:
        return replace(loaded.book, version="")
    return sorted((each.code, each.message) for each in loaded.errors)


def test_an_untidy_file_becomes_tidy() -> None:
    assert format_text(UNTIDY) == TIDY
    assert [line for line in TIDY.splitlines() if line != line.rstrip()] == []


def test_a_tidy_file_stays_as_it_is() -> None:
    assert format_text(TIDY) == TIDY


def test_tidying_changes_no_meaning() -> None:
    assert meaning(UNTIDY) == meaning(TIDY)
    assert not isinstance(meaning(TIDY), list)


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("'\"gold\" in tiers'", '|\n      "gold" in tiers'),
        ("'{a: 1}.a = b'", "|\n      {a: 1}.a = b"),
        ("'@\"2026-01-01\" < now'", '|\n      @"2026-01-01" < now'),
        ("'note = \"a # b\"'", '|\n      note = "a # b"'),
        ("'note = \"a: b\"'", '|\n      note = "a: b"'),
        ("'[1, 2][1] = a'", "|\n      [1, 2][1] = a"),
        ("'- a'", "|\n      - a"),
        ("'-a < 3'", "-a < 3"),
        ("'not(a)'", "not(a)"),
        ('"tier = \\"gold\\""', 'tier = "gold"'),
        ('tier = "gold"', 'tier = "gold"'),
        ("true", "true"),
    ],
)
def test_conditions_that_yaml_would_bend_become_blocks(written: str, condition: str) -> None:
    text = f"rules:\n  one:\n    forbid: sell\n    when: {written}\n"

    assert format_text(text) == f"rules:\n  one:\n    forbid: sell\n    when: {condition}\n"


def test_texts_that_are_no_conditions_keep_their_quotes() -> None:
    text = "examples:\n  - example: 'one'\n    given: {when: \"no\", 'x': '007'}\n"

    assert format_text(text) == text


@pytest.mark.parametrize(
    "text", ["a: [1\n", "a: 1\na: 2\n", "when: @x\n", "", "# only a remark\n", "\t", "a: &b c\n"]
)
def test_a_file_that_cannot_be_read_stays_as_it_is(text: str) -> None:
    assert format_text(text) == text


def test_line_ends_become_the_usual_ones() -> None:
    assert format_text("\ufeffbook: shop\r\ncurrency: EUR") == "book: shop\ncurrency: EUR\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BOOKS).as_posix())
def test_our_own_files_can_be_tidied(path: Path) -> None:
    text = path.read_text("utf-8")
    source = Source("", text)
    root, _ = read_nodes(source)
    assert root is not None

    tidy = format_text(text)

    assert tidy == printed(source, root), "the printer would have changed the meaning or lost a comment"
    assert format_text(tidy) == tidy


def disturbed(text: str, chance: random.Random) -> str:
    """The text in another layout: deeper steps, comments, blank lines, blanks at the ends of lines."""
    lines = []
    factor = chance.choice([1, 1, 2])
    for line in text.split("\n"):
        body = line.lstrip(" ")
        lead = (len(line) - len(body)) * factor
        if chance.random() < 0.08:
            lines += chance.choice([[""], ["# a remark"], [" " * lead + "# deep"], ["", " " * 7 + "# odd", ""]])
        if body and not body.startswith("#") and chance.random() < 0.05 and body[-1] not in "|>-":
            body += chance.choice([" # beside", "   ", "  # 'quote\" {"])
        lines.append(" " * lead + body)
    return "\n".join(lines)


@given(path=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_any_layout_becomes_stable_and_means_the_same(path: Path, seed: int) -> None:
    text = disturbed(path.read_text("utf-8"), random.Random(seed))
    source = Source("", text)
    root, flaws = read_nodes(source)
    if root is None or flaws:
        assert format_text(text) == text
        return

    tidy = format_text(text)

    assert tidy == printed(source, root), "the printer would have changed the meaning or lost a comment"
    assert format_text(tidy) == tidy
    if "book:" in text:
        assert meaning(text) == meaning(tidy)


@given(st.text("ab: #-|>'\"{}[],\n\\\t&*!%@?0é", max_size=60))
def test_no_text_is_harmed(text: str) -> None:
    tidy = format_text(text)

    assert format_text(tidy) == tidy
    before, flaws = read_nodes(Source("", text))
    if flaws or before is None:
        assert tidy == text
    else:
        after, flaws = read_nodes(Source("", tidy))
        assert after is not None
        assert not flaws
        assert texts_of(Source("", text), before) == texts_of(Source("", tidy), after)
