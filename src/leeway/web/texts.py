"""Which texts do the pages show, and are they translated? Collected from templates and code, kept in `locale/`.

`python -m leeway.web.texts` brings every catalogue up to date: new texts are added untranslated, texts that are
gone leave, and the compiled catalogues are written. It needs no gettext tools. Start reading at `collect`.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES: Final = Path(__file__).parents[1]
LOCALE: Final = Path(__file__).parent / "locale"
LANGUAGES: Final = ("ru", "ro", "uk", "ar")
KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PASSING: Final = (
    b'"POT-Creation', b'"PO-Rev', b'"Generated-By', b'"Last-Tr', b'"Language-Team', b'"Project-Id',
    b'"Report', b"#",
)  # fmt: skip
_ALWAYS: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Compiled catalogues name a date; one that passes would make each a new file."""
_FORMATTED: Final = re.compile(r"%\(\w+\)[sd]")


def collect() -> Catalog:
    """Every text of the desk's pages, each once, in order."""
    found: dict[tuple[str | None, str | tuple[str, ...]], None] = {}
    for path in sorted(SOURCES.rglob("*.html")):
        found.update(dict.fromkeys(_of_template(path)))
    for room in ("desk", "channels", "web", "api"):
        for path in sorted((SOURCES / room).rglob("*.py")):
            found.update(dict.fromkeys(_of_code(path.read_bytes())))
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for context, text in sorted(found, key=lambda each: (str(each[1]), each[0] or "")):
        first = text if isinstance(text, str) else text[0]
        flags = ["python-format"] if _FORMATTED.search(first) else []
        catalog.add(text, flags=flags, context=context)
    return catalog


def catalogue(language: str) -> Catalog:
    """The texts of a language as they are kept."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def po_path(language: str) -> Path:
    """Where a language's texts are written by people."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def bring_up_to_date(language: str) -> tuple[bytes, bytes]:
    """The catalogue of a language with today's texts: as people write it, and compiled."""
    kept = catalogue(language)
    made = Catalog(locale=language, charset="utf-8", fuzzy=False, creation_date=_ALWAYS, revision_date=_ALWAYS)
    for message in collect():
        if message.id:
            known = kept.get(message.id[0] if isinstance(message.id, tuple) else message.id, message.context)
            string = known.string if known is not None and known.id == message.id else None
            made.add(message.id, string=string, flags=list(message.flags), context=message.context)
    written, compiled = io.BytesIO(), io.BytesIO()
    write_po(written, made, omit_header=False, no_location=True, width=112)
    write_mo(compiled, made)
    return _without_dates(written.getvalue()), compiled.getvalue()


def _without_dates(po: bytes) -> bytes:
    """Dates and tools in a catalogue's head would change it each time it is written."""
    lines = po.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_PASSING) or line.startswith(b"#,"))


def _of_template(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    from django.utils.translation.template import templatize

    return _of_code(templatize(path.read_text("utf-8"), origin=path.as_posix()).encode())


def _of_code(source: bytes) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    for _, text, _, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        yield context, text


def main() -> None:
    """Write every catalogue anew."""
    for language in LANGUAGES:
        written, compiled = bring_up_to_date(language)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
        path.with_suffix(".mo").write_bytes(compiled)
        print(
            f"{language}: {sum(1 for each in catalogue(language) if each.id and not each.string)} untranslated"
        )


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    main()
