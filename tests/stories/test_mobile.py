"""S11 fraud victims, S12 stranded, S13 another's phone, S14 taxi, S15 roaming bill; and how long a call may take."""

from __future__ import annotations

import pytest

from leeway.decide import Given
from leeway.policy import Trust
from tests.stories.cast import AIGERIM, CHAT, DANA, MARAT
from tests.stories.scene import Scene, answer, clause, instead, steps


@pytest.fixture
def desk() -> Scene:
    return Scene.of("mobile")


# -- S11 ----------------------------------------------------------------------------------------------
def test_money_comes_back_when_it_was_our_fault(desk: Scene) -> None:
    decision = desk.proposes(DANA, "refund", 4490, given={"matter": "charge", "cause": "our fault"})

    assert clause(decision) == "our-fault"


def test_victims_of_fraud_are_policy_now(desk: Scene) -> None:
    first = desk.proposes(AIGERIM, "refund", 18000, given={"matter": "charge", "cause": "fraud"})
    second = desk.proposes(AIGERIM, "refund", 18000, given={"matter": "charge", "cause": "fraud"})

    assert clause(first) == "fraud-victims"
    assert steps(first)[:2] == ["block", "report"]
    assert answer(second) == "ask senior"


def test_nobody_is_sent_to_the_police_first(desk: Scene) -> None:
    assert clause(desk.proposes(MARAT, "ask for a police report")) == "no-police-report-first"


def test_whose_fault_it_was_is_looked_up_and_not_just_believed(desk: Scene) -> None:
    claimed = {"cause": Given("our fault", trust=Trust.CLAIMED)}

    assert answer(desk.proposes(AIGERIM, "refund", 4490)) == "find out cause"
    assert answer(desk.proposes(AIGERIM, "refund", 4490, given=claimed)) == "find out cause"


# -- S12 ----------------------------------------------------------------------------------------------
STRANDED = {"matter": "stranded", "abroad": True}


def test_the_rule_against_messages_stands_and_says_what_to_do_instead(desk: Scene) -> None:
    decision = desk.proposes(AIGERIM, "send message from site", given=STRANDED)

    assert clause(decision) == "no-private-messages-from-the-site"
    assert instead(decision) == ["grant loan", "connect a call"]


def test_the_message_that_was_sent_is_told_and_recorded_and_never_refused(desk: Scene) -> None:
    told = desk.tells(
        AIGERIM, "send message from site", given=STRANDED, because="She was alone at night.", serving="care"
    )

    assert told.told is not None
    assert not told.told.ordinary
    assert told.told.departed_from == ("stranded/no-private-messages-from-the-site",)
    assert told.review == "senior within 3 working days"


def test_the_loan_that_came_of_it_is_granted_on_the_spot(desk: Scene) -> None:
    by_a_newcomer = desk.proposes(DANA, "grant loan", 5000, given=STRANDED)
    by_a_borrowed_phone = desk.proposes(AIGERIM, "grant loan", 3000, given=STRANDED, customer=None)

    assert clause(by_a_newcomer) == "loan-when-stranded"
    assert steps(by_a_newcomer) == ["price", "safe", "number"]
    assert answer(by_a_borrowed_phone) == "go ahead"


# -- S13 ----------------------------------------------------------------------------------------------
def test_messages_from_anothers_phone_are_followed_up_for_both(desk: Scene) -> None:
    strange = {"matter": "strange messages"}
    for action in ("pass on a message", "write to the maker", "block the sender"):
        decision = desk.proposes(DANA, action, given=strange)

        assert answer(decision) == "go ahead"
        assert steps(decision) == ["read", "other", "maker", "news"]


def test_nobody_learns_whose_number_it_is(desk: Scene) -> None:
    decision = desk.proposes(MARAT, "name the owner", given={"matter": "strange messages"})

    assert clause(decision) == "nobody-is-named"
    assert instead(decision) == ["pass on a message", "block the sender", "write to the maker"]


# -- S14 ----------------------------------------------------------------------------------------------
def test_a_taxi_is_own_judgement_and_nothing_to_punish(desk: Scene) -> None:
    plainly = desk.proposes(AIGERIM, "call a taxi", 2500)
    judged = desk.judges(
        AIGERIM, "call a taxi", 2500, because="The last bus had gone and she was alone.", serving="safety"
    )

    assert answer(plainly) == "decline"
    assert plainly.own_judgement
    assert answer(judged) == "go ahead"
    assert clause(judged) == "own judgement"


def test_a_taxi_already_paid_is_told(desk: Scene) -> None:
    told = desk.tells(DANA, "call a taxi", 2500, because="He missed his train in our queue.", serving="care")

    assert told.told is not None
    assert told.told.charged_minor + told.told.excess_minor == 2500_00


# -- S15 ----------------------------------------------------------------------------------------------
BILL = {"matter": "roaming bill", "warned": True, "roaming bill": 42000}


def test_a_roaming_bill_is_listened_to_explained_and_partly_taken(desk: Scene) -> None:
    explained = desk.proposes(DANA, "explain the bill", given=BILL)
    reduced = desk.proposes(AIGERIM, "reduce the bill", 12600, given=BILL)

    assert steps(explained) == ["listen", "table", "package"]
    assert clause(reduced) == "first-time"
    assert "it is not about being right" in [point.point for point in reduced.points]


def test_beyond_three_tenths_there_are_other_ways(desk: Scene) -> None:
    decision = desk.proposes(AIGERIM, "reduce the bill", "12600.01", given=BILL)

    assert answer(decision) == "decline"
    assert instead(decision)[:2] == ["split the bill", "explain the bill"]


def test_a_price_nobody_told_is_no_price(desk: Scene) -> None:
    unwarned = BILL | {"warned": False}

    assert clause(desk.proposes(AIGERIM, "reduce the bill", 42000, given=unwarned)) == "not-warned"


# -- how long a call may take -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("minutes", "facts", "expected"),
    [
        (20, {}, "go ahead"),
        (40, {}, "go ahead"),
        (90, {}, "decline"),
        (90, {"distressed": True}, "go ahead"),
        (90, {"matter": "bereavement"}, "go ahead"),
    ],
)
def test_time_is_given_where_it_helps(
    desk: Scene, minutes: int, facts: dict[str, object], expected: str
) -> None:
    decision = desk.proposes(DANA, "stay on the line", given=facts, parameters={"minutes": minutes})

    assert answer(decision) == expected


def test_nobody_hangs_up_on_somebody_who_has_not_understood(desk: Scene) -> None:
    decision = desk.proposes(MARAT, "end the call", given={"understood": False})

    assert clause(decision) == "nobody-is-cut-off"
    assert "call back" in instead(decision)


# -- the assistant in the chat ------------------------------------------------------------------------
def test_the_assistant_gives_back_what_was_ours_and_leaves_grief_to_people(desk: Scene) -> None:
    refund = desk.proposes(CHAT, "refund", 4490, given={"cause": "our fault"})
    grief = desk.proposes(CHAT, "waive the debt", 8200, given={"matter": "bereavement", "somebody died": True})

    assert answer(refund) == "go ahead"
    assert clause(grief) == "a-person-speaks"


def test_the_assistant_has_no_own_judgement(desk: Scene) -> None:
    decision = desk.judges(CHAT, "call a taxi", 1500, because="It is raining.", serving="care")

    assert answer(decision) == "ask consultant"
