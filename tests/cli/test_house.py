"""Balances and the record behind the counter: what happens when time passes, disks fill and files break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from leeway.cli.counter.house import Clock, House
from leeway.cli.counter.matter import Matter
from leeway.cli.home import balances_file, record_file
from leeway.cli.inputs import open_book
from leeway.decide import Actor, Outcome
from leeway.desk import home_folder
from leeway.ledger import JournalLedger
from tests.cli.commands import STATION
from tests.journeys.visit import Visit

MONDAY_TEN = datetime(2026, 6, 15, 10, tzinfo=ZoneInfo("Europe/Kyiv"))


@dataclass
class _StoppedClock(Clock):
    """A clock that moves only when it is told to."""

    at: datetime = MONDAY_TEN

    def now(self) -> datetime:
        return self.at


def _house(folder: Path) -> House:
    return House(
        book=open_book(STATION).book,
        actor=Actor(id="nina", authority="attendant", certificates=frozenset({"cash desk"})),
        site="214",
        ledger=JournalLedger(folder / "balances.journal"),
        clock=_StoppedClock(),
        record=folder / "record.jsonl",
    )


def _coffee() -> Matter:
    return Matter(case="1", action="free coffee")


def test_after_a_minute_nothing_is_taken_back(tmp_path: Path) -> None:
    house = _house(tmp_path)
    house.post(house.decide(house.request(_coffee())))
    house.clock.at += timedelta(seconds=61)  # type: ignore[attr-defined]

    assert not house.undo()


def test_within_a_minute_everything_is_taken_back(tmp_path: Path) -> None:
    house = _house(tmp_path)
    decided = house.decide(house.request(_coffee()))
    house.post(decided)
    house.clock.at += timedelta(seconds=59)  # type: ignore[attr-defined]

    assert house.undo()
    assert house.decide(house.request(_coffee())).decision.meters == decided.decision.meters
    assert not house.undo()


def test_the_same_answer_is_counted_once(tmp_path: Path) -> None:
    house = _house(tmp_path)
    decided = house.decide(house.request(_coffee()))

    assert house.post(decided)
    assert house.post(decided)
    assert [
        line.before
        for line in house.decide(house.request(_coffee())).decision.meters
        if line.meter.scope == "case"
    ] == [1]


def test_what_somebody_else_used_up_meanwhile_is_not_given_twice(tmp_path: Path) -> None:
    here, there = _house(tmp_path), _house(tmp_path)
    matter = Matter(case="1", action="deliver", parameters={"speed": "today"})
    ours = here.decide(here.request(matter))
    for _ in range(4):
        assert there.post(there.decide(there.request(matter)))

    assert ours.decision.outcome is Outcome.GO_AHEAD
    assert not here.post(ours)


def test_a_broken_file_of_balances_lets_nothing_go_ahead(tmp_path: Path) -> None:
    house = _house(tmp_path)
    house.post(house.decide(house.request(_coffee())))
    (tmp_path / "balances.journal").write_text("not a journal\n", "utf-8")
    decision = house.decide(house.request(_coffee())).decision

    assert decision.outcome is Outcome.ASK
    assert decision.ask is not None
    assert decision.ask.authority == "manager"


def test_a_broken_file_of_balances_is_said_at_the_start(tmp_path: Path) -> None:
    station = Visit(tmp_path, book=STATION)
    station.balances.write_text("not a journal\n", "utf-8")
    page = station.types("", expect_exit=2)

    assert page.says("this is not a journal of balances")
    assert page.says("choose another file with `--balances`")
    assert station.balances.read_text("utf-8") == "not a journal\n"


def test_a_record_that_cannot_be_written_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    station = Visit(tmp_path, book=STATION)
    record_file(station.balances).mkdir()
    page = station.types("", "free coffee", "y")

    assert page.says("Done. Free coffee.")
    assert page.says("It is counted, but it could not be written into the record:")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--authority", "boss"], "the book has no authority `boss`"),
        (["--certificate", "flying"], "the book knows no certificate `flying`"),
        (["--language", "xx"], "there are no words in `xx`"),
        (["--as", "Oksana"], "names no authority of the book"),
        (["--as", "nina:manager"], "`nina` cannot answer their own questions"),
        (["--at", "noon"], "`--at noon` is no moment"),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_begins(
    tmp_path: Path, options: list[str], message: str
) -> None:
    station = Visit(tmp_path, book=STATION, options=options)
    page = station.types("", expect_exit=2)

    assert page.says(message)
    assert list(tmp_path.iterdir()) == []


def test_balances_are_kept_where_leeway_home_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEEWAY_HOME", str(tmp_path))

    assert home_folder() == tmp_path
    assert balances_file("Corner Shop №1") == tmp_path / "balances" / "corner-shop-1.journal"
    assert record_file(balances_file("x")) == tmp_path / "balances" / "x.record.jsonl"


def test_without_leeway_home_the_users_own_folder_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEEWAY_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    monkeypatch.setattr("sys.platform", "linux")

    assert home_folder() == Path("/somewhere/leeway")
