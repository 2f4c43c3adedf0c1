"""Exceptions: who reads them, what is said, and what whoever did it sees."""

from __future__ import annotations

from typing import Any

import pytest

from leeway.decide import Mode
from leeway.desk.clock import held_at
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import reviewing
from leeway.desk.decisions.models import Review
from leeway.desk.decisions.queries.asking import Reply
from leeway.desk.decisions.queries.evidence import case_cap
from leeway.desk.decisions.queries.reviewing import answers_to, exceptions, grouped
from leeway.desk.people.models import FineDecision
from tests.desk.supervisor.test_queue import looking, signed_in

pytestmark = pytest.mark.django_db


def taxi(region: Any, key: str = "taxi", amount: int = 18_000, **changed: Any) -> str:
    """Own judgement: a taxi for a customer who was stranded."""
    wanted = {
        "key": key, "action": "something else", "amount_minor": amount, "mode": Mode.JUDGEMENT, "facts": {},
        "reason": "Her card was refused and the last bus had gone.", "principle": "dignity", "text": "a taxi home",
    } | changed  # fmt: skip
    made = commands.decide(region.request(**wanted), law=region.law)
    assert made.state == "posted", made.decision
    return made.id


def told(region: Any, key: str, amount: int = 18_000, text: str = "a taxi home", **changed: Any) -> str:
    wanted = {
        "key": key, "action": "something else", "amount_minor": amount, "mode": Mode.TOLD, "facts": {},
        "reason": "She stood in the rain.", "principle": "dignity", "text": text, "told_at": region.at,
    } | changed  # fmt: skip
    return commands.decide(region.request(**wanted), law=region.law).id


def test_what_was_done_on_own_judgement_waits_to_be_read_by_the_supervisor(region: Any) -> None:
    taxi(region)
    (shown,) = exceptions(looking(region))

    assert (shown.actor.name, shown.deed, shown.told) == (
        "Nina",
        "A taxi home · 180\N{NO-BREAK SPACE}UAH",
        False,
    )
    assert shown.principle == "Nobody leaves humiliated, least of all over money"
    assert not shown.stands_out


def test_nobody_reads_their_own_and_no_colleague_of_the_same_level_does(region: Any) -> None:
    taxi(region)

    assert exceptions(looking(region, "nina")) == ()
    assert exceptions(looking(region, "andrii")) == ()


def test_a_supervisors_own_exception_is_read_by_the_level_above(region: Any) -> None:
    taxi(region, actor="oksana")

    assert exceptions(looking(region, "oksana")) == ()
    assert exceptions(looking(region, "radu")) == ()
    assert len(exceptions(looking(region, "vera"))) == 1


def test_fine_is_said_with_one_tap_and_counts_towards_more_leeway(region: Any) -> None:
    taxi(region)
    made = reviewing.review("taxi", found="fine", looking=looking(region))

    assert (made.stands, Review.objects.get().state) == (True, "fine")
    assert FineDecision.objects.filter(colleague="nina", decision="taxi").exists()


@pytest.mark.parametrize("found", ["lesson", "serious"])
def test_a_lesson_and_something_serious_come_with_a_sentence(region: Any, found: str) -> None:
    taxi(region)
    with pytest.raises(reviewing.ReviewError):
        reviewing.review("taxi", found=found, looking=looking(region))
    reviewing.review("taxi", found=found, sentence="Ask for the number of the taxi.", looking=looking(region))

    assert Review.objects.get().sentence == "Ask for the number of the taxi."
    assert not FineDecision.objects.exists()


def test_the_first_answer_stands(region: Any) -> None:
    taxi(region)
    reviewing.review("taxi", found="fine", looking=looking(region, "radu"))
    second = reviewing.review("taxi", found="serious", sentence="No.", looking=looking(region))

    assert (second.stands, second.by, Review.objects.get().state) == (False, "radu", "fine")


def test_a_colleague_reads_the_answer_on_their_own_page(region: Any) -> None:
    taxi(region)
    reviewing.review("taxi", found="lesson", sentence="Ask for the receipt next time.", looking=looking(region))
    with held_at(region.at):
        client = signed_in("nina")
        page = client.get("/mine/").content.decode()
        assert "Ask for the receipt next time." in page
        client.post("/mine/taxi/read/")

    assert Review.objects.get().read_at == region.at
    assert answers_to("nina", looking(region, "nina")) == ()


def test_nobody_marks_the_answer_to_somebody_else_as_read(region: Any) -> None:
    taxi(region)
    reviewing.review("taxi", found="fine", looking=looking(region))
    with held_at(region.at):
        signed_in("andrii").post("/mine/taxi/read/")

    assert Review.objects.get().read_at is None


def test_the_same_thing_three_times_in_a_month_stands_out_first(region: Any) -> None:
    told(region, "other", text="an umbrella lent", amount=2_000, actor="andrii")
    for number in range(3):
        told(region, f"t-{number}")
        region.later(days=2)
    shown = exceptions(looking(region))

    assert [each.stands_out for each in shown] == [True, True, True, False]
    assert (shown[0].evidence[0].kind, shown[0].evidence[0].times) == ("repeated", 3)


def test_where_a_colleague_does_the_same_it_may_be_a_pattern_and_not_a_person(region: Any) -> None:
    for number in range(3):
        told(region, f"t-{number}")
    told(region, "a-1", actor="andrii")
    evidence = exceptions(looking(region))[0].evidence[0]

    assert evidence.others == 1


def test_far_beyond_the_allowance_is_gross_and_says_so(region: Any) -> None:
    told(region, "gross", amount=120_000)
    (shown,) = exceptions(looking(region))

    assert case_cap("own judgement", "attendant", book=region.law.book) == 30_000
    assert (shown.evidence[0].kind, shown.evidence[0].most) == ("gross", "300\N{NO-BREAK SPACE}UAH")
    with held_at(region.at):
        page = signed_in("oksana").get("/reviews/").content.decode()
    assert "where 300\N{NO-BREAK SPACE}UAH is theirs to decide" in page


def test_many_just_under_a_limit_are_shown_with_that_colleagues_exceptions(region: Any) -> None:
    for number in range(4):
        commands.decide(
            region.request(key=f"u-{number}", amount_minor=19_000, customer=f"c-{number}"), law=region.law
        )
        region.later(hours=3)
    taxi(region)
    (shown,) = exceptions(looking(region))

    assert [(each.kind, each.times) for each in shown.evidence] == [("just under", 4)]


def test_whoever_has_the_lowest_authority_has_no_page_of_exceptions(region: Any) -> None:
    with held_at(region.at):
        assert signed_in("sami").get("/reviews/").status_code == 404


def test_an_exception_of_another_region_cannot_be_reviewed(region: Any) -> None:
    taxi(region)
    with held_at(region.at):
        assert signed_in("ihor").post("/reviews/taxi/", {"found": "fine"}).status_code == 404
        assert signed_in("oksana").post("/reviews/none/", {"found": "fine"}).status_code == 404


def test_a_supervisor_reverses_a_decision_with_a_reason_that_its_maker_reads(region: Any, store: Any) -> None:
    commands.decide(region.request(key="w-1", amount_minor=15_000), law=region.law)
    region.later(minutes=30)
    with pytest.raises(reviewing.ReviewError):
        reviewing.reverse("w-1", reason="", looking=looking(region))
    reviewing.reverse("w-1", reason="He had paid by phone after all.", looking=looking(region))
    with held_at(region.at):
        page = signed_in("nina").get("/mine/").content.decode()

    assert store.decision("w-1").undone
    assert "He had paid by phone after all." in page


@pytest.mark.parametrize("who", ["andrii", "ihor", "nina"])
def test_only_somebody_above_reverses(region: Any, store: Any, who: str) -> None:
    commands.decide(region.request(key="w-1", amount_minor=15_000), law=region.law)

    with pytest.raises(reviewing.ReviewError):
        reviewing.reverse("w-1", reason="I want to.", looking=looking(region, who))
    assert not store.decision("w-1").undone


def test_what_belongs_to_one_pattern_is_one_group_and_each_can_still_be_answered(region: Any) -> None:
    told(region, "other", text="an umbrella lent", amount=2_000, actor="andrii")
    for number in range(3):
        told(region, f"t-{number}")
    shown = exceptions(looking(region))

    assert [len(group) for group in grouped(shown)] == [3, 1]
    with held_at(region.at):
        page = signed_in("oksana").get("/reviews/").content.decode()
    assert "2 more like this" in page
    assert page.count('value="fine"') == 4


def test_many_exceptions_are_read_together_not_one_by_one(
    region: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taxi(region)
    for number in range(7):
        told(region, f"told {number}")
    asked: list[str] = []
    for name in ("recorded", "decision", "records"):
        real = getattr(store, name)
        monkeypatch.setattr(store, name, lambda *g, n=name, r=real, **k: asked.append(n) or r(*g, **k))

    shown = exceptions(looking(region))

    assert len(shown) == 8
    assert {each.deed for each in shown} == {"A taxi home · 180\N{NO-BREAK SPACE}UAH"}
    assert asked == ["records"] * 4


def test_whoever_said_yes_to_an_exception_does_not_read_it_as_well(region: Any) -> None:
    wanted = {
        "action": "something else", "amount_minor": 40_000, "mode": Mode.JUDGEMENT, "facts": {},
        "reason": "The last bus had gone.", "principle": "dignity", "text": "a taxi home",
    }  # fmt: skip
    asked = commands.ask(region.request(**wanted), law=region.law, wish="", at=region.at)
    reply = Reply(kind="yes", sentence="Of course, in that rain.")
    commands.answer(asked.question, by="oksana", reply=reply, at=region.at)

    assert [each.decision for each in exceptions(looking(region, "oksana"))] == []
    assert [each.decision for each in exceptions(looking(region, "radu"))] == ["k-1-answer"]
