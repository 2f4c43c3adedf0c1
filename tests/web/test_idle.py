"""A desk where nothing happens is left alone; whatever is written is seen to at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError

from leeway.desk.conversations.models import Vocable
from leeway.web.running.idle import QUIET_SECONDS, Attention, written, written_to


class Hours:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_where_nothing_is_written_a_round_comes_only_when_time_has_passed() -> None:
    clock = Hours()
    attention = Attention(lambda: "the same", clock)
    wanted = []
    for _ in range(int(QUIET_SECONDS) * 2):
        wanted.append(attention.is_wanted())
        clock.now += 1

    assert wanted == [True, False, False, False, False] * 2


def test_what_is_written_between_or_during_a_round_brings_another_at_once() -> None:
    marks = iter("aabbb")
    attention = Attention(lambda: next(marks), Hours())

    assert [attention.is_wanted() for _ in range(5)] == [True, False, True, False, False]


def test_a_database_that_does_not_answer_is_asked_by_the_round_itself() -> None:
    def away() -> str:
        raise DatabaseError

    attention = Attention(away, Hours())

    assert [attention.is_wanted() for _ in range(3)] == [True, True, True]


@pytest.mark.django_db
def test_ones_own_writing_is_told_apart_from_looking() -> None:
    before = written()
    Vocable.objects.count()
    looked = written()
    Vocable.objects.create(word="refund")

    assert looked == before
    assert written() != before


def test_the_writing_of_another_process_is_seen(tmp_path) -> None:
    file = tmp_path / "desk.sqlite3"
    with closing(sqlite3.connect(file)) as mine, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("create table said (words)")
        before = written_to(mine)
        other.execute("insert into said values ('a word')")
        after = written_to(mine)
        again = written_to(mine)

    assert (before != after, again == after) == (True, True)
