"""A large book that nobody changed is taken up as it was kept; anything doubtful is left aside and the book read anew."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from leeway import policy
from leeway.policy.keeping import cache as keeping
from leeway.policy.keeping.form import from_bytes, to_bytes

KEY = b"k" * 32
BOOKS = Path(__file__).resolve().parents[2] / "books"


@pytest.fixture
def cache() -> policy.Cache:
    return policy.Cache(KEY)


@pytest.fixture(autouse=True)
def _even_small_books_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leeway.policy.loader.KEPT_FROM_CHARACTERS", 0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BOOKS / "shop", tmp_path / "shop"))


def _kept(book: Path) -> Path:
    return book / ".leeway" / "book.kept"


def _not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a book that is read from its texts is an error."""

    def read(*_: Any, **__: Any) -> Any:
        raise AssertionError("the book was read")

    monkeypatch.setattr("leeway.policy.loader._load", read)


@pytest.mark.parametrize(
    "name", ["forecourt", "mobile", "shop", "restaurant", "airline", "retail", "corner-shop.yaml"]
)
def test_what_is_kept_is_the_book(name: str) -> None:
    loaded = policy.load(BOOKS / name)
    kept = from_bytes(to_bytes((loaded.book, loaded.diagnostics)))

    assert kept == (loaded.book, loaded.diagnostics)
    assert repr(kept) == repr((loaded.book, loaded.diagnostics))


def test_an_unchanged_book_is_taken_up_without_reading_it(
    book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = policy.load(book, cache=cache)
    _not_read(monkeypatch)

    assert policy.load(book, cache=cache) == first


def test_a_book_of_one_file_is_kept_too(
    tmp_path: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(shutil.copy(BOOKS / "corner-shop.yaml", tmp_path))
    first = policy.load(file, cache=cache)
    _not_read(monkeypatch)

    assert policy.load(file, cache=cache) == first
    assert (tmp_path / ".leeway" / "corner-shop.yaml.kept").is_file()


def test_what_a_warning_says_is_kept_with_the_book(tmp_path: Path, cache: policy.Cache) -> None:
    file = tmp_path / "doubtful.yaml"
    file.write_text(
        "book: doubtful\ncurrency: EUR\nfacts:\n  count: number\nactions: {go: {}}\n"
        "rules: {odd: {forbid: go, when: count > 3 and count < 2}}\n",
        encoding="utf-8",
    )
    first = policy.load(file, cache=cache)

    assert first.diagnostics != ()
    assert policy.load(file, cache=cache) == first


def test_a_changed_text_is_read(book: Path, cache: policy.Cache) -> None:
    policy.load(book, cache=cache)
    head = book / "book.yaml"
    head.write_text(head.read_text("utf-8").replace("Our word", "Our new word"), encoding="utf-8")

    assert policy.load(book, cache=cache).book.title == "Our new word to our customers"


def test_a_book_with_a_mistake_is_not_kept(book: Path, cache: policy.Cache) -> None:
    (book / "book.yaml").write_text("book: [", encoding="utf-8")

    assert policy.load(book, cache=cache).book is None
    assert not _kept(book).exists()


@pytest.mark.parametrize("at", [0, 31, 32, 40, -1])
def test_a_damaged_file_is_left_aside(book: Path, cache: policy.Cache, at: int) -> None:
    first = policy.load(book, cache=cache)
    content = bytearray(_kept(book).read_bytes())
    content[at] ^= 1
    _kept(book).write_bytes(content)

    assert policy.load(book, cache=cache) == first
    assert _kept(book).read_bytes() != content


@pytest.mark.parametrize("size", [0, 1, 32, 1000])
def test_a_file_cut_short_is_left_aside(book: Path, cache: policy.Cache, size: int) -> None:
    first = policy.load(book, cache=cache)
    _kept(book).write_bytes(_kept(book).read_bytes()[:size])

    assert policy.load(book, cache=cache) == first


def test_what_somebody_else_kept_is_not_looked_at(
    book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy.load(book, cache=policy.Cache(b"another key of theirs"))
    monkeypatch.setattr(keeping, "from_bytes", lambda _: pytest.fail("it was looked at"))

    assert policy.load(book, cache=cache).book is not None


def test_what_came_along_with_a_copied_book_is_not_looked_at(
    book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its places name files of the other folder."""
    policy.load(book, cache=cache)
    copy = Path(shutil.copytree(book, book.with_name("copy")))
    monkeypatch.setattr(keeping, "from_bytes", lambda _: pytest.fail("it was looked at"))

    assert policy.load(copy, cache=cache).book.policies[0].rules[0].place.path.startswith(str(copy))


def test_what_another_edition_kept_is_not_looked_at(
    book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy.load(book, cache=cache)
    monkeypatch.setattr(keeping, "_edition", lambda: b"a later one")
    monkeypatch.setattr(keeping, "from_bytes", lambda _: pytest.fail("it was looked at"))

    assert policy.load(book, cache=cache).book is not None


class _Evil:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [_Evil(), os.system, eval, pickle.Unpickler])
def test_bytes_that_name_anything_but_our_data_are_refused(value: Any) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is not kept"):
        from_bytes(pickle.dumps(value))


def test_only_our_data_can_be_kept() -> None:
    with pytest.raises(TypeError, match="Path is not kept"):
        to_bytes([Path("x")])


def test_a_sealed_file_that_names_anything_else_is_left_aside(book: Path, cache: policy.Cache) -> None:
    """Whoever had stolen the key could still not make it run anything."""
    first = policy.load(book, cache=cache)
    evil = pickle.dumps(_Evil())
    _kept(book).write_bytes(cache._seal(book, first.book.version, evil) + evil)

    assert policy.load(book, cache=cache) == first


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", refuse)

    assert policy.load(book, cache=cache).book is not None
    assert not (book / ".leeway").exists()


def test_a_link_is_not_followed(book: Path, cache: policy.Cache, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (book / ".leeway").symlink_to(elsewhere)

    assert policy.load(book, cache=cache).book is not None
    assert list(elsewhere.iterdir()) == []


def test_what_is_kept_is_left_alone_by_git_and_by_the_loader(book: Path, cache: policy.Cache) -> None:
    policy.load(book, cache=cache)
    files = sorted(path.name for path in (book / ".leeway").iterdir())

    assert files == [".gitignore", "book.kept"]
    assert (book / ".leeway" / ".gitignore").read_text("utf-8") == "*\n"
    assert policy.load(book).diagnostics == ()


def test_a_small_book_is_not_kept(book: Path, cache: policy.Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    policy.load(book, cache=cache)

    assert not (book / ".leeway").exists()


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        policy.Cache(b"short")
