"""Does mail travel? From a real IMAP server to the desk, and the answer to a real SMTP server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from leeway.channels.mail import commands as mail
from leeway.channels.mail import queries
from leeway.channels.mail.carrying import RefusedError
from leeway.channels.mail.commands import Server, Wanted
from leeway.channels.mail.commands.fetching import connection_to
from leeway.channels.mail.models import Letter, Mailbox
from leeway.channels.mail.reading import read
from leeway.desk.cases import commands as desk
from leeway.desk.cases import queries as cases
from leeway.desk.people import commands as people
from tests.channels.mail.desk.conftest import NINE
from tests.channels.mail.servers import Dovecot, Post, dovecot, post

LETTER = b"From: Petra Lind <petra@mail.example>\nTo: help@shop.example\nMessage-ID: <%d@mail.example>\nSubject: Kettle %d\n\nIt leaks."


@pytest.fixture(scope="module")
def imap() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def smtp() -> Iterator[Post]:
    with post() as server:
        yield server


@pytest.fixture
def box(db: None, imap: Dovecot, smtp: Post, request: pytest.FixtureRequest) -> str:
    """A mailbox of its own for each test, by name."""
    name = f"box{abs(hash(request.node.name)) % 100_000}"
    people.add_site(name="Shop", parent=None, id_="shop", zone="Europe/Kyiv")
    add(name, imap, smtp)
    return name


def add(name: str, imap: Dovecot, smtp: Post, **more: str) -> None:
    fetch = Server(
        host="127.0.0.1",
        port=int(more.get("port", imap.port)),
        security="none",
        user=name,
        done=more.get("done", ""),
    )
    mail.add_mailbox(
        Wanted(
            id=name, site="shop", address="help@shop.example", called="Harbour Shop", fetch=fetch,
            fetch_password=more.get("password", imap.password),
            send=Server(host="127.0.0.1", port=smtp.port, security="none"),
        )
    )  # fmt: skip


def look(name: str) -> int:
    with connection_to(name) as connection:
        return mail.fetch(name, connection, at=NINE)


def numbered(count: int, start: int = 0) -> list[bytes]:
    return [LETTER % (n, n) for n in range(start, start + count)]


def test_a_letter_comes_is_answered_and_the_answer_arrives_in_its_thread(
    box: str, imap: Dovecot, smtp: Post
) -> None:
    imap.put(box, numbered(1))
    look(box)
    mail.take_in_waiting(at=NINE)
    said = cases.entry(Letter.objects.get().entry or 0)
    assert said is not None
    desk.say(desk.Saying(case=said.case, text="Ми надішлемо новий."), by="mira", at=NINE)
    mail.send_waiting(worker="w", at=NINE)
    ((sender, to, raw),) = smtp.letters
    letter = read(raw)

    assert to == ["petra@mail.example"]
    assert sender == letter.reply_to[0].email
    assert letter.in_reply_to == ("0@mail.example",)
    assert (letter.subject, letter.text.strip()) == ("Re: Kettle 0", "Ми надішлемо новий.")
    assert [each.state for each in cases.entries_of(said.case) if each.direction == "out"] == ["sent"]

    imap.put(box, [b"From: petra@mail.example\nTo: %s\nMessage-ID: <re@m>\n\nThanks!" % sender.encode()])
    look(box)
    mail.take_in_waiting(at=NINE)

    assert "Thanks!" in [each.text for each in cases.entries_of(said.case)]


def test_what_is_stored_is_marked_as_seen_and_not_fetched_again(box: str, imap: Dovecot) -> None:
    imap.put(box, numbered(60))

    assert look(box) == 60
    assert look(box) == 0
    with imap.box(box) as opened:
        assert opened.uids("UNSEEN") == []


def test_a_letter_that_somebody_opened_elsewhere_is_fetched_all_the_same(box: str, imap: Dovecot) -> None:
    imap.put(box, numbered(1))
    look(box)
    imap.put(box, numbered(1, start=1))
    with imap.box(box) as opened:
        opened.flag(opened.uids(), "\\Seen", value=True)

    assert look(box) == 1


def test_what_was_read_long_ago_is_left_alone(box: str, imap: Dovecot) -> None:
    imap.put(box, numbered(3))
    with imap.box(box) as opened:
        opened.flag(opened.uids(), "\\Seen", value=True)
    first, second = look(box), look(box)
    imap.put(box, numbered(1, start=3))

    assert (first, second, look(box)) == (0, 0, 1)


def test_letters_are_moved_where_that_is_wanted(box: str, imap: Dovecot, smtp: Post) -> None:
    add(box, imap, smtp, done="Done")
    imap.put(box, numbered(3))
    look(box)

    with imap.box(box) as opened:
        assert opened.uids() == []
        opened.folder.set("Done")
        assert len(opened.uids()) == 3


def test_a_mailbox_numbered_anew_brings_nothing_twice(box: str, imap: Dovecot) -> None:
    imap.put(box, numbered(2))
    look(box)
    Mailbox.objects.filter(pk=box).update(uid_validity=1)
    with imap.box(box) as opened:
        opened.flag(opened.uids(), "\\Seen", value=False)
    look(box)

    assert Letter.objects.count() == 2


def test_a_mailbox_that_refuses_is_told_to_the_operator(box: str, imap: Dovecot, smtp: Post) -> None:
    add(box, imap, smtp, password="wrong")

    with pytest.raises(RefusedError), connection_to(box):
        pass


def test_a_letter_of_90_mb_is_taken_by_its_beginning_and_told(box: str, imap: Dovecot) -> None:
    imap.put(box, [LETTER % (7, 7) + b"x" * 90_000_000, LETTER % (8, 8)])
    look(box)
    mail.take_in_waiting(at=NINE)
    (seen,) = queries.mailboxes()

    assert Letter.objects.filter(state="taken").count() == 2
    assert "larger than 80 MB" in seen.problem


@pytest.mark.parametrize(
    ("recipient", "text", "state"),
    [
        ("450 later", "", "to send"),
        ("550 no such user", "", "failed"),
        ("", "451 later", "to send"),
        ("", "554 refused", "failed"),
    ],
)
def test_what_a_server_answers_decides_whether_it_is_tried_again(
    box: str, imap: Dovecot, smtp: Post, recipient: str, text: str, state: str
) -> None:
    smtp.answer_recipient, smtp.answer_text = recipient, text
    entry = answer(box, imap)
    mail.send_waiting(worker="w", at=NINE)
    said = cases.entry(entry)

    assert said is not None
    assert state == said.state
    assert (recipient or text)[4:] in said.problem


def test_a_server_that_cannot_be_reached_is_tried_again_later(box: str, imap: Dovecot, smtp: Post) -> None:
    smtp.stop()
    entry = answer(box, imap)
    mail.send_waiting(worker="w", at=NINE)
    smtp.start()

    assert mail.send_waiting(worker="w", at=NINE) == 0
    assert mail.send_waiting(worker="w", at=NINE + timedelta(minutes=2)) == 1
    assert [entry] == [each.id for each in cases.entries_of(cases.entry(entry).case) if each.state == "sent"]  # type: ignore[union-attr]


def test_a_connection_that_breaks_while_handing_over_is_of_unknown_outcome(
    box: str, imap: Dovecot, smtp: Post
) -> None:
    smtp.break_off = True
    entry = answer(box, imap)
    mail.send_waiting(worker="w", at=NINE)
    mail.send_waiting(worker="w", at=NINE + timedelta(days=1))
    said = cases.entry(entry)

    assert said is not None
    assert (said.state, len(smtp.letters)) == ("unknown", 1)


def answer(box: str, imap: Dovecot) -> int:
    imap.put(box, numbered(1))
    look(box)
    mail.take_in_waiting(at=NINE)
    said = cases.entry(Letter.objects.get().entry or 0)
    assert said is not None
    return desk.say(desk.Saying(case=said.case, text="Yes."), by="mira", at=NINE)


def test_the_server_says_by_itself_when_a_letter_comes(box: str, imap: Dovecot) -> None:
    with connection_to(box) as connection:
        assert connection.can_wait()
        coming = threading.Timer(0.3, imap.put, (box, numbered(1)))
        coming.start()
        heard = connection.wait(10)
        coming.join()

        assert heard
        assert mail.fetch(box, connection, at=NINE) == 1


def test_a_password_is_not_readable_in_the_database(box: str, imap: Dovecot) -> None:
    assert imap.password not in Mailbox.objects.get(pk=box).secret
    assert Path(imap.folder).exists()
