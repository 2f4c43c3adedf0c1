"""Asking upwards: whom, until when, and who is next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from leeway.desk.decisions import commands
from leeway.desk.decisions.models import News, Question
from leeway.desk.decisions.queries.asking import question
from leeway.desk.people import commands as people
from leeway.desk.people.models import Absence, Duty
from leeway.ledger import RequestDiffers

pytestmark = pytest.mark.django_db


def asked(region: Any, **changed: Any) -> commands.Asked:
    return commands.ask(region.request(**changed), law=region.law, wish="to pay tomorrow", at=region.at)


def test_a_question_goes_to_the_supervisor_on_duty_with_five_minutes(region: Any) -> None:
    made = asked(region)

    assert (made.asked_of.id, made.authority, made.due_at) == (
        "oksana",
        "supervisor",
        region.at + timedelta(minutes=5),
    )
    assert News.objects.filter(topic="queue:oksana").exists()


def test_asking_twice_under_one_key_is_one_question(region: Any) -> None:
    first, again = asked(region), asked(region)

    assert first.question == again.question
    assert Question.objects.count() == 1


def test_another_question_under_the_same_key_is_refused(region: Any) -> None:
    asked(region)

    with pytest.raises(RequestDiffers):
        asked(region, amount_minor=50_000)


def test_asking_takes_nothing(region: Any, store: Any) -> None:
    made = asked(region)

    assert store.decision(made.done.id).state == "refused"
    assert store.decision(made.done.id).shares == ()


def test_what_goes_ahead_by_itself_needs_no_question(region: Any) -> None:
    made = asked(region, amount_minor=15_000)

    assert (made.question, made.done.decision.outcome) == (None, "go_ahead")


def test_whoever_is_absent_or_off_duty_is_not_asked(region: Any) -> None:
    Absence.objects.create(colleague_id="oksana", since=region.at, until=region.at + timedelta(hours=1))

    assert asked(region).asked_of.id == "radu"


def test_with_no_supervisor_on_duty_the_next_level_is_asked(region: Any) -> None:
    Duty.objects.filter(colleague__in=["oksana", "radu"]).delete()

    assert asked(region).asked_of.id == "vera"


def test_while_nobody_is_on_duty_the_line_holds_everybody(region: Any) -> None:
    Duty.objects.all().delete()

    assert asked(region).asked_of.id == "oksana"


def test_nobody_is_asked_their_own_question(region: Any) -> None:
    people.post("oksana", site="214", authority="attendant", at=region.at)
    made = asked(region, actor="oksana", amount_minor=250_000)

    assert made.asked_of is None or made.asked_of.id != "oksana"


def test_with_nobody_to_ask_it_stays_open_for_whoever_comes_first(region: Any) -> None:
    Absence.objects.bulk_create(
        Absence(colleague_id=each, since=region.at, until=region.at + timedelta(hours=1))
        for each in ("oksana", "radu", "vera")
    )
    made = asked(region)
    seen = question(made.question, at=region.at)

    assert (made.asked_of, seen.asked_of, seen.is_open) == (None, None, True)


def test_a_supervisor_whose_yes_would_not_be_enough_comes_later_in_line(region: Any) -> None:
    from leeway.desk.people.models import Certificate

    Certificate.objects.filter(colleague="oksana").delete()

    assert asked(region).asked_of.id == "radu"


def test_a_colleague_with_the_certificate_is_asked_before_a_supervisor(region: Any) -> None:
    from leeway.desk.people.models import Certificate

    Certificate.objects.filter(colleague="nina").delete()
    made = asked(region, amount_minor=15_000)

    assert made.done.decision.ask.kind == "colleague"
    assert made.asked_of.id == "andrii"


def test_a_question_that_nobody_answers_in_time_goes_to_the_next_in_line(region: Any) -> None:
    made = asked(region)
    assert question(made.question, at=region.at).next_in_line.id == "radu"

    commands.do_what_is_due(at=region.later(minutes=5))
    passed = question(made.question, at=region.at)

    assert (passed.asked_of.id, passed.next_in_line.id) == ("radu", "vera")
    assert passed.due_at == region.at + timedelta(minutes=5)


def test_a_question_in_time_is_left_alone(region: Any) -> None:
    made = asked(region)
    commands.do_what_is_due(at=region.later(minutes=4))

    assert question(made.question, at=region.at).asked_of.id == "oksana"


def test_a_question_is_passed_on_once_however_often_one_looks(region: Any) -> None:
    made = asked(region)
    region.later(minutes=5)
    commands.do_what_is_due(at=region.at)
    commands.do_what_is_due(at=region.at)

    assert Question.objects.get(pk=made.question).passed_by == ["oksana"]


def test_when_nobody_is_left_it_stays_open_and_the_asker_hears_of_it(region: Any) -> None:
    made = asked(region)
    for _ in range(4):
        commands.do_what_is_due(at=region.later(minutes=5))
    News.objects.all().delete()
    seen = question(made.question, at=region.at)

    assert (seen.is_open, seen.asked_of, seen.next_in_line) == (True, None, None)
    assert Question.objects.get(pk=made.question).passed_by == ["oksana", "radu", "vera"]


def test_a_deadline_of_ones_own_can_be_set(region: Any, settings: Any) -> None:
    settings.LEEWAY_ANSWER_SECONDS = 30

    assert asked(region).due_at == region.at + timedelta(seconds=30)


def test_only_the_one_who_asked_withdraws(region: Any) -> None:
    made = asked(region)

    assert commands.withdraw(made.question, by="andrii", at=region.at) is False
    assert commands.withdraw(made.question, by="nina", at=region.at) is True
    assert question(made.question, at=region.at).state == "withdrawn"


def test_one_lost_record_does_not_hold_up_other_questions(region: Any) -> None:
    lost, kept = asked(region), asked(region, key="k-2", customer="petro")
    Question.objects.filter(pk=lost.question).update(decision="nowhere")
    commands.do_what_is_due(at=region.later(minutes=5))

    assert question(kept.question, at=region.at).asked_of.id == "radu"
    assert question(lost.question, at=region.at).asked_of.id == "radu"
