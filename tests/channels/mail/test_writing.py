"""Does an answer keep the conversation together, and can nobody put a header or a word of theirs into it?"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leeway.channels.mail.reading import Attachment, Letter, read
from leeway.channels.mail.writing import Outgoing, Parent, answer_subject, composed, references, thread_index

AT = datetime(2025, 10, 3, 14, 2, tzinfo=UTC)
LETTER = Outgoing(
    message_id="lwa-x@shop.example", from_address="help@shop.example", from_name="Harbour Shop", to="petra@mail.example",
    subject="Re: Kettle", text="We send a new one.", at=AT, unique=b"0123456789abcdef",
)  # fmt: skip


def sent(letter: Outgoing) -> Letter:
    return read(composed(letter))


def test_an_answer_names_what_it_answers_and_all_before_it() -> None:
    parent = Parent("b@mail.example", ("a@mail.example", "lw9-x@shop.example"))
    letter = sent(replace(LETTER, parent=parent))

    assert letter.in_reply_to == ("b@mail.example",)
    assert letter.references == ("a@mail.example", "lw9-x@shop.example", "b@mail.example")
    assert letter.message_id == "lwa-x@shop.example"


def test_a_long_thread_is_folded_so_that_every_line_can_be_sent() -> None:
    earlier = tuple(f"{'x' * 60}{n}@{'y' * 60}.example" for n in range(190))
    raw = composed(replace(LETTER, parent=Parent("b@mail.example", earlier)))

    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert (*earlier, "b@mail.example") == read(raw).references


def test_an_endless_thread_keeps_its_beginning_and_its_end() -> None:
    found = references(earlier=[f"{n}@x" for n in range(5_000)], answered="last@x")

    assert len(found) == 200
    assert (found[0], found[-1]) == ("0@x", "last@x")


@pytest.mark.parametrize(
    "broken", ["no at", "a b@x", "a@x>\r\nBcc: <thief@evil.example", "a@" + "x" * 1_000, ""]
)
def test_an_id_that_is_none_gets_into_no_header(broken: str) -> None:
    raw = composed(replace(LETTER, parent=Parent(broken, (broken, "a@x"))))

    assert read(raw).references == ("a@x",)
    assert b"thief" not in raw


def test_a_subject_or_name_cannot_begin_a_header() -> None:
    letter = replace(
        LETTER, subject="Hi\r\nBcc: thief@evil.example", from_name='Shop" <thief@evil.example>\n, "x'
    )
    found = sent(letter)

    assert not found.has("bcc")
    assert [address.email for address in found.senders] == ["help@shop.example"]


def test_only_automatic_letters_say_so() -> None:
    assert sent(replace(LETTER, automatic=True)).header("auto-submitted") == "auto-replied"
    assert not sent(LETTER).has("auto-submitted")
    assert not sent(LETTER).has("precedence")


def test_thread_index_grows_by_a_block_with_each_answer() -> None:
    first = thread_index("", at=AT, unique=b"0123456789abcdef")
    second = thread_index(first, at=AT, unique=b"x")

    assert len(base64.b64decode(first)) == 22
    assert base64.b64decode(first) == base64.b64decode(second)[:22]
    assert len(base64.b64decode(second)) == 27


@pytest.mark.parametrize("broken", ["", "!!", "AAAA", base64.b64encode(b"x" * 23).decode(), "A" * 100_000])
def test_a_broken_thread_index_begins_a_new_one(broken: str) -> None:
    assert len(base64.b64decode(thread_index(broken, at=AT, unique=b"0123456789abcdef"))) == 22


@pytest.mark.parametrize(
    "text", ["Дякуємо, надішлемо новий.", "شكراً لكم", "plain", "ă" * 5_000, ".\n..\nFrom here\n"]
)
def test_what_is_written_arrives_letter_by_letter(text: str) -> None:
    letter = sent(replace(LETTER, text=text, subject=f"Re: {text[:50].strip()}"))

    assert text.strip() == letter.text.strip()
    assert composed(replace(LETTER, text=text)).isascii()


def test_files_arrive_as_they_were() -> None:
    file = Attachment("счёт.pdf", "application/pdf", b"%PDF\x00\xff")
    letter = sent(replace(LETTER, attachments=(file, replace(file, type="message/rfc822"))))

    assert [(each.name, each.content) for each in letter.attachments] == [("счёт.pdf", b"%PDF\x00\xff")] * 2


@pytest.mark.parametrize(
    ("subject", "answer"),
    [("Kettle", "Re: Kettle"), ("RE: Re: Kettle", "Re: Kettle"), ("", "Re:"), ("Re:", "Re:")],
)
def test_an_answer_has_one_prefix(subject: str, answer: str) -> None:
    assert answer == answer_subject(subject)
