"""Merged persons share their meters with summed use; over the cap only blocks; a merge can be taken back."""

from __future__ import annotations

import pytest

from leeway.ledger import CannotCarry, InvalidProposal
from tests.ledger.cast import CASE, HOUR, LENA, NOON, OLENA, Desk, cost, one


def merge(desk: Desk, who: str = "lena", into: str = "olena", hours: int = 0) -> dict[object, int]:
    return dict(desk.ledger.carry(who, into=into, scope="customer", at=NOON + hours * HOUR))


def test_merged_persons_have_what_both_have_used(desk: Desk) -> None:
    desk.spend(one(OLENA, 2))
    desk.spend(one(LENA, 2))

    assert merge(desk) == {OLENA: 2}
    assert desk.used(OLENA, LENA) == [2, 2]


def test_whoever_of_the_two_is_named_the_shared_meter_is_charged(desk: Desk) -> None:
    merge(desk)
    desk.spend(one(LENA, 2))
    desk.spend(one(OLENA, 2))

    assert desk.spend(one(LENA, 2)).state == "refused"
    assert desk.used(OLENA, LENA) == [2, 2]
    assert desk.ledger.history(LENA) == desk.ledger.history(OLENA)


def test_more_than_the_cap_only_blocks(desk: Desk) -> None:
    desk.spend(one(OLENA, 1))
    desk.spend(one(LENA, 1))
    merge(desk)

    assert desk.used(OLENA) == [2]
    assert desk.spend(one(OLENA, 1)).state == "refused"
    assert desk.spend(one(OLENA, 2)).state == "refused"
    assert desk.spend(one(OLENA, 3)).state == "posted"


def test_two_charges_that_meet_on_one_meter_must_fit_together_under_the_lower_cap(desk: Desk) -> None:
    merge(desk)

    assert desk.spend(one(OLENA, 5), one(LENA, 1)).state == "refused"
    assert desk.spend(one(OLENA, 1), one(LENA, 5)).state == "refused"
    assert desk.spend(one(OLENA, 2), one(LENA, 2)._replace(authority="supervisor")).state == "posted"
    assert desk.used(OLENA) == [2]


def test_what_was_used_before_the_merge_leaves_the_window_when_it_would_have(desk: Desk) -> None:
    desk.spend(one(OLENA, 9), at=NOON + 5 * HOUR)
    desk.spend(one(LENA, 9))
    merge(desk, hours=10)

    assert desk.used(OLENA, at=NOON + 47 * HOUR) == [2]
    assert desk.used(OLENA, at=NOON + 48 * HOUR) == [1]
    assert desk.used(OLENA, at=NOON + 53 * HOUR) == [0]


def test_what_has_left_the_window_is_not_carried(desk: Desk) -> None:
    desk.spend(one(LENA, 9))
    merge(desk, hours=48)

    assert desk.used(OLENA, at=NOON + 48 * HOUR) == [0]


def test_a_hold_and_a_reversal_find_their_use_after_the_merge(desk: Desk) -> None:
    desk.spend(one(LENA, 9), hold=True, name="held")
    desk.spend(one(LENA, 9), name="posted")
    desk.spend(one(LENA, 9), hold=True, name="executed")
    merge(desk)
    desk.ledger.fail("held", at=NOON)
    desk.ledger.reverse("posted", at=NOON)
    receipt = desk.ledger.execute("executed", at=NOON)

    assert desk.used(OLENA) == [1]
    assert receipt.charged == {LENA: 1}


def test_persons_can_be_merged_one_after_the_other(desk: Desk) -> None:
    helen = OLENA._replace(subject="helen")
    for meter in (OLENA, LENA, helen):
        desk.spend(one(meter, 9))
    merge(desk, "lena", "olena")
    merge(desk, "olena", "helen")

    assert desk.used(OLENA, LENA, helen) == [3, 3, 3]


def test_who_is_merged_into_a_merged_person_counts_where_that_one_does(desk: Desk) -> None:
    helen = OLENA._replace(subject="helen")
    for meter in (OLENA, LENA, helen):
        desk.spend(one(meter, 9))
    merge(desk, "olena", "helen")

    assert {helen: 3} == merge(desk, "lena", "olena")


def test_a_merge_is_taken_back_with_what_was_used_in_each_name(desk: Desk) -> None:
    desk.spend(one(OLENA, 9))
    desk.spend(one(LENA, 9))
    merge(desk)
    desk.spend(one(LENA, 9))
    desk.spend(one(LENA, 9), name="undone")
    desk.ledger.reverse("undone", at=NOON)

    assert desk.ledger.carry_back("lena", scope="customer", at=NOON + HOUR) == {LENA: 2}
    assert desk.used(OLENA, LENA) == [1, 2]


def test_taking_one_merge_back_leaves_the_others(desk: Desk) -> None:
    helen = OLENA._replace(subject="helen")
    for meter in (OLENA, LENA, helen):
        desk.spend(one(meter, 9))
    merge(desk, "lena", "olena")
    merge(desk, "olena", "helen")
    desk.ledger.carry_back("olena", scope="customer", at=NOON)

    assert desk.used(OLENA, LENA, helen) == [2, 2, 1]


def test_merging_again_changes_nothing(desk: Desk) -> None:
    desk.spend(one(LENA, 9))
    merge(desk)

    assert merge(desk) == {OLENA: 1}
    assert desk.used(OLENA) == [1]


def test_only_the_scope_that_was_merged_is_shared(desk: Desk) -> None:
    desk.spend(cost(CASE, 10, 100))
    desk.ledger.carry("case 7", into="case 8", scope="customer", at=NOON)

    assert desk.used(CASE, CASE._replace(subject="case 8")) == [10, 0]


@pytest.mark.parametrize(
    ("who", "into", "reason"),
    [
        ("olena", "olena", "they are one already"),
        ("olena", "lena", "they are one already"),
        ("lena", "ivan", "its use already counts on the meters of `olena`"),
    ],
)
def test_nobody_is_merged_in_a_circle_or_twice(desk: Desk, who: str, into: str, reason: str) -> None:
    merge(desk)

    with pytest.raises(CannotCarry) as caught:
        merge(desk, who, into)

    assert (caught.value.subject, caught.value.into, caught.value.reason) == (who, into, reason)


def test_only_a_merge_can_be_taken_back(desk: Desk) -> None:
    with pytest.raises(CannotCarry) as caught:
        desk.ledger.carry_back("lena", scope="customer", at=NOON)

    assert caught.value.args == ("lena", "lena", "it counts on its own meters")


def test_only_subjects_of_a_known_scope_are_merged(desk: Desk) -> None:
    with pytest.raises(InvalidProposal) as caught:
        desk.ledger.carry("a", into="b", scope="galaxy", at=NOON)

    assert str(caught.value) == "`scope` `galaxy` is not a scope: case, customer, actor, site, network"


def test_past_balances_are_read_where_use_counted_then(desk: Desk) -> None:
    desk.spend(one(LENA, 9))
    merge(desk, hours=2)
    desk.ledger.carry_back("lena", scope="customer", at=NOON + 4 * HOUR)
    desk.spend(one(LENA, 9), at=NOON + 5 * HOUR)

    def then(hours: int) -> list[int]:
        return [desk.ledger.balances_then([each], then=NOON + hours * HOUR)[each] for each in (OLENA, LENA)]

    assert [then(hours) for hours in (1, 3, 4, 5)] == [[0, 1], [1, 1], [0, 1], [0, 2]]


def test_a_merge_while_the_clock_is_behind_does_not_run_backward(desk: Desk) -> None:
    desk.spend(one(LENA, 9), at=NOON + HOUR)
    desk.spend(one(OLENA, 9), at=NOON + 2 * HOUR)
    merge(desk)

    assert [entry.at for entry in desk.ledger.history(OLENA)] == [NOON + 2 * HOUR] * 2
    assert desk.used(OLENA) == [2]
