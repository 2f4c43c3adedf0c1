"""Who was touched by a fault and stays silent is written to first: once, by consent, seldom, and it can be stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leeway.channels.mail.models import Mailbox
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.models import Entry
from leeway.desk.listening import commands, queries
from leeway.desk.listening.commands.reaching import person_of
from leeway.desk.listening.models import Reach
from leeway.desk.listening.queries import Touched
from leeway.desk.persons import commands as persons

from .conftest import NINE

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FAULT = Touched(path="network/", facts=(("pump", 4),), about="pump 4")


@pytest.fixture
def touched(house):
    """Persons who were at pump 4: by name, whether they agreed to be written to first."""

    def come(*, agreed: bool | None = True, mail: str = "a@example.com") -> str:
        person = persons.know_at("email", mail, at=NINE)
        if agreed is not None:
            persons.agree(person, purpose="outreach", given=agreed, at=NINE)
        case = cases.open_case(site="214", by="nina", at=NINE, person=person).id
        cases.find_fact(case, name="pump", value=4, by="nina", at=NINE)
        return person

    return come


def begun(touched: Touched = FAULT, **more) -> str:
    id_ = commands.draft_outreach(
        title="Pump 4", site="network", touched=touched, subject="The fuel of Monday", by="radu", at=NINE,
        text="On Monday pump 4 gave too little. We give back the difference.", **more,
    )  # fmt: skip
    commands.begin_outreach(id_, by="radu", at=NINE)
    return id_


def written() -> list[str]:
    rows = Entry.objects.filter(key__startswith="said outreach").order_by("point_value")
    return list(rows.values_list("point_value", flat=True))


def test_only_who_agreed_is_written_to(touched) -> None:
    touched(mail="yes@example.com")
    touched(mail="no@example.com", agreed=False)
    touched(mail="never-said@example.com", agreed=None)
    begun()
    commands.do_what_is_due(at=NINE + HOUR)

    assert written() == ["yes@example.com"]


def test_who_is_left_out_for_want_of_consent_is_named(touched) -> None:
    touched(mail="yes@example.com")
    no = touched(mail="no@example.com", agreed=False)
    unasked = touched(mail="never-said@example.com", agreed=None)
    by_phone = touched(mail="phone@example.com", agreed=None)
    persons.agree(by_phone, purpose="outreach", given=True, at=NINE, channel="phone", source="visit", by="nina")
    found = queries.picked(FAULT, at=NINE)

    assert dict(found.reasons) == {"unasked": 1, "unwilling": 2}
    assert found.without_consent[0] == unasked
    assert set(found.without_consent[1:]) == {no, by_phone}


def test_each_is_written_to_once_however_often_it_is_tried(touched) -> None:
    touched()
    id_ = begun()
    for hours in range(5):
        commands.begin_outreach(id_, by="radu", at=NINE + hours * HOUR)
        commands.do_what_is_due(at=NINE + hours * HOUR)

    assert written() == ["a@example.com"]
    assert queries.campaign(id_, paths=("network/",)).state == "done"


def test_who_wrote_about_it_is_not_written_to(touched, mail) -> None:
    touched()
    case = mail("x", "Pump 4 cheated me", sender="a@example.com").case
    cases.set_tags(case, names=["pump 4"], by="nina", at=NINE)
    found = queries.picked(FAULT, at=NINE)

    assert found.silent == ()
    assert dict(found.reasons) == {"wrote": 1}


def test_who_writes_while_the_messages_go_out_is_left_out(touched, mail) -> None:
    touched()
    begun()
    case = mail("x", "Pump 4 cheated me", sender="a@example.com").case
    cases.set_tags(case, names=["pump 4"], by="nina", at=NINE)
    commands.do_what_is_due(at=NINE + HOUR)

    assert written() == []
    assert Reach.objects.get().skipped_because == "wrote"


def test_nobody_is_written_to_first_twice_in_a_month(touched) -> None:
    touched()
    begun()
    commands.do_what_is_due(at=NINE)
    again = queries.picked(FAULT, at=NINE + 10 * DAY)
    later = queries.picked(FAULT, at=NINE + 40 * DAY)

    assert dict(again.reasons) == {"lately": 1}
    assert len(later.silent) == 1


def test_the_link_in_the_message_stops_further_ones(touched) -> None:
    person = touched()
    begun()
    commands.do_what_is_due(at=NINE)
    signed = Entry.objects.get(key__startswith="said outreach").details["stop"].rstrip("/").rsplit("/", 1)[-1]
    stopped = commands.stop_writing_to(signed, at=NINE + DAY)

    assert stopped
    assert person_of(signed) == person
    assert person_of(signed + "x") is None
    assert dict(queries.picked(FAULT, at=NINE + 90 * DAY).reasons) == {"unwilling": 1}


def test_what_is_stopped_reaches_nobody_further(touched) -> None:
    for number in range(5):
        touched(mail=f"p{number}@example.com")
    id_ = begun()
    spared = commands.stop_outreach(id_, at=NINE)
    commands.do_what_is_due(at=NINE + HOUR)

    assert spared == 5
    assert written() == []


def test_a_place_alone_touches_nobody(touched) -> None:
    touched()
    found = queries.picked(Touched(path="network/"), at=NINE)

    assert found.silent == ()


def test_a_list_from_elsewhere_names_who_was_touched_and_who_is_unknown(touched) -> None:
    person = touched()
    found = queries.picked(Touched(path="network/", listed=("A@example.com", "who@example.com")), at=NINE)

    assert (found.silent, found.unknown) == ((person,), ("who@example.com",))


def test_an_outreach_without_a_text_does_not_begin(touched) -> None:
    touched()
    id_ = commands.draft_outreach(
        title="Pump 4", site="network", touched=FAULT, subject="", text="", by="radu", at=NINE
    )

    with pytest.raises(commands.OutreachError):
        commands.begin_outreach(id_, by="radu", at=NINE)


def test_where_no_mailbox_sends_it_does_not_begin(touched, no_mailbox) -> None:
    touched()

    with pytest.raises(commands.OutreachError, match="mailbox"):
        begun()
    assert Reach.objects.count() == 0


def test_when_the_mailbox_goes_away_on_the_way_everybody_else_waits_until_one_sends_again(touched) -> None:
    touched()
    id_ = begun()
    Mailbox.objects.update(enabled=False)
    commands.do_what_is_due(at=NINE)
    without = written()
    Mailbox.objects.update(enabled=True)
    commands.do_what_is_due(at=NINE + HOUR)

    assert without == []
    assert written() == ["a@example.com"]
    assert queries.campaign(id_, paths=("network/",)).state == "done"


def test_what_was_written_first_owes_no_answer_and_is_not_surveyed(touched) -> None:
    touched()
    begun()
    commands.do_what_is_due(at=NINE)
    commands.do_what_is_due(at=NINE + 2 * HOUR)
    case = Reach.objects.get().case

    assert matters.case(case).state == "closed"
    assert not Entry.objects.filter(key__startswith="said survey").exists()


def test_an_answer_stands_in_the_matter_it_was_written_in_and_is_promised_an_answer(touched, mail) -> None:
    touched()
    begun()
    commands.do_what_is_due(at=NINE)
    case = Reach.objects.get().case
    answered = mail("re", "Thank you, and my card?", sender="a@example.com", case=case, at=NINE + HOUR)

    assert answered.case == case
    assert matters.takes_part(case, kind="email", value="a@example.com")
    assert matters.case(case).state == "open"
    assert set(matters.open_promises([case])) == {case}


def test_who_answered_what_was_written_first_is_asked_how_it_was(touched, mail) -> None:
    touched()
    begun()
    commands.do_what_is_due(at=NINE)
    case = Reach.objects.get().case
    mail("re", "Thank you, and my card?", sender="a@example.com", case=case, at=NINE + HOUR)
    cases.close(case, by="nina", at=NINE + 2 * HOUR)
    commands.do_what_is_due(at=NINE + 4 * HOUR)

    assert Entry.objects.filter(key__startswith="said survey").count() == 1


def test_what_they_hear_next_is_said_and_promised(touched) -> None:
    touched()
    begun(next_at=NINE + 3 * DAY, next_words="what the laboratory found")
    commands.do_what_is_due(at=NINE)
    case = Reach.objects.get().case
    promise = matters.open_promises([case])[case]
    letter = Entry.objects.get(key__startswith="said outreach").text

    assert (promise.words, promise.due_at) == ("what the laboratory found", NINE + 3 * DAY)
    assert "You hear from us again by June 18, 2026: what the laboratory found" in letter
    assert matters.case(case).state == "open"


def test_a_promise_whose_time_has_passed_is_not_made(touched) -> None:
    touched()
    begun(next_at=NINE - HOUR)
    commands.do_what_is_due(at=NINE)

    assert matters.case(Reach.objects.get().case).state == "closed"


def test_it_goes_into_the_open_matter_about_the_very_fault(touched) -> None:
    person = touched()
    about = cases.open_matter(person=person, site="214", by="nina", at=NINE, summary="Pump 4 looked into")
    cases.find_fact(about, name="pump", value=4, by="nina", at=NINE)
    begun()
    commands.do_what_is_due(at=NINE)
    reach = Reach.objects.get()

    assert (reach.case, reach.joined) == (about, True)
    assert matters.case(about).state == "open"
    assert set(matters.open_promises([about])) == {about}


def test_it_answers_no_question_that_waits(touched, mail) -> None:
    touched()
    asked = mail("q", "When do you open?", sender="a@example.com").case
    cases.find_fact(asked, name="pump", value=4, by="nina", at=NINE)
    begun()
    commands.do_what_is_due(at=NINE + HOUR)

    assert Reach.objects.get().case != asked
    assert matters.case(asked).waiting_since is not None
