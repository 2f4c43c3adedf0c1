"""How is a book read? From a folder or a file to the model, with everything that is wrong told at once.

Public: load, load_texts, text_problems, Loaded. Imports the model, the limits, the diagnostics and `feel`.
Start reading here, then `book.py` (the order of reading), `reading.py` (shapes), `text/` (YAML).
"""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leeway.policy.diagnostics import Diagnostic, Severity
from leeway.policy.keeping import Cache
from leeway.policy.keys import BOOK_BYTES_MAX, FILE_BYTES_MAX, FORMAT
from leeway.policy.loader.book import Files, read_book
from leeway.policy.loader.reading import Fields, Reader
from leeway.policy.loader.report import Report
from leeway.policy.loader.text import Source, read_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.policy.model import Book
    from leeway.policy.shape import Kind

__all__ = ["Loaded", "load", "load_texts", "text_problems"]

HEAD = "book.yaml"
FOLDERS = {"policies": FORMAT.policy, "examples": FORMAT.examples}
SUFFIXES = (".yaml", ".yml")
KEPT_FROM_CHARACTERS = 64 * 1024
"""A smaller book, of some 150 clauses, is read in a moment; nothing is put beside it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a book: the book, unless there are errors, and all there is to say about it."""

    book: Book | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics because of which there is no book."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)


def load(path: Path, *, cache: Cache | None = None) -> Loaded:
    """Read the book in a folder (`book.yaml`, `policies/`, `examples/`) or in one file.

    All problems of all its files are in the answer; nothing is raised because of what stands in them. With a
    `cache`, a book that has not changed is taken up as it was kept; the answer is the same.
    """
    report = Report()
    texts: dict[str, str] = {}
    if path.name == HEAD and any((path.parent / folder).is_dir() for folder in FOLDERS):
        path = path.parent
    if path.is_dir():
        _read_folder(path, texts, report)
    elif _text_of(path, path.name, texts, report) is None:
        return Loaded(None, report.told())
    root = path if path.is_dir() else path.parent
    if cache is None or report.told() or sum(map(len, texts.values())) < KEPT_FROM_CHARACTERS:
        return _load(texts, report, root=root)
    version = _version(texts, HEAD if HEAD in texts else path.name)
    with _all_of_it_stays():
        kept = cache.find(path, version)
        if kept is not None:
            return Loaded(*kept)
        loaded = _load(texts, report, root=root)
        if loaded.book is not None:
            cache.keep(path, version, (loaded.book, loaded.diagnostics))
    return loaded


def load_texts(texts: Mapping[str, str]) -> Loaded:
    r"""Read a book from the texts of its files, by their paths inside the book; one file may have any name.

    >>> loaded = load_texts({"shop.yaml": "book: shop\ncurrency: EUR\n"})
    >>> loaded.book.authorities, loaded.diagnostics
    (('staff', 'owner'), ())
    """
    return _load(texts, Report(), root=None)


def text_problems(text: str, *, path: str) -> tuple[Diagnostic, ...]:
    """What is wrong with one file as a text, whatever it would mean in a book; `path` is how it is called.

    >>> [each.name for each in text_problems("a: [1", path="shop.yaml")]
    ['unreadable']
    """
    report = Report()
    source = Source(path, text.removeprefix("\ufeff"))
    for flaw in read_nodes(source)[1]:
        report.flaw(source, flaw)
    return report.told()


# -- files -----------------------------------------------------------------------------------------------
def _read_folder(folder: Path, texts: dict[str, str], report: Report) -> None:
    if not (folder / HEAD).is_file():
        return  # this is no book, and what lies here is nobody's business
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix not in SUFFIXES or not path.is_file() or "/." in f"/{name}":
            continue
        if _kind_of(name) is not None:
            _text_of(path, name, texts, report)
        else:
            advice = "policies belong into `policies/`, examples into `examples/`"
            report.file(str(path), "stray-file", f"`{name}` is not read", help=advice)


def _text_of(path: Path, name: str, texts: dict[str, str], report: Report) -> str | None:
    try:
        content = path.read_bytes() if path.stat().st_size <= FILE_BYTES_MAX else None
        text = None if content is None else content.decode("utf-8-sig")
    except OSError as error:
        reason = "it does not exist" if isinstance(error, FileNotFoundError) else (error.strerror or "").lower()
        report.file(str(path), "unreadable-file", f"`{path}` cannot be read: {reason}")
        return None
    except UnicodeDecodeError as error:
        message = f"`{path}` is not UTF-8 text (byte {error.start + 1})"
        report.file(str(path), "unreadable-file", message, help="save it as UTF-8")
        return None
    if text is None:
        _too_large(str(path), report)
        return None
    texts[name] = text
    return text


def _too_large(path: str, report: Report) -> None:
    message = f"`{path}` has more than {FILE_BYTES_MAX // 1024} KiB"
    report.file(path, "too-large", message, help="divide it into several files")


def _kind_of(name: str) -> Kind | None:
    """What a file of a folder is read as, by its path inside the folder."""
    parts = name.split("/")
    if name == HEAD:
        return FORMAT.book
    if len(parts) == 2:
        return FOLDERS.get(parts[0])
    return None


# -- texts -----------------------------------------------------------------------------------------------
def _load(texts: Mapping[str, str], report: Report, *, root: Path | None) -> Loaded:
    sizes = {name: len(text.encode("utf-8", "surrogatepass")) for name, text in texts.items()}
    where = str(root) if root else ""
    if sum(sizes.values()) > BOOK_BYTES_MAX:
        message = f"the book has more than {BOOK_BYTES_MAX // 1024 // 1024} MiB"
        report.file(where, "too-large", message, help="divide it into several books")
        return Loaded(None, report.told())
    single = next(iter(texts)) if len(texts) == 1 and HEAD not in texts else None
    head = single if single is not None and _kind_of(single) is None else HEAD
    if head not in texts:
        message = f"`{where}` has no `{HEAD}`" if where else f"there is no `{HEAD}`"
        report.file(where, "no-book", message, help="`leeway new` writes a book to start from")
        return Loaded(None, report.told())
    with _all_of_it_stays():
        files = _files(texts, sizes, head, report, root)
        book = read_book(files, report, version=_version(texts, head)) if files else None
    return Loaded(None if report.errors else book, report.told())


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Look for no garbage meanwhile: in what is read there is none, and looking takes a quarter of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _files(
    texts: Mapping[str, str], sizes: Mapping[str, int], head: str, report: Report, root: Path | None
) -> Files | None:
    """Every file in its shape; None when the head cannot be read, so that nothing else can be understood."""
    files: Files | None = None
    rest: list[tuple[bool, Fields]] = []
    whole = not report.errors
    for name in sorted(texts, key=lambda each: (each != head, each)):
        path = str(root / name) if root is not None else name
        if sizes[name] > FILE_BYTES_MAX:
            _too_large(path, report)
            whole = False
            continue
        kind = FORMAT.book if name == head else _kind_of(name)
        if kind is None:
            continue
        fields, complete = _shaped(Source(path, texts[name].removeprefix("\ufeff")), kind, report)
        whole = whole and complete
        if name == head:
            files = Files(fields) if fields is not None and complete else None
        elif fields is not None:
            rest.append((kind is FORMAT.policy, fields))
    if files is not None:
        files.policies = [fields for is_policy, fields in rest if is_policy]
        files.examples = [files.head, *(fields for _, fields in rest)]
        files.whole = whole
        files.is_folder = head == HEAD
    return files


def _shaped(source: Source, kind: Kind, report: Report) -> tuple[Fields | None, bool]:
    """One file's record of keys, and whether the file could be read to its end."""
    root, flaws = read_nodes(source)
    for flaw in flaws:
        report.flaw(source, flaw)
    complete = not any(flaw.fatal for flaw in flaws)
    if root is None:
        if not flaws:
            name = "no-book" if kind is FORMAT.book else "empty-file"
            report.file(source.path, name, f"nothing stands in `{source.path}`")
        return None, complete
    says = getattr(kind, "says", "")
    found = Reader(report, broken_off=not complete).read(root, kind, says)
    if isinstance(found, list):
        return Fields.of_list(root, "examples", found), complete
    return (found if isinstance(found, Fields) else None), complete and found is not None


def _version(texts: Mapping[str, str], head: str) -> str:
    """A hash of what the files say, wherever they lie: the same texts are the same version."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        shown = HEAD if name == head else name
        content = texts[name].encode("utf-8", "surrogatepass")
        digest.update(f"{shown}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]
