"""Balances in a file: shared by programs, whole after a crash, and never wrong because of a failing disk."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import leeway.ledger
from leeway.ledger import JournalDamaged, JournalLedger, LedgerUnavailable, Meter
from leeway.ledger.journal import file as journal_file
from tests.ledger.cast import CASE, HOUR, NOON, OLENA, VERA, WEEK, Desk, cost, one
from tests.ledger.simulator import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "balances.jsonl"


def test_balances_outlive_the_program(path: Path) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 60, 100), cost(WEEK, 60, 100))
    desk.ledger.reverse("1", at=NOON + HOUR, amount_minor=10, key="a")
    desk.ledger.stop("write off", authority="manager", at=NOON, by="ivan")

    later = Desk(JournalLedger(path))

    assert later.used(CASE, WEEK) == [50, 50]
    assert later.ledger.decision("1") == desk.ledger.decision("1")
    assert later.ledger.history(WEEK) == desk.ledger.history(WEEK)
    assert later.ledger.switches() == desk.ledger.switches()
    assert later.ledger.reverse("1", at=NOON, amount_minor=10, key="a").repeated


def test_the_file_can_be_read_by_people(path: Path) -> None:
    Desk(JournalLedger(path)).spend(cost(Meter("списать", "cost", "case", "life", "справа 7"), 60, 100))

    assert "списать" in path.read_text("utf-8")


def test_each_operation_reads_only_what_was_added(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, other = (Desk(JournalLedger(path)) for _ in range(2))
    desk.spend(cost(CASE, 60, 100), name="a")
    before = path.stat().st_size
    other.spend(cost(CASE, 10, 100), name="b")
    parts: list[int] = []
    read = journal_file._read
    monkeypatch.setattr(journal_file, "_read", lambda file: parts.append(len(part := read(file))) or part)

    assert desk.used(CASE, CASE) == [70, 70]
    assert parts == [path.stat().st_size - before, 0]


def test_a_new_file_and_its_folder_are_synchronised(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synchronised: list[bool] = []
    fsync = os.fsync
    monkeypatch.setattr(
        journal_file.os,
        "fsync",
        lambda file: synchronised.append(stat.S_ISDIR(os.fstat(file).st_mode)) or fsync(file),
    )
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 10, 100))
    desk.spend(cost(CASE, 10, 100))

    assert synchronised == [False, True, False]


def test_two_terminals_share_one_allowance(path: Path) -> None:
    desks = [Desk(JournalLedger(path)) for _ in range(2)]
    states = [desks[n % 2].spend(cost(CASE, 30, 100), name=str(n)).state for n in range(5)]

    assert states == ["posted", "posted", "posted", "refused", "refused"]
    assert [desk.used(CASE) for desk in desks] == [[90], [90]]


def test_an_id_settled_at_one_terminal_is_repeated_at_the_other(path: Path) -> None:
    first, second = (Desk(JournalLedger(path)) for _ in range(2))
    first.spend(cost(CASE, 30, 100), name="a")

    assert second.spend(cost(CASE, 30, 100), name="a").repeated
    assert second.used(CASE) == [30]


def test_many_programs_at_once_never_overspend(path: Path) -> None:
    context = get_context("spawn")
    programs = [context.Process(target=spend_from_a_program, args=(path, number)) for number in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()

    assert [program.exitcode for program in programs] == [0, 0, 0]
    desk = Desk(JournalLedger(path))
    assert desk.used(CASE) == [25]
    assert len(desk.ledger.history(CASE)) == 25


def spend_from_a_program(path: Path, number: int) -> None:
    desk = Desk(JournalLedger(path))
    for count in range(10):
        desk.spend(cost(CASE, 1, 25), name=f"{number}-{count}")


def test_reading_makes_no_file(path: Path) -> None:
    desk = Desk(JournalLedger(path))

    assert desk.used(CASE) == [0]
    assert desk.ledger.stopped(None) == {}
    assert not path.exists()


def test_a_failing_operation_changes_no_file(path: Path) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 60, 100))
    before = path.read_bytes()
    for spoilt in (lambda: desk.ledger.fail("1", at=NOON), lambda: desk.ledger.reverse("x", at=NOON)):
        with pytest.raises(leeway.ledger.LedgerError):
            spoilt()
    desk.spend(cost(CASE, 60, 100), name="1")

    assert path.read_bytes() == before


def test_only_the_owner_may_read_the_file(path: Path) -> None:
    Desk(JournalLedger(path)).spend(cost(CASE, 60, 100))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_removed_starts_anew(path: Path) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 60, 100))
    path.unlink()

    assert desk.used(CASE) == [0]
    assert desk.spend(cost(CASE, 100, 100)).state == "posted"
    assert Desk(JournalLedger(path)).used(CASE) == [100]


def test_a_file_that_is_replaced_in_place_is_read_anew(path: Path, tmp_path: Path) -> None:
    desk, other = Desk(JournalLedger(path)), Desk(JournalLedger(tmp_path / "other"))
    desk.spend(cost(CASE, 60, 100))
    for _ in range(3):
        other.spend(cost(CASE, 10, 100))
    path.write_bytes((tmp_path / "other").read_bytes())

    assert desk.used(CASE) == [30]


def test_what_is_no_journal_is_left_alone(path: Path) -> None:
    for text in ("my notes", "my notes\nand more\n", "{}\n", '{"journal": "leeway ledger", "version": 2}\n'):
        path.write_text(text)

        with pytest.raises(JournalDamaged, match=r"line 1 of .* this is not a journal of balances") as caught:
            JournalLedger(path)

        assert (caught.value.line, caught.value.path) == (1, str(path))
        assert path.read_text() == text


def test_an_empty_file_is_an_empty_journal(path: Path) -> None:
    path.touch()
    desk = Desk(JournalLedger(path))

    assert desk.spend(cost(CASE, 60, 100)).state == "posted"
    assert Desk(JournalLedger(path)).used(CASE) == [60]


def test_a_damaged_line_is_named_and_nothing_is_overwritten(path: Path) -> None:
    desk = Desk(JournalLedger(path))
    for _ in range(3):
        desk.spend(cost(CASE, 10, 100))
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"delta": 10', b'"delta": 11')
    path.write_bytes(b"".join(lines))

    with pytest.raises(JournalDamaged) as caught:
        JournalLedger(path)

    assert str(caught.value) == f"line 3 of `{path}` is damaged: its check sum does not fit"
    assert path.read_bytes() == b"".join(lines)


@pytest.mark.parametrize("change", ["remove", "repeat", "swap"])
def test_lines_cannot_be_removed_repeated_or_swapped(path: Path, change: str) -> None:
    desk = Desk(JournalLedger(path))
    for _ in range(5):
        desk.spend(cost(CASE, 10, 100))
    head, first, second, *rest = path.read_bytes().splitlines(keepends=True)
    changed = {"remove": [second], "repeat": [first, first, second], "swap": [second, first]}[change]
    path.write_bytes(b"".join([head, *changed, *rest]))

    with pytest.raises(JournalDamaged):
        JournalLedger(path)


def test_a_line_with_a_right_sum_and_a_wrong_entry_is_refused(path: Path) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 60, 100))
    head, line = path.read_bytes().splitlines(keepends=True)
    text = journal_file._text_in(line, journal_file.crc32(head))
    assert text is not None
    spoilt = text.replace(b'"delta": 60, "after": 60', b'"delta": 160, "after": 160').replace(
        b'"standing": 60', b'"standing": 160'
    )
    path.write_bytes(head + journal_file._line_of(spoilt, journal_file.crc32(head)))

    with pytest.raises(JournalDamaged, match="takes the balance over the cap") as caught:
        JournalLedger(path)

    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_a_line_that_merges_in_a_circle_is_refused(path: Path) -> None:
    ledger = JournalLedger(path)
    ledger.carry("lena", into="olena", scope="customer", at=NOON)
    content = path.read_bytes()
    step = b'{"carried": {"scope": "customer", "subject": "olena", "into": "lena", "at": "2026-03-02T12:00:00+00:00"}}'
    path.write_bytes(content + journal_file._line_of(step, journal_file.crc32(content)))

    with pytest.raises(JournalDamaged, match="is carried in a circle"):
        JournalLedger(path)


@pytest.mark.parametrize(
    "step", [b"[]", b'{"entries": [{}]}', b'{"entries": 5}', b'{"takings": [{"id": 1}]}', b"{", b"\xff"]
)
def test_a_line_of_another_form_is_refused(path: Path, step: bytes) -> None:
    head = journal_file.HEADER
    line = journal_file._line_of(step, journal_file.crc32(head))
    more = journal_file._line_of(b"{}", journal_file.crc32(line, journal_file.crc32(head)))
    path.write_bytes(head + line + more)

    with pytest.raises(JournalDamaged, match="its form is not that of a step") as caught:
        JournalLedger(path)

    assert caught.value.line == 2


def test_a_journal_cut_at_any_byte_holds_a_prefix_of_what_was_acknowledged(path: Path, tmp_path: Path) -> None:
    desk = Desk(JournalLedger(path))
    acknowledged = [(0, 0)]
    for _ in range(4):
        desk.spend(cost(CASE, 10, 100), cost(VERA, 10, 100))
        acknowledged.append((path.stat().st_size, desk.used(CASE)[0]))
    whole, cut = path.read_bytes(), tmp_path / "cut.jsonl"

    for length in range(0, len(whole) + 1, 1 if os.environ.get("LEEWAY_FULL") == "1" else 17):
        cut.write_bytes(whole[:length])
        recovered = Desk(JournalLedger(cut))
        expected = max(used for size, used in acknowledged if size <= length)

        assert recovered.used(CASE, VERA) == [expected, expected]
        assert cut.stat().st_size == length


@given(seed=st.integers(0, 50), where=st.floats(0, 1))
@settings(max_examples=settings.default.max_examples // 3)
def test_a_world_cut_anywhere_goes_on_from_a_prefix(
    tmp_path_factory: pytest.TempPathFactory, seed: int, where: float
) -> None:
    folder = tmp_path_factory.mktemp("world")
    world = Simulation(leeway.ledger, seed, make=lambda: JournalLedger(folder / "whole"))
    acknowledged = [(0, known(world.ledger))]
    for world.number in range(15):
        world.step_clock()
        world.random.choice(world.operations)()
        size = (folder / "whole").stat().st_size if (folder / "whole").exists() else 0
        acknowledged.append((size, known(world.ledger)))
    content = (folder / "whole").read_bytes() if (folder / "whole").exists() else b""
    length = int(len(content) * where)
    (folder / "cut").write_bytes(content[:length])
    recovered = JournalLedger(folder / "cut")

    assert known(recovered) == next(each for size, each in reversed(acknowledged) if size <= length)
    receipt = Desk(recovered).spend(cost(CASE, 1, None), name="goes on")
    assert receipt.state == "posted"
    assert Desk(JournalLedger(folder / "cut")).used(CASE) == [1]
    shutil.rmtree(folder)


def known(ledger: JournalLedger) -> tuple[object, ...]:
    """All that a ledger knows, apart from what will change with the next operation."""
    state = ledger._state
    chains = {meter: tuple(chain.entries) for meter, chain in state.chains.items()}
    return chains, dict(state.takings), tuple(state.carries), tuple(state.switches)


@given(parts=st.tuples(*[st.text(st.characters(), max_size=8)] * 3))
def test_any_text_in_a_name_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, parts: tuple[str, str, str]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    clause, subject, name = parts
    meter = Meter(clause, "cost", "case", "life", subject)
    desk = Desk(JournalLedger(folder / "journal"))
    desk.spend(cost(meter, 5, 10), name=f"x{name}")

    later = JournalLedger(folder / "journal")
    assert later.history(meter) == desk.ledger.history(meter)
    assert later.decision(f"x{name}") == desk.ledger.decision(f"x{name}")
    shutil.rmtree(folder)


def fail_at(monkeypatch: pytest.MonkeyPatch, number: int, what: Callable[..., object]) -> None:
    """Let the n-th of the writing calls of the journal do something else first."""
    calls = 0

    def counted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*args: object) -> object:
            nonlocal calls
            calls += 1
            if calls == number:
                what(name, *args)
            return real(*args)

        return call

    for name in ("write", "fsync", "ftruncate"):
        monkeypatch.setattr(journal_file.os, name, counted(name))


@pytest.mark.parametrize("number", range(1, 16))
@pytest.mark.parametrize("kind", ["full", "half written", "broken"])
def test_a_failing_disk_loses_nothing_and_applies_nothing_by_half(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: str
) -> None:
    def go_wrong(name: str, *args: object) -> None:
        if kind == "half written" and name == "write":
            os.pwrite(args[0], bytes(args[1])[: len(args[1]) // 2], path.stat().st_size)  # type: ignore[arg-type]
        raise OSError(errno.EIO if kind == "broken" else errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        fail_at(patched, number, go_wrong)
        desk = Desk(JournalLedger(path))
        acknowledged, failed = [], []
        for n in range(6):
            try:
                acknowledged.append(desk.spend(cost(CASE, 10, 1000), one(OLENA, None), name=str(n)).id)
            except LedgerUnavailable as problem:
                failed.append((str(n), problem.path, problem.reason))
            assert Desk(JournalLedger(path)).used(CASE, OLENA) == desk.used(CASE, OLENA)

    fresh = Desk(JournalLedger(path))
    names = [name for name, _, _ in failed]
    kept = [name for name in acknowledged + names if name in fresh.ledger._state.takings]  # type: ignore[attr-defined]
    assert failed == [(name, str(path), "no space left on device") for name in names[:1]]
    assert set(acknowledged) <= set(kept)
    assert fresh.used(CASE, OLENA) == [10 * len(kept), len(kept)]
    for name in names:
        fresh.spend(cost(CASE, 10, 1000), one(OLENA, None), name=name)
    assert fresh.used(CASE, OLENA) == [60, 6]


@pytest.mark.parametrize("number", range(1, 10))
def test_an_interruption_loses_nothing_and_applies_nothing_by_half(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        fail_at(patched, number, interrupt)
        desk = Desk(JournalLedger(path))
        for n in range(3):
            try:
                desk.spend(cost(CASE, 10, 1000), one(OLENA, None), name=str(n))
            except KeyboardInterrupt:
                assert desk.spend(cost(CASE, 10, 1000), one(OLENA, None), name=str(n)).state == "posted"

    assert desk.used(CASE, OLENA) == [30, 3]
    assert Desk(JournalLedger(path)).used(CASE, OLENA) == [30, 3]


def test_a_disk_that_cannot_even_take_back_still_gives_the_truth(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 10, 100), name="before")

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal_file.os, "fsync", broken)
        truncated = patched.setattr(journal_file.os, "ftruncate", lambda file, length: None)
        del truncated
        with pytest.raises(LedgerUnavailable, match="input/output error"):
            desk.spend(cost(CASE, 10, 100), name="unknown")

    # The line is in the file: whether it was acknowledged or not, both see it and its id is settled once.
    assert desk.used(CASE) == [20]
    assert desk.spend(cost(CASE, 10, 100), name="unknown").repeated


def test_a_reader_meets_a_failing_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 10, 100))

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal_file.os, "fstat", broken)
        with pytest.raises(LedgerUnavailable, match="input/output error"):
            desk.used(CASE)

    assert desk.used(CASE) == [10]


def test_the_file_needs_a_folder_and_must_be_a_file(tmp_path: Path) -> None:
    desk = Desk(JournalLedger(tmp_path / "absent" / "balances"))

    with pytest.raises(LedgerUnavailable) as absent:
        desk.spend(cost(CASE, 10, 100))
    with pytest.raises(LedgerUnavailable) as folder:
        JournalLedger(tmp_path)

    assert absent.value.args == (str(tmp_path / "absent" / "balances"), "its folder does not exist")
    assert folder.value.args == (str(tmp_path), "is a directory")


def test_a_file_system_without_locks_is_said_to_be_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.touch()

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(journal_file.fcntl, "flock", no_locks)
    with pytest.raises(LedgerUnavailable) as caught:
        JournalLedger(path)

    assert caught.value.args == (str(path), "no locks available")


def test_a_file_that_another_program_keeps_locked_is_not_waited_for_without_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(JournalLedger(path))
    desk.spend(cost(CASE, 10, 100))
    monkeypatch.setattr(journal_file, "_PAUSE_SECONDS", 0)
    with path.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(LedgerUnavailable, match="another program has kept it locked"):
            desk.used(CASE)

    assert desk.used(CASE) == [10]
