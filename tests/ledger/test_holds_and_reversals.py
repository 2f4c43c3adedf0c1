"""What is held for an executor, and what is given back."""

from __future__ import annotations

import pytest

from leeway.ledger import (
    InvalidProposal,
    RequestDiffers,
    ReversesTooMuch,
    UnknownDecision,
    WrongState,
)
from leeway.ledger import excess_meter as excess
from tests.ledger.cast import CASE, HOUR, NOON, OLENA, VERA, WEEK, Desk, cost, one


def test_a_hold_counts_like_use(desk: Desk) -> None:
    receipt = desk.spend(cost(CASE, 80, 100), hold=True)

    assert (receipt.state, receipt.charged) == ("held", {CASE: 80})
    assert desk.spend(cost(CASE, 30, 100)).state == "refused"


def test_an_executed_hold_is_posted_and_stays_at_its_time(desk: Desk) -> None:
    desk.spend(cost(VERA, 80, 100), hold=True)
    receipt = desk.ledger.execute("1", at=NOON + HOUR)

    assert (receipt.state, receipt.charged, receipt.at) == ("posted", {VERA: 80}, NOON)
    assert desk.used(VERA, at=NOON + 8 * HOUR - HOUR.resolution) == [80]
    assert desk.used(VERA, at=NOON + 8 * HOUR) == [0]
    entry = desk.ledger.history(VERA)[-1]
    assert (str(entry.kind), entry.delta, entry.origin, entry.at) == ("post", 0, 1, NOON + HOUR)


def test_a_failed_hold_gives_everything_back_the_count_too(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), one(OLENA, 1), hold=True)
    receipt = desk.ledger.fail("1", at=NOON + HOUR)

    assert (receipt.state, receipt.charged) == ("voided", {CASE: 0, OLENA: 0})
    assert desk.used(CASE, OLENA, at=NOON + HOUR) == [0, 0]


def test_news_of_the_executor_may_come_twice(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), hold=True, name="done")
    desk.spend(cost(CASE, 20, 100), hold=True, name="failed")
    for _ in range(2):
        executed = desk.ledger.execute("done", at=NOON)
        failed = desk.ledger.fail("failed", at=NOON)

    assert (executed.state, executed.repeated, failed.state, failed.repeated) == (
        "posted",
        True,
        "voided",
        True,
    )
    assert desk.used(CASE) == [80]


def test_a_late_execution_posts_a_hold_however_old(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), cost(VERA, 80, 100), hold=True)

    assert desk.ledger.execute("1", at=NOON + 1000 * HOUR).state == "posted"
    assert desk.used(CASE, VERA, at=NOON + 1000 * HOUR) == [80, 0]


def test_a_late_execution_of_what_was_voided_takes_what_is_left_and_the_rest_as_excess(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), one(OLENA, 1), hold=True)
    desk.ledger.fail("1", at=NOON)
    desk.spend(cost(CASE, 70, 100), one(OLENA, 1))

    receipt = desk.ledger.execute("1", at=NOON + HOUR)

    assert (receipt.state, receipt.charged) == ("posted", {CASE: 30, OLENA: 0})
    assert receipt.excess == {excess("cost", "vera"): 50, excess("count", "vera"): 1}
    assert desk.used(CASE, OLENA) == [100, 1]


def test_what_was_posted_cannot_fail(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))

    with pytest.raises(WrongState) as caught:
        desk.ledger.fail("1", at=NOON)

    assert (caught.value.decision, caught.value.state, caught.value.wanted) == ("1", "posted", "held")


def test_what_was_refused_cannot_be_executed_failed_or_reversed(desk: Desk) -> None:
    desk.spend(cost(CASE, 101, 100))

    for operation, wanted in (("execute", "held"), ("fail", "held"), ("reverse", "posted")):
        with pytest.raises(WrongState) as caught:
            getattr(desk.ledger, operation)("1", at=NOON)
        assert (caught.value.decision, caught.value.state, caught.value.wanted) == ("1", "refused", wanted)


def test_an_unknown_decision_is_an_error(desk: Desk) -> None:
    for operation in (desk.ledger.execute, desk.ledger.fail, desk.ledger.reverse):
        with pytest.raises(UnknownDecision, match="no decision has the id `x`"):
            operation("x", at=NOON)
    with pytest.raises(UnknownDecision, match="no decision has the id `x`"):
        desk.ledger.decision("x")


def test_unresolved_holds_are_found_oldest_first(desk: Desk) -> None:
    for hours, name in ((2, "b"), (1, "a"), (3, "late"), (0, "done")):
        desk.spend(cost(CASE, 1, 100), hold=True, name=name, at=NOON + hours * HOUR)
    desk.ledger.execute("done", at=NOON + 4 * HOUR)

    found = [taking.id for taking in desk.ledger.held(before=NOON + 3 * HOUR)]

    assert found == ["b", "a"] or found == ["a", "b"]
    assert "late" not in found


def test_undo_is_a_whole_reversal(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), one(OLENA, 1))
    receipt = desk.ledger.reverse("1", at=NOON + HOUR)

    assert (receipt.state, receipt.charged, receipt.reversed_minor) == ("posted", {CASE: 0, OLENA: 0}, 80)
    assert desk.used(CASE, OLENA, at=NOON + HOUR) == [0, 0]
    assert desk.ledger.decision("1").undone


def test_undo_may_be_sent_twice(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))
    desk.ledger.reverse("1", at=NOON)

    assert desk.ledger.reverse("1", at=NOON).repeated
    assert desk.used(CASE) == [0]


def test_a_decision_that_cost_nothing_can_be_undone(desk: Desk) -> None:
    desk.spend(one(OLENA, 1))
    receipt = desk.ledger.reverse("1", at=NOON)

    assert (receipt.charged, receipt.reversed_minor, receipt.repeated) == ({OLENA: 0}, 0, False)
    assert desk.ledger.reverse("1", at=NOON).repeated


def test_a_part_gives_back_cost_but_not_the_count(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), cost(VERA, 80, 100), one(OLENA, 1))
    receipt = desk.ledger.reverse("1", at=NOON, amount_minor=30)

    assert (receipt.charged, receipt.reversed_minor) == ({CASE: 50, VERA: 50, OLENA: 1}, 30)
    assert desk.used(CASE, VERA, OLENA) == [50, 50, 1]


def test_parts_that_make_the_whole_give_the_count_back(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), one(OLENA, 1))
    desk.ledger.reverse("1", at=NOON, amount_minor=30)
    desk.ledger.reverse("1", at=NOON, amount_minor=50)

    assert desk.used(CASE, OLENA) == [0, 0]


def test_never_more_is_given_back_than_was_posted(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))
    desk.ledger.reverse("1", at=NOON, amount_minor=30)

    with pytest.raises(ReversesTooMuch) as caught:
        desk.ledger.reverse("1", at=NOON, amount_minor=51)

    assert (caught.value.decision, caught.value.asked_minor, caught.value.left_minor) == ("1", 51, 50)
    assert desk.used(CASE) == [50]


@pytest.mark.parametrize("amount", [0, -1, 1.5, True])
def test_only_a_whole_amount_above_zero_can_be_given_back(desk: Desk, amount: int) -> None:
    desk.spend(cost(CASE, 80, 100))

    with pytest.raises(InvalidProposal, match="`amount_minor` must be a whole number from 1"):
        desk.ledger.reverse("1", at=NOON, amount_minor=amount)

    assert desk.used(CASE) == [80]


def test_a_part_with_a_key_is_given_back_once(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))
    first = desk.ledger.reverse("1", at=NOON, amount_minor=30, key="till 5")
    again = desk.ledger.reverse("1", at=NOON, amount_minor=30, key="till 5")

    assert (first.repeated, again.repeated) == (False, True)
    assert desk.used(CASE) == [50]


def test_a_key_for_another_amount_is_an_error(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))
    desk.ledger.reverse("1", at=NOON, amount_minor=30, key="till 5")

    with pytest.raises(RequestDiffers) as caught:
        desk.ledger.reverse("1", at=NOON, amount_minor=31, key="till 5")

    assert (caught.value.decision, caught.value.known, caught.value.given) == ("1", "till 5: 30", "till 5: 31")


def test_a_reversal_goes_to_the_original_week(desk: Desk) -> None:
    desk.spend(cost(WEEK, 80, 100))
    desk.ledger.reverse("1", at=NOON + 24 * 8 * HOUR)

    assert desk.used(WEEK, at=NOON + 24 * 8 * HOUR) == [0]


def test_giving_back_what_has_left_the_window_changes_nothing(desk: Desk) -> None:
    desk.spend(cost(VERA, 80, 100), hold=True, name="held")
    desk.spend(cost(VERA, 20, 100), name="posted")
    desk.spend(cost(VERA, 50, 100), at=NOON + 9 * HOUR)
    desk.ledger.fail("held", at=NOON + 9 * HOUR)
    desk.ledger.reverse("posted", at=NOON + 9 * HOUR)

    assert desk.used(VERA, at=NOON + 9 * HOUR) == [50]


def test_what_was_given_back_early_frees_the_window_at_once(desk: Desk) -> None:
    desk.spend(cost(VERA, 100, 100))
    desk.ledger.reverse("1", at=NOON + HOUR)

    assert desk.spend(cost(VERA, 100, 100), at=NOON + HOUR).state == "posted"
    assert desk.used(VERA, at=NOON + 8 * HOUR) == [100]


def test_a_hold_is_voided_not_reversed(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100), hold=True)

    with pytest.raises(WrongState, match="is held, it would have to be posted"):
        desk.ledger.reverse("1", at=NOON)
