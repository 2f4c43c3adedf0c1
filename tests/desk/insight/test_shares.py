"""Nobody is told more than the numbers say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leeway.desk.insight.queries import Share, Waits, differs

pairs = st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_of_fewer_than_ten_no_percentage_is_said() -> None:
    assert [Share(7, of).percent for of in (9, 10)] == [None, 70]
    assert Share(7, 9).low is None


@given(pair=pairs)
def test_a_share_lies_within_its_interval(pair) -> None:
    share = Share(*pair)
    if share.percent is not None:
        assert 0 <= share.low <= share.percent <= share.high <= 100


@given(one=pairs, other=pairs)
def test_a_difference_is_the_same_from_both_sides(one, other) -> None:
    assert differs(Share(*one), Share(*other)) == -differs(Share(*other), Share(*one))


def test_a_difference_that_chance_explains_is_none() -> None:
    assert differs(Share(12, 20), Share(10, 20)) == 0
    assert differs(Share(190, 200), Share(120, 200)) == 1
    assert differs(Share(9, 9), Share(0, 9)) == 0


def test_newcombe_agrees_with_his_own_example() -> None:
    # 56 of 70 beside 48 of 80: the difference lies between 0.0524 and 0.3339.
    assert differs(Share(56, 70), Share(48, 80)) == 1


def test_half_is_half_and_not_more() -> None:
    assert Waits((1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)).half_within_minutes == 5
    assert Waits((1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0)).half_within_minutes == 60
    assert Waits((1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)).half_within_minutes is None
    assert Waits().half_within_minutes is None
