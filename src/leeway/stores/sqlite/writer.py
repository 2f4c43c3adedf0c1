"""Who writes? One thread, which takes all that waits, writes it in one transaction, and then tells everybody.

So many decisions share one wait for the disk, and nobody competes for the file. An operation that fails changes
nothing; when the database refuses a group, each of it is tried alone, so that only the one at fault fails.
Start reading at `Writer._write`.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from leeway.ledger import InvalidProposal, LedgerError, LedgerUnavailable
from leeway.stores.loaded import LoadedState
from leeway.stores.sqlite.file import DatabaseError, source_of, unavailable
from leeway.stores.sqlite.pending import Pending

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from leeway.stores.sqlite.file import Connection

type Operation = Callable[[Pending], Any]

GROUP_MAX = 256
COMPANY_SECONDS = 0.0005
"""So long it is waited for more, again as long as somebody came meanwhile."""


class Job:
    """An operation that waits, and what became of it; `decision` is the id of one that may be new."""

    __slots__ = ("decision", "done", "error", "operation", "result")

    def __init__(self, operation: Operation, decision: str | None = None) -> None:
        self.operation, self.decision = operation, decision
        self.result: Any = None
        self.error: Exception | None = None
        self.done = Lock()
        self.done.acquire()


class Writer:
    """Runs operations one after the other on the one connection that writes."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection, self._path, self._pid = connection, path, os.getpid()
        self._file, self._name = path.stat(), str(path)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._closing = False
        self._guard = Lock()
        self._pending: Pending | None = None
        self._thread = Thread(target=self._run, name=f"writer of {path.name}", daemon=True)
        self._thread.start()

    def do(self, job: Job) -> Any:
        """Do something, and wait until it is on the disk. Raises: what it raises; LedgerUnavailable."""
        self.do_all([job])
        if job.error is not None:
            raise job.error
        return job.result

    def do_all(self, jobs: Sequence[Job]) -> None:
        """Do several things, one group where there is room, and wait until all are on the disk.

        Raises: LedgerUnavailable when nothing is written here any more; what became of each is at the job.
        """
        if os.getpid() != self._pid:
            raise LedgerUnavailable(str(self._path), "it was opened before this process was forked")
        with self._guard:
            if self._closing:
                raise LedgerUnavailable(str(self._path), "it was closed")
            for job in jobs:
                self._jobs.put(job)
        for job in jobs:
            job.done.acquire()

    def close(self) -> None:
        """Finish what waits and stop."""
        with self._guard:
            if self._closing:
                return
            self._closing = True
            self._jobs.put(None)
        if os.getpid() == self._pid:
            self._thread.join()

    def _run(self) -> None:
        last, is_closing = 0, False
        while not is_closing:
            first = self._jobs.get()
            self._wait_for_company(last)
            group, is_closing = self._group(first)
            self._settle(group)
            last = len(group)

    def _wait_for_company(self, last: int) -> None:
        """Wait for as many as came last time, while others keep coming; one who comes alone never waits."""
        seen = 0
        while seen < (now := 1 + self._jobs.qsize()) < last:
            seen = now
            time.sleep(COMPANY_SECONDS)

    def _group(self, first: Job | None) -> tuple[list[Job], bool]:
        """All that waits, the first before all; and whether nothing more will come."""
        group: list[Job] = []
        job = first
        with suppress(Empty):
            while job is not None:
                group.append(job)
                if len(group) == GROUP_MAX:
                    return group, False
                job = self._jobs.get_nowait()
            return group, True
        return group, False

    def _settle(self, group: list[Job]) -> None:
        if not group:
            return
        refused = self._write(group)
        if refused is not None and len(group) > 1:
            for job in group:
                self._settle([job])
            return
        for job in group:
            job.error = refused or job.error
            job.done.release()

    def _write(self, group: list[Job]) -> Exception | None:
        """Do a group in one transaction; give what made that impossible."""
        problem: Exception | None = None
        try:
            pending = self._begin()
            pending.look_up([job.decision for job in group if job.decision is not None])
            for job in group:
                job.result, job.error = None, None
                try:
                    job.result = job.operation(pending)
                except LedgerError as error:
                    job.error = error
            if pending.flush():
                self._check_file()
                self._connection.execute("commit")
            pending.state.settle()
        except Exception as lost:  # noqa: BLE001 - whoever waits must be told, whatever it is
            problem = _told(self._path, lost)
            self._pending = None
        finally:
            with suppress(DatabaseError):
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
        return problem

    def _begin(self) -> Pending:
        # What a file of the same name holds is not what this connection would write to.
        self._check_file()
        self._connection.execute("begin immediate")
        if self._pending is None:
            self._pending = Pending(self._connection, LoadedState(source_of(self._connection)))
        return self._pending

    def _check_file(self) -> None:
        try:
            now = os.stat(self._name)  # noqa: PTH116 - twice a group, and several times as quick
        except OSError as problem:
            raise LedgerUnavailable(str(self._path), (problem.strerror or str(problem)).lower()) from problem
        if (now.st_dev, now.st_ino) != (self._file.st_dev, self._file.st_ino):
            raise LedgerUnavailable(str(self._path), "another file has taken its place")


def _told(path: Path, problem: Exception) -> Exception:
    if isinstance(problem, OverflowError):
        return InvalidProposal("amount", "is larger than can be counted")
    if isinstance(problem, UnicodeEncodeError):
        return InvalidProposal("text", "holds half a character")
    if isinstance(problem, DatabaseError | OSError):
        return unavailable(path, problem)
    return problem
