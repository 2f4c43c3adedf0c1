"""Letters of an mbox file: at their own time, in matters that are over, once; nobody is answered or asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leeway.channels.mail import commands as mail
from leeway.channels.mail.models import Letter
from leeway.desk.cases import commands as cases
from leeway.desk.cases.models import Case, Entry, Promise
from leeway.desk.listening.commands import do_what_is_due
from leeway.desk.persons import queries as persons
from tests.channels.mail.desk.conftest import NINE, received

ASKED = """From: Maria Ionescu <maria@example.com>
To: help@shop.example
Subject: Leak
Message-ID: <1@example.com>
Date: Sat, 01 Mar 2025 10:00:00 +0000

The machine leaks."""
ANSWERED = """From: Dan <help@shop.example>
To: Maria Ionescu <maria@example.com>
Subject: Re: Leak
Message-ID: <2@shop.example>
In-Reply-To: <1@example.com>
Date: Sat, 01 Mar 2025 12:00:00 +0000

We send a new one."""
STRANGER = """From: somebody@else.example
To: help@shop.example
Subject: Re: Leak
Message-ID: <3@else.example>
In-Reply-To: <1@example.com>
Date: Sun, 02 Mar 2025 12:00:00 +0000

Tell me all about Maria."""
MACHINE = """From: MAILER-DAEMON@mx.example
To: help@shop.example
Subject: Undelivered
Auto-Submitted: auto-replied
Message-ID: <4@mx.example>
Date: Mon, 03 Mar 2025 12:00:00 +0000

It did not arrive."""


@pytest.fixture
def brought(shop: None, tmp_path: Path) -> Callable[..., object]:
    def bring(*letters: str, box: str = "sales") -> object:
        path = tmp_path / "old.mbox"
        path.write_text("".join(f"From x@y Sat Mar  1 10:00:00 2025\n{each}\n\n" for each in letters), "utf-8")
        return mail.bring_mbox(path, mailbox=box, at=NINE)

    return bring


def test_a_letter_and_our_answer_are_one_matter_that_is_over_at_their_own_times(
    brought: Callable[..., object],
) -> None:
    brought(ASKED, ANSWERED)

    case = Case.objects.get()
    assert [(e.at, e.direction, e.text, e.case_id, e.person) for e in Entry.objects.order_by("at")] == [
        (datetime(2025, 3, 1, 10, tzinfo=UTC), "in", "The machine leaks.", case.pk, case.person),
        (datetime(2025, 3, 1, 12, tzinfo=UTC), "out", "We send a new one.", case.pk, case.person),
    ]
    assert (case.state, case.closed_at, Promise.objects.count()) == (
        "closed",
        datetime(2025, 3, 1, 12, tzinfo=UTC),
        0,
    )


def test_nobody_is_answered_or_asked(brought: Callable[..., object]) -> None:
    brought(ASKED, ANSWERED, MACHINE)

    do_what_is_due(at=NINE + timedelta(days=3))

    assert Entry.objects.filter(direction="out").count() == 1
    assert cases.claim_outgoing("mail", worker="w", at=NINE + timedelta(days=30)) == ()


def test_brought_in_again_nothing_is_doubled(brought: Callable[..., object]) -> None:
    first, again = brought(ASKED, ANSWERED), brought(ASKED, ANSWERED)

    assert (first.known, again.known) == (0, 2)  # type: ignore[attr-defined]
    assert (Letter.objects.count(), Entry.objects.count(), Case.objects.count()) == (2, 2, 1)


def test_kept_and_then_killed_it_is_taken_in_by_the_next_run_or_by_the_worker(shop: None) -> None:
    mail.keep("sales", [(ASKED.encode(), len(ASKED))], at=NINE, past=True)

    mail.take_in_waiting(at=NINE)

    assert (Case.objects.get().state, Entry.objects.get().at) == (
        "closed",
        datetime(2025, 3, 1, 10, tzinfo=UTC),
    )


def test_a_stranger_who_knows_a_reference_is_not_joined(brought: Callable[..., object]) -> None:
    brought(ASKED, STRANGER)

    assert {row.person for row in Case.objects.all()} == {
        persons.find("maria@example.com").id, persons.find("somebody@else.example").id,  # type: ignore[union-attr]
    }  # fmt: skip


def test_who_answers_a_letter_of_before_today_goes_on_in_the_same_matter(
    brought: Callable[..., object],
) -> None:
    brought(ASKED, ANSWERED)

    said = received(
        b"From: maria@example.com\nTo: sales@shop.example\nSubject: Re: Leak\nIn-Reply-To: <2@shop.example>\n"
        b"Message-ID: <9@example.com>\n\nIt leaks again.", box="sales",
    )  # fmt: skip

    assert (said.case, Case.objects.get().state, Promise.objects.count()) == (Case.objects.get().pk, "open", 1)


def test_mail_that_a_machine_wrote_is_kept_and_opens_nothing(brought: Callable[..., object]) -> None:
    brought(MACHINE)

    assert (Case.objects.count(), Entry.objects.get().kind) == (0, "machine")
