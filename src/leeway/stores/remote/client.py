"""How does a process use a store that another one owns? It sends each change over a socket, and waits.

A lost connection is made again. What may be sent twice is sent again, because it is done once all the same: a
`commit` that had been done gives its receipt as `repeated`. Reads go to the file itself where this process may
read it, so they also work while nobody writes. Start reading at `RemoteStore`.
"""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any, Self, cast

from leeway.ledger import LedgerError, LedgerUnavailable, Receipt
from leeway.stores.later import Later
from leeway.stores.remote.form import packed, receive, unpacked, value_of
from leeway.stores.remote.server import READS, is_safe_again
from leeway.stores.remote.short import answering, asking, deciding, told_of
from leeway.stores.sqlite import SqliteReading
from leeway.stores.together import Together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from types import TracebackType

    from leeway.ledger import CapVersion, Entry, Meter, Proposal, Switch, Taking
    from leeway.stores.records import Answer, AuditLine, Effect, Record, Recorded, Sought

PATIENCE_SECONDS, ANSWER_SECONDS, PAUSE_SECONDS = 5.0, 30.0, 0.02
CONNECTIONS_KEPT = 32
OF_ANSWERS = frozenset({"audit", "count", "recorded", "records", "unanswered"})
"""What is read where answers are kept."""
GROUP_MAX, GROUPS_ABREAST = 64, 2


class _Asking:
    """Sends questions and waits for answers; keeps connections for the next ones. Safe for threads."""

    def __init__(self, path: Path, *, patience_seconds: float) -> None:
        self.path, self._patience = path, patience_seconds
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Have nothing of the process from which this one was forked."""
        self._pid = os.getpid()
        self._idle: LifoQueue[socket.socket] = LifoQueue(CONNECTIONS_KEPT)
        self._together: Together[bytes, Any] = Together(self._go, most=GROUP_MAX, abreast=GROUPS_ABREAST)
        self._later: Later[bytes] = Later(self._go, most=GROUP_MAX)
        self._file: SqliteReading | None = None
        self._asked_for_file = False

    def ask(self, name: str, *given: Any, **named: Any) -> Any:
        """Let the owner of the store do something. Raises: what it raises; LedgerUnavailable."""
        if name in OF_ANSWERS:
            self._later.all_kept()
        if name in READS and (reading := self._reads_itself()) is not None:
            return getattr(reading, name)(*given, **named)
        return self._ask(packed((name, given, named)), again=is_safe_again(name, named))

    def decide(self, proposal: Proposal, record: Record | None) -> Receipt:
        """Let the owner commit a proposal, with whoever decides at the same moment. Raises: as `ask`."""
        try:
            piece = deciding(proposal, record)
        except TypeError:  # what has no short form is refused in the owner's words
            refused: Receipt = self.ask("commit", proposal, record=record)
            return refused
        receipt = told_of(self._shared().do(piece), proposal)
        if isinstance(receipt, Receipt):
            return receipt
        raise receipt or TypeError("a decision has a receipt")

    def keep(self, decision: str, answer: Answer, *, soon: bool) -> None:
        """Let the owner keep an answer, with whoever asks at the same moment. Raises: as `ask`."""
        if soon:
            self._later.add(answering(decision, answer))
            return
        told = told_of(self._shared().do(answering(decision, answer)), None)
        if isinstance(told, LedgerError):
            raise told

    def close(self) -> None:
        """Close what is open."""
        self._later.all_kept()
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()
        if self._file is not None:
            self._file.close()

    def _shared(self) -> Together[bytes, Any]:
        if os.getpid() != self._pid:
            self._begin_anew()
        return self._together

    def _go(self, pieces: Sequence[bytes]) -> Sequence[Any]:
        """What of everything became, as plain JSON. All of it is done once, however often it is sent."""
        state, told = json.loads(self._answer(asking(pieces), again=True))
        if state == "error":
            problem: LedgerError = value_of(told)
            raise problem
        return cast("list[Any]", told)

    def _ask(self, question: bytes, *, again: bool) -> Any:
        state, result = unpacked(self._answer(question, again=again))
        if state == "error":
            problem: LedgerError = result
            raise problem
        return result

    def _answer(self, question: bytes, *, again: bool) -> bytes:
        until = time.monotonic() + self._patience
        while True:
            connection = self._connection(until)
            answer = None
            with suppress(OSError, ValueError):
                connection.sendall(question)
                answer = receive(connection)
            if answer is not None:
                self._keep(connection)
                return answer
            connection.close()
            if not again or time.monotonic() > until:
                raise LedgerUnavailable(str(self.path), "who writes is gone; whether it was done is not known")

    def _connection(self, until: float) -> socket.socket:
        if os.getpid() != self._pid:
            self._begin_anew()
        with suppress(Empty):
            while True:
                connection = self._idle.get_nowait()
                if _is_open(connection):
                    return connection
                connection.close()
        while True:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(ANSWER_SECONDS)
            try:
                connection.connect(str(self.path))
            except OSError as problem:
                connection.close()
                if time.monotonic() > until:
                    reason = (problem.strerror or str(problem)).lower()
                    raise LedgerUnavailable(str(self.path), f"nobody answers: {reason}") from problem
                time.sleep(PAUSE_SECONDS)
            else:
                return connection

    def _keep(self, connection: socket.socket) -> None:
        if self._idle.full():
            connection.close()
        else:
            self._idle.put_nowait(connection)

    def _reads_itself(self) -> SqliteReading | None:
        if not self._asked_for_file or os.getpid() != self._pid:
            path = self._ask(packed(("hello", (), {})), again=True)
            self._file, self._asked_for_file = _readable(path), True
        return self._file


class RemoteStore:
    """A store that another process of this machine owns; implements `Store`, where each operation is described.

    Nothing is connected before it is used. `patience_seconds` is how long it is tried to reach the owner.
    """

    def __init__(self, path: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._asking = _Asking(path, patience_seconds=patience_seconds)
        self._ask = self._asking.ask

    def commit(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Take the first candidate that fits; see `Store.commit`."""
        return self._asking.decide(proposal, record)

    def tell(self, proposal: Proposal, *, record: Record | None = None) -> Receipt:
        """Charge what was done already; see `Store.tell`."""
        receipt: Receipt = self._ask("tell", proposal, record=record)
        return receipt

    def execute(self, decision: str, *, at: datetime) -> Receipt:
        """Post a hold; see `Ledger.execute`."""
        receipt: Receipt = self._ask("execute", decision, at=at)
        return receipt

    def fail(self, decision: str, *, at: datetime) -> Receipt:
        """Void a hold; see `Ledger.fail`."""
        receipt: Receipt = self._ask("fail", decision, at=at)
        return receipt

    def reverse(
        self, decision: str, *, at: datetime, amount_minor: int | None = None, key: str | None = None
    ) -> Receipt:
        """Give back what was posted; see `Ledger.reverse`."""
        receipt: Receipt = self._ask("reverse", decision, at=at, amount_minor=amount_minor, key=key)
        return receipt

    def carry(self, subject: str, *, into: str, scope: str, at: datetime) -> dict[Meter, int]:
        """Let two subjects share their meters; see `Ledger.carry`."""
        balances: dict[Meter, int] = self._ask("carry", subject, into=into, scope=scope, at=at)
        return balances

    def carry_back(self, subject: str, *, scope: str, at: datetime) -> dict[Meter, int]:
        """Let a carried subject have its own meters again; see `Ledger.carry_back`."""
        balances: dict[Meter, int] = self._ask("carry_back", subject, scope=scope, at=at)
        return balances

    def balances(self, meters: Iterable[Meter], *, at: datetime) -> dict[Meter, int]:
        """Say what is used of meters now; see `Ledger.balances`."""
        balances: dict[Meter, int] = self._ask("balances", tuple(meters), at=at)
        return balances

    def balances_then(self, meters: Iterable[Meter], *, then: datetime) -> dict[Meter, int]:
        """Say what was used of meters in the past; see `Ledger.balances_then`."""
        balances: dict[Meter, int] = self._ask("balances_then", tuple(meters), then=then)
        return balances

    def history(self, meter: Meter) -> tuple[Entry, ...]:
        """Give a meter's whole chain; see `Ledger.history`."""
        entries: tuple[Entry, ...] = self._ask("history", meter)
        return entries

    def caps(self, meter: Meter) -> tuple[CapVersion, ...]:
        """Give the caps a meter was charged under; see `Ledger.caps`."""
        versions: tuple[CapVersion, ...] = self._ask("caps", meter)
        return versions

    def decision(self, decision: str) -> Taking:
        """Give what is known of a decision; see `Ledger.decision`."""
        taking: Taking = self._ask("decision", decision)
        return taking

    def held(self, *, before: datetime) -> tuple[Taking, ...]:
        """Give the unresolved holds; see `Ledger.held`."""
        takings: tuple[Taking, ...] = self._ask("held", before=before)
        return takings

    def stop(self, name: str, *, authority: str, at: datetime, by: str, site: str | None = None) -> None:
        """Stop a clause or an action; see `Ledger.stop`."""
        self._ask("stop", name, authority=authority, at=at, by=by, site=site)

    def resume(self, name: str, *, at: datetime, by: str, site: str | None = None) -> None:
        """Let a stopped clause or action go on; see `Ledger.resume`."""
        self._ask("resume", name, at=at, by=by, site=site)

    def stopped(self, site: str | None, *, authorities: Sequence[str] = ()) -> dict[str, str]:
        """Say what is stopped now; see `Ledger.stopped`."""
        stopped: dict[str, str] = self._ask("stopped", site, authorities=tuple(authorities))
        return stopped

    def switches(self) -> tuple[Switch, ...]:
        """Give every stop and resumption; see `Ledger.switches`."""
        switches: tuple[Switch, ...] = self._ask("switches")
        return switches

    def stopped_then(
        self, site: str | None, *, then: datetime, authorities: Sequence[str] = ()
    ) -> dict[str, str]:
        """Say what was stopped in the past; see `Ledger.stopped_then`."""
        stopped: dict[str, str] = self._ask("stopped_then", site, then=then, authorities=tuple(authorities))
        return stopped

    def answered(self, decision: str, answer: Answer, *, soon: bool = False) -> None:
        """Keep what was answered; see `Store.answered`."""
        self._asking.keep(decision, answer, soon=soon)

    def recorded(self, decision: str) -> Recorded:
        """Give a decision as it is kept; see `Store.recorded`."""
        recorded: Recorded = self._ask("recorded", decision)
        return recorded

    def records(
        self, sought: Sought, *, limit: int = 50, before: tuple[datetime, str] | None = None
    ) -> tuple[Recorded, ...]:
        """Find recorded decisions, newest first; see `Store.records`."""
        found: tuple[Recorded, ...] = self._ask("records", sought, limit=limit, before=before)
        return found

    def count(self, sought: Sought) -> int:
        """Say how many recorded decisions there are; see `Store.count`."""
        count: int = self._ask("count", sought)
        return count

    def unanswered(self, *, before: datetime, limit: int = 100) -> tuple[Recorded, ...]:
        """Give decisions whose answer was never written; see `Store.unanswered`."""
        found: tuple[Recorded, ...] = self._ask("unanswered", before=before, limit=limit)
        return found

    def audit(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Read the audit trail; see `Store.audit`."""
        lines: tuple[AuditLine, ...] = self._ask("audit", after=after, limit=limit)
        return lines

    def due(self, *, at: datetime, limit: int = 20, lease_seconds: int = 60) -> tuple[Effect, ...]:
        """Claim effects that are due; see `Store.due`."""
        effects: tuple[Effect, ...] = self._ask("due", at=at, limit=limit, lease_seconds=lease_seconds)
        return effects

    def delivered(self, key: str, *, at: datetime) -> None:
        """Note that an effect was done; see `Store.delivered`."""
        self._ask("delivered", key, at=at)

    def postpone(self, key: str, *, until: datetime) -> None:
        """Give an effect back, to be tried again; see `Store.postpone`."""
        self._ask("postpone", key, until=until)

    def close(self) -> None:
        """Let go of the connections."""
        self._asking.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_open(connection: socket.socket) -> bool:
    try:
        connection.setblocking(False)
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        connection.settimeout(ANSWER_SECONDS)
        return True
    except OSError:
        return False
    # Nothing is sent unasked: what can be read already is the end.
    return False


def _readable(path: str) -> SqliteReading | None:
    """Open the owner's file for reading, where this process may."""
    if not path:
        return None
    reading = SqliteReading(Path(path))
    try:
        reading.switches()
    except LedgerUnavailable:
        reading.close()
        return None
    return reading
