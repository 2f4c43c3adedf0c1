"""A day at a petrol station, played at the counter: everything a conversation can come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.visit import STATION, Visit


@pytest.fixture
def station(tmp_path: Path) -> Visit:
    return Visit(tmp_path, book=STATION)


def test_a_driver_is_short_of_money_and_leaves_with_dignity(station: Visit) -> None:
    page = station.types("to pay tomorrow", "1", "1", "150", "40", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.questions == ["How many litres does the pump show?"]
    assert page.says("They wish: “to pay tomorrow”")
    assert page.says("Write off what is missing: 150 UAH. This is yours to decide.")
    assert page.says("This matter 50 of 200 UAH")
    assert page.says("→ Write down a phone number.")
    assert page.says("It happens to everyone.")
    assert page.says("A small debt costs less than a lost regular.")
    assert page.says("Done. Write off what is missing: 150 UAH.")
    assert station.deeds == ["done"]
    assert station.record[0]["wish"] == "to pay tomorrow"


def test_the_steps_of_a_situation_are_said_once(station: Visit) -> None:
    page = station.types("", "1", "1", "150", "40")

    assert page.plain.count("Step aside with the customer.") == 1


def test_what_was_given_is_remembered_the_next_time(station: Visit) -> None:
    station.options = ["--customer", "anna"]
    station.types("", "write off 150", "40", "y")

    again = station.types("", "write off 150", "40")

    assert again.outcomes == ["ASK THE SUPERVISOR"]
    assert again.says("This customer, 90 days 0 of 1 time")


def test_after_ninety_days_it_is_the_first_time_again(station: Visit) -> None:
    station.options = ["--customer", "anna"]
    station.types("", "write off 150", "40", "y", at="2026-03-02T10:00")

    assert station.types("", "write off 150", "40").outcomes == ["GO AHEAD"]


def test_who_the_customer_is_is_asked_only_where_it_matters(station: Visit) -> None:
    first = station.types("", "write off 150", "40", "y")
    second = station.types("", "write off 150", "anna", "40", "y")

    assert not first.says("Who is the customer?")
    assert second.says("It matters here who the customer is.")
    assert second.outcomes == ["GO AHEAD"]


def test_more_than_the_front_line_decides_is_answered_by_the_supervisor_right_here(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Oksana", "y", "y")

    assert page.outcomes == ["ASK THE SUPERVISOR", "GO AHEAD"]
    assert page.says("Up to 200 UAH is yours to decide; above that, the supervisor can say yes.")
    assert page.says("Nina asks the supervisor")
    assert page.says("Write off what is missing: 480 UAH. Oksana said yes.")
    assert page.says("Oksana, this week")
    assert page.says("Done. Write off what is missing: 480 UAH.")


def test_the_supervisor_says_yes_to_less(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Oksana", "l", "300", "y")

    assert page.says("Done. Write off what is missing: 300 UAH.")


def test_the_supervisor_adds_a_step(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Oksana", "s", "Take a photo of the plate.", "y")

    assert page.says("→ Take a photo of the plate.")
    assert page.says("Done. Write off what is missing: 480 UAH.")


def test_the_supervisor_says_no_with_a_sentence(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Oksana", "n", "He owes us already.")

    assert page.outcomes == ["ASK THE SUPERVISOR"]
    assert page.says("Oksana says no: He owes us already.")
    assert station.deeds == ["answered no"]


def test_nobody_answers_their_own_question(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "Nina", "Oksana", "y", "y")

    assert page.says("One cannot answer one’s own question.")
    assert page.says("Done. Write off what is missing: 480 UAH.")


def test_a_supervisor_named_at_the_start_is_not_asked_for_a_name(station: Visit) -> None:
    station.options = ["--as", "Oksana:supervisor"]
    page = station.types("", "write off 480", "40", "s", "y", "y")

    assert not page.says("Can the supervisor answer right here?")
    assert page.says("Done. Write off what is missing: 480 UAH.")


def test_when_nobody_is_here_to_answer_the_question_is_kept(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "s", "")

    assert page.says("Then this is what to ask them.")
    assert station.deeds == ["asked"]


def test_a_colleague_with_the_certificate_decides_in_place(station: Visit) -> None:
    station.options = ["--certificate", "none"]
    page = station.types("", "write off 150", "40", "s", "Ihor", "y", "y")

    assert page.outcomes == ["ASK A COLLEAGUE", "GO AHEAD"]
    assert page.says("Ihor said yes.")


def test_a_situation_brings_its_instruction_at_once(station: Visit) -> None:
    page = station.types("", "2")

    assert page.says("→ Press the stop of this pump.")
    assert page.says("It happens")
    assert page.says("There is nothing to decide here, only something to do.")


def test_what_nobody_may_do_is_said_without_blame_and_with_what_else(station: Visit) -> None:
    page = station.types("", "dispense fuel", "plastic canister")

    assert page.outcomes == ["NOT THIS"]
    assert page.says("Nobody may do this, for anyone. It is not up to you or to them.")
    assert page.says("Static charge can ignite petrol vapour.")
    assert page.says("Not this, but … · Lend metal canister")
    assert not page.says("by my own judgement")


def test_questions_come_one_at_a_time_and_stop_once_it_is_decided(station: Visit) -> None:
    fine = station.types("", "dispense fuel", "2", "n")
    forbidden = station.types("", "dispense fuel", "3")

    assert fine.questions == ["What is being filled?", "Is the engine running?"]
    assert fine.outcomes == ["GO AHEAD"]
    assert forbidden.questions == ["What is being filled?"]


def test_nobody_knows_is_an_answer_and_somebody_else_may_vouch(station: Visit) -> None:
    page = station.types("", "dispense fuel", "", "n")

    assert page.outcomes == ["ASK THE MANAGER"]
    assert page.says("Nobody present can say: container. The manager may vouch for it.")


def test_the_manager_vouches_with_a_reason(station: Visit) -> None:
    page = station.types("", "dispense fuel", "", "n", "s", "Vera", "y", "tank", "I see it on the camera.", "y")

    assert page.outcomes == ["ASK THE MANAGER", "GO AHEAD"]
    assert page.says("Done. Dispense fuel.")


def test_more_than_three_people_wait_and_the_greeting_shortens(station: Visit) -> None:
    calm = station.types("", "3", "1")
    rush = station.types("", "serve", "p", "queue", "5", "e", "3")

    assert calm.says("Mention one offer.")
    assert rush.says("A short friendly greeting.")
    assert not rush.says("Mention one offer.")


def test_what_was_taken_for_granted_is_corrected_with_one_key(station: Visit) -> None:
    page = station.types("", "3", "1", "p", "9")

    assert page.says("Taken for granted Queue: 0 people")
    assert not page.says("Taken for granted Queue: 9 people")
    assert page.outcomes == ["GO AHEAD", "GO AHEAD"]


def test_own_judgement_names_its_reason_and_principle(station: Visit) -> None:
    page = station.types("", "j", "call a taxi 180", "She is alone and it is night.", "dignity", "y")

    assert page.outcomes == ["GO AHEAD"]
    assert page.says("Call a taxi: 180 UAH")
    assert page.says("It will be read to learn from, not to punish: supervisor within 3 working days.")
    assert page.says("It serves a principle of the book: Nobody leaves humiliated.")
    assert page.says("You, this month, own judgement 2 of 3 times")
    assert station.deeds == ["done"]


def test_own_judgement_is_one_key_away_from_a_no(station: Visit) -> None:
    page = station.types("", "write off 290", "0", "j", "He is in tears.", "1", "y")

    assert page.outcomes == ["NOT THIS", "GO AHEAD"]
    assert page.says("If you see a good reason, your own judgement has room for it.")


def test_a_deed_is_told_afterwards_and_never_refused(station: Visit) -> None:
    page = station.types("", "b", "paid his parking 900", "He would have missed the birth.", "care", "20")

    assert page.outcomes == ["THANK YOU FOR TELLING"]
    assert page.says("It is written down as an exception. You acted, and you said so; that is what counts.")
    assert page.says("600 UAH went beyond it and is kept apart, so nobody else has less.")
    assert page.says("Written down: Paid his parking: 900 UAH.")
    assert station.deeds == ["told"]


def test_a_deed_within_the_leeway_is_nothing_special(station: Visit) -> None:
    page = station.types("", "b", "free coffee", "He waited.", "", "")

    assert page.says("It was within your leeway. Nothing more is needed.")


def test_what_was_done_is_taken_back_within_a_minute(station: Visit) -> None:
    page = station.types("", "free coffee", "y", "u")
    fresh = station.types("", "free coffee")

    assert page.says("Taken back. Nothing has been used.")
    assert station.deeds == ["done", "taken back"]
    assert fresh.says("You, today 9 of 10 times")


def test_there_may_be_nothing_to_take_back(station: Visit) -> None:
    assert station.types("", "u").says("There is nothing to take back.")


def test_a_trainee_asks_sooner(station: Visit) -> None:
    station.options = ["--authority", "trainee"]

    assert station.types("", "write off 150", "40").outcomes == ["ASK THE ATTENDANT"]


def test_another_amount_is_one_key_away(station: Visit) -> None:
    page = station.types("", "write off 480", "40", "a", "180", "y")

    assert page.outcomes == ["ASK THE SUPERVISOR", "GO AHEAD"]
    assert page.says("In UAH. You decide up to 200 UAH.")
    assert page.says("Done. Write off what is missing: 180 UAH.")


def test_an_answer_is_corrected(station: Visit) -> None:
    page = station.types("", "dispense fuel", "tank", "y", "f", "engine runs", "n")

    assert page.says("Which answer is to be corrected?")
    assert page.outcomes == ["NOT THIS", "GO AHEAD"]


def test_a_choice_that_belongs_to_the_action_is_asked(station: Visit) -> None:
    page = station.types("", "deliver", "tomorrow", "y")

    assert page.says("Speed: which one?")
    assert page.says("Done. Deliver.")


def test_what_may_be_done_is_listed_with_what_is_left(station: Visit) -> None:
    station.types("", "j", "call a taxi 180", "It is night.", "1", "y")
    page = station.types("", "o", "1", "o")

    assert page.says("What you may do for this person")
    assert page.says("Free coffee go ahead")
    assert not page.says("Keep the passport")
    assert page.plain.count("What you may do for this person") == 2


def test_options_know_what_was_given_already(station: Visit) -> None:
    two_coffees = ["", "free coffee", "y", "e", "free coffee", "y", "n"]
    station.types(*two_coffees * 5)
    page = station.types("", "o")

    assert station.deeds == ["done"] * 10
    assert not page.says("Free coffee go ahead")


def test_the_next_customer_starts_afresh(station: Visit) -> None:
    page = station.types("a coffee", "free coffee", "y", "n", "", "free coffee", "y")

    assert page.plain.count("What would put it right?") == 2
    assert station.deeds == ["done", "done"]


def test_what_is_written_down_can_be_made_again(station: Visit) -> None:
    from leeway.cli.inputs import open_book
    from leeway.decide import Request, from_json, plan, settle

    station.types("", "write off 150", "40", "y")
    entry = station.record[0]
    request = from_json(entry["request"])  # type: ignore[arg-type]
    assert isinstance(request, Request)

    assert settle(plan(open_book(STATION).book, request), {}) == from_json(entry["decision"])  # type: ignore[arg-type]
