"""Each open matter has a promise; it is kept, renegotiated or broken, and seen to exactly once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import Saying
from leeway.desk.cases.models import Entry, Promise

from .conftest import NINE

HOUR = timedelta(hours=1)
WEEK = {day: ((time(8), time(18)),) for day in range(5)}


def test_a_term_of_the_policy_makes_the_promise(mail) -> None:
    cases.set_term("network", minutes=60, words="an answer")
    cases.set_term("network", kind="complaint", minutes=30, words="what we do about it", source="complaints")
    due = [matters.open_promises([mail(key, matter=kind).case]).popitem()[1]
           for key, kind in (("1", "question"), ("2", "complaint"))]  # fmt: skip

    assert [(each.due_at - NINE, each.words) for each in due] == [
        (HOUR, "an answer"), (HOUR / 2, "what we do about it"),
    ]  # fmt: skip


def test_only_minutes_in_which_the_site_is_open_count(mail) -> None:
    cases.set_hours("network", week=WEEK)
    friday = datetime(2026, 6, 19, 14, tzinfo=UTC)  # 17:00 in Kyiv
    case = mail("1", at=friday, matter="complaint").case  # four hours: one on Friday, three on Monday

    assert matters.case(case).due_at == datetime(2026, 6, 22, 8, tzinfo=UTC)


def test_a_holiday_does_not_count(mail) -> None:
    cases.set_hours("network", week=WEEK)
    cases.set_holiday("network", day=date(2026, 6, 22), name="Trinity")
    friday = datetime(2026, 6, 19, 14, tzinfo=UTC)
    case = mail("1", at=friday, matter="complaint").case

    assert matters.case(case).due_at == datetime(2026, 6, 23, 8, tzinfo=UTC)


def test_opening_hours_are_those_on_the_wall_when_clocks_change(house) -> None:
    cases.set_hours("network", week={day: ((time(8), time(18)),) for day in range(7)})
    calendar = matters.calendar_of("214")
    saturday = datetime(2026, 10, 24, 13, tzinfo=UTC)  # 16:00 in Kyiv; at night clocks go back

    assert calendar.after(saturday, minutes=180) == datetime(2026, 10, 25, 7, tzinfo=UTC)  # 9:00 there


def test_an_honest_word_is_prepared_once_before_the_time(mail) -> None:
    case = mail("1").case
    due = matters.case(case).due_at
    for at in (due - 2 * HOUR, due - HOUR, due - HOUR / 2):
        cases.do_what_is_due(at=at)
    drafts = Entry.objects.filter(state="draft")

    assert [(row.case_id, row.at, row.point_value) for row in drafts] == [
        (case, due - HOUR, "maria@example.com")
    ]


def test_no_word_is_prepared_where_they_heard_already(mail) -> None:
    case = mail("1").case
    cases.say(Saying(case=case, text="Found it."), by="nina", at=NINE + HOUR)
    cases.do_what_is_due(at=matters.case(case).due_at - HOUR / 2)

    assert Entry.objects.filter(state="draft").count() == 1


def test_a_promise_whose_time_came_is_broken_once_and_stays_so(mail) -> None:
    case = mail("1").case
    due = matters.case(case).due_at
    cases.do_what_is_due(at=due)
    cases.do_what_is_due(at=due + HOUR)
    cases.say(Saying(case=case, text="Sorry."), by="nina", at=due + 2 * HOUR)
    first = Promise.objects.order_by("pk").first()

    assert Entry.objects.filter(happened="broken").count() == 1
    assert (first.state, first.ended_at, first.heard_at) == ("broken", due, due + 2 * HOUR)
    assert Promise.objects.filter(state="open").count() == 1


def test_hearing_in_time_that_it_takes_longer_renegotiates(mail) -> None:
    case = mail("1").case
    cases.say(Saying(case=case, text="Not yet.", nothing_new=True), by="nina", at=NINE + HOUR)

    assert list(Promise.objects.order_by("pk").values_list("state", flat=True)) == ["renegotiated", "open"]


def test_how_promises_to_a_person_went_is_counted(mail) -> None:
    came = mail("1")
    cases.say(Saying(case=came.case, text="So far."), by="nina", at=NINE + HOUR)
    cases.do_what_is_due(at=matters.case(came.case).due_at)

    assert matters.kept_of([came.person]) == matters.KeptRate(kept=1, ended=2)
