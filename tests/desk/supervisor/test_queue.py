"""The page with the questions: what is on a card, and what an answer leads to."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leeway.desk.clock import held_at
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import stopping
from leeway.desk.decisions.queries.asking import question
from leeway.desk.decisions.queries.supervising import Looking, queue
from leeway.desk.people import queries as people
from leeway.desk.people.models import Colleague
from leeway.desk.persons.commands import know
from leeway.ledger import LedgerUnavailable

pytestmark = pytest.mark.django_db


def asked(region: Any, **changed: Any) -> str:
    made = commands.ask(region.request(**changed), law=region.law, wish="to pay tomorrow", at=region.at)
    assert made.question is not None
    return made.question


def looking(region: Any, who: str = "oksana") -> Looking:
    return Looking(me=people.who(who), law=region.law, at=region.at, language="en")


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=who), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def now(region: Any) -> Any:
    with held_at(region.at):
        yield region.at


def test_a_card_holds_all_that_is_needed(region: Any) -> None:
    person = know("+380671112233", at=region.at)
    asked(region, customer=person)
    (card,) = queue(looking(region))

    assert (card.title, card.asker.name, card.place.name, card.wish) == (
        "Write off what is missing: 480\N{NO-BREAK SPACE}UAH",
        "Nina",
        "Station 214",
        "to pay tomorrow",
    )
    assert (card.asker_most, card.my_most) == ("200\N{NO-BREAK SPACE}UAH", "1,000\N{NO-BREAK SPACE}UAH")
    assert (card.reach.site.left, card.reach.site.cap, card.reach.site.window) == (
        "8,000",
        "8,000\N{NO-BREAK SPACE}UAH",
        "month",
    )
    assert (card.facts[0].label, card.facts[0].value, card.facts[0].by) == ("Fuel litres", "40 l", "seen")
    assert (card.known_since, card.times_before) == (region.at, 0)
    assert (card.reach.enough, card.most_bare) == (True, "479")


def test_the_slider_ends_at_ones_own_leeway(region: Any) -> None:
    asked(region, amount_minor=250_000, action="settle damage", facts={})
    (card,) = queue(looking(region))

    assert (card.reach.enough, card.most_bare) == (True, "2499")


def test_a_card_shows_what_was_done_for_the_customer_before(region: Any) -> None:
    first = asked(region, key="first", customer="maria")
    commands.answer(first, by="oksana", reply=yes(), at=region.at)
    asked(region, customer="maria")
    (card,) = queue(looking(region))

    assert card.times_before == 1


def yes() -> Any:
    from leeway.desk.decisions.queries.asking import Reply

    return Reply(kind="yes")


def test_a_supervisor_elsewhere_and_the_asker_see_no_card(region: Any) -> None:
    asked(region)

    assert queue(looking(region, "nina")) == ()
    assert queue(looking(region, "ihor")) == ()


def test_ones_own_turn_comes_first(region: Any) -> None:
    from leeway.desk.decisions.models import Question

    asked(region, key="a", customer="a")
    mine = asked(region, key="b", customer="b")
    Question.objects.exclude(pk=mine).update(asked_of="radu")
    first, second = queue(looking(region))

    assert (first.id, first.mine, second.mine, second.asked_of.id) == (mine, True, False, "radu")


def test_one_tap_says_yes(region: Any, now: Any) -> None:
    id_ = asked(region)
    page = signed_in("oksana").post(f"/questions/{id_}/answer/", {"kind": "yes"}, follow=True)

    assert question(id_).state == "yes"
    assert "Your yes is there already." in page.content.decode()


def test_less_is_typed_as_people_type_money(region: Any, now: Any) -> None:
    id_ = asked(region)
    signed_in("oksana").post(f"/questions/{id_}/answer/", {"kind": "less", "amount": "120,50"})

    assert question(id_).amount_minor == 12_050


@pytest.mark.parametrize("amount", ["", "much", "1e9", "-5", "0.001", "9" * 30])
def test_an_amount_that_is_none_is_said_and_the_question_stays(region: Any, now: Any, amount: str) -> None:
    id_ = asked(region)
    page = signed_in("oksana").post(
        f"/questions/{id_}/answer/", {"kind": "less", "amount": amount}, follow=True
    )

    assert "“Less” needs an amount" in page.content.decode()
    assert question(id_).is_open


def test_a_no_without_a_sentence_is_not_sent(region: Any, now: Any) -> None:
    id_ = asked(region)
    page = signed_in("oksana").post(f"/questions/{id_}/answer/", {"kind": "no", "sentence": " "}, follow=True)

    assert "One sentence is needed" in page.content.decode()
    assert question(id_).is_open


def test_the_second_hears_who_was_first(region: Any, now: Any) -> None:
    id_ = asked(region)
    signed_in("radu").post(f"/questions/{id_}/answer/", {"kind": "taken"})
    page = signed_in("oksana").post(f"/questions/{id_}/answer/", {"kind": "yes"}, follow=True)

    assert "Radu was first." in page.content.decode()


@pytest.mark.parametrize("who", ["nina", "sami", "ihor"])
def test_a_question_of_others_cannot_be_answered_nor_found(region: Any, now: Any, who: str) -> None:
    id_ = asked(region)

    assert signed_in(who).post(f"/questions/{id_}/answer/", {"kind": "yes"}).status_code == 404
    assert signed_in(who).post("/questions/nothing/answer/", {"kind": "yes"}).status_code == 404


def test_without_room_the_page_says_why_and_offers_the_next_level(region: Any, now: Any, store: Any) -> None:
    id_ = asked(region)
    store.stop("short-of-money/small-shortfall", authority="manager", at=region.at, by="vera")
    client = signed_in("oksana")
    page = client.post(f"/questions/{id_}/answer/", {"kind": "yes"}, follow=True).content.decode()

    assert "Meanwhile there is no room for this" in page
    assert "Hand on to the manager" in page
    client.post(f"/questions/{id_}/on/", {"authority": "manager"})
    assert question(id_).asked_of.id == "vera"


def test_a_part_of_the_page_is_only_the_cards(region: Any, now: Any) -> None:
    asked(region)
    part = signed_in("oksana").get("/questions/", headers={"X-Part": "yes"}).content.decode()

    assert part.lstrip().startswith("<article")
    assert "<html" not in part


def test_with_no_question_the_page_says_so(region: Any, now: Any) -> None:
    assert "Nobody waits for you" in signed_in("oksana").get("/questions/").content.decode()


def test_ten_stations_need_one_page_and_few_queries(
    region: Any, now: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        asked(region, key=f"k{number}", customer=f"c{number}", amount_minor=30_000)
    client = signed_in("oksana")
    client.get("/questions/")

    with django_assert_max_num_queries(160):
        client.get("/questions/")


def test_many_questions_are_looked_up_together_not_one_by_one(region: Any) -> None:
    def looks() -> int:
        with CaptureQueriesContext(connection) as caught:
            queue(looking(region))
        return len(caught)

    asked(region, key="q-0", customer=None)
    alone = looks()
    for number, actor in enumerate(("andrii", "nina", "andrii"), start=1):
        asked(region, key=f"q-{number}", actor=actor, customer=f"customer {number}")

    assert len(queue(looking(region))) == 4
    assert looks() <= alone + 1


def test_what_is_stopped_is_stopped_for_whoever_answers_too(region: Any) -> None:
    asked(region)
    stopping.stop("write off", where="214", looking=looking(region, "vera"), authority="manager")
    (card,) = queue(looking(region))

    assert (card.reach.enough, card.reach.beyond) == (False, "manager")


def test_where_nobody_can_say_what_is_stopped_a_yes_does_not_reach(
    region: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise LedgerUnavailable("ledger", "away")

    asked(region)
    (before,) = queue(looking(region))
    monkeypatch.setattr(store, "switches", away)
    (card,) = queue(looking(region))

    assert (before.reach.enough, card.reach.enough) == (True, False)
