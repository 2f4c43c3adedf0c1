"""What is arranged without the command line: hours, holidays, promises, own fields, links, and how mail is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from leeway.channels.mail import commands as mail
from leeway.channels.mail.commands import Server, Wanted
from leeway.channels.mail.models import Letter
from leeway.desk.arrangements import commands, queries
from leeway.desk.arrangements.views.hours import stretches
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import Contact, Incoming, Saying
from leeway.desk.clock import held_at
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague
from leeway.desk.studio.commands import sign

NINE = datetime(2026, 6, 15, 6, tzinfo=UTC)
"""A Monday, nine in the morning in Kyiv."""


@pytest.fixture
def house(db: None) -> None:
    people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
    people.add_site(name="Station 214", parent="network", id_="214")
    people.add_site(name="Station 301", parent="network", id_="301")
    for id_, name, site in (("olga", "Olga Bondar", "network"), ("nina", "Nina Koval", "214")):
        people.add_colleague(name=name, at=NINE - timedelta(days=30), id_=id_)
        people.post(id_, site=site, authority="attendant", at=NINE - timedelta(days=30))
    people.put_in_charge("olga", of="people", site="network")


def _as(colleague: str) -> Client:
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=colleague), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def owner(house: None) -> Client:
    return _as("olga")


@pytest.fixture
def case(house: None) -> str:
    return _case("one")


def _case(key: str, *, site: str = "214") -> str:
    contact = Contact(kind="email", value="maria@example.com", name="Maria Ionescu")
    return cases.receive(
        Incoming(key=key, channel="mail", site=site, sender=contact, text="Charged twice."), at=NINE
    ).case


WEEK = {f"day-{day}": "9-13, 14:00–18:00" for day in range(5)}


def test_a_promise_counts_the_hours_that_were_kept_for_a_site(owner: Client) -> None:
    owner.post("/sites/214/hours/week/", WEEK)
    owner.post(
        "/sites/214/hours/term/",
        {"kind": "", "number": "6", "unit": "hours", "while_open": "yes", "words": "what we found"},
    )

    terms = matters.first_promise("214", "request", at=NINE)

    assert (terms.due_at, terms.words) == (datetime(2026, 6, 15, 13, tzinfo=UTC), "what we found")


def test_a_holiday_moves_what_is_promised_until_it_is_taken_back(owner: Client) -> None:
    owner.post("/sites/214/hours/week/", WEEK)
    owner.post("/sites/214/hours/term/", {"kind": "", "number": "60", "unit": "minutes", "while_open": "yes"})
    owner.post("/sites/214/hours/holiday/", {"day": "2026-06-15", "name": "Our birthday", "closed": "yes"})

    closed = matters.first_promise("214", "request", at=NINE).due_at
    with held_at(NINE):
        page = owner.get("/sites/214/hours/").content.decode()
    owner.post("/sites/214/hours/holiday/", {"day": "2026-06-15"})

    assert (closed.date(), "Our birthday" in page) == (date(2026, 6, 16), True)
    assert matters.first_promise("214", "request", at=NINE).due_at.date() == date(2026, 6, 15)


BOOK = "book: harbour\ncurrency: EUR\nzone: Europe/Kyiv\n"


def test_where_no_site_has_a_zone_hours_and_days_are_the_books(owner: Client) -> None:
    people.rename_site("network", name="All", zone="")
    sign({"book.yaml": BOOK}, by="olga", at=NINE - timedelta(days=1))
    owner.post("/sites/214/hours/week/", WEEK)
    owner.post("/sites/214/hours/holiday/", {"day": "2026-06-15", "name": "Our birthday", "closed": "yes"})
    with held_at(datetime(2026, 6, 15, 22, tzinfo=UTC)):
        page = owner.get("/sites/214/hours/").content.decode()
        opens = matters.calendar_of("214").after(NINE, minutes=0)

    assert ("Europe/Kyiv" in page, "Our birthday" in page) == (True, False)
    assert opens == datetime(2026, 6, 16, 6, tzinfo=UTC)


def test_without_a_number_the_site_above_says_it_again(owner: Client) -> None:
    owner.post("/sites/network/hours/term/", {"kind": "complaint", "number": "2", "unit": "hours"})
    owner.post("/sites/214/hours/term/", {"kind": "complaint", "number": "1", "unit": "hours"})
    sooner = matters.first_promise("214", "complaint", at=NINE).due_at

    owner.post("/sites/214/hours/term/", {"kind": "complaint", "number": ""})

    assert (sooner, matters.first_promise("214", "complaint", at=NINE).due_at) == (
        NINE + timedelta(hours=1), NINE + timedelta(hours=2),
    )  # fmt: skip


def test_hours_that_cannot_be_read_are_told_and_what_was_typed_stands_there(owner: Client) -> None:
    owner.post("/sites/214/hours/week/", WEEK)

    answer = owner.post("/sites/214/hours/week/", {**WEEK, "day-2": "nine to five"})

    assert (answer.status_code, "nine to five" in answer.content.decode()) == (422, True)
    assert len(matters.calendar_of("214").week) == 5


@pytest.mark.parametrize("typed", ["9", "9-9", "25-26", "9-13, 12-14", "14-2, 18-19", "9:75-10"])
def test_hours_that_make_no_sense_are_none(typed: str) -> None:
    assert stretches(typed) is None


def test_a_night_and_a_midnight_are_hours_like_others() -> None:
    assert [len(stretches(each) or ()) for each in ("22-6", "8-24", "0-24")] == [1, 1, 1]


@pytest.mark.parametrize("page", ["/sites/214/hours/", "/own-fields/", "/mailboxes/"])
def test_who_looks_after_nobody_arranges_nothing(house: None, page: str) -> None:
    assert _as("nina").get(page).status_code == 404


def test_a_field_of_our_own_is_asked_for_on_every_matter_and_kept_with_it(owner: Client, case: str) -> None:
    owner.post("/own-fields/", {"do": "keep", "name": "Pump", "kind": "one of", "choices": "1\n2\n3"})
    owner.post("/own-fields/", {"do": "keep", "name": "Litres", "kind": "number"})

    _as("nina").post(
        f"/matters/{case}/fields/", {"field Pump": "2", "field Litres": "40,5", "field Colour": "red"}
    )

    held = matters.case(case)
    assert held is not None
    assert held.fields == {"Pump": "2", "Litres": "40.5"}
    assert "40.5" in _as("nina").get(f"/matters/{case}/more/").content.decode()


@pytest.mark.parametrize(
    ("field", "typed"), [("Pump", "9"), ("Litres", "many"), ("Litres", "NaN"), ("Bought", "31.02.")]
)
def test_what_does_not_fit_a_field_is_told_and_nothing_is_kept(
    owner: Client, case: str, field: str, typed: str
) -> None:
    commands.keep_field(name="Model", kind="text")
    commands.keep_field(name="Pump", kind="one of", choices=("1", "2"))
    commands.keep_field(name="Litres", kind="number")
    commands.keep_field(name="Bought", kind="day")

    answer = owner.post(f"/matters/{case}/fields/", {"field Model": "X", f"field {field}": typed})

    held = matters.case(case)
    assert held is not None
    assert (answer.status_code, dict(held.fields)) == (422, {})


def test_a_field_without_a_choice_is_refused(owner: Client) -> None:
    owner.post("/own-fields/", {"do": "keep", "name": "Pump", "kind": "one of", "choices": "1"})

    assert queries.own_fields() == ()


def test_two_matters_are_linked_by_hand_and_apart_again(owner: Client, case: str) -> None:
    other = _case("two")

    owner.post(f"/matters/{case}/link/", {"other": other, "because": "the same pump"})
    page = owner.get(f"/matters/{other}/more/").content.decode()
    (tie,) = matters.ties_of([case])
    owner.post(f"/matters/{case}/unlink/{tie.id}/")

    assert ("the same pump" in page, matters.ties_of([case])) == (True, ())


def test_a_matter_one_may_not_see_cannot_be_linked(house: None) -> None:
    mine, far = _case("one"), _case("far", site="301")

    assert _as("nina").post(f"/matters/{mine}/link/", {"other": far}).status_code == 404


def test_mail_that_is_not_well_is_told_with_place_and_what_helps(owner: Client, case: str) -> None:
    mail.add_mailbox(
        Wanted(id="help", site="network", address="help@shop.example", send=Server(host="127.0.0.1", port=1))
    )
    mail.tell_problem("help", "LOGIN failed: invalid password", at=NINE)
    mail.keep("help", [(b"From: a@b.example\n\nx", 20)], at=NINE)
    Letter.objects.update(problem="a@b.example opened 30 matters in an hour; this letter waits its turn")
    entry = cases.say(Saying(case=case, text="Sorry."), by="nina", at=NINE)
    cases.claim_outgoing("mail", worker="w", at=NINE)
    cases.failed(entry, at=NINE, problem="the server is away")

    page = owner.get("/mailboxes/").content.decode()

    for words in (
        "LOGIN failed",
        "Give the user and the password anew",
        "waits its turn",
        "the server is away",
        "maria@example.com",
    ):
        assert words in page
