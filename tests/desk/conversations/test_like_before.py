"""Like this before: at most three matters that are over, the person's own first, with how they ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.conversations.queries.alike import like_before

from .conftest import NOON

HERE = ("network/north/214/",)
DAY = timedelta(days=1)


@pytest.fixture
def over(mail):
    """A matter of some days ago that is over; give its id."""

    def comes(key: str, text: str, *, days: int = 3, situation: str = "", **more) -> str:
        case = mail(key, text, at=NOON - days * DAY, **more).case
        if situation:
            cases.learn(case, situation=situation)
        cases.close(case, by="nina", at=NOON - days * DAY + timedelta(hours=1), because="paid back")
        return case

    return comes


def _like(case: str, paths=HERE) -> list[str]:
    return [each.held.id for each in like_before(matters.case(case), paths=paths)]


def test_a_matter_of_the_same_situation_at_the_site_is_like_it(mail, over) -> None:
    other = over("1", "The pump ate my card", situation="apology/our-mistake", sender="ion@example.com")
    over("2", "Where do you buy your coffee?", sender="olha@example.com")
    now = mail("3", "Charged twice.").case
    cases.learn(now, situation="apology/our-mistake")

    assert _like(now) == [other]


def test_the_same_words_inflected_are_like_it(mail, over) -> None:
    other = over("1", "Charged twice at pumps", sender="ion@example.com")
    now = mail("2", "They charge me twice at the pump!").case

    assert _like(now) == [other]


def test_the_persons_own_come_first_and_never_more_than_three(mail, over) -> None:
    others = [over(f"o{n}", "Charged twice again", days=n + 1, sender=f"p{n}@example.com") for n in range(4)]
    own = over("own", "Charged twice in May", days=30)
    now = mail("now", "Charged twice.").case

    assert _like(now) == [own, *others[:2]]


def test_what_goes_on_still_or_is_of_another_site_is_not_shown(mail, over) -> None:
    over("1", "Charged twice.", site="301", sender="ion@example.com")
    over("2", "Charged twice.", site="301")
    mail("3", "Charged twice.", sender="olha@example.com")
    now = mail("4", "Charged twice.").case

    assert _like(now) == []


def test_a_shared_product_makes_alike_what_other_words_tell(mail, over) -> None:
    other = over("1", "It stopped in the middle", sender="ion@example.com")
    now = mail("2", "Foam everywhere").case
    for case in (other, now):
        cases.find_fact(case, name="programme", value="Wax", by="nina", at=NOON)

    assert _like(now) == [other]


def test_it_says_how_they_ended(desk, mail, over) -> None:
    earlier = over("1", "Charged twice.", sender="ion@example.com")
    cases.note_done(earlier, decision="d1", after=1, deed="40 UAH were given back", by="nina", at=NOON)
    cases.tell_event(earlier, happened="answered", at=NOON, details={"score": 5})
    now = mail("2", "Charged twice again.").case
    found = like_before(matters.case(now), paths=HERE)
    page = desk("nina").get(f"/matters/{now}/before/").text

    assert (found[0].ending.deed, found[0].ending.score, found[0].same_day) == (
        "40 UAH were given back",
        5,
        True,
    )
    assert "40 UAH were given back" in page
    assert "Very content" in page


def test_a_matter_one_may_not_see_has_nothing_like_it(desk, mail) -> None:
    case = mail("1", site="301").case

    assert desk("nina").get(f"/matters/{case}/before/").status == 404


def test_it_is_looked_up_apart_from_the_persons_page(desk, mail, over, django_assert_max_num_queries) -> None:
    for number in range(20):
        over(str(number), "Charged twice.", sender=f"p{number}@example.com")
    came = mail("now", "Charged twice.")
    held = matters.case(came.case)
    page = desk("nina").get(f"/people/{came.person}/")
    with django_assert_max_num_queries(12):
        like_before(held, paths=HERE)

    assert f'data-once="/matters/{came.case}/before/"' in page.page
