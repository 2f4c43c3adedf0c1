"""Did a machine write it? On real reports of mail systems, and on letters that people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from leeway.channels.mail.reading import read
from leeway.channels.mail.recognising import Kind, recognised
from tests.channels.mail.replied import replies
from tests.external import external

LABELS = Path(__file__).parent / "labels" / "odd.txt"
ORDINARY = (
    "Return-Path: <petra@mail.example>\nReceived: from mail.example by shop.example; Fri, 3 Oct 2025 14:02:11 +0300\n"
    "MIME-Version: 1.0\nFrom: Petra Lind <petra@mail.example>\nTo: help@shop.example\nSubject: Re: Your order\n"
    "Message-ID: <a1@mail.example>\nIn-Reply-To: <b2@shop.example>\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n\n"
)


def kind_of(headers: str, text: str = "Hello.") -> Kind:
    return recognised(read(f"{headers}\n\n{text}".encode())).kind


def labelled(label: str) -> list[str]:
    rows = [
        line.split() for line in LABELS.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [path for row_label, path in rows if row_label == label]


def test_reports_of_mail_systems_are_recognised() -> None:
    paths = sorted(external("mail/machine/bsd").iterdir())
    missed = [path.name for path in paths if not recognised(read(path.read_bytes())).by_machine]

    assert len(missed) <= 0.03 * len(paths), missed


def test_a_person_who_sends_a_report_along_is_no_machine() -> None:
    (path,) = external("mail/machine/not").iterdir()

    assert recognised(read(path.read_bytes())).kind == Kind.PERSON


def test_no_letter_of_a_person_is_taken_for_a_machines() -> None:
    folder = external("mail/odd")
    people = labelled("human")

    assert len(people) >= 60
    assert [path for path in people if recognised(read((folder / path).read_bytes())).by_machine] == []


def test_every_report_among_the_odd_mail_is_recognised() -> None:
    folder = external("mail/odd")

    assert [p for p in labelled("machine") if not recognised(read((folder / p).read_bytes())).by_machine] == []


def test_no_reply_with_ordinary_headers_is_taken_for_a_machines() -> None:
    texts = [reply.text for reply in replies()]
    folder = external("mail/replies")
    texts += [path.read_text("utf-8") for path in sorted((folder / "trimmer" / "emails").iterdir())]
    letters = [(ORDINARY + text).encode() for text in texts]
    letters += [path.read_bytes() for path in sorted((folder / "talon").iterdir())]

    assert [raw[-80:] for raw in letters if recognised(read(raw)).by_machine] == []


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (Kind.OUT_OF_OFFICE, "From: a@x.example\nAuto-Submitted: auto-replied\nSubject: Out of office: away"),
        (
            Kind.AUTO_REPLY,
            'From: a@x.example\nAuto-Submitted: auto-replied; owner-email="a@x"\nSubject: Got it',
        ),
        (Kind.OUT_OF_OFFICE, "From: a@x.example\nSubject: Автоматический ответ: Заказ"),
        (Kind.OUT_OF_OFFICE, "From: a@x.example\nSubject: Автоматична відповідь: Замовлення"),
        (Kind.OUT_OF_OFFICE, "From: a@x.example\nSubject: Răspuns automat: Comanda"),
        (Kind.OUT_OF_OFFICE, "From: a@x.example\nSubject: رد تلقائي: الطلب"),
        (Kind.AUTO_REPLY, "From: a@x.example\nX-Autoreply: yes\nSubject: Thanks"),
        (Kind.NOTICE, "From: a@x.example\nAuto-Submitted: auto-generated\nSubject: Backup done"),
        (Kind.NOTICE, "Return-Path: <>\nFrom: a@x.example\nSubject: Something"),
        (Kind.BULK, "From: a@x.example\nPrecedence: bulk\nSubject: News"),
        (Kind.BULK, "From: a@x.example\nList-Unsubscribe: <https://x.example/u>\nSubject: News"),
        (
            Kind.LIST,
            "From: a@x.example\nList-Id: <talk.x.example>\nList-Post: <mailto:talk@x.example>\nSubject: Hi",
        ),
        (Kind.BOUNCE, "From: MAILER-DAEMON@x.example\nSubject: Undelivered"),
        (Kind.BOUNCE, "From: Mail Delivery Subsystem <MAILER-DAEMON>\nSubject: Returned mail"),
        (
            Kind.RECEIPT,
            "From: a@x.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b",
        ),
        (
            Kind.FEEDBACK,
            "From: f@x.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
        ),
    ],
)
def test_a_sign_tells_the_kind(kind: Kind, headers: str) -> None:
    assert kind == kind_of(headers)


@pytest.mark.parametrize(
    "headers",
    [
        "From: a@x.example\nSubject: Re: Automatic reply: Order",
        "From: a@x.example\nSubject: Out of office chairs",
        "From: a@x.example\nSubject: Vacation booking was cancelled",
        "From: a@x.example\nSubject: Automatic door does not open",
        "From: a@x.example\nSubject: Delivery failed again, where is my parcel?",
        "From: support@partner.example\nSubject: Mail delivery: user unknown",
        "From: a@x.example\nAuto-Submitted: no\nSubject: Hello",
        "From: a@x.example\nPrecedence: first-class\nSubject: Hello",
        "From: no-reply@form.example\nReply-To: petra@mail.example\nSubject: Delivery status of my parcel",
        "From: a@x.example\nX-Auto-Response-Suppress: All\nSubject: Hello",
    ],
)
def test_words_that_only_sound_like_a_machine_are_a_persons(headers: str) -> None:
    assert kind_of(headers, "It could not be delivered, they say 550 5.1.1 user unknown.") == Kind.PERSON


@pytest.mark.parametrize(
    "headers",
    [
        "From: no-reply@x.example\nSubject: Hello",
        "From: a@x.example\nX-Auto-Response-Suppress: All\nSubject: Hello",
        "From: a@x.example\nX-Loop: desk\nSubject: Hello",
        "From: a@x.example, b@x.example\nSubject: Hello",
        "Subject: Hello",
        "From: a@x.example\nList-Id: <talk.x.example>\nSubject: Hello",
    ],
)
def test_some_letters_of_people_are_not_answered_automatically(headers: str) -> None:
    found = recognised(read(f"{headers}\n\nHello.".encode()))

    assert not found.by_machine
    assert not found.may_be_answered_automatically
