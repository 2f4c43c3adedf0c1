"""Everybody whose matter is settled is asked once, or it is kept why not."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leeway.channels.mail.commands import Wanted, add_mailbox
from leeway.channels.mail.models import Letter
from leeway.desk.cases import commands as cases
from leeway.desk.cases.models import Case, Entry, Promise
from leeway.desk.listening import commands, queries
from leeway.desk.listening.models import LastLook, Survey
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known

from .conftest import NINE

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def outcome(case: str) -> list[tuple[str, str]]:
    return list(Survey.objects.filter(case=case).order_by("closed_at").values_list("state", "skipped_because"))


def test_after_a_settled_matter_its_person_is_asked_once(settled, secrets) -> None:
    case = settled()
    for minutes in (0, 30, 61, 62, 200):
        commands.do_what_is_due(at=NINE + timedelta(minutes=minutes))

    assert outcome(case) == [("asked", "")]
    assert len(secrets()) == 1


def test_nobody_is_asked_before_an_hour_has_passed(settled, secrets) -> None:
    settled()
    commands.do_what_is_due(at=NINE + 59 * HOUR / 60)

    assert secrets() == []


def test_a_question_by_night_waits_until_somebody_is_there(settled, secrets) -> None:
    cases.set_hours("network", week={day: ((time(9), time(18)),) for day in range(7)})
    settled(at=NINE + 8.5 * HOUR)  # half past five in the afternoon in Kyiv
    commands.do_what_is_due(at=NINE + 12 * HOUR)
    by_night = secrets()
    commands.do_what_is_due(at=NINE + DAY + HOUR / 2)

    assert by_night == []
    assert len(secrets()) == 1


def test_the_question_is_in_the_language_of_the_person(settled) -> None:
    settled(language="ro")
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    entry = Entry.objects.get(key__startswith="said survey")

    assert entry.details["automatic"]
    assert "/how-was-it/" in entry.text


def test_who_said_no_to_questions_is_left_in_peace(settled, secrets) -> None:
    case = settled()
    person = known.id_of("maria@example.com")
    persons.agree(person, purpose="survey", given=False, at=NINE)
    commands.do_what_is_due(at=NINE + 2 * HOUR)

    assert outcome(case) == [("skipped", "unwilling")]
    assert secrets() == []


def test_who_was_asked_lately_is_not_asked_again(settled, secrets) -> None:
    settled("1")
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    second = settled("2", at=NINE + DAY)
    commands.do_what_is_due(at=NINE + DAY + 2 * HOUR)
    third = settled("3", at=NINE + 20 * DAY)
    commands.do_what_is_due(at=NINE + 20 * DAY + 2 * HOUR)

    assert outcome(second) == [("skipped", "lately")]
    assert outcome(third) == [("asked", "")]


def test_a_matter_that_opened_again_is_not_asked_about(settled, secrets) -> None:
    case = settled()
    commands.do_what_is_due(at=NINE + HOUR / 2)
    cases.reopen(case, by="nina", at=NINE + HOUR / 2)
    commands.do_what_is_due(at=NINE + 2 * HOUR)

    assert outcome(case) == [("skipped", "reopened")]
    assert secrets() == []


def test_somebody_without_an_address_cannot_be_asked_and_it_is_kept(house) -> None:
    person = persons.know_at("phone", "380671234567", at=NINE, name="Petro")
    case = cases.open_matter(person=person, site="214", by="nina", at=NINE)
    cases.close(case, by="nina", at=NINE)
    commands.do_what_is_due(at=NINE + 2 * HOUR)

    assert outcome(case) == [("skipped", "unreachable")]


@pytest.mark.usefixtures("no_mailbox")
def test_where_no_mailbox_sends_no_letter_is_written_that_would_fail_and_the_page_of_the_matter_asks(
    settled, secrets
) -> None:
    case = settled()
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    there = queries.asked_about(case, at=NINE + 3 * HOUR)

    assert outcome(case) == [("skipped", "unreachable")]
    assert secrets() == []
    assert there is not None
    assert there.open


def test_who_wrote_to_a_mailbox_of_a_brand_that_sends_nothing_any_more_is_not_written_to_by_another_brand(
    mail, secrets
) -> None:
    add_mailbox(Wanted(id="old", site="north", address="old@other.example", brand="other"))
    letter = Letter.objects.create(
        mailbox_id="old", digest="d", size=1, came_at=NINE, again_at=NINE, body=b"", state="taken"
    )
    theirs = mail("1", raw=f"mail {letter.pk}").case
    ours = mail("2", sender="petro@example.com").case
    for each in (theirs, ours):
        cases.close(each, by="nina", at=NINE)
    commands.do_what_is_due(at=NINE + 2 * HOUR)

    assert outcome(theirs) == [("skipped", "unreachable")]
    assert outcome(ours) == [("asked", "")]
    assert len(secrets()) == 1


def test_a_link_works_once(settled, secrets) -> None:
    settled()
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    [secret] = secrets()
    commands.answer(secret, score=5, words="Thank you", at=NINE + 3 * HOUR)

    with pytest.raises(commands.AnswerError):
        commands.answer(secret, score=1, at=NINE + 3 * HOUR)
    assert Survey.objects.get().score == 5
    assert queries.asked(secret, at=NINE + 3 * HOUR).answered


def test_a_link_grows_too_old(settled, secrets) -> None:
    settled()
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    [secret] = secrets()
    commands.do_what_is_due(at=NINE + 40 * DAY)

    with pytest.raises(commands.AnswerError):
        commands.answer(secret, score=5, at=NINE + 40 * DAY)
    assert [state for state, _ in outcome(Survey.objects.get().case)] == ["expired"]


def test_the_secret_of_a_link_is_kept_nowhere_but_in_the_message(settled, secrets) -> None:
    settled()
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    [secret] = secrets()
    row = Survey.objects.values().get()

    assert secret not in str(row)


def test_of_many_matters_closed_at_one_instant_none_is_passed_over(mail, secrets, monkeypatch) -> None:
    monkeypatch.setattr("leeway.desk.listening.commands.asking.PAGE", 2)
    for number in range(5):
        case = mail(f"m{number}", sender=f"p{number}@example.com").case
        cases.close(case, by="nina", at=NINE)
    for hours in (2, 3):
        commands.do_what_is_due(at=NINE + hours * HOUR)

    assert len(secrets()) == 5


def test_after_days_in_which_nobody_looked_everybody_is_asked(settled, secrets) -> None:
    commands.do_what_is_due(at=NINE)
    for days in (1, 4, 9):
        settled(f"m{days}", sender=f"p{days}@example.com", at=NINE + days * DAY)
    for hours in (0, 1):
        commands.do_what_is_due(at=NINE + 10 * DAY + hours * HOUR)

    assert len(secrets()) == 3


def test_the_very_first_look_leaves_what_was_closed_long_ago_in_peace(settled, secrets) -> None:
    settled("old", sender="old@example.com", at=NINE)
    settled("new", sender="new@example.com", at=NINE + 4 * DAY)
    commands.do_what_is_due(at=NINE + 5 * DAY)

    assert len(secrets()) == 1


def test_a_closing_that_becomes_visible_hours_late_is_asked_about(settled, secrets) -> None:
    settled("1", sender="one@example.com", at=NINE + 5 * HOUR)
    for minutes in range(300, 400, 3):
        commands.do_what_is_due(at=NINE + timedelta(minutes=minutes))
    settled("2", sender="late@example.com", at=NINE)
    for minutes in range(400, 415, 3):
        commands.do_what_is_due(at=NINE + timedelta(minutes=minutes))

    assert len(secrets()) == 2


def test_a_clock_that_ran_ahead_for_a_while_passes_nobody_over(settled, secrets) -> None:
    commands.do_what_is_due(at=NINE + 300 * DAY)
    settled("1", at=NINE)
    for hours in (0, 2):
        commands.do_what_is_due(at=NINE + hours * HOUR)

    assert len(secrets()) == 1


def test_a_look_that_finds_nothing_writes_nothing_every_second(house) -> None:
    commands.do_what_is_due(at=NINE)
    before = LastLook.objects.get()
    commands.do_what_is_due(at=NINE + timedelta(seconds=30))

    assert LastLook.objects.get().at == before.at


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(ticks=st.lists(st.integers(-90, 600), min_size=1, max_size=12))
def test_however_the_clock_jumps_everybody_is_asked_at_most_once(settled, ticks: list[int]) -> None:
    LastLook.objects.all().delete()
    Survey.objects.all().delete()
    Promise.objects.all().delete()
    Entry.objects.all().delete()
    Case.objects.all().delete()
    settled()
    for minutes in ticks:
        commands.do_what_is_due(at=NINE + timedelta(minutes=minutes))

    asked = Entry.objects.filter(key__startswith="said survey").count()
    seen = [minutes for minutes in ticks if minutes > 0]
    assert asked == (1 if seen and max(seen) >= 60 else 0)
