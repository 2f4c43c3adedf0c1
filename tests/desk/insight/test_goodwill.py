"""What goodwill cost stands beside who came back; too early nothing is said, and nobody is counted twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, Saying
from leeway.desk.decisions import commands as decisions
from leeway.desk.insight import commands, queries
from leeway.desk.listening.models import Survey
from leeway.desk.persons import commands as persons

from .conftest import DAY, HOUR, NOON, Region

BEGUN = NOON - 100 * DAY


@pytest.fixture
def region(db: None, store: Any) -> Region:
    """The same region, but there for half a year."""
    from leeway.desk.people.models import Certificate, Posting
    from leeway.desk.studio.models import Version

    made = Region()
    made.build()
    long_ago = NOON - 200 * DAY
    Posting.objects.update(since=long_ago)
    Certificate.objects.update(given_at=long_ago)
    Version.objects.update(starts_at=long_ago)
    return made


@pytest.fixture
def comes(region: Region) -> Callable[..., str]:
    number = iter(range(1000))

    def come(sender: str, *, at: datetime, kind: str = "complaint", given: bool = False, score: int | None = None,
             site: str = "214") -> str:  # fmt: skip
        key = f"g{next(number)}"
        contact = Contact(kind="email", value=f"{sender}@example.com", name=sender)
        came = cases.receive(
            Incoming(key=key, channel="mail", site=site, sender=contact, text="Bad.", matter=kind), at=at
        )
        if given:
            region.at = at
            done = decisions.decide(
                region.request(key, action="free wash", amount_minor=None, facts={}, customer=came.person,
                               case=came.case, site=site),
                law=region.law,
            )  # fmt: skip
            assert done.decision.outcome == "go_ahead"
        cases.say(Saying(case=came.case, text="Done.", closes=True), by="nina", at=at + HOUR)
        if score:
            Survey.objects.create(
                case=came.case, person=came.person, site=site, path=f"network/north/{site}/",
                closed_at=at + HOUR, ask_at=at + HOUR, asked_at=at + HOUR, score=score, answered_at=at + HOUR,
            )  # fmt: skip
        return came.case

    return come


def looked(*, within: int = 30, at: datetime = NOON, site: str = "") -> queries.GoodwillReport:
    commands.follow_closings(at=at, steps=500)
    commands.follow_decisions(at=at, steps=500)
    while commands.look_after(at=at):
        pass
    scope = queries.scope_within(("network/",), site=site)
    assert scope is not None
    return queries.goodwill(scope, since=BEGUN - DAY, until=at + DAY, within_days=within, at=at)


def complaints(found: queries.GoodwillReport) -> Any:
    return next(each for each in found.kinds if each.kind == "complaint")


def test_who_was_given_something_and_came_back_is_counted_beside_who_was_not(comes) -> None:
    comes("ana", at=BEGUN, given=True, score=5)
    comes("ana", at=BEGUN + 20 * DAY, kind="question")
    comes("ben", at=BEGUN)
    found = looked()
    with_, without = complaints(found).with_goodwill, complaints(found).without

    assert (with_.matters, with_.came_back, with_.answered, with_.said_content) == (1, 1, 1, 1)
    assert (without.matters, without.came_back) == (1, 0)
    assert (found.decisions, found.given[0].persons) == (1, 1)
    assert found.cost_minor > 0


def test_the_same_visit_is_no_return_and_the_same_matter_neither(comes) -> None:
    first = comes("ana", at=BEGUN, given=True)
    comes("ana", at=BEGUN + 3 * HOUR, kind="question")
    cases.reopen(first, by="nina", at=BEGUN + 5 * DAY)
    cases.close(first, by="nina", at=BEGUN + 5 * DAY + HOUR)

    assert complaints(looked()).with_goodwill.came_back == 0


def test_a_return_counts_within_its_days_and_not_before(comes) -> None:
    comes("ana", at=BEGUN, given=True)
    comes("ana", at=BEGUN + 45 * DAY, kind="question")

    assert [complaints(looked(within=days)).with_goodwill.came_back for days in (30, 60, 90)] == [0, 1, 1]


def test_before_the_days_have_passed_nobody_says_anything(comes) -> None:
    comes("ana", at=NOON - 20 * DAY, given=True)
    found = looked()

    assert found.kinds == ()
    assert (found.decisions, found.waiting) == (1, 1)


def test_what_was_given_back_costs_nothing(comes, region, store) -> None:
    comes("ana", at=BEGUN, given=True)
    before = looked(at=BEGUN + DAY).cost_minor
    store.reverse("g0", at=BEGUN + 2 * DAY)
    found = looked()

    assert before > 0
    assert (found.cost_minor, complaints(found).without.matters) == (0, 1)


def test_whoever_was_found_to_be_the_same_person_came_back(comes) -> None:
    comes("ana", at=BEGUN, given=True)
    comes("anna", at=BEGUN + 10 * DAY)
    one, other = (persons.know_at("email", f"{each}@example.com", at=NOON) for each in ("ana", "anna"))
    persons.merge(gone=other, kept=one, by="nina", at=BEGUN + 11 * DAY)

    assert complaints(looked()).with_goodwill.came_back == 1


def test_a_complaint_is_a_return_and_is_said_to_be_one(comes) -> None:
    comes("ana", at=BEGUN, given=True)
    comes("ana", at=BEGUN + 10 * DAY, kind="complaint")

    assert complaints(looked()).with_goodwill.complained == 1


def test_goodwill_of_one_site_is_not_in_the_figures_of_another(comes) -> None:
    comes("ana", at=BEGUN, given=True)

    assert looked(site="301").decisions == 0
    assert looked(site="214").decisions == 1


def test_looking_twice_changes_nothing(comes) -> None:
    comes("ana", at=BEGUN, given=True)
    comes("ana", at=BEGUN + 20 * DAY)
    first = looked()

    assert looked(at=NOON + timedelta(seconds=30)).kinds == first.kinds
