"""Is it on the disk, and whole? A file with a line for each step that several programs may share.

A step counts once its line is on the disk; a last line that was torn by a crash was never acknowledged and is
dropped. Several programs may use one file: each step is made under a lock, after reading what the others have
added. Every line carries a check sum over itself and all lines before it, and every entry is checked against
its chain when it is read. Start reading at `JournalLedger`.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from zlib import crc32

from leeway.ledger.draft import Tail
from leeway.ledger.errors import ChainBroken, JournalDamaged, LedgerUnavailable
from leeway.ledger.journal.form import step_of, text_of
from leeway.ledger.memory import MemoryLedger
from leeway.ledger.state import Chain, State

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from leeway.ledger.clock import ClockGuard
    from leeway.ledger.entries import Step
    from leeway.ledger.meters import Meter

HEADER = b'{"journal": "leeway ledger", "version": 1}\n'
_TRIES, _PAUSE_SECONDS = 2000, 0.005


class JournalLedger(MemoryLedger):
    """Keeps balances in a file; implements `store.Ledger`.

    The file is created by the first change, readable by its owner only. Reading never changes it.

    Raises: LedgerUnavailable when the file cannot be opened, locked for ten seconds, or written (nothing was
    given then); JournalDamaged when it is not a journal or a line other than the last cannot be read.
    """

    def __init__(self, path: Path, *, clock: ClockGuard | None = None) -> None:
        super().__init__(clock=clock)
        self.path = path
        self._file: int | None = None
        self._forget()
        with self._opened():
            pass

    @contextmanager
    def _opened(self, *, for_change: bool = False) -> Iterator[State]:
        with self._lock:
            file = self._open(for_change=for_change)
            try:
                if file is None:
                    self._forget()
                else:
                    self._catch_up(file)
                self._file = file
                yield self._state
            finally:
                self._file = None
                if file is not None:
                    os.close(file)

    def _open(self, *, for_change: bool) -> int | None:
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            file = os.open(self.path, flags | (os.O_CREAT if for_change else 0), 0o600)
        except FileNotFoundError:
            if for_change:
                raise LedgerUnavailable(str(self.path), "its folder does not exist") from None
            return None
        except OSError as problem:
            raise LedgerUnavailable(str(self.path), _reason(problem)) from problem
        try:
            _lock(file, str(self.path))
        except BaseException:
            os.close(file)
            raise
        return file

    def _forget(self) -> None:
        """Start over from an empty state, as before the first line."""
        self._state = State()
        self._known: tuple[int, int] | None = None
        self._length, self._lines, self._sum, self._last_line = 0, 0, 0, b""

    def _catch_up(self, file: int) -> None:
        """Read what was added since, by this program or another."""
        try:
            status = os.fstat(file)
            if self._known != (status.st_dev, status.st_ino) or not self._is_as_we_left_it(file):
                self._forget()
            os.lseek(file, self._length, os.SEEK_SET)
            added = _read(file)
        except OSError as problem:
            raise LedgerUnavailable(str(self.path), _reason(problem)) from problem
        try:
            self._replay(added)
        except BaseException:
            self._forget()
            raise
        self._known = (status.st_dev, status.st_ino)

    def _is_as_we_left_it(self, file: int) -> bool:
        # A file that was removed and made anew may get the same number; its last line cannot have the same sum.
        os.lseek(file, self._length - len(self._last_line), os.SEEK_SET)
        return os.read(file, len(self._last_line)) == self._last_line

    def _replay(self, added: bytes) -> None:
        lines = added.splitlines(keepends=True)
        if self._length == 0 and lines:
            if not HEADER.startswith(lines[0]):
                raise JournalDamaged(
                    str(self.path), "this is not a journal of balances, or one of a later version", line=1
                )
            if lines[0] != HEADER:
                return
            lines = lines[1:]
            self._advance(HEADER)
        for number, line in enumerate(lines, start=1):
            step, problem = self._read_line(line)
            if step is None:
                if number == len(lines):
                    return
                raise JournalDamaged(str(self.path), problem, line=self._lines + 1)
            try:
                verify(self._state, step)
            except ChainBroken as broken:
                raise JournalDamaged(str(self.path), str(broken), line=self._lines + 1) from broken
            self._state.apply(step)
            self._advance(line)

    def _read_line(self, line: bytes) -> tuple[Step | None, str]:
        text = _text_in(line, self._sum)
        if text is None:
            return None, "its check sum does not fit"
        try:
            return step_of(text), ""
        except (ValueError, TypeError, KeyError, IndexError):
            return None, "its form is not that of a step"

    def _advance(self, line: bytes) -> None:
        self._length += len(line)
        self._lines += 1
        self._sum = crc32(line, self._sum)
        self._last_line = line

    def _change(self, step: Step) -> None:
        if step.is_empty:
            return
        if self._file is None:
            raise AssertionError("a step is stored while the file is open for a change")
        lines = [HEADER] if self._length == 0 else []
        lines.append(_line_of(text_of(step), crc32(HEADER) if lines else self._sum))
        try:
            self._append(self._file, b"".join(lines))
            self._state.apply(step)
            for line in lines:
                self._advance(line)
        except OSError as problem:
            self._take_back(self._file)
            raise LedgerUnavailable(str(self.path), _reason(problem)) from problem
        except BaseException:
            # Interrupted in the middle: what is in the file counts, and is read again.
            self._forget()
            raise

    def _append(self, file: int, content: bytes) -> None:
        # What stands behind the last whole line was torn by a crash and never acknowledged.
        os.ftruncate(file, self._length)
        os.lseek(file, self._length, os.SEEK_SET)
        while content:
            content = content[os.write(file, content) :]
        os.fsync(file)
        if self._length == 0:
            _sync_folder(self.path)

    def _take_back(self, file: int) -> None:
        """Remove what could not be made durable; whatever is left of it, start over from the file."""
        with suppress(OSError):
            os.ftruncate(file, self._length)
            os.fsync(file)
        self._forget()


def verify(state: State, step: Step) -> None:
    """Check that entries continue their chains and nobody is carried in a circle. Raises: ChainBroken."""
    carried = step.carried
    if carried and carried.into and state.subject(carried.scope, carried.into) == carried.subject:
        raise ChainBroken(carried.subject, 0, "is carried in a circle")
    tails: dict[Meter, Tail] = {}
    for entry in step.entries:
        tail = tails.get(entry.meter)
        if tail is None:
            tail = tails[entry.meter] = Tail(entry.meter, state.chains.get(entry.meter) or Chain(entry.meter))
        tail.add(entry)


def _line_of(text: bytes, before: int) -> bytes:
    return b'{"sum": "%08x", "step": %s}\n' % (crc32(text, before), text)


def _text_in(line: bytes, before: int) -> bytes | None:
    text = line[len(b'{"sum": "00000000", "step": ') : -len(b"}\n")]
    return text if line == _line_of(text, before) else None


def _read(file: int) -> bytes:
    parts = []
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _sync_folder(path: Path) -> None:
    # A new file's name is durable only with its folder; where folders cannot be opened (Windows) it always is.
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _lock(file: int, path: str) -> None:
    for _ in range(_TRIES):
        try:
            if sys.platform == "win32":
                msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            time.sleep(_PAUSE_SECONDS)
        except OSError as problem:
            raise LedgerUnavailable(path, _reason(problem)) from problem
        else:
            return
    raise LedgerUnavailable(path, "another program has kept it locked")


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
