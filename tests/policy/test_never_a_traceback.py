"""Whatever stands in a file, the loader answers with diagnostics: books are cut, shuffled and written over."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway import policy
from leeway.policy.loader.text import Source

BOOKS = Path(__file__).resolve().parents[2] / "books"
SCRAPS = [
    "", " ", "\n", "\n  ", "\n    ", ":", ": ", "- ", "[", "]", "{", "}", ",", "#", " #", "&a ", "*a", "!t ", "|", ">-", "'", '"', "\\", "@", "%",
    "?", "? ", "---\n", "...\n", "null", "~", "true", "no", "0", "-1", "1e999", "9" * 400, "10.10", "0x10", "1:30", "2026-01-01", "\t", "\r\n",
    "\u2028", "\x85", "\ufeff", "é", "漢字", "🙂", "amount", "now", "when", "when: ", "limits", "anonymous", "facts:", "actions:", "examples:", "one of",
    "list of", "record of", "per case", "UAH", "30 EUR per case", "no limit per actor", "ask", "ask owner", "if x then", "some x in", "/", "((((", "))))",
    "<<", "<<: *a", "something else", "anything", "actor.authority", "customer.known", 'duration("P1D")', "x" * 300, "[[[[[[[[[[", "{a: {b: {c: {d: ",
]  # fmt: skip


def sources() -> dict[str, dict[str, str]]:
    """Our own books, small files and folders alike, as texts."""
    found = {"corner-shop": {"corner-shop.yaml": (BOOKS / "corner-shop.yaml").read_text("utf-8")}}
    for folder in sorted(path for path in BOOKS.iterdir() if (path / "book.yaml").exists()):
        names = sorted(folder.rglob("*.yaml"))
        found[folder.name] = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in names}
    return found


SOURCES = sources()


def spoiled(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    """The texts with some places written over, cut out, doubled or moved."""
    texts = dict(texts)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(texts))
        text = texts[name]
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice([0, 0, 1, 2, 5, 20, 200]))
        other = chance.randint(0, len(text))
        scrap = chance.choice([*SCRAPS, text[other : other + 30], text[start:end] * 2])
        texts[name] = text[:start] + scrap + text[end:]
    return texts


@given(name=st.sampled_from(sorted(SOURCES)), seed=st.integers(0, 2**32))
def test_a_spoiled_book_gets_diagnostics(name: str, seed: int) -> None:
    texts = spoiled(SOURCES[name], random.Random(seed))

    loaded = policy.load_texts(texts)

    assert (loaded.book is None) == bool(loaded.errors)
    for each in loaded.diagnostics:
        assert each.render()
        if each.place.line:
            line = Source(each.place.path, texts[each.place.path].removeprefix("\ufeff")).line_text(
                each.place.line - 1
            )
            assert each.line_text == line
            assert 1 <= each.place.column <= len(line) + 1
            assert 1 <= each.width <= max(1, len(line) + 1 - each.place.column)


@given(st.text(max_size=200))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    loaded = policy.load_texts({"book.yaml": text})

    assert loaded.book is None
    assert loaded.errors


@given(st.binary(max_size=300))
def test_any_bytes_at_all_get_an_answer(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("book") / "shop.yaml"
    path.write_bytes(content)

    loaded = policy.load(path)

    assert loaded.book is None
    assert loaded.errors
