"""What may be spent, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leeway.ledger import Candidate, InvalidProposal, Kind, Ledger, Proposal, RequestDiffers
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, OLENA, VERA, WEEK, Desk, cost, one


def test_a_limit_can_be_spent_to_the_last_unit(desk: Desk) -> None:
    receipt = desk.spend(cost(CASE, 100, 100))

    assert (receipt.state, receipt.chosen, receipt.charged) == ("posted", 0, {CASE: 100})
    assert desk.used(CASE) == [100]


def test_not_a_unit_more_than_the_limit_can_be_spent(desk: Desk) -> None:
    receipt = desk.spend(cost(CASE, 101, 100))

    assert (receipt.state, receipt.chosen, receipt.charged) == ("refused", None, {})
    assert desk.used(CASE) == [0]


def test_a_clause_is_charged_whole_or_not_at_all(desk: Desk) -> None:
    desk.spend(cost(VERA, 60, 100))

    receipt = desk.spend(cost(CASE, 50, 200), cost(VERA, 50, 100))

    assert receipt.state == "refused"
    assert desk.used(CASE, VERA) == [0, 60]


def test_the_first_candidate_that_fits_is_charged_and_no_other(desk: Desk) -> None:
    candidates = (
        Candidate("small", (cost(CASE, 50, 40),)),
        Candidate("larger", (cost(VERA, 50, 100),)),
        Candidate("largest", (cost(WEEK, 50, 1000),)),
    )

    receipt = desk.ledger.commit(replace(desk.proposal(), candidates=candidates, watch=(NETWORK,)))

    assert (receipt.state, receipt.chosen, receipt.charged) == ("posted", 1, {VERA: 50})
    assert receipt.balances == {CASE: 0, VERA: 0, WEEK: 0, NETWORK: 0}
    assert desk.used(CASE, VERA, WEEK) == [0, 50, 0]


def test_the_receipt_tells_the_balances_before(desk: Desk) -> None:
    desk.spend(cost(CASE, 30, 100))

    assert desk.spend(cost(CASE, 20, 100)).balances == {CASE: 30}
    assert desk.spend(cost(CASE, 90, 100)).balances == {CASE: 50}


def test_nothing_to_choose_from_is_refused(desk: Desk) -> None:
    assert desk.ledger.commit(replace(desk.proposal(), candidates=())).state == "refused"


def test_a_clause_without_limits_always_fits(desk: Desk) -> None:
    receipt = desk.spend()

    assert (receipt.state, receipt.charged, receipt.at) == ("posted", {}, NOON)


def test_without_a_ceiling_use_is_still_counted(desk: Desk) -> None:
    desk.spend(cost(VERA, 1_000_000, None))

    assert desk.used(VERA) == [1_000_000]
    assert desk.spend(cost(VERA, 1, 1_000_000)).state == "refused"


def test_a_cap_of_nothing_lets_nothing_through(desk: Desk) -> None:
    assert desk.spend(one(OLENA, 0)).state == "refused"
    assert desk.spend(cost(CASE, 0, 0)).state == "posted"


def test_a_lowered_cap_only_blocks(desk: Desk) -> None:
    desk.spend(cost(CASE, 80, 100))

    assert desk.spend(cost(CASE, 0, 50)).state == "refused"
    assert desk.used(CASE) == [80]


def test_each_authoritys_caps_are_recorded_as_versions(desk: Desk) -> None:
    for amount, cap in ((10, 100), (10, 100), (10, 50), (10, None)):
        desk.spend(cost(CASE, amount, cap))
    desk.spend(cost(CASE, 10, 500)._replace(authority="supervisor"))

    versions = [(each.authority, each.version, each.cap) for each in desk.ledger.caps(CASE)]
    assert versions == [
        ("attendant", 1, 100),
        ("attendant", 2, 50),
        ("attendant", 3, None),
        ("supervisor", 1, 500),
    ]
    assert {each.since for each in desk.ledger.caps(CASE)} == {NOON}
    kinds = [str(entry.kind) for entry in desk.ledger.history(CASE)]
    assert kinds == ["post", "post", "recap", "post", "recap", "post", "post"]


def test_the_same_id_is_settled_once(desk: Desk) -> None:
    first = desk.spend(cost(CASE, 60, 100), name="a")
    again = desk.spend(cost(CASE, 60, 100), name="a", at=NOON + HOUR)

    assert again == replace(first, repeated=True)
    assert desk.used(CASE) == [60]


def test_a_refusal_is_repeated_even_when_there_is_room_now(desk: Desk) -> None:
    desk.spend(cost(CASE, 60, 100), name="first")
    desk.spend(cost(CASE, 60, 100), name="second")
    desk.ledger.reverse("first", at=NOON)

    receipt = desk.spend(cost(CASE, 60, 100), name="second")

    assert (receipt.state, receipt.repeated) == ("refused", True)


def test_the_same_id_for_another_request_is_an_error(desk: Desk) -> None:
    proposal = desk.proposal(cost(CASE, 60, 100), name="a")
    desk.ledger.commit(proposal)

    with pytest.raises(RequestDiffers) as caught:
        desk.ledger.commit(replace(proposal, request_hash="of b"))

    assert (caught.value.decision, caught.value.known, caught.value.given) == ("a", "of a", "of b")
    assert desk.used(CASE) == [60]


def test_use_leaves_a_rolling_window_exactly_when_it_is_as_old_as_the_window(desk: Desk) -> None:
    desk.spend(cost(VERA, 100, 100))
    moment = HOUR.resolution

    assert desk.used(VERA, at=NOON + 8 * HOUR - moment) == [100]
    assert desk.spend(cost(VERA, 1, 100), at=NOON + 8 * HOUR - moment).state == "refused"
    assert desk.used(VERA, at=NOON + 8 * HOUR) == [0]
    assert desk.spend(cost(VERA, 1, 100), at=NOON + 8 * HOUR).state == "posted"


def test_what_has_left_a_window_is_rolled_out_of_its_chain(desk: Desk) -> None:
    desk.spend(cost(VERA, 70, 100))
    desk.spend(cost(VERA, 20, 100), at=NOON + 9 * HOUR)

    said = [(str(entry.kind), entry.delta, entry.after, entry.origin) for entry in desk.ledger.history(VERA)]
    assert said == [("post", 70, 70, None), ("roll", -70, 0, 1), ("post", 20, 20, None)]


def test_a_clock_that_goes_backward_gives_no_room_twice(desk: Desk) -> None:
    desk.spend(cost(VERA, 100, 100), at=NOON + HOUR)

    receipt = desk.spend(cost(VERA, 0, 100), at=NOON)

    assert receipt.at == NOON + HOUR
    assert desk.used(VERA, at=NOON + 8 * HOUR) == [100]
    assert desk.used(VERA, at=NOON + 9 * HOUR) == [0]


def test_the_next_week_has_an_allowance_of_its_own(desk: Desk) -> None:
    desk.spend(cost(WEEK, 100, 100))
    following = WEEK._replace(starts=NOON + 24 * 7 * HOUR)

    assert desk.spend(cost(WEEK, 1, 100)).state == "refused"
    assert desk.spend(cost(following, 1, 100)).state == "posted"


def test_meters_are_charged_in_one_order_the_hottest_last(desk: Desk) -> None:
    asked = [
        cost(NETWORK, 1, None),
        cost(WEEK, 1, None),
        cost(VERA, 1, None),
        one(OLENA, None),
        cost(CASE, 1, None),
    ]
    desk.spend(*asked)

    assert [share.meter for share in desk.ledger.decision("1").shares] == [CASE, OLENA, VERA, WEEK, NETWORK]


def test_past_balances_are_those_known_then(desk: Desk) -> None:
    desk.spend(cost(CASE, 10, 100), cost(VERA, 10, 100))
    desk.spend(cost(CASE, 20, 100), cost(VERA, 20, 100), at=NOON + HOUR)
    desk.ledger.reverse("1", at=NOON + 2 * HOUR)
    desk.spend(cost(VERA, 5, 100), at=NOON + 20 * HOUR)

    def then(hours: int) -> list[int]:
        found = desk.ledger.balances_then([CASE, VERA], then=NOON + hours * HOUR)
        return [found[CASE], found[VERA]]

    assert [then(hours) for hours in (-1, 0, 1, 2, 8, 9)] == [
        [0, 0],
        [10, 10],
        [30, 30],
        [20, 20],
        [20, 20],
        [20, 0],
    ]


def test_history_of_an_unused_meter_is_empty(desk: Desk) -> None:
    assert desk.ledger.history(CASE) == ()
    assert desk.ledger.caps(CASE) == ()


def test_an_entry_links_to_the_one_before(desk: Desk) -> None:
    desk.spend(cost(CASE, 10, 100))
    desk.spend(cost(CASE, 20, 100), at=NOON + HOUR)

    second = desk.ledger.history(CASE)[1]
    assert (second.seq, second.before, second.delta, second.after) == (2, 10, 20, 30)
    assert (second.kind, second.at, second.effective) == (Kind.POST, NOON + HOUR, NOON + HOUR)
    assert (second.decision, second.authority, second.cap, second.cap_version) == ("2", "attendant", 100, 1)


def test_a_proposal_says_who_decides_and_the_ledger_keeps_it(desk: Desk) -> None:
    desk.spend(cost(CASE, 10, 100))

    taking = desk.ledger.decision("1")
    assert (taking.actor, taking.request_hash, taking.cost_minor) == ("vera", "of 1", 10)


def test_a_proposal_needs_no_more_than_an_id_a_hash_and_a_time(ledger: Ledger) -> None:
    receipt = ledger.commit(Proposal(id="x", request_hash="", candidates=(), at=NOON))

    assert receipt.state == "refused"


def test_only_meters_that_a_limit_can_have_are_read(ledger: Ledger) -> None:
    for read in (
        lambda each: ledger.balances([each], at=NOON),
        lambda each: ledger.balances_then([each], then=NOON),
    ):
        with pytest.raises(InvalidProposal, match="`fortnight` is not a window"):
            read(CASE._replace(window="fortnight"))
