"""A clock that jumps forward is not believed; one that goes backward is harmless."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from leeway.ledger import ClockGuard, ClockSuspect, InvalidProposal
from tests.ledger.cast import CASE, HOUR, NOON, VERA, Desk, cost

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.ledger import Ledger

MINUTE = timedelta(minutes=1)
MOMENT = timedelta.resolution


class Steady:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> float:
        return self.minutes * 60.0


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def guard(steady: Steady) -> ClockGuard:
    guard = ClockGuard(steady=steady, bound=5 * MINUTE)
    guard.check(NOON)
    return guard


def test_the_bound_is_five_minutes_unless_said_otherwise(steady: Steady) -> None:
    assert ClockGuard(steady=steady).bound == 5 * MINUTE


def test_a_jump_says_what_was_read_what_was_expected_and_the_bound(guard: ClockGuard, steady: Steady) -> None:
    steady.minutes = 10

    with pytest.raises(ClockSuspect) as caught:
        guard.check(NOON + HOUR)

    assert (caught.value.at, caught.value.expected, caught.value.bound) == (
        NOON + HOUR,
        NOON + 10 * MINUTE,
        5 * MINUTE,
    )


def test_just_the_bound_is_still_believed(guard: ClockGuard) -> None:
    with pytest.raises(ClockSuspect):
        guard.check(NOON + 5 * MINUTE + MOMENT)
    assert guard.settle(NOON + 5 * MINUTE + MOMENT) == NOON
    assert guard.settle(NOON + 5 * MINUTE) == NOON + 5 * MINUTE


def test_a_jump_stays_suspect_until_the_time_has_come(guard: ClockGuard, steady: Steady) -> None:
    for minute in (0, 20, 54):
        steady.minutes = minute
        with pytest.raises(ClockSuspect):
            guard.check(NOON + HOUR)
    steady.minutes = 55

    guard.check(NOON + HOUR)


def test_a_confirmed_time_is_where_the_guard_goes_on_from(guard: ClockGuard) -> None:
    guard.confirm(NOON + HOUR)

    guard.check(NOON + HOUR)
    with pytest.raises(ClockSuspect):
        guard.check(NOON + 2 * HOUR)


def test_after_a_confirmation_the_next_jump_is_suspect_again(guard: ClockGuard) -> None:
    guard.confirm(NOON + HOUR)

    with pytest.raises(ClockSuspect) as caught:
        guard.check(NOON + 2 * HOUR)
    assert caught.value.expected == NOON + HOUR


def test_a_backward_clock_and_its_return_are_believed(guard: ClockGuard, steady: Steady) -> None:
    guard.check(NOON - HOUR)
    steady.minutes = 1

    guard.check(NOON + MINUTE)


def test_nothing_is_given_while_the_clock_is_suspect_but_everything_is_written_down(
    guard: ClockGuard, make_ledger: Callable[..., Ledger]
) -> None:
    desk = Desk(make_ledger(clock=guard))
    desk.spend(cost(VERA, 10, 100), hold=True, name="held")
    desk.spend(cost(VERA, 10, 100), name="posted")
    late = NOON + 24 * HOUR

    with pytest.raises(ClockSuspect):
        desk.spend(cost(CASE, 10, 100), at=late)
    desk.ledger.execute("held", at=late)
    desk.ledger.reverse("posted", at=late)
    desk.tell(cost(VERA, 5, 100), at=late, name="told")
    desk.ledger.stop("write off", authority="manager", at=late, by="ivan")

    assert {entry.at for entry in desk.ledger.history(VERA)} == {NOON}
    assert [switch.at for switch in desk.ledger.switches()] == [NOON]
    assert desk.used(VERA) == [15]


def test_every_instant_needs_a_zone(desk: Desk) -> None:
    naive = NOON.replace(tzinfo=None)
    ledger = desk.ledger
    asked = {
        "at": [
            lambda: desk.spend(cost(CASE, 1, 2), at=naive),
            lambda: desk.tell(cost(CASE, 1, 2), at=naive),
            lambda: ledger.execute("1", at=naive),
            lambda: ledger.fail("1", at=naive),
            lambda: ledger.reverse("1", at=naive),
            lambda: ledger.carry("a", into="b", scope="case", at=naive),
            lambda: ledger.carry_back("a", scope="case", at=naive),
            lambda: ledger.balances([CASE], at=naive),
            lambda: ledger.stop("a", authority="b", at=naive, by="c"),
            lambda: ledger.resume("a", at=naive, by="c"),
        ],
        "then": [
            lambda: ledger.balances_then([CASE], then=naive),
            lambda: ledger.stopped_then(None, then=naive),
        ],
        "before": [lambda: ledger.held(before=naive)],
    }

    for field, operations in asked.items():
        for operation in operations:
            with pytest.raises(InvalidProposal, match="has no time zone") as caught:
                operation()
            assert caught.value.field == field
