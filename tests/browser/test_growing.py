"""S17: a newcomer decides less and learns; found fine, a certificate; more leeway, seen and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.opened import OpenDesk
from tests.browser.walking import Walk, go, plain

NINE_FOUND_FINE = """
from leeway.decide import Request
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import reviewing
from leeway.desk.decisions.queries import actor_at
from leeway.desk.decisions.queries.supervising import Looking
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
law = studio.in_force(at=at)
looking = Looking(me=people.who("supervisor"), law=law, at=at, language="en")
for number in range(9):
    commands.decide(Request(
        action="serve", actor=actor_at("trainee", "house", book=law.book, at=at), at=at, id=f"n-{number}",
        case=f"c-{number}", site="house", network="network",
    ), law=law)
    assert reviewing.review(f"n-{number}", found="fine", looking=looking).stands
"""


@pytest.fixture(scope="module")
def desk(open_desk: Any) -> OpenDesk:
    return open_desk("forecourt", fresh=True)


@pytest.fixture
def trainee(desk: OpenDesk, visit: Any) -> Walk:
    page = visit(desk, "trainee")
    page.goto(f"{desk.address}/me/")
    return Walk(page, desk).tap(".languages button[lang=en]")


def outcome_of_a_debt(walk: Walk) -> str:
    """What a debt of 150 UAH comes to: an attendant decides it, a trainee does not."""
    walk.situation("Short of money").action("Write off").amount("150").say("fuel.litres", "40").go_on()
    return walk.outcome


def words_of(page: Any, desk: OpenDesk, path: str) -> str:
    page.goto(f"{desk.address}{path}")
    return plain(page.inner_text("main"))


def test_s17_a_newcomer_earns_more_leeway_and_it_can_be_taken_back(
    trainee: Walk, desk: OpenDesk, visit: Any
) -> None:
    assert outcome_of_a_debt(trainee).startswith("Ask")
    ahead = words_of(trainee.page, desk, "/mine/")
    assert "Your next step: attendant" in ahead
    assert "10 more decisions found fine (0 of 10)" in ahead
    assert "The certificate “cash desk” is still to come\nVera Lysenko can give it" in ahead
    assert "Write off a small debt\n100 UAH 200 UAH" in ahead

    desk.run(NINE_FOUND_FINE)
    trainee.start().action("Let a few missing coins go").amount("8").do()
    lead = visit(desk, "supervisor")
    assert "Sami Haddad" in words_of(lead, desk, "/reviews/")
    go(lead, "article:has-text('coins') button[value=fine]")
    assert "10 decisions found fine" in words_of(trainee.page, desk, "/mine/")
    assert "Oksana Shevchenko finds: that was fine." in trainee.text
    assert outcome_of_a_debt(trainee).startswith("Ask")

    owner = visit(desk, "manager", viewport={"width": 1200, "height": 800})
    owner.goto(f"{desk.address}/colleagues/trainee/")
    owner.click("summary:has-text('Give a certificate')")
    owner.select_option("#certificate-name", "cash desk")
    go(owner, "button:has-text('Give it')")
    assert "attendant" in words_of(trainee.page, desk, "/mine/")
    assert "earned" in trainee.text
    assert outcome_of_a_debt(trainee) == "Go ahead"

    owner.click("summary:has-text('Take “attendant” back')")
    owner.fill("textarea[name=because]", "Let us practise short measure together first.")
    go(owner, "button:has-text('Take it back')")
    assert "Let us practise short measure together first." in words_of(trainee.page, desk, "/mine/")
    assert outcome_of_a_debt(trainee).startswith("Ask")
    assert "10 more decisions found fine (0 of 10)" in words_of(trainee.page, desk, "/mine/")


@pytest.mark.usefixtures("one_database")
def test_a_word_to_a_newcomer_can_be_a_lesson(trainee: Walk, desk: OpenDesk, visit: Any) -> None:
    trainee.start().action("Let a few missing coins go").amount("9").do()
    lead = visit(desk, "supervisor")
    lead.goto(f"{desk.address}/reviews/")
    lead.click("article:has-text('9 UAH') button:has-text('Lesson')")
    lead.fill(":popover-open textarea", "Say it with a smile, then it is a present.")
    go(lead, ":popover-open button")

    assert "Say it with a smile" in words_of(trainee.page, desk, "/mine/")


@pytest.mark.usefixtures("one_database")
def test_an_attendants_ordinary_decisions_are_nobodys_to_review(desk: OpenDesk, visit: Any) -> None:
    Walk(visit(desk, "attendant"), desk).start().action("Let a few missing coins go").amount("7").do()
    lead = visit(desk, "supervisor")

    assert "7 UAH" not in words_of(lead, desk, "/reviews/")
