"""Answers from above: yes, less, an extra step, no, "I take it"; the first one stands."""

from __future__ import annotations

from typing import Any

import pytest

from leeway.decide import Given
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands.answering import AnswerError, answer, hand_on
from leeway.desk.decisions.models import News, Question
from leeway.desk.decisions.queries.asking import Reply, question
from leeway.feel import UNKNOWN
from leeway.policy import Trust
from leeway.stores import Sought

pytestmark = pytest.mark.django_db


def asked(region: Any, **changed: Any) -> str:
    made = commands.ask(region.request(**changed), law=region.law, wish="to pay tomorrow", at=region.at)
    assert made.question is not None
    return made.question


def used(store: Any, region: Any, scope: str, subject: str) -> int:
    return sum(
        balance
        for meter, balance in store.balances(store.decision("k-1-answer").balances, at=region.at).items()
        if meter.scope == scope
        and meter.subject == subject
        and meter.measure == "cost"
        and meter.clause != "overall"
    )


def test_a_yes_is_a_decision_charged_to_the_site_at_the_supervisors_level(region: Any, store: Any) -> None:
    made = answer(asked(region), by="oksana", reply=Reply(kind="yes", sentence="Of course."), at=region.at)

    assert (made.state, made.stands, made.made.id, made.made.state) == ("yes", True, "k-1-answer", "posted")
    assert used(store, region, "site", "214") == 48_000
    assert used(store, region, "actor", "oksana") == 48_000
    assert used(store, region, "actor", "nina") == 0
    assert store.recorded("k-1-answer").record.follows == "k-1"


def test_the_asker_sees_the_answer_and_hears_of_it(region: Any) -> None:
    id_ = asked(region)
    News.objects.all().delete()
    answer(id_, by="oksana", reply=Reply(kind="yes", sentence="Of course."), at=region.at)
    seen = question(id_, at=region.at)

    assert (seen.state, seen.sentence, seen.answered_by.name, seen.result) == (
        "yes",
        "Of course.",
        "Oksana",
        "k-1-answer",
    )
    assert News.objects.filter(topic=f"question:{id_}").exists()


def test_less_charges_less(region: Any, store: Any) -> None:
    id_ = asked(region)
    answer(id_, by="oksana", reply=Reply(kind="less", amount_minor=30_000), at=region.at)

    assert (question(id_, at=region.at).state, question(id_, at=region.at).amount_minor) == ("less", 30_000)
    assert used(store, region, "site", "214") == 30_000


@pytest.mark.parametrize("amount", [None, 0, -1, 48_000, 60_000])
def test_less_is_above_nothing_and_below_what_was_asked(region: Any, amount: int | None) -> None:
    id_ = asked(region)

    with pytest.raises(AnswerError) as refused:
        answer(id_, by="oksana", reply=Reply(kind="less", amount_minor=amount), at=region.at)
    assert refused.value.code == "amount"


def test_an_extra_step_is_shown_with_the_decision(region: Any) -> None:
    id_ = asked(region)
    made = answer(id_, by="oksana", reply=Reply(kind="yes", conditions=("Ring him on Friday.",)), at=region.at)

    assert "Ring him on Friday." in [step.text for step in made.made.decision.steps]
    assert question(id_, at=region.at).conditions == ("Ring him on Friday.",)


def test_a_no_needs_a_sentence_and_takes_nothing(region: Any, store: Any) -> None:
    id_ = asked(region)
    with pytest.raises(AnswerError):
        answer(id_, by="oksana", reply=Reply(kind="no"), at=region.at)
    made = answer(id_, by="oksana", reply=Reply(kind="no", sentence="He may pay by phone."), at=region.at)

    assert (made.state, question(id_, at=region.at).sentence) == ("no", "He may pay by phone.")
    assert store.count(Sought(follows="k-1")) == 0


def test_whoever_takes_it_sees_to_it(region: Any) -> None:
    id_ = asked(region)
    answer(id_, by="oksana", reply=Reply(kind="taken"), at=region.at)

    assert (question(id_, at=region.at).state, question(id_, at=region.at).answered_by.id) == (
        "taken",
        "oksana",
    )


def test_of_two_answers_the_first_stands(region: Any, store: Any) -> None:
    id_ = asked(region)
    answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)
    second = answer(id_, by="radu", reply=Reply(kind="no", sentence="Rather not."), at=region.at)

    assert (second.stands, second.state, second.by) == (False, "yes", "oksana")
    assert store.count(Sought(follows="k-1")) == 1


def test_a_double_tap_charges_once(region: Any, store: Any) -> None:
    id_ = asked(region)
    for _ in range(2):
        answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)

    assert used(store, region, "site", "214") == 48_000


def test_a_yes_that_was_charged_but_never_noted_is_found_again(region: Any, store: Any) -> None:
    id_ = asked(region)
    answer(id_, by="oksana", reply=Reply(kind="less", amount_minor=20_000), at=region.at)
    Question.objects.filter(pk=id_).update(state="open", answered_by="", result="", amount_minor=None)
    second = answer(id_, by="radu", reply=Reply(kind="no", sentence="Rather not."), at=region.at)
    row = Question.objects.get(pk=id_)

    assert (second.stands, row.state, row.answered_by, row.amount_minor) == (False, "less", "oksana", 20_000)
    assert used(store, region, "site", "214") == 20_000


def test_a_deadline_does_not_pass_on_what_was_charged_already(region: Any) -> None:
    id_ = asked(region)
    answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)
    Question.objects.filter(pk=id_).update(state="open", answered_by="", result="")
    commands.do_what_is_due(at=region.later(minutes=5))

    assert Question.objects.get(pk=id_).state == "yes"


@pytest.mark.parametrize("who", ["nina", "andrii", "sami", "ihor"])
def test_nobody_below_the_authority_answers_nor_the_one_who_asks(region: Any, who: str) -> None:
    with pytest.raises(AnswerError) as refused:
        answer(asked(region), by=who, reply=Reply(kind="yes"), at=region.at)
    assert refused.value.code == "not-yours"


def test_a_supervisor_does_not_answer_their_own_question(region: Any) -> None:
    id_ = asked(region, actor="oksana", action="settle damage", amount_minor=500_000)

    with pytest.raises(AnswerError):
        answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)


def test_without_room_it_is_said_nothing_is_charged_and_the_question_stays(region: Any, store: Any) -> None:
    id_ = asked(region)
    for number in (1, 2):  # meanwhile the same customer has had two already
        first = asked(region, key=f"m-{number}")
        answer(first, by="radu", reply=Reply(kind="yes"), at=region.at)
    refused = answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)

    assert (refused.state, refused.stands) == ("open", False)
    assert refused.made.decision.outcome != "go_ahead"
    assert store.decision("k-1-answer").shares == ()
    assert question(id_, at=region.at).is_open


def test_after_a_refusal_an_answer_with_room_still_stands_once(region: Any, store: Any) -> None:
    id_ = asked(region)
    for number in range(15):  # the site's month is nearly used up by then
        with_others = asked(region, key=f"m-{number}", customer=f"c-{number}", amount_minor=50_000)
        answer(with_others, by="radu", reply=Reply(kind="yes"), at=region.at)
    rest = asked(region, key="m-rest", customer="c-rest", amount_minor=30_000)
    answer(rest, by="radu", reply=Reply(kind="yes"), at=region.at)
    refused = answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)
    less = answer(id_, by="oksana", reply=Reply(kind="less", amount_minor=20_000), at=region.at)

    assert (refused.stands, less.stands, less.made.id) == (False, True, "k-1-answer-2")


def test_a_no_to_a_bigger_amount_can_be_handed_on(region: Any) -> None:
    id_ = asked(region)

    assert hand_on(id_, by="oksana", authority="manager", at=region.at) is True
    assert question(id_, at=region.at).asked_of.id == "vera"
    with pytest.raises(AnswerError):
        answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)


def test_a_stopped_clause_is_settled_with_a_reason(region: Any, store: Any) -> None:
    store.stop("short-of-money/small-shortfall", authority="supervisor", at=region.at, by="vera")
    id_ = asked(
        region, amount_minor=15_000, stopped=store.stopped("214", authorities=region.law.book.authorities)
    )
    with pytest.raises(AnswerError) as silent:
        answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)
    made = answer(id_, by="oksana", reply=Reply(kind="yes", sentence="She lives next door."), at=region.at)

    assert (silent.value.code, made.state) == ("sentence", "yes")


def test_what_was_stopped_meanwhile_is_not_waved_through(region: Any, store: Any) -> None:
    id_ = asked(region)
    store.stop("short-of-money/small-shortfall", authority="manager", at=region.at, by="vera")
    refused = answer(id_, by="oksana", reply=Reply(kind="yes"), at=region.at)

    assert (refused.state, refused.made.decision.ask.authority) == ("open", "manager")


def test_a_fact_that_nobody_could_say_is_vouched_for(region: Any) -> None:
    unknown = {"fuel.litres": Given(UNKNOWN, Trust.STAFF, "answered by nina")}
    id_ = asked(region, facts=unknown, amount_minor=15_000)
    assert Question.objects.get(pk=id_).authority == "manager"
    made = answer(
        id_,
        by="vera",
        reply=Reply(kind="yes", sentence="I saw the pump.", vouched={"fuel.litres": 40}),
        at=region.at,
    )

    assert made.state == "yes"
    assert made.made.request.facts["fuel.litres"].source == "vouched for by vera"
