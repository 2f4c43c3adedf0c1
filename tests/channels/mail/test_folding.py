"""Which lines did the person write? On our own marked replies, and on the replies of another mail program's
makers."""

from __future__ import annotations

import time

import pytest

from leeway.channels.mail.folding import Mark, fold
from tests.channels.mail.replied import Reply, folded_spaces, replies
from tests.external import external

LONG_LINES = {
    "introductions": "On Fri, Oct 3, 2025 at 2:02 PM Name <a@b.cc> wrote:\n",
    "dashes": "--\nx\n",
    "quotations with answers": "> a\nb\n",
    "headers": "From: a\n",
    "angles": "<" * 300 + "\n",
    "addresses": "a@" * 500 + ":\n",
    "spaces": " " * 300 + ":\n",
    "one long line": "a@",
    "rules": "__________\n",
}


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.name)
def test_a_reply_shows_what_was_written_and_folds_the_rest(reply: Reply) -> None:
    shown = fold(reply.text).visible

    assert folded_spaces(reply.visible) == folded_spaces(shown)


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.name)
def test_every_line_that_somebody_wrote_stays_visible(reply: Reply) -> None:
    shown = {line.strip() for line in fold(reply.text).visible.split("\n")}

    assert [line for line in reply.said if line not in shown] == []


def test_there_are_enough_replies_in_each_language() -> None:
    languages = [reply.name[:2] for reply in replies()]

    assert {"ar", "en", "ro", "ru", "uk"} == set(languages)
    assert len([language for language in languages if language != "en"]) >= 40


def test_nine_of_ten_replies_of_others_are_folded_exactly_and_none_hides_words() -> None:
    folder = external("mail/replies/trimmer")
    different, hidden = [], []
    for path in sorted((folder / "emails").iterdir()):
        shown = folded_spaces(fold(path.read_text("utf-8")).visible)
        wanted = (folder / "trimmed" / path.name).read_text("utf-8")
        if shown != folded_spaces(wanted):
            different.append(path.name)
        hidden += [line for line in wanted.split("\n") if folded_spaces(line) not in shown]

    assert hidden == []
    assert len(different) <= 6, different


@pytest.mark.parametrize("name", LONG_LINES)
def test_a_long_letter_takes_no_longer_than_its_length(name: str) -> None:
    text = LONG_LINES[name] * (1_000_000 // len(LONG_LINES[name]))
    started = time.process_time()
    fold(text)

    assert time.process_time() - started < 5


def test_nothing_is_lost_by_folding() -> None:
    for reply in replies():
        together = "\n".join(piece.text for piece in fold(reply.text).pieces)

        assert reply.text == together


def test_a_signature_is_told_from_a_quotation() -> None:
    marks = [piece.mark for piece in fold("Yes.\n-- \nPetra Lind\n\n> Shall we?").pieces]

    assert marks == [Mark.SAID, Mark.SIGNATURE, Mark.QUOTED]


def test_code_between_fences_is_not_taken_for_a_quotation() -> None:
    text = "This is what I typed:\n```\n> print(1)\n--\n```\nIt says no."

    assert text == fold(text).visible
