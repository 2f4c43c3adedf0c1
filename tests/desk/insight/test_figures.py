"""A report says what happened, no more and no less, and of whom one leads only."""

from __future__ import annotations

from datetime import timedelta

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Saying

from .conftest import DAY, HOUR, NOON, promise


def test_a_promise_kept_in_time_is_counted_where_it_was_made_and_above(settle, counted) -> None:
    settle(at=NOON - DAY)

    assert [counted(site).now.kept.yes for site in ("214", "north", "network", "301")] == [1, 1, 1, 0]


def test_kept_renegotiated_and_broken_are_told_apart(matter, counted) -> None:
    begun = NOON - 4 * DAY
    kept, later, broken = (matter(at=begun) for _ in range(3))
    cases.say(Saying(case=kept, text="Done.", closes=True), by="nina", at=begun + HOUR)
    promise(later, at=begun + HOUR, due=NOON + DAY, nothing_new=True)
    cases.do_what_is_due(at=NOON)
    now = counted(at=NOON).now

    assert (now.kept.yes, now.renegotiated.yes, now.broken.yes, now.kept.of) == (1, 1, 1, 3)
    assert broken


def test_a_first_answer_is_counted_from_the_first_word_and_the_next_from_ours(matter, counted) -> None:
    case = matter(at=NOON - 10 * HOUR)
    promise(case, at=NOON - 8 * HOUR, due=NOON + DAY)
    cases.say(Saying(case=case, text="Here.", closes=True), by="nina", at=NOON - 7 * HOUR)
    now = counted().now

    assert now.waited("first").half_within_minutes == 120
    assert now.waited("update").half_within_minutes == 60


def test_after_a_reopening_one_waits_from_there(settle, counted) -> None:
    case = settle(at=NOON - 20 * DAY)
    cases.reopen(case, by="nina", at=NOON - 5 * HOUR)
    cases.say(
        Saying(case=case, text="Again.", closes=True), by="nina", at=NOON - 5 * HOUR + timedelta(minutes=20)
    )
    now = counted().now

    assert now.waited("update").half_within_minutes == 30
    assert (now.reopened.yes, now.reopened.of) == (1, 2)


def test_an_automatic_word_is_no_answer(matter, counted) -> None:
    case = matter(at=NOON - 3 * HOUR)
    cases.say(Saying(case=case, text="It came.", automatic=True), by="", at=NOON - 3 * HOUR)

    assert counted().now.waited("first").number == 0


def test_what_never_went_out_is_no_answer(matter, counted) -> None:
    case = matter(at=NOON - 3 * HOUR)
    cases.say(Saying(case=case, text="Here."), by="nina", at=NOON - 2 * HOUR)
    [sending] = cases.claim_outgoing("mail", worker="one", at=NOON - 2 * HOUR)
    cases.failed(sending.entry, at=NOON - HOUR, problem="no such address")

    assert counted().now.waited("first").number == 0


def test_channels_and_sites_add_up_to_the_whole(settle, counted) -> None:
    for site, channel in (("214", "mail"), ("214", "form"), ("301", "mail"), ("north", "mail")):
        settle(at=NOON - DAY, site=site, channel=channel)
    report = counted("north")

    assert {each.name: each.figures.kept.yes for each in report.channels} == {"form": 1, "mail": 3}
    assert [(each.name, each.figures.kept.yes) for each in report.sites] == [
        ("Station 214", 2), ("Station 301", 1), ("North", 1),
    ]  # fmt: skip
    assert sum(each.kept.yes for _, each in report.points) == report.now.kept.yes == 4


def test_a_period_is_put_beside_the_one_before(settle, counted) -> None:
    settle(at=NOON - DAY)
    settle(at=NOON - 40 * DAY)
    report = counted()

    assert (report.now.kept.yes, report.before.kept.yes) == (1, 1)


def test_a_day_is_that_of_the_house(settle, counted) -> None:
    late = NOON.replace(hour=21, minute=30) - DAY  # half past midnight in Kyiv: today
    settle(at=late, after=timedelta(minutes=5))
    today = NOON.date().isoformat()
    report = counted(since=today, until=today)

    assert report.now.kept.yes == 1


def test_counting_again_changes_nothing(settle, counted) -> None:
    settle(at=NOON - DAY)
    before = counted()
    from leeway.desk.insight import commands

    commands.count_again(at=NOON)

    assert counted().now == before.now
