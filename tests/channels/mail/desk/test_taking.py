"""What becomes of a letter on the desk? An entry of that person's conversation, once, with why it stands
there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from leeway.channels.mail import commands as mail
from leeway.channels.mail.commands.sending import mailbox_of, outgoing_of
from leeway.channels.mail.models import Letter
from leeway.channels.mail.reading import read
from leeway.channels.mail.writing import composed
from leeway.desk.cases import commands as desk
from leeway.desk.cases import queries as cases
from leeway.desk.cases.queries import Said
from tests.channels.mail.desk.conftest import NINE, received
from tests.external import external

PETRA = "From: Petra Lind <petra@mail.example>\nTo: help@shop.example\nMessage-ID: <p1@mail.example>\nSubject: Kettle"
Comes = Callable[..., Said]


def answered(said: Said, text: str = "We send a new one.") -> bytes:
    """Our answer to a letter, as it goes out."""
    desk.say(desk.Saying(case=said.case, text=text), by="mira", at=NINE)
    (to_send,) = desk.claim_outgoing("mail", worker="w", at=NINE)
    box = mailbox_of(to_send)
    assert box is not None
    letter = outgoing_of(to_send, box, at=NINE)
    desk.sent(to_send.entry, at=NINE, reference=letter.message_id)
    return composed(letter)


def test_a_letter_opens_a_matter_with_a_promise(comes: Comes) -> None:
    said = comes(PETRA)

    assert (said.kind, said.text, said.subject) == ("message", "It leaks.", "Kettle")
    assert said.point == ("email", "petra@mail.example")
    assert said.case in cases.open_promises([said.case])


def test_the_same_letter_is_one_entry_however_often_it_comes(comes: Comes) -> None:
    first = comes(PETRA)
    again = comes(PETRA)
    elsewhere = comes(PETRA, box="sales")

    assert {first.id} == {again.id, elsewhere.id}


def test_an_answer_to_our_answer_continues_the_matter(comes: Comes) -> None:
    first = comes(PETRA)
    ours = read(answered(first))
    reply = comes(
        f"From: petra@mail.example\nTo: {ours.reply_to[0].email}\nSubject: Re: Kettle\nMessage-ID: <p2@mail.example>",
        "Thank you!\n\nOn Mon, Jun 15, 2026 at 9:00 AM Harbour Shop <help@shop.example> wrote:\n\n> We send a new one.",
    )

    assert first.case == reply.case
    assert reply.text == "Thank you!"
    assert "> We send a new one." in reply.folded
    assert reply.details["because"] == "it was written to the address of one of our letters"


def test_our_answer_names_what_it_answers(comes: Comes) -> None:
    letter = read(answered(comes(PETRA + "\nReferences: <p0@mail.example>")))

    assert letter.in_reply_to == ("p1@mail.example",)
    assert letter.references == ("p0@mail.example", "p1@mail.example")
    assert letter.subject == "Re: Kettle"
    assert [address.email for address in letter.to] == ["petra@mail.example"]


def test_a_stranger_with_our_token_opens_a_matter_of_their_own(comes: Comes) -> None:
    first = comes(PETRA)
    ours = read(answered(first))
    reply = comes(f"From: thief@evil.example\nTo: {ours.reply_to[0].email}\nMessage-ID: <t@evil.example>")

    assert reply.case
    assert first.case != reply.case
    assert [first.case] == [tie.other for tie in cases.ties_of([reply.case])]


def test_a_token_of_one_brand_is_nothing_to_another(comes: Comes) -> None:
    first = comes(PETRA)
    ours = read(answered(first))
    reply = comes(f"From: petra@mail.example\nTo: {ours.reply_to[0].email}\nMessage-ID: <p9@m>", box="garage")

    assert first.case != reply.case


def test_a_report_marks_our_letter_as_failed(comes: Comes) -> None:
    first = comes(PETRA)
    ours = read(answered(first))
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mail.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nNo such user.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example\n\nAction: failed\n"
        "Status: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: message/rfc822\n\n"
        f"Message-ID: <{ours.message_id}>\nFrom: help@shop.example\n\nText\n--b--"
    )
    report = received(raw.encode())
    (failed,) = [each for each in cases.entries_of(first.case) if each.state == "failed"]

    assert ("machine", first.case) == (report.kind, report.case)
    assert "550 no such user" in failed.problem


def test_what_a_machine_writes_opens_nothing(comes: Comes) -> None:
    said = comes("From: a@x.example\nTo: help@shop.example\nAuto-Submitted: auto-replied\nSubject: Away")

    assert (said.kind, said.case) == ("machine", "")


def test_a_false_sender_does_not_stand_in_the_conversation_of_who_it_names(comes: Comes) -> None:
    first = comes(PETRA)
    false = comes(
        "Authentication-Results: mx.shop.example; dmarc=fail header.from=mail.example\nFrom: petra@mail.example\n"
        "To: help@shop.example\nMessage-ID: <false@evil.example>\nIn-Reply-To: <p1@mail.example>"
    )

    assert first.case != false.case
    assert first.person != false.person
    assert false.details["from"] == ["petra@mail.example"]


def test_somebody_who_writes_hears_once_a_day_that_it_came(comes: Comes) -> None:
    for number in range(3):
        comes(
            f"From: petra@mail.example\nTo: sales@shop.example\nMessage-ID: <{number}@x>\nSubject: Buy {number}",
            box="sales",
        )
    sending = desk.claim_outgoing("mail", worker="w", at=NINE)

    assert len(sending) == 1
    assert sending[0].automatic
    assert "Buy" not in sending[0].subject + sending[0].text


def test_who_writes_300_times_in_an_hour_keeps_their_place_and_stops_nobody(comes: Comes) -> None:
    many = [
        f"From: loud@mail.example\nTo: help@shop.example\nMessage-ID: <{n}@loud>\nSubject: Now {n}\n\nNow!".encode()
        for n in range(300)
    ]
    mail.keep("help", [(raw, len(raw)) for raw in many], at=NINE)
    mail.take_in_waiting(at=NINE, most=1_000)
    calm = comes(PETRA)
    waiting = Letter.objects.filter(state="waiting")

    assert Letter.objects.filter(author="loud@mail.example", state="taken").count() == 30
    assert waiting.count() == 270
    assert calm.text == "It leaks."
    assert all("waits its turn" in row.problem for row in waiting[:5])

    mail.take_in_waiting(at=NINE + timedelta(hours=1, seconds=1), most=1_000)

    assert Letter.objects.filter(author="loud@mail.example", state="taken").count() == 60


def test_a_letter_that_cannot_be_taken_in_becomes_a_matter_for_a_human(
    comes: Comes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leeway.channels.mail.commands import taking

    def broken(raw: bytes) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(taking, "read", broken)
    mail.keep("help", [(b"From: petra@mail.example\n\nHi", 28)], at=NINE)
    for minutes in (0, 2, 5):
        mail.take_in_waiting(at=NINE + timedelta(minutes=minutes))
    row = Letter.objects.get()
    said = cases.entry(row.entry or 0)

    assert said is not None
    assert said.case
    assert [file.name for file in said.files] == ["letter.eml"]
    assert "a mistake of ours" in row.problem


@pytest.mark.parametrize("folder", ["odd", "machine"])
def test_no_real_letter_is_lost_on_the_desk(shop: None, folder: str) -> None:
    raws = [path.read_bytes() for path in sorted(external(f"mail/{folder}").rglob("*")) if path.is_file()]
    different = len(set(raws))
    mail.keep("help", [(raw, len(raw)) for raw in raws], at=NINE)
    for hour in range(20):
        mail.take_in_waiting(at=NINE + timedelta(hours=hour), most=1_000)

    assert different == Letter.objects.filter(state="taken").exclude(entry=None).count()
    assert Letter.objects.filter(tries__gt=0).count() == 0


def test_hostile_html_is_kept_safe(comes: Comes) -> None:
    said = received(
        b"From: petra@mail.example\nMessage-ID: <h@m>\nContent-Type: text/html\n\n"
        b'<p onclick="x()">Hi<script>alert(1)</script><img src="https://t.example/p.gif"></p>'
    )

    assert said.html == "<p>Hi<img></p>"
    assert said.text == "Hi"
