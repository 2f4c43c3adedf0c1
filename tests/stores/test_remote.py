"""A store that another process owns: reached over a socket, asked again after a lost connection, charged once."""

from __future__ import annotations

import socket
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from leeway.ledger import (
    CannotCarry,
    ClockGuard,
    ClockSuspect,
    InvalidProposal,
    LedgerUnavailable,
    RequestDiffers,
    ReversesTooMuch,
    UnknownDecision,
    WrongState,
)
from leeway.stores import Answer, Effect, Sought, open_store, serve_store
from leeway.stores.remote import client as client_room
from leeway.stores.remote.client import RemoteStore
from leeway.stores.remote.form import packed, receive, unpacked
from leeway.stores.remote.server import CHANGES, READS
from leeway.stores.store import Store
from tests.ledger.cast import CASE, HOUR, NOON, OLENA, WEEK, Desk, cost, one
from tests.stores.scene import prepare, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'ledger.sqlite3'}") as store:
        yield store


@pytest.fixture
def remote(owner: Store, tmp_path: Path) -> Iterator[RemoteStore]:
    with serve_store(owner, tmp_path / "s"), RemoteStore(tmp_path / "s", patience_seconds=0.3) as store:
        yield store


@pytest.fixture
def only_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a process that may not read the file."""
    monkeypatch.setattr(client_room, "_readable", lambda path: None)


@pytest.mark.usefixtures("only_the_socket")
def test_everything_that_is_read_over_the_socket_is_what_the_owner_reads(
    owner: Store, remote: RemoteStore
) -> None:
    prepare(remote)
    Desk(remote).spend(cost(WEEK, 10, 100), one(OLENA, 5), name="week")
    questions: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
        "audit": ((), {"after": 2}),
        "balances": (([CASE, WEEK],), {"at": NOON}),
        "balances_then": (([CASE, WEEK],), {"then": NOON + HOUR}),
        "caps": ((CASE,), {}),
        "count": ((Sought(actor="vera"),), {}),
        "decision": (("posted",), {}),
        "held": ((), {"before": NOON + HOUR}),
        "history": ((CASE,), {}),
        "recorded": (("posted",), {}),
        "records": ((Sought(sites=("main street",), since=NOON),), {"before": (NOON + HOUR, "x")}),
        "stopped": (("main street",), {"authorities": ["manager", "owner"]}),
        "stopped_then": ((None,), {"then": NOON}),
        "switches": ((), {}),
        "unanswered": ((), {"before": NOON + HOUR}),
    }

    assert set(questions) == READS
    for name, (given, named) in questions.items():
        answer = getattr(remote, name)(*given, **named)
        assert answer == getattr(owner, name)(*given, **named)
        assert answer or name == "unanswered"


def test_every_operation_of_a_store_can_be_asked_over_the_socket() -> None:
    operations = {name for name in dir(Store) if not name.startswith("_")}

    assert operations == READS | CHANGES | {"close"}


def test_errors_travel_as_what_they_are(remote: RemoteStore) -> None:
    desk = Desk(remote)
    desk.spend(cost(CASE, 10, 100), name="1")
    for expected, operation in (
        (UnknownDecision("nobody's"), lambda: remote.execute("nobody's", at=NOON)),
        (WrongState("1", "posted", "held"), lambda: remote.fail("1", at=NOON)),
        (ReversesTooMuch("1", 20, 10), lambda: remote.reverse("1", at=NOON, amount_minor=20)),
        (
            CannotCarry("a", "a", "they are one already"),
            lambda: remote.carry("a", into="a", scope="case", at=NOON),
        ),
        (InvalidProposal("id", "must not be empty"), lambda: remote.commit(with_id(desk, ""))),
        (RequestDiffers("1", "of 1", "other"), lambda: remote.commit(with_id(desk, "1"))),
        (UnknownDecision("0"), lambda: remote.answered("0", Answer(outcome="ask", answer="{}"))),
    ):
        with pytest.raises(type(expected)) as caught:
            operation()
        assert caught.value.args == expected.args


def with_id(desk: Desk, name: str) -> Any:
    return replace(desk.proposal(cost(CASE, 1, 100)), id=name, request_hash="other")


def test_the_owners_clock_counts(tmp_path: Path) -> None:
    guard = ClockGuard(steady=lambda: 0.0, bound=timedelta(minutes=5))
    url, path = f"sqlite:///{tmp_path / 'ledger'}", tmp_path / "s"
    with (
        open_store(url, clock=guard) as owner,
        serve_store(owner, path),
        open_store(f"leeway+unix://{path}") as store,
    ):
        desk = Desk(store)
        desk.spend(cost(CASE, 10, 100), name="1")

        with pytest.raises(ClockSuspect) as caught:
            desk.spend(cost(CASE, 10, 100), at=NOON + HOUR)
        store.reverse("1", at=NOON + HOUR, amount_minor=4)

        assert (caught.value.at, caught.value.expected, caught.value.bound) == (
            NOON + HOUR,
            NOON,
            timedelta(minutes=5),
        )
        assert store.history(CASE)[-1].at == NOON


def test_only_the_same_user_may_connect(remote: RemoteStore, tmp_path: Path) -> None:
    mode = (tmp_path / "s").stat().st_mode

    assert stat.S_ISSOCK(mode)
    assert mode & 0o777 == 0o600


def test_the_socket_is_gone_when_nobody_answers_any_more(owner: Store, tmp_path: Path) -> None:
    with serve_store(owner, tmp_path / "s"):
        pass

    assert not (tmp_path / "s").exists()
    with serve_store(owner, tmp_path / "s"), open_store(f"leeway+unix://{tmp_path / 's'}") as store:
        assert store.balances([CASE], at=NOON) == {CASE: 0}


def test_a_socket_that_a_killed_process_left_is_taken_over(owner: Store, tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(tmp_path / "s"))
    left.close()

    with serve_store(owner, tmp_path / "s"), open_store(f"leeway+unix://{tmp_path / 's'}") as store:
        assert store.switches() == ()


def test_a_path_that_no_socket_can_have_is_told(owner: Store, tmp_path: Path) -> None:
    with (
        pytest.raises(LedgerUnavailable, match="too long for a socket"),
        serve_store(owner, tmp_path / ("s" * 100)),
    ):
        pass


def test_a_file_of_the_sockets_name_is_not_removed(owner: Store, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("mine")

    with pytest.raises(LedgerUnavailable, match="in use"), serve_store(owner, tmp_path / "s"):
        pass
    assert (tmp_path / "s").read_text() == "mine"


def test_nobody_answering_is_told_after_a_while(tmp_path: Path) -> None:
    store = RemoteStore(tmp_path / "s", patience_seconds=0.1)

    with pytest.raises(LedgerUnavailable, match="nobody answers"):
        Desk(store).spend(cost(CASE, 1, 100))


def test_an_owner_that_comes_back_in_time_is_found_again(owner: Store, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with RemoteStore(path, patience_seconds=5) as store:
        with serve_store(owner, path):
            Desk(store).spend(cost(CASE, 1, 100), name="1")
        serving = serve_store(owner, path)
        back = threading.Timer(0.2, serving.__enter__)
        back.start()

        assert Desk(store).spend(cost(CASE, 1, 100), name="2").state == "posted"
        back.join()
        serving.__exit__(None, None, None)


def test_reading_goes_on_while_nobody_writes(owner: Store, tmp_path: Path) -> None:
    with RemoteStore(tmp_path / "s", patience_seconds=0.1) as store:
        with serve_store(owner, tmp_path / "s"):
            Desk(store).spend(cost(CASE, 7, 100), name="1")
            store.decision("1")

        assert store.balances([CASE], at=NOON) == {CASE: 7}
        with pytest.raises(LedgerUnavailable):
            Desk(store).spend(cost(CASE, 1, 100), name="2")


class Losing:
    """Between a client and the owner: loses the answer to each question once, as a cut connection does."""

    def __init__(self, path: Path, owner_path: Path) -> None:
        self.questions: list[str] = []
        self.seen: set[bytes] = set()
        self.owner_path = owner_path
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(path))
        self.listening.listen()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, socket.socket(socket.AF_UNIX) as owner:
                owner.connect(str(self.owner_path))
                while (question := receive(connection)) is not None:
                    self.questions.append(unpacked(question)[0])
                    owner.sendall(len(question).to_bytes(4) + question)
                    answer = receive(owner) or b""
                    if question not in self.seen:
                        self.seen.add(question)
                        break
                    connection.sendall(len(answer).to_bytes(4) + answer)


@pytest.fixture
def losing(owner: Store, tmp_path: Path) -> Iterator[tuple[Losing, RemoteStore]]:
    with serve_store(owner, tmp_path / "o"):
        losing = Losing(tmp_path / "s", tmp_path / "o")
        with RemoteStore(tmp_path / "s", patience_seconds=5) as store:
            yield losing, store
        losing.listening.shutdown(socket.SHUT_RDWR)
        losing.listening.close()


def test_what_is_sent_again_is_done_once(owner: Store, losing: tuple[Losing, RemoteStore]) -> None:
    between, store = losing
    effect = Effect(key="a", kind="coupon", body="{}")
    desk = Desk(store)
    receipt = store.commit(
        desk.proposal(cost(CASE, 10, 100), hold=True, name="1"), record=record_of(effects=(effect,))
    )
    store.answered("1", Answer(outcome="go_ahead", answer="{}"))
    executed = store.execute("1", at=NOON)
    reversed_ = store.reverse("1", at=NOON, amount_minor=4, key="part")
    told = desk.tell(cost(CASE, 1, 100), name="2")
    store.carry("case 9", into="case 8", scope="case", at=NOON)
    store.delivered("a", at=NOON)

    assert (receipt.state, receipt.repeated) == ("held", True)
    assert (executed.state, reversed_.reversed_minor, told.repeated) == ("posted", 4, True)
    assert [line.what for line in owner.audit()] == ["commit", "answer", "execute", "reverse", "tell", "carry"]
    assert owner.balances([CASE], at=NOON) == {CASE: 7}
    assert between.questions.count("together") == 4


def test_what_would_be_done_twice_is_not_sent_again(owner: Store, losing: tuple[Losing, RemoteStore]) -> None:
    between, store = losing
    Desk(owner).spend(cost(CASE, 10, 100), name="1")
    owner.carry("case 9", into="case 8", scope="case", at=NOON)

    for operation in (
        lambda: store.reverse("1", at=NOON, amount_minor=4),
        lambda: store.stop("write-off", authority="owner", at=NOON, by="olha"),
        lambda: store.resume("write-off", at=NOON, by="olha"),
        lambda: store.carry_back("case 9", scope="case", at=NOON),
        lambda: store.due(at=NOON),
    ):
        with pytest.raises(LedgerUnavailable, match="whether it was done is not known"):
            operation()

    assert between.questions == ["reverse", "stop", "resume", "carry_back", "due"]
    assert owner.balances([CASE], at=NOON) == {CASE: 6}


def test_what_makes_no_sense_is_answered_or_cut_off_and_others_go_on(
    remote: RemoteStore, tmp_path: Path
) -> None:
    def send(frame: bytes) -> Any:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(tmp_path / "s"))
            connection.sendall(frame)
            answer = receive(connection)
            return answer and unpacked(answer)

    for question in (
        ("__init__", (), {}),
        ("close", (), {}),
        ("_writer", (), {}),
        ("commit", (1, 2, 3), {}),
        7,
    ):
        state, problem = send(packed(question))
        assert (state, type(problem)) == ("error", LedgerUnavailable)
    assert send(b"\x00\x00\x00\x02{]")[0] == "error"
    assert send(b"\x00\x00\x00\x12" + b'{"os.system":["x"]')[0] == "error"
    assert send(b"\xff\xff\xff\xff") is None

    assert Desk(remote).spend(cost(CASE, 1, 100)).state == "posted"


def test_many_writers_share_the_socket(remote: RemoteStore) -> None:
    def write(writer: int) -> int:
        desk = Desk(remote)
        return sum(desk.spend(cost(CASE, 1, 100), name=f"{writer}-{n}").state == "posted" for n in range(10))

    with ThreadPoolExecutor(32) as pool:
        posted = sum(pool.map(write, range(32)))

    assert posted == 100
    assert Desk(remote).used(CASE) == [100]


def test_closing_does_not_wait_for_clients(owner: Store, tmp_path: Path) -> None:
    with serve_store(owner, tmp_path / "s"):
        store = RemoteStore(tmp_path / "s")
        Desk(store).spend(cost(CASE, 1, 100))
        started = time.monotonic()

    assert time.monotonic() - started < 2
    store.close()
