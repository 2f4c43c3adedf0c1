"""A colleague writes down a call or a visit; how long a call may take is the policy's answer."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from leeway.channels.phone.time import time_for
from leeway.desk.cases import queries as cases
from leeway.desk.cases.models import Case, Entry
from leeway.desk.clock import held_at
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.studio import commands as studio
from leeway.desk.studio import queries as books
from tests.channels.pages.conftest import NOON


def _kept(nina: Any, **typed: Any) -> Any:
    begun = re.search(r'name="begun" value="([^"]+)"', nina.get("/calls/new/").content.decode())

    assert begun is not None
    sent = {
        "begun": begun[1],
        "who": "+380 67 111 22 33",
        "text": "The pump is slow.",
        "state": "open",
        **typed,
    }
    with held_at(NOON + timedelta(minutes=12)):
        answers = [nina.post("/calls/new/", sent) for _ in range(2)]
    return answers[0]


def test_a_call_is_in_the_conversation_once_with_a_promise_and_its_minutes(nina: Any) -> None:
    answer = _kept(nina)
    entry, case = Entry.objects.get(direction="in"), Case.objects.get()

    assert answer["Location"] == f"/people/{case.person}/?case={case.pk}"
    assert (entry.kind, entry.channel, entry.text) == ("phone", "phone", "The pump is slow.")
    assert entry.details["minutes"] == 12
    assert (case.owner, case.state) == ("nina", "open")
    assert case.pk in cases.open_promises([case.pk])


def test_what_is_settled_on_the_spot_owes_nothing(nina: Any) -> None:
    _kept(nina, way="visit", state="settled", situation="doubts/engine-trouble")
    case = Case.objects.get()

    assert (case.state, case.channel, case.situation) == ("closed", "visit", "doubts/engine-trouble")
    assert cases.open_promises([case.pk]) == {}


def test_the_same_number_is_the_same_person(nina: Any) -> None:
    _kept(nina, state="settled")
    _kept(nina, text="Again.", who="067 111-22-33")

    assert len(set(Case.objects.values_list("person", flat=True))) == 1


def test_who_has_something_open_is_asked_about_before_anything_is_kept(nina: Any) -> None:
    _kept(nina)
    _kept(nina, text="And the air is broken.", state="settled", goes_on="new")
    first = Case.objects.get(state="open")
    asked = _kept(nina, text="Still slow.", who="067 111-22-33")
    page = asked.content.decode()

    assert asked.status_code == 200
    assert f'value="{first.pk}" checked' in page
    assert "Still slow." in page
    assert Entry.objects.filter(direction="in").count() == 2


def test_a_call_goes_on_with_the_open_matter_that_was_chosen(nina: Any) -> None:
    _kept(nina)
    case = Case.objects.get()
    answer = _kept(nina, text="Still slow.", who="067 111-22-33", goes_on=case.pk)

    assert answer["Location"] == f"/people/{case.person}/?case={case.pk}"
    assert list(Entry.objects.filter(direction="in").values_list("case", "text")) == [
        (case.pk, "The pump is slow."),
        (case.pk, "Still slow."),
    ]
    assert set(cases.open_promises([case.pk])) == {case.pk}


def test_a_call_about_something_else_opens_a_matter_beside(nina: Any) -> None:
    _kept(nina)
    _kept(nina, text="A lost glove.", goes_on="new")

    assert len(set(Case.objects.values_list("pk", "person"))) == 2
    assert len(set(Case.objects.values_list("person", flat=True))) == 1


def test_a_call_never_joins_a_matter_of_somebody_else(nina: Any) -> None:
    _kept(nina)
    other = Case.objects.get()
    _kept(nina, text="Another one.", who="067 999 88 77", goes_on=other.pk)

    assert Case.objects.count() == 2
    assert Entry.objects.filter(direction="in", case=other).count() == 1


def test_what_is_open_is_shown_as_soon_as_a_number_is_typed(nina: Any) -> None:
    from leeway.desk.cases.commands import Contact, Incoming, receive

    receive(
        Incoming(
            key="1", channel="form", site="215", text="Secret.",
            sender=Contact(kind="phone", value="380679998877", name="Somebody"),
        ),
        at=NOON,
    )  # fmt: skip
    _kept(nina)
    mine = nina.get("/calls/whose/?who=067 111-22-33").content.decode()
    elsewhere = nina.get("/calls/whose/?who=067 999 88 77").content.decode()

    assert "The pump is slow." in mine
    assert elsewhere.strip() == ""


def test_a_call_about_somebody_whom_one_may_not_see_is_not_written_down(nina: Any) -> None:
    from leeway.desk.cases.commands import Contact, Incoming, receive

    elsewhere = receive(
        Incoming(
            key="1", channel="form", site="215", text="Secret.", sender=Contact(kind="phone", value="1234567")
        ),
        at=NOON,
    )

    assert nina.get(f"/calls/new/?person={elsewhere.person}").status_code == 404
    assert nina.get(f"/calls/new/?case={elsewhere.case}").status_code == 404


def test_without_who_or_what_nothing_is_kept(nina: Any) -> None:
    answer = _kept(nina, who="", text="He said something.")

    assert answer.status_code == 422
    assert b"He said something." in answer.content
    assert Entry.objects.count() == 0


@pytest.fixture
def call_centre(stations: Any) -> Any:
    """Nina as a newcomer of the mobile operator's call centre."""
    with held_at(NOON):
        studio.sign(book_texts("mobile"), by="nina", at=NOON + timedelta(seconds=1))
    people.post("nina", site="215", authority="newcomer", at=NOON)
    return books.in_force(at=NOON + timedelta(seconds=2))


def _time(law: Any, situation: str) -> Any:
    actor = actor_at("nina", "215", book=law.book, at=NOON)
    chosen = next(
        (each for policy in law.book.policies for each in policy.situations if each.id == situation), None
    )

    assert actor is not None
    return time_for(chosen, actor=actor, law=law, site="215", at=NOON + timedelta(seconds=2))


def test_how_long_a_call_may_take_depends_on_what_it_is_about(call_centre: Any, ledger: Any) -> None:
    charge, stranded = _time(call_centre, "charges/strange-charge"), _time(call_centre, "stranded/stranded")
    shown = [(each.minutes, each.free, each.outcome.value) for each in charge.stretches]

    assert not charge.open_ended
    assert shown[:2] == [(20, True, "go_ahead"), (60, False, "go_ahead")]
    assert shown[2][2] in ("decline", "ask", "find_out")
    assert stranded.open_ended


def test_a_book_that_says_nothing_of_time_sets_no_clock(stations: Any) -> None:
    law = books.in_force(at=NOON)
    actor = actor_at("nina", "214", book=law.book, at=NOON) if law else None

    assert law is not None
    assert actor is not None
    assert time_for(None, actor=actor, law=law, site="214", at=NOON) is None
