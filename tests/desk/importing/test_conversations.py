"""What was said elsewhere: at its own time, once, and nothing follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from leeway.channels.mail import commands as mail
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries
from leeway.desk.cases.commands import Contact, Incoming, Saying
from leeway.desk.cases.models import Case, Entry, Participant, Promise
from leeway.desk.importing.commands import Report
from leeway.desk.listening.commands import do_what_is_due
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known
from leeway.desk.persons.models import Person
from tests.desk.importing.conftest import NOW

Bring = Callable[..., Report]
HEADER = (
    "Ticket ID,Comment ID,Created at,Requester,Requester email,Author type,Author,Body,Subject,Status,Public\n"
)
LEAK = (
    "17,1,2025-03-01T10:00:00Z,Maria Ionescu,maria@example.com,customer,,The machine leaks.,Leak,solved,true\n"
    "17,2,2025-03-01T12:00:00Z,Maria Ionescu,maria@example.com,agent,Dan,We send a new one.,Leak,solved,true\n"
    "17,3,2025-03-01T12:01:00Z,Maria Ionescu,maria@example.com,agent,Dan,She is a regular.,Leak,solved,false\n"
)
ORDER = "18,4,2026-06-14T12:00:00Z,Petr,petr@example.com,customer,,Where is it?,Order,open,true\n"


@pytest.fixture
def said(bring: Bring) -> Callable[..., Report]:
    return lambda text, **more: bring(text, kind="conversations", **more)


def _entries() -> list[tuple[object, ...]]:
    return [(e.at.hour, e.kind, e.direction, e.text, e.state) for e in Entry.objects.order_by("at")]


def test_each_word_stands_at_its_own_time_in_the_conversation_of_the_person(said: Bring) -> None:
    maria = persons.know("maria@example.com", at=NOW)

    report = said(HEADER + LEAK)

    assert report.counts == {"words new": 3, "matters closed": 1, "known by email": 1}
    assert _entries() == [
        (10, "message", "in", "The machine leaks.", ""),
        (12, "message", "out", "We send a new one.", "sent"),
        (12, "note", "", "She is a regular.", ""),
    ]
    assert [each.person for each in queries.conversation([maria]).entries] == [maria] * 3


def test_a_matter_that_was_over_is_over_with_its_last_word_and_nothing_is_promised(said: Bring) -> None:
    said(HEADER + LEAK)

    row = Case.objects.get()
    assert (row.state, row.summary, row.due_at, row.waiting_since) == ("closed", "Leak", None, None)
    assert (row.opened_at, row.closed_at) == (
        datetime(2025, 3, 1, 10, tzinfo=UTC), datetime(2025, 3, 1, 12, 1, tzinfo=UTC),
    )  # fmt: skip
    assert Promise.objects.count() == 0


def test_nobody_is_asked_how_it_was_nor_praised_and_nothing_is_sent(said: Bring) -> None:
    lately = (NOW - timedelta(hours=3)).isoformat()
    said(
        "Ticket ID,Date,Email,Direction,Body,Status,Type\n"
        f"1,{lately},maria@example.com,in,Dan was so kind to me.,closed,praise\n"
        f"1,{lately},maria@example.com,out,Thank you!,closed,praise\n"
    )

    for hours in (1, 25, 49, 24 * 8):
        do_what_is_due(at=NOW + timedelta(hours=hours))
        cases.do_what_is_due(at=NOW + timedelta(hours=hours))

    assert Entry.objects.count() == 2
    assert cases.claim_outgoing("mail", worker="w", at=NOW + timedelta(days=30)) == ()
    assert mail.send_waiting(worker="w", at=NOW + timedelta(days=30), clock=lambda: NOW) == 0


def test_one_that_is_still_open_waits_for_us_with_a_promise_made_now(said: Bring) -> None:
    said(HEADER + ORDER)

    row, promise = Case.objects.get(), Promise.objects.get()
    assert (row.state, row.waiting_since) == ("open", datetime(2026, 6, 14, 12, tzinfo=UTC))
    assert (promise.state, promise.made_at, promise.due_at > NOW) == ("open", NOW, True)


def test_brought_in_again_and_in_other_files_nothing_is_doubled(said: Bring) -> None:
    said(HEADER + LEAK + ORDER)

    again = said(HEADER + LEAK + ORDER, name="again.csv", zone="Europe/Kyiv")
    more = said(HEADER + ORDER + "18,5,2026-06-15T01:00:00Z,Petr,petr@example.com,customer,,Hello?,Order,open,true\n",
                name="more.csv")  # fmt: skip

    assert again.counts == {"words known": 4}
    assert more.counts == {"words known": 1, "words new": 1}
    assert (Case.objects.count(), Entry.objects.count(), Person.objects.count(), Promise.objects.count()) == (
        2,
        5,
        2,
        1,
    )


def test_rows_without_numbers_are_the_same_by_what_they_say(said: Bring) -> None:
    rows = "Date,Email,Body\n2025-01-01T10:00:00Z,a@example.com,Hello\n"

    said(rows)
    again = said(
        f"{rows}2025-01-02T10:00:00Z,a@example.com,Hello\n2025-01-01T10:00:00Z,a@example.com,Hello\n",
        name="b.csv",
    )

    assert again.counts["words known"] == 2
    assert Entry.objects.count() == 2


def test_numbers_of_two_desks_do_not_meet(said: Bring) -> None:
    said(HEADER + ORDER)
    said(HEADER + ORDER.replace("petr@", "ana@"), source="the shop", name="shop.csv")

    assert {row.person for row in Case.objects.all()} == {
        known.find("petr@example.com").id, known.find("ana@example.com").id,  # type: ignore[union-attr]
    }  # fmt: skip


def test_what_was_done_here_meanwhile_stands(said: Bring) -> None:
    said(HEADER + ORDER)
    case = Case.objects.get().pk
    cases.say(Saying(case=case, text="On its way.", channel="phone", closes=True), by="mira", at=NOW)

    said(
        HEADER
        + ORDER
        + "18,6,2026-06-13T01:00:00Z,Petr,petr@example.com,customer,,I ordered.,Order,open,true\n",
        name="b.csv",
    )

    row = Case.objects.get()
    assert (row.state, row.closed_by, row.waiting_since) == ("closed", "mira", None)
    assert row.opened_at == datetime(2026, 6, 13, 1, tzinfo=UTC)


def test_who_wrote_before_may_write_in_the_matter_again(said: Bring) -> None:
    said(HEADER + LEAK)
    case = Case.objects.get().pk

    received = cases.receive(
        Incoming(key="k", channel="mail", site="network", text="It leaks again.", case=case,
                 sender=Contact(kind="email", value="maria@example.com")), at=NOW,
    )  # fmt: skip

    assert Participant.objects.filter(case=case, value="maria@example.com").exists()
    assert (received.case, Case.objects.get().state, Promise.objects.count()) == (case, "open", 1)


def test_a_word_without_a_name_goes_to_whom_the_matter_is_of_also_where_that_is_said_later(said: Bring) -> None:
    said(
        "Ticket ID,Date,Email,Direction,Body\n7,2025-01-01T10:00:00Z,,out,We called you.\n"
        "7,2025-01-01T11:00:00Z,ana@example.com,in,Thank you.\n7,2025-01-01T12:00:00Z,dan@shop.example,out,Gladly.\n"
    )

    ana = known.find("ana@example.com")
    assert ana is not None
    assert {entry.person for entry in Entry.objects.all()} == {Case.objects.get().person} == {ana.id}
    assert known.find("dan@shop.example") is None


def test_refused_rows_say_what_is_wrong(said: Bring) -> None:
    report = said(
        "Ticket ID,Date,Email,Direction,Body,Status,Site\n"
        "1,2025-01-01T10:00:00Z,a@example.com,sideways,Hello,open,\n"
        "1,2025-01-01T10:00:00Z,a@example.com,in,Hello,on fire,\n"
        "1,,a@example.com,in,Hello,open,\n"
        "1,2025-01-01T10:00:00Z,a@example.com,in,,open,\n"
        "1,2025-01-01T10:00:00Z,a@example.com,in,Hello,open,Atlantis\n"
        ",2025-01-01T10:00:00Z,,in,Hello,open,\n"
    )

    assert [each.text for each in report.problems] == [
        "`sideways` does not say who spoke",
        "`on fire` does not say whether the matter is over",
        "nothing says when it was said",
        "nothing was said",
        "there is no site `Atlantis`",
        "nothing says whose conversation it is",
    ]
    assert (Entry.objects.count(), Person.objects.count()) == (0, 0)


def test_a_dry_run_says_what_happens_then(said: Bring) -> None:
    persons.know("who7@example.com", at=NOW)
    text = HEADER + "".join(
        f"{n % 900},{n},2025-03-01T10:00:00Z,,who{n % 400}@example.com,customer,,Word {n},S,solved,true\n"
        for n in range(2_500)
    )

    promised = said(text + text, dry=True)
    before = Entry.objects.count()
    did = said(text + text)

    assert before == 0
    assert promised == did
    assert did.counts == {
        "words new": 2_500, "words known": 2_500, "matters closed": 900, "persons new": 399, "known by email": did.counts["known by email"],
    }  # fmt: skip
