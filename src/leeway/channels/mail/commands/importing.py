"""How do letters of before come in? From an mbox file, each once; broken off, the same command goes on.

Start reading at `looked_through` for what it would do, then `import_mbox`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.commands.keeping import keep
from leeway.channels.mail.models import Letter
from leeway.channels.mail.reading import SIZE_BYTES_MAX, read
from leeway.channels.mail.recognising import recognised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

BATCH: Final = 50
_BEGINS: Final = re.compile(rb"From \S+.*\d")
_ESCAPED: Final = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a file holds, and what of it is new."""

    letters: int
    known: int
    sorts: Mapping[str, int]
    """How many of each sort: written by a person, a bounce, bulk …"""
    doubtful: int
    """With something wrong in them; they come in all the same."""


def letters_of(path: Path) -> Iterator[bytes]:
    """The letters of an mbox file, one at a time; of one that is far too large, its beginning."""
    lines: list[bytes] = []
    size, empty_before = 0, True
    with path.open("rb") as file:
        for line in file:
            if empty_before and _BEGINS.match(line):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
            elif size <= SIZE_BYTES_MAX:
                kept = line[1:] if _ESCAPED.match(line) else line
                lines.append(kept)
                size += len(kept)
            empty_before = not line.strip()
    if lines:
        yield b"".join(lines)


def looked_through(path: Path, *, mailbox: str) -> Looked:
    """What an import would do; nothing is changed."""
    letters = known = doubtful = 0
    sorts: Counter[str] = Counter()
    for raw in letters_of(path):
        letters += 1
        letter = read(raw)
        sorts[recognised(letter).kind.value] += 1
        doubtful += bool(letter.defects)
        known += Letter.objects.filter(mailbox=mailbox, digest=hashlib.sha256(raw).hexdigest()).exists()
    return Looked(letters=letters, known=known, sorts=dict(sorts), doubtful=doubtful)


def import_mbox(path: Path, *, mailbox: str, at: datetime) -> Iterator[int]:
    """Store the letters of a file, to be taken in like any that come; give how many were new after each
    batch.
    """
    batch: list[tuple[bytes, int]] = []
    for raw in letters_of(path):
        batch.append((raw, len(raw)))
        if len(batch) == BATCH:
            yield keep(mailbox, batch, at=at)
            batch = []
    if batch:
        yield keep(mailbox, batch, at=at)
