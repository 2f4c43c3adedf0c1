"""Callers that share ways: each is told its own, nobody is forgotten, and no more go at once than may."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest

from leeway.ledger import LedgerUnavailable, Receipt, RequestDiffers, UnknownDecision
from leeway.stores import Answer, open_store
from leeway.stores.together import Answering, Deciding, Together, all_of
from tests.ledger.cast import CASE, NETWORK, NOON, Desk, cost
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SECONDS_MAX = 20.0


class Ways:
    """Doubles numbers; remembers which went together, how many ways were used at once, and can be held up."""

    def __init__(self, *, seconds: float = 0.0) -> None:
        self.groups: list[list[int]] = []
        self.most_abreast = 0
        self.open = threading.Event()
        self.open.set()
        self._seconds, self._under_way, self._lock = seconds, 0, threading.Lock()

    def go(self, asked: Sequence[int]) -> list[int | BaseException]:
        with self._lock:
            self.groups.append(list(asked))
            self._under_way += 1
            self.most_abreast = max(self.most_abreast, self._under_way)
        time.sleep(self._seconds)
        assert self.open.wait(SECONDS_MAX)
        with self._lock:
            self._under_way -= 1
        return [ValueError(str(each)) if each % 7 == 3 else 2 * each for each in asked]


class Caller(threading.Thread):
    """Somebody who asks; waits for them never last longer than a test may."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._work, self.told = work, None
        self.start()

    told: object

    def run(self) -> None:
        try:
            self.told = self._work()
        except (ValueError, LedgerUnavailable) as problem:
            self.told = problem

    def result(self) -> object:
        self.join(SECONDS_MAX)
        assert not self.is_alive(), "somebody was forgotten"
        return self.told


def asked_by_many(ask: Callable[[int], int], numbers: Sequence[int], *, threads: int) -> list[object]:
    """What becomes of all numbers, asked by so many at once."""
    told: list[object] = [None] * len(numbers)

    def work(first: int) -> None:
        for place in range(first, len(numbers), threads):
            try:
                told[place] = ask(numbers[place])
            except (ValueError, LedgerUnavailable) as problem:
                told[place] = str(problem)

    for caller in [Caller(partial(work, first)) for first in range(threads)]:
        caller.result()
    return told


def until(condition: object) -> None:
    """Wait for something to become so."""
    deadline = time.monotonic() + SECONDS_MAX
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.001)


@pytest.mark.parametrize("seed", range(12))
def test_whoever_comes_is_told_their_own_and_nobody_is_forgotten(seed: int) -> None:
    chance = Random(seed)
    most, abreast = chance.randint(1, 9), chance.randint(1, 3)
    ways = Ways(seconds=chance.choice((0.0, 0.0005)))
    together = Together(ways.go, most=most, abreast=abreast)
    numbers = range(200)

    told = asked_by_many(together.do, numbers, threads=chance.randint(1, 24))

    assert told == [str(each) if each % 7 == 3 else 2 * each for each in numbers]
    assert sorted(each for group in ways.groups for each in group) == list(numbers)
    assert max(map(len, ways.groups)) <= most
    assert ways.most_abreast <= abreast


def test_whoever_comes_first_goes_at_once_and_those_who_come_meanwhile_go_together_in_their_order() -> None:
    ways = Ways()
    ways.open.clear()
    together = Together(ways.go, most=3)
    callers = [Caller(lambda: together.do(1))]
    until(lambda: ways.groups)
    for number in (2, 4, 5, 6, 8):
        callers.append(Caller(partial(together.do, number)))
        until(lambda: len(together._waiting) == len(callers) - 1)
    alone = list(ways.groups)
    ways.open.set()

    assert alone == [[1]]
    assert [each.result() for each in callers] == [2, 4, 8, 10, 12, 16]
    assert ways.groups == [[1], [2, 4, 5], [6, 8]]


def test_as_many_go_abreast_as_there_are_ways() -> None:
    ways = Ways()
    ways.open.clear()
    together = Together(ways.go, most=5, abreast=2)
    callers = [Caller(partial(together.do, each)) for each in (1, 2, 4)]
    until(lambda: len(ways.groups) == 2 and len(together._waiting) == 1)
    ways.open.set()

    assert [each.result() for each in callers] == [2, 4, 8]
    assert ways.most_abreast == 2


def test_whoever_comes_while_the_turn_is_anothers_goes_along() -> None:
    ways, turn = Ways(), threading.Lock()
    together = Together(ways.go, most=5, turn=lambda: turn)  # type: ignore[arg-type, return-value]
    with turn:
        callers = [Caller(partial(together.do, each)) for each in (1, 2, 4)]
        until(lambda: len(together._waiting) == 2)

    assert [each.result() for each in callers] == [2, 4, 8]
    assert [sorted(group) for group in ways.groups] == [[1, 2, 4]]


def test_a_way_that_breaks_is_told_to_all_who_went_on_it_and_is_free_again() -> None:
    broken = threading.Event()
    broken.set()
    groups: list[int] = []

    def go(asked: Sequence[int]) -> list[int | BaseException]:
        groups.append(len(asked))
        if broken.is_set():
            time.sleep(0.01)
            raise LedgerUnavailable("here", "it is away")
        return list(asked)

    together: Together[int, int] = Together(go, most=8)

    reasons = asked_by_many(together.do, range(40), threads=8)
    broken.clear()

    assert len(set(reasons)) == 1
    assert isinstance(reasons[0], str)
    assert sum(groups) == 40
    assert together.do(5) == 5


def test_several_things_are_done_together_as_one_after_the_other(tmp_path: Path) -> None:
    answer = Answer(outcome="go_ahead", answer="{}", amount_minor=1)
    with open_store(f"sqlite:///{tmp_path}/ledger") as store:
        desk = Desk(store)
        asked = [
            *(Deciding(desk.proposal(cost(NETWORK, 4, 10), name=str(each)), record_of()) for each in range(3)),
            Answering("1", answer),
            Answering("nobody's", answer),
            Deciding(replace(desk.proposal(cost(CASE, 1, 10), name="0"), request_hash="another"), None),
        ]
        told = all_of(store, asked)
        balances, kept = store.balances([NETWORK, CASE], at=NOON), store.recorded("1").answer

    assert [each.state for each in told if isinstance(each, Receipt)] == ["posted", "posted", "refused"]
    assert [type(each) for each in told[3:]] == [type(None), UnknownDecision, RequestDiffers]
    assert balances == {NETWORK: 8, CASE: 0}
    assert kept == answer


def test_a_store_that_does_one_thing_at_a_time_is_asked_one_after_the_other() -> None:
    class OneByOne:
        def __init__(self) -> None:
            self.asked: list[str] = []

        def commit(self, proposal: object, *, record: object = None) -> str:
            del proposal, record
            self.asked.append("commit")
            return "receipt"

        def answered(self, decision: str, answer: object) -> None:
            del answer
            self.asked.append("answered")
            if decision == "nobody's":
                raise UnknownDecision(decision)

    store = OneByOne()
    answer = Answer(outcome="ask", answer="{}")
    asked = [Deciding(object(), None), Answering("a", answer), Answering("nobody's", answer)]  # type: ignore[arg-type]
    told = all_of(store, asked)  # type: ignore[arg-type]

    assert store.asked == ["commit", "answered", "answered"]
    assert told[:2] == ["receipt", None]
    assert isinstance(told[2], UnknownDecision)
