"""What comes in stands in the person's conversation once, and somebody owes an answer."""

from __future__ import annotations

from datetime import timedelta

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import Attached, Saying
from leeway.desk.cases.models import Case, Content, Entry, Promise

from .conftest import NINE


def test_a_first_message_opens_a_matter_with_a_promise(mail) -> None:
    came = mail("1", subject="Charged twice")
    case = matters.case(came.case)
    promised = matters.open_promises([came.case])[came.case]

    assert came.new
    assert came.opened
    assert (case.state, case.summary, case.path, case.waiting_since) == (
        "open",
        "Charged twice",
        "network/",
        NINE,
    )
    assert promised.due_at == case.due_at == NINE + timedelta(hours=8)


def test_the_same_message_handed_in_twice_is_one_entry(mail) -> None:
    first = mail("1")
    second = mail("1", at=NINE + timedelta(minutes=5))

    assert (second.entry, second.case, second.new) == (first.entry, first.case, False)
    assert Entry.objects.filter(kind="message").count() == Case.objects.count() == 1


def test_a_second_matter_is_of_the_same_person(mail) -> None:
    first = mail("1")
    second = mail("2", sender="MARIA@example.com".casefold())

    assert first.case != second.case
    assert first.person == second.person


def test_an_answer_keeps_the_promise_and_makes_the_next(mail) -> None:
    came = mail("1")
    said = cases.say(Saying(case=came.case, text="We look into it."), by="nina", at=NINE + timedelta(hours=1))
    states = list(Promise.objects.order_by("pk").values_list("state", flat=True))
    entry = Entry.objects.get(pk=said)

    assert states == ["kept", "open"]
    assert (entry.channel, entry.point_value, entry.state) == ("mail", "maria@example.com", "to send")
    assert matters.case(came.case).waiting_since is None


def test_an_answer_that_closes_leaves_no_promise(mail) -> None:
    came = mail("1")
    cases.say(Saying(case=came.case, text="Done.", closes=True), by="nina", at=NINE)
    case = matters.case(came.case)

    assert (case.state, case.due_at) == ("closed", None)
    assert not Promise.objects.filter(state="open").exists()


def test_a_message_in_a_closed_matter_opens_it_again(mail) -> None:
    came = mail("1")
    cases.close(came.case, by="nina", at=NINE)
    later = NINE + timedelta(days=3)
    again = mail("2", case=came.case, at=later)
    row = Case.objects.get(pk=came.case)

    assert (again.case, again.opened) == (came.case, False)
    assert (row.state, row.reopened_count, row.waiting_since) == ("open", 1, later)
    assert Promise.objects.filter(case=row, state="open").count() == 1


def test_machine_mail_opens_nothing_and_promises_nothing(mail) -> None:
    alone = mail("1", kind="machine")
    came = mail("2")
    cases.say(Saying(case=came.case, text="Hello."), by="nina", at=NINE)
    beside = mail("3", kind="machine", case=came.case, sender="mailer-daemon@example.com")

    assert (alone.case, alone.person) == ("", "")
    assert beside.person == came.person
    assert matters.case(came.case).waiting_since is None


def test_what_comes_for_a_joined_matter_goes_to_where_it_goes_on(mail) -> None:
    first, second = mail("1"), mail("2")
    cases.join(second.case, into=first.case, by="nina", at=NINE)

    assert mail("3", case=second.case).case == first.case


def test_the_same_file_sent_twice_is_kept_once(mail) -> None:
    file = Attached(name="bill.pdf", type="application/pdf", size=3, body=b"pdf")
    one = mail("1", attachments=(file,))
    mail("2", attachments=(file, Attached(name="film.mov", type="video/quicktime", size=10**9)))
    talk = matters.conversation([one.person])
    files = [each for entry in talk.entries for each in entry.files]

    assert Content.objects.count() == 1
    assert [(each.name, each.kept) for each in files] == [
        ("bill.pdf", True),
        ("bill.pdf", True),
        ("film.mov", False),
    ]
    assert matters.body_of(files[0].id)[2] == b"pdf"
    assert matters.body_of(files[2].id) is None
