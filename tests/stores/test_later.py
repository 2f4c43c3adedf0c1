"""Answers that are kept a moment later: together, each once, and never later than their own process reads them."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from leeway.ledger import LedgerUnavailable, UnknownDecision
from leeway.stores import Answer, Sought
from leeway.stores.later import Later
from tests.ledger.cast import CASE, Desk, cost
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.stores import Store

GO_AHEAD = Answer(outcome="go_ahead", answer='{"decision":1}')


class Kept:
    """Remembers what was kept together; can be held up, and can fail."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.open = threading.Event()
        self.open.set()
        self.fails = 0

    def keep(self, pieces: Sequence[str]) -> None:
        assert self.open.wait(10)
        self.groups.append(list(pieces))
        if self.fails:
            self.fails -= 1
            raise LedgerUnavailable("somewhere", "away")


def test_what_comes_while_others_are_kept_is_kept_together() -> None:
    kept = Kept()
    kept.open.clear()
    later = Later(kept.keep, most=10)
    for piece in "abcde":
        later.add(piece)
    kept.open.set()
    later.all_kept()

    assert sorted("".join(piece for group in kept.groups for piece in group)) == list("abcde")
    assert len(kept.groups) <= 2


def test_no_more_than_may_are_kept_together() -> None:
    kept = Kept()
    later = Later(kept.keep, most=2)
    for piece in "abcde":
        later.add(piece)
    later.all_kept()

    assert [each for group in kept.groups for each in group] == list("abcde")
    assert max(map(len, kept.groups)) <= 2


def test_what_cannot_be_kept_does_not_hold_up_what_follows() -> None:
    kept = Kept()
    kept.fails = 1
    later = Later(kept.keep, most=10)
    later.add("lost")
    later.all_kept()
    later.add("kept")
    later.all_kept()

    assert kept.groups == [["lost"], ["kept"]]


def test_a_forked_process_keeps_what_it_adds_itself() -> None:
    kept = Kept()
    later = Later(kept.keep, most=10)
    later.add("ours")
    later.all_kept()
    child = os.fork()
    if child == 0:
        later.add("theirs")
        later.all_kept()
        os._exit(0 if kept.groups == [["ours"], ["theirs"]] else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0


def test_an_answer_kept_soon_is_read_at_once_by_whoever_gave_it(store: Store) -> None:
    desk = Desk(store)
    for name in "123":
        store.commit(desk.proposal(cost(CASE, 100, None), name=name), record=record_of())
        store.answered(name, GO_AHEAD, soon=True)

    assert store.recorded("3").answer == GO_AHEAD
    assert store.count(Sought(outcome="go_ahead")) == 3
    assert [each.decision for each in store.audit() if each.what == "answer"] == ["1", "2", "3"]


def test_the_first_of_two_answers_kept_soon_stays(store: Store) -> None:
    desk = Desk(store)
    store.commit(desk.proposal(cost(CASE, 100, None), name="1"), record=record_of())
    store.answered("1", GO_AHEAD, soon=True)
    store.answered("1", Answer(outcome="ask", answer="{}"), soon=True)

    assert store.recorded("1").answer == GO_AHEAD
    assert [each.what for each in store.audit()] == ["commit", "answer"]


def test_an_answer_kept_soon_of_no_decision_holds_up_nobody(store: Store) -> None:
    desk = Desk(store)
    store.commit(desk.proposal(cost(CASE, 100, None), name="1"), record=record_of())
    with suppress(UnknownDecision):  # whoever owns the file knows it at once
        store.answered("0", GO_AHEAD, soon=True)
    store.answered("1", GO_AHEAD, soon=True)

    assert store.recorded("1").answer == GO_AHEAD
    with pytest.raises(UnknownDecision):
        store.recorded("0")
