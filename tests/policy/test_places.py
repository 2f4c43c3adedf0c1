"""Does a caret stand under the right characters? From a scalar's value back to its file, whatever YAML did to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway import policy
from leeway.policy.loader.text import Pairs, Scalar, Source, read_nodes

STYLES = {
    "plain": "when: wait > 3 and qeue > 2\n",
    "plain, folded": "when: wait > 3\n  and\n\n  qeue > 2\n",
    "single quotes": "when: 'name = \"it''s\" and qeue > 2'\n",
    "single quotes, folded": "when: 'wait > 3\n    and   qeue > 2'\n",
    "double quotes": 'when: "name = \\"\\u00e9\\" and qeue > 2"\n',
    "double quotes, folded": 'when: "wait > 3 \\\n    and\n\n    qeue > 2"\n',
    "literal block": "when: |\n  wait > 3\n    and qeue > 2\n",
    "literal block with a comment": "when: |-   # the queue\n\n    wait > 3\n    and qeue > 2\n",
    "literal block with its indent": "when: |2\n    wait > 3\n    and qeue > 2\n",
    "folded block": "when: >-\n  wait > 3\n  and\n\n  qeue > 2\n",
}


def scalar_of(text: str) -> Scalar:
    source = Source("shop.yaml", text)
    root, flaws = read_nodes(source)
    assert flaws == ()
    assert isinstance(root, Pairs)
    value = root.pairs[0].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize("style", STYLES)
def test_a_part_of_a_scalar_is_found_in_its_file(style: str) -> None:
    text = STYLES[style]
    scalar = scalar_of(text)
    start = scalar.text.index("qeue")

    span = scalar.source.within(scalar, start, start + 4)

    assert text[span.start : span.end] == "qeue"


@pytest.mark.parametrize("style", STYLES)
def test_the_caret_of_a_diagnostic_stands_under_the_name(style: str) -> None:
    condition = STYLES[style].replace("\n", "\n  ").rstrip(" ")
    text = f"policy: a\nrules:\n one:\n  forbid: sell\n  {condition}"
    head = "book: b\ncurrency: EUR\nfacts: {wait: number, queue: number, name: text}\n"

    (found,) = policy.load_texts({"book.yaml": head, "policies/a.yaml": text}).errors

    assert found.message == "`qeue` is no fact of this book"
    assert found.help == "did you mean `queue`?"
    line, column = found.place.line, found.place.column
    assert text.splitlines()[line - 1][column - 1 : column - 1 + found.width] == "qeue"


printable = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
    ),
    max_size=60,
)


def double_quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 and ord(c) % 3 == 0 else c for c in text) + '"'


@given(printable.map(lambda text: text.replace("\\", "/").replace('"', "'")))
def test_every_character_of_a_quoted_text_is_found(text: str) -> None:
    for quoted in (double_quoted(text), "'" + text.replace("'", "''") + "'"):
        scalar = scalar_of(f"a: {quoted}\n")
        if scalar.text != text:
            continue  # YAML folded white space away

        spans = [scalar.source.within(scalar, index, index + 1) for index in range(len(text))]
        shown = ["\\" if quoted[0] == '"' and ord(c) % 3 == 0 and ord(c) < 0x10000 else c for c in text]

        assert [scalar.source.text[span.start] for span in spans] == shown
        assert [span.start for span in spans] == sorted({span.start for span in spans})


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_end(newline: str) -> None:
    text = newline.join(["book: shop", "currency: EUR", "", "coulour: blue", ""])

    (found,) = policy.load_texts({"shop.yaml": text}).errors

    assert (found.place.line, found.place.column) == (4, 1)
    assert found.line_text == "coulour: blue"


def test_a_mark_at_the_beginning_of_a_file_moves_no_column(tmp_path: object) -> None:
    (found,) = policy.load_texts({"shop.yaml": "\ufeffbok: shop\ncurrency: EUR\nbook: shop\n"}).errors

    assert (found.place.line, found.place.column) == (1, 1)
    assert found.line_text == "bok: shop"


def test_wide_characters_and_tabs_move_the_caret_as_they_are_shown() -> None:
    loaded = policy.load_texts({"shop.yaml": "book: shop\ncurrency: EUR\nprinciples: {店の信頼: {a: b}}\n"})
    (found,) = loaded.errors

    *_, line, caret = found.render().splitlines()[:3]

    assert line.index("{a") == caret.index("^") - 4  # four characters before it take two columns each


def test_a_long_line_is_shown_around_the_caret() -> None:
    condition = " and ".join(f"wait > {number}" for number in range(60)) + " and qeue > 2"
    text = f"book: b\ncurrency: EUR\nrules: {{one: {{forbid: sell, when: '{condition}'}}}}\nfacts: {{wait: number, queue: number}}\n"

    (found,) = policy.load_texts({"shop.yaml": text}).errors

    head, line, caret, _ = found.render().splitlines()
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("qeue")
    assert head.startswith("shop.yaml:3:")
