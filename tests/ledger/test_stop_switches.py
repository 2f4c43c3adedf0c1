"""A clause or an action can be stopped at a site or everywhere, at once and on the record."""

from __future__ import annotations

import pytest

from leeway.ledger import InvalidProposal, Ledger, Switch
from tests.ledger.cast import HOUR, NOON


def test_what_is_stopped_everywhere_is_stopped_at_each_site(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", at=NOON, by="ivan")

    assert ledger.stopped("main street") == {"write off": "manager"}
    assert ledger.stopped(None) == {"write off": "manager"}


def test_what_is_stopped_at_one_site_goes_on_at_the_others(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", site="main street", at=NOON, by="ivan")

    assert ledger.stopped("main street") == {"write off": "manager"}
    assert ledger.stopped("park road") == {}
    assert ledger.stopped(None) == {}


def test_what_is_resumed_goes_on_where_it_was_resumed(ledger: Ledger) -> None:
    for site in ("main street", "park road", None):
        ledger.stop("write off", authority="manager", site=site, at=NOON, by="ivan")
    ledger.resume("write off", site="main street", at=NOON, by="ivan")
    assert ledger.stopped("main street") == {"write off": "manager"}

    ledger.resume("write off", at=NOON, by="ivan")

    assert ledger.stopped("main street") == {}
    assert ledger.stopped("park road") == {"write off": "manager"}


@pytest.mark.parametrize("everywhere_first", [True, False])
def test_of_two_stops_the_higher_authority_is_asked(ledger: Ledger, *, everywhere_first: bool) -> None:
    stops = [(None, "supervisor"), ("main street", "manager")]
    for site, authority in stops if everywhere_first else reversed(stops):
        ledger.stop("write off", authority=authority, site=site, at=NOON, by="ivan")

    levels = ("attendant", "supervisor", "manager")
    assert ledger.stopped("main street", authorities=levels) == {"write off": "manager"}
    assert ledger.stopped("park road", authorities=levels) == {"write off": "supervisor"}
    assert ledger.stopped_then("main street", authorities=levels, then=NOON) == {"write off": "manager"}


@pytest.mark.parametrize("everywhere", ["attendant", "somebody"])
def test_an_authority_that_nobody_knows_stands_below_the_others(ledger: Ledger, everywhere: str) -> None:
    here = {"attendant": "somebody", "somebody": "attendant"}[everywhere]
    ledger.stop("write off", authority=everywhere, at=NOON, by="ivan")
    ledger.stop("write off", authority=here, site="main street", at=NOON, by="ivan")

    assert ledger.stopped("main street", authorities=("attendant", "manager")) == {"write off": "attendant"}


def test_stopping_again_names_another_authority(ledger: Ledger) -> None:
    for authority in ("supervisor", "manager"):
        ledger.stop("write off", authority=authority, at=NOON, by="ivan")

    assert ledger.stopped("main street") == {"write off": "manager"}


def test_who_stopped_and_resumed_when_is_on_the_record(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", site="main street", at=NOON, by="ivan")
    ledger.resume("write off", site="main street", at=NOON + HOUR, by="vera")

    stop, resumption = ledger.switches()
    assert stop == Switch(
        name="write off", on=True, authority="manager", site="main street", at=NOON, by="ivan"
    )
    assert (resumption.on, resumption.at, resumption.by) == (False, NOON + HOUR, "vera")


def test_resuming_what_is_not_stopped_leaves_no_trace(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", site="main street", at=NOON, by="ivan")
    ledger.resume("write off", at=NOON, by="vera")
    ledger.resume("write off", site="main street", at=NOON, by="vera")
    ledger.resume("write off", site="main street", at=NOON, by="vera")

    assert [switch.on for switch in ledger.switches()] == [True, False]


def test_what_was_stopped_then_can_be_asked(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", at=NOON, by="ivan")
    ledger.resume("write off", at=NOON + 2 * HOUR, by="ivan")

    def then(hours: int) -> dict[str, str]:
        return ledger.stopped_then("main street", then=NOON + hours * HOUR)

    assert [then(hours) for hours in (-1, 0, 1, 2)] == [
        {},
        {"write off": "manager"},
        {"write off": "manager"},
        {},
    ]


def test_a_clock_that_goes_backward_does_not_reorder_the_record(ledger: Ledger) -> None:
    ledger.stop("write off", authority="manager", at=NOON, by="ivan")
    ledger.resume("write off", at=NOON - HOUR, by="ivan")

    assert [switch.at for switch in ledger.switches()] == [NOON, NOON]
    assert ledger.stopped("main street") == {}


def test_a_stop_names_what_is_stopped_and_whom_to_ask(ledger: Ledger) -> None:
    with pytest.raises(InvalidProposal, match="`name` must not be empty"):
        ledger.stop("", authority="manager", at=NOON, by="ivan")
    with pytest.raises(InvalidProposal, match="`authority` must not be empty"):
        ledger.stop("write off", authority="", at=NOON, by="ivan")
