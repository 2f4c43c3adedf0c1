"""How do letters of before come in? From an mbox file, each once; broken off, the same command goes on.

A letter is kept first and taken in then, at the time it was written; nothing is sent or promised. Start reading
at `looked_through` for what it would do, then `bring_mbox`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.commands.keeping import keep
from leeway.channels.mail.commands.taking import own_addresses, take_in_past
from leeway.channels.mail.models import Letter
from leeway.channels.mail.reading import SIZE_BYTES_MAX, read
from leeway.channels.mail.recognising import recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

BATCH: Final = 50
OURS: Final = "written by us"
_BEGINS: Final = re.compile(rb"From \S+.*\d")
_ESCAPED: Final = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a file holds, and what of it is new."""

    letters: int
    known: int
    sorts: Mapping[str, int]
    """How many of each sort: written by a person, by us, a bounce, bulk …"""
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


def looked_through(path: Path, *, mailbox: str, told: Callable[[int], object] = lambda _: None) -> Looked:
    """What an import would do; nothing is changed. `told` hears how many bytes were read so far."""
    found = _Found(mailbox)
    for raw in letters_of(path):
        found.add(raw)
        told(found.size)
    return found.looked()


def bring_mbox(
    path: Path, *, mailbox: str, at: datetime, told: Callable[[int], object] = lambda _: None
) -> Looked:
    """Bring the letters of a file in, each once and at its own time; say what the file holds."""
    found, batch = _Found(mailbox), list[bytes]()
    for raw in letters_of(path):
        found.add(raw)
        batch.append(raw)
        if len(batch) == BATCH:
            _bring(batch, mailbox=mailbox, at=at)
            told(found.size)
            batch = []
    _bring(batch, mailbox=mailbox, at=at)
    return found.looked()


def _bring(batch: list[bytes], *, mailbox: str, at: datetime) -> None:
    """Keep letters, and take in what is kept and waits: also what a run that was killed had kept."""
    keep(mailbox, [(raw, len(raw)) for raw in batch], at=at, past=True)
    take_in_past(mailbox, at=at)


class _Found:
    """Counts letters by what they are."""

    def __init__(self, mailbox: str) -> None:
        self.size = 0
        self._mailbox, self._own = mailbox, own_addresses()
        self._letters = self._known = self._doubtful = 0
        self._sorts: Counter[str] = Counter()
        self._seen: set[bytes] = set()

    def add(self, raw: bytes) -> None:
        """Count one letter."""
        letter, digest = read(raw), hashlib.sha256(raw)
        self.size += len(raw)
        self._letters += 1
        ours = letter.sender is not None and letter.sender.email in self._own
        self._sorts[OURS if ours else recognised(letter).kind.value] += 1
        self._doubtful += bool(letter.defects)
        kept = Letter.objects.filter(mailbox=self._mailbox, digest=digest.hexdigest())
        self._known += digest.digest() in self._seen or kept.exists()
        self._seen.add(digest.digest())

    def looked(self) -> Looked:
        """What was counted."""
        return Looked(
            letters=self._letters, known=self._known, sorts=dict(self._sorts), doubtful=self._doubtful
        )
