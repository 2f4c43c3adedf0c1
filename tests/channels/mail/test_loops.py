"""Can two programs answer one another for ever, or can a stranger have us write to somebody? Scenarios of a
day."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from leeway.channels.mail.joining import proof_of
from leeway.channels.mail.reading import read
from leeway.channels.mail.recognising import recognised
from leeway.channels.mail.writing import may_answer

SERVER = "mx.shop.example"
OWN = frozenset({"help@shop.example", "sales@shop.example"})
TO = "To: help@shop.example\n"
PETRA = "From: petra@mail.example\n"


@dataclass
class Today:
    """Who has had an automatic answer today."""

    taken: set[str] = field(default_factory=set)

    def take(self, email: str) -> bool:
        if email in self.taken:
            return False
        self.taken.add(email)
        return True


def answers(*letters: str) -> int:
    """How many automatic answers go out for letters that come in one day."""
    today, count = Today(), 0
    for headers in letters:
        letter = read(f"{headers}\nSubject: Hello\n\nHello.".encode())
        silent = may_answer(
            letter, recognised(letter), proof=proof_of(letter, server=SERVER), own=OWN, answered=today
        )
        count += not silent
    return count


ONE = {
    "one letter": [PETRA + TO],
    "a person who writes 300 times in an hour": [PETRA + TO] * 300,
    "a person who writes to two mailboxes": [PETRA + TO, PETRA + "To: sales@shop.example"],
    "a person who copies us": [PETRA + "To: a@x.example\nCc: help@shop.example"],
    "an answer to our tagged address": [PETRA + "To: help+lwa-aaaa@shop.example"],
    "another desk's answer without any sign, for ever": ["From: desk@other.example\n" + TO] * 100,
    "two desks, one of which changes the subject each time": [
        f"From: desk@other.example\n{TO}X-Number: {n}" for n in range(50)
    ],
    "a desk that answers in capitals": ["From: desk@other.example\n" + TO, "From: DESK@Other.Example\n" + TO],
    "a person, then their reply while away": [PETRA + TO, PETRA + TO + "Auto-Submitted: auto-replied"],
    "a letter that says it was not automatic": [PETRA + TO + "Auto-Submitted: no"],
    "a person with a proven address": [
        f"Authentication-Results: {SERVER}; dmarc=pass header.from=mail.example\n{PETRA}{TO}"
    ],
}

NONE = {
    "a reply while away": [PETRA + TO + "Auto-Submitted: auto-replied"],
    "a notice": [PETRA + TO + "Auto-Submitted: auto-generated"],
    "a bounce": ["From: MAILER-DAEMON@mail.example\n" + TO],
    "a bounce without an address": ["From: Mail Delivery System\n" + TO],
    "an empty envelope": ["Return-Path: <>\n" + PETRA + TO],
    "a delivery report": [
        PETRA + TO + "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
    ],
    "a receipt": [
        PETRA + TO + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b"
    ],
    "a feedback report": [
        PETRA + TO + "Content-Type: multipart/report; report-type=feedback-report; boundary=b"
    ],
    "bulk": [PETRA + TO + "Precedence: bulk"],
    "junk": [PETRA + TO + "Precedence: junk"],
    "a mailing list": [PETRA + TO + "List-Id: <talk.x.example>\nList-Post: <mailto:talk@x.example>"],
    "an old mailing list": [PETRA + TO + "Precedence: list"],
    "a newsletter": [PETRA + TO + "List-Unsubscribe: <https://x.example/u>"],
    "a program's address": ["From: no-reply@x.example\n" + TO],
    "another spelling of it": ["From: donotreply@x.example\n" + TO],
    "the post master": ["From: postmaster@x.example\n" + TO],
    "who asks for none": [PETRA + TO + "X-Auto-Response-Suppress: OOF, AutoReply"],
    "what has been through a replying program": [PETRA + TO + "X-Loop: desk@x.example"],
    "another desk that marks its answers": ["From: desk@x.example\n" + TO + "X-Autoreply: yes"],
    "a desk that replies with a precedence": ["From: desk@x.example\n" + TO + "Precedence: auto_reply"],
    "our own mailbox": ["From: help@shop.example\n" + TO],
    "our other mailbox": ["From: sales@shop.example\n" + TO],
    "our own tagged address": ["From: help+lwa-aaaa@shop.example\n" + TO],
    "no sender": [TO],
    "two senders": ["From: a@x.example, b@x.example\n" + TO],
    "a hidden copy": [PETRA + "To: somebody@else.example"],
    "nobody named": [PETRA],
    "undisclosed recipients": [PETRA + "To: undisclosed-recipients:;"],
    "a false sender": [f"Authentication-Results: {SERVER}; dmarc=fail header.from=mail.example\n{PETRA}{TO}"]
    * 5,
    "a false sender, by its envelope": [
        f"Authentication-Results: {SERVER}; spf=fail smtp.mailfrom=mail.example\n{PETRA}{TO}"
    ],
    "an exchange rule's reply": [PETRA + TO + "X-MS-Exchange-Inbox-Rules-Loop: petra@mail.example"],
}


def test_there_are_enough_scenarios() -> None:
    assert len(ONE) + len(NONE) >= 30


@pytest.mark.parametrize("scenario", ONE)
def test_a_person_gets_one_automatic_answer_a_day(scenario: str) -> None:
    assert answers(*ONE[scenario]) == 1


@pytest.mark.parametrize("scenario", NONE)
def test_nothing_else_gets_any(scenario: str) -> None:
    assert answers(*NONE[scenario]) == 0


def test_the_only_answer_of_a_day_is_not_used_up_by_a_machine() -> None:
    assert answers(PETRA + TO + "Auto-Submitted: auto-replied", PETRA + TO) == 1
