"""What stands out, as properties: order, windows, counts; and that one deed alone never accuses anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leeway.desk.decisions.queries.standing_out import (
    GROSS_TIMES,
    JUST_UNDER_LEAST,
    JUST_UNDER_WITHIN,
    REPEATED_LEAST,
    REPEATED_WITHIN,
    Deed,
    is_gross,
    is_just_under,
    just_under,
    repeated,
)

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
DEEDS = st.lists(
    st.builds(
        Deed,
        id=st.integers(0, 10**6).map(str),
        actor=st.sampled_from(["nina", "ihor"]),
        what=st.sampled_from(["taxi", "receipt"]),
        at=st.integers(0, 40 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
        cost_minor=st.integers(0, 1000),
        cap_minor=st.sampled_from([None, 100, 500, 1000]),
        customer=st.sampled_from([None, "maria", "petro"]),
        is_exception=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda deed: deed.id,
)


@given(DEEDS, st.randoms())
def test_the_order_of_deeds_does_not_matter(deeds, random) -> None:
    mixed = list(deeds)
    random.shuffle(mixed)

    assert repeated(deeds, at=NOW) == repeated(mixed, at=NOW)
    assert just_under(deeds, at=NOW) == just_under(mixed, at=NOW)


@given(DEEDS)
def test_a_repeated_departure_is_one_colleague_one_thing_one_month(deeds) -> None:
    by_id = {each.id: each for each in deeds}
    for pattern in repeated(deeds, at=NOW):
        found = [by_id[each] for each in pattern.deeds]

        assert len(found) >= REPEATED_LEAST
        assert {(each.actor, each.what, each.is_exception) for each in found} == {
            (pattern.who, pattern.what, True)
        }
        assert all(NOW - each.at < REPEATED_WITHIN for each in found)
        assert pattern.cost_minor == sum(each.cost_minor for each in found)


@given(DEEDS)
def test_whoever_did_the_same_often_enough_is_found(deeds) -> None:
    found = {(each.who, each.what) for each in repeated(deeds, at=NOW)}
    for actor in ("nina", "ihor"):
        for what in ("taxi", "receipt"):
            times = sum(
                each.is_exception
                and (each.actor, each.what) == (actor, what)
                and NOW - each.at < REPEATED_WITHIN
                for each in deeds
            )

            assert ((actor, what) in found) == (times >= REPEATED_LEAST)


@given(DEEDS)
def test_just_under_counts_only_what_is_just_under_this_week(deeds) -> None:
    by_id = {each.id: each for each in deeds}
    for pattern in just_under(deeds, at=NOW):
        found = [by_id[each] for each in pattern.deeds]

        assert len(found) >= JUST_UNDER_LEAST
        assert all(is_just_under(each) and NOW - each.at < JUST_UNDER_WITHIN for each in found)


@given(DEEDS)
def test_one_more_deed_never_hides_a_pattern(deeds) -> None:
    if deeds:
        fewer = {(each.kind, each.who, each.what) for each in just_under(deeds[:-1], at=NOW)}
        more = {(each.kind, each.who, each.what) for each in just_under(deeds, at=NOW)}

        assert fewer <= more


@given(DEEDS)
def test_the_same_deed_read_twice_counts_once(deeds) -> None:
    assert repeated(deeds + deeds, at=NOW) == repeated(deeds, at=NOW)


@given(st.integers(0, 10**9), st.integers(1, 10**8))
def test_gross_is_beyond_a_multiple_of_the_allowance(cost, cap) -> None:
    deed = Deed(id="x", actor="nina", what="taxi", at=NOW, cost_minor=cost, cap_minor=cap)

    assert is_gross(deed) == (cost > GROSS_TIMES * cap)


@given(st.integers(0, 10**9))
def test_without_an_allowance_nothing_is_gross_nor_just_under(cost) -> None:
    deed = Deed(id="x", actor="nina", what="taxi", at=NOW, cost_minor=cost)

    assert (is_gross(deed), is_just_under(deed)) == (False, False)
