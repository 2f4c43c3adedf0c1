"""The stories of the forecourt, played at the counter with the book that `make demo` opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.visit import Visit


@pytest.fixture
def station(tmp_path: Path) -> Visit:
    return Visit(tmp_path, options=["--customer", "anna"])


def test_a_driver_is_short_of_money(station: Visit) -> None:
    page = station.types("to pay tomorrow", "short of money", "write off", "150", "40", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Done. Write off what is missing: 150 UAH.")


def test_a_driver_tears_off_the_hose(station: Visit) -> None:
    page = station.types("", "hose is torn", "let drive on", "n")

    assert page.says("Press the stop of this pump. Close the lane with two cones.")
    assert page.outcomes == ["GO AHEAD"]


def test_no_fuel_goes_into_a_plastic_canister(station: Visit) -> None:
    page = station.types("", "dispense fuel", "plastic canister")

    assert page.outcomes == ["NOT THIS"]
    assert page.says("· Lend metal canister")


def test_a_doubtful_fuel_goes_to_the_laboratory(station: Visit) -> None:
    page = station.types("to know what it is", "doubts the fuel", "laboratory", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Promise the result within three working days")


def test_a_supervisor_says_yes_from_another_station(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Oksana", "y", "y")

    assert page.outcomes == ["ASK THE SUPERVISOR", "GO AHEAD"]


def test_a_newcomer_decides_less(station: Visit) -> None:
    station.options += ["--authority", "trainee"]

    assert station.types("", "write off 150", "40").outcomes == ["ASK THE ATTENDANT"]
