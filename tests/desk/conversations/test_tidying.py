"""An index of words that is changed a lot is tidied a little at a time, and finds the same all the while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import connection, transaction

from leeway.desk.conversations.commands import tidying
from leeway.desk.conversations.commands.indexing import index_persons
from leeway.desk.conversations.commands.tidying import LOOKED_EVERY, tidy_index
from leeway.desk.conversations.models import Vocable, Word
from leeway.desk.conversations.queries.finding import found
from leeway.desk.conversations.stems import marks_of, stems_of
from leeway.desk.persons import commands as persons

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)
WORDS = [
    f"{one}{other}{end}"
    for one in ("ba", "ko", "mi")
    for other in ("ter", "lun", "dos")
    for end in ("ak", "ir")
]
SEEN = ["network/"]


def _stems(chance: Random) -> str:
    return (
        f"{marks_of('case', 'network/')} {stems_of(' '.join(chance.choices(WORDS, k=6)))} only{chance.random()}"
    )


def _changed(chance: Random, ids: list[int], *, times: int) -> None:
    """Let some be described anew, a few in each transaction."""
    for _ in range(times):
        with transaction.atomic(), connection.cursor() as cursor:
            anew = [(_stems(chance), id_) for id_ in chance.sample(ids, 5)]
            cursor.executemany("update conversations_word set stems = %s where id = %s", anew)


@pytest.fixture
def untidy(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An index of some matters that were changed again and again; gives what stands in it."""
    for name, smaller in (("LEAVES_MIN", 8), ("STEP_PAGES", 1), ("STEPS", 1)):
        monkeypatch.setattr(tidying, name, smaller)
    chance = Random(5)
    Word.objects.bulk_create(
        Word(kind="case", of=str(n), path="network/", at=NOON, text="x", stems=_stems(chance))
        for n in range(1_500)
    )
    Vocable.objects.bulk_create(Vocable(word=each) for each in WORDS)
    ids = list(Word.objects.values_list("pk", flat=True))
    _changed(chance, ids, times=600)
    return ids


def _asked(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _parts() -> int:
    return _asked("select count(distinct segid) from conversations_found_idx")


def _leaves() -> int:
    return _asked("select count(*) from conversations_found_idx")


def _answers() -> list[list[str]]:
    return [[hit.of for hit in found(word, paths=SEEN, kinds=("case",), most=50)] for word in WORDS]


def _ticks(at: datetime) -> int:
    """Tick until nothing is left to do; say how often there was something."""
    for number in range(1_000):
        if not tidy_index(at=at + timedelta(seconds=number)):
            return number
    raise AssertionError("it comes to an end")


def test_tick_by_tick_it_becomes_small_and_one_and_finds_the_same(untidy: list[int]) -> None:
    parts, leaves, answers, between = _parts(), _leaves(), _answers(), []
    tidy_index(at=NOON)
    for number in range(3):
        tidy_index(at=NOON + timedelta(seconds=number + 1))
        between.append(_answers())
    ticks = _ticks(NOON + timedelta(seconds=9))

    assert parts > 1
    assert between == [answers] * 3
    assert ticks > 0
    assert (_parts(), _answers()) == (1, answers)
    assert _leaves() < 0.8 * leaves


def test_a_tick_holds_the_right_to_write_for_few_pages(untidy: list[int]) -> None:
    tidy_index(at=NOON)
    written: list[int] = []
    while Word.objects.get(kind="mark", of="tidy").text == tidying.GOING:
        before = connection.connection.total_changes
        tidy_index(at=NOON + timedelta(seconds=len(written) + 1))
        written.append(connection.connection.total_changes - before)

    assert len(written) > 4
    assert max(written) < sum(written) / 2


def test_what_comes_while_it_is_tidied_is_found_at_once_and_afterwards(untidy: list[int]) -> None:
    tidy_index(at=NOON)
    tidy_index(at=NOON + timedelta(seconds=1))
    stems = f"{marks_of('case', 'network/')} {stems_of(WORDS[0])}"
    Word.objects.create(kind="case", of="new", path="network/", at=NOON, stems=stems)
    Word.objects.filter(pk=untidy[0]).delete()
    during = _answers()
    _ticks(NOON + timedelta(seconds=2))

    assert during[0][0] == "new"
    assert _answers() == during


def test_it_is_looked_at_now_and_then_and_tidied_only_when_it_has_grown_again(untidy: list[int]) -> None:
    _ticks(NOON)
    tidy = _leaves()
    too_early = tidy_index(at=NOON + timedelta(minutes=5))
    not_worth_it = tidy_index(at=NOON + 2 * LOOKED_EVERY)
    _changed(Random(6), untidy, times=600)
    still_early = tidy_index(at=NOON + 2.5 * LOOKED_EVERY)
    grown = _leaves()
    again = _ticks(NOON + 4 * LOOKED_EVERY)

    assert (too_early, not_worth_it, still_early) == (False, False, False)
    assert grown > 1.2 * tidy
    assert again > 1
    assert _parts() == 1


def test_a_clock_that_ran_ahead_does_not_keep_it_untidy(untidy: list[int]) -> None:
    _ticks(NOON + timedelta(days=300))
    _changed(Random(6), untidy, times=600)

    assert _ticks(NOON) > 1


def test_a_small_index_is_left_alone(db: None) -> None:
    Word.objects.create(kind="case", of="1", path="network/", at=NOON, stems="kindcase bread")

    assert not tidy_index(at=NOON)
    assert not tidy_index(at=NOON + 2 * LOOKED_EVERY)


def test_what_stands_there_already_is_not_written_again(db: None) -> None:
    person = persons.know_at("email", "maria@example.com", at=NOON, name="Maria")
    index_persons([person])
    before = _leaves()
    index_persons([person])
    same = _leaves()
    persons.describe(person, name="Maria Ionescu")
    index_persons([person])

    assert same == before
    assert _leaves() > before
    assert [hit.of for hit in found("ionescu", paths=SEEN, kinds=("person",))] == [person]
