"""A stream of requests is answered as if each were asked alone, in order, with limits that fill up where a ledger is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from leeway.decide import (
    Decision,
    Engine,
    Mode,
    Request,
    RequestError,
    decide,
    decide_many,
    plan,
    settle,
    telling,
)
from leeway.ledger import MemoryLedger
from leeway.policy import Book
from tests.decide import worlds


def stream(random: Random, book: Book, count: int) -> list[Request]:
    return [
        worlds.request(random, book, at=worlds.START + timedelta(hours=number), number=number)
        for number in range(count)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_each_is_decided_as_if_it_were_asked_alone(seed: int) -> None:
    random = Random(seed)
    book = worlds.book(random)
    requests = stream(random, book, 12)
    used = {meter: random.randrange(4) for each in requests for meter in plan(book, each).meters}
    expected = [decide(book, each, used) for each in requests]

    assert list(decide_many(book, requests, balances=used)) == expected
    assert list(decide_many(Engine(book), iter(requests), balances=used)) == expected
    assert list(decide_many(book, requests)) == [decide(book, each) for each in requests]


def alone(book: Book, request: Request, ledger: MemoryLedger) -> Decision:
    planned = plan(book, request)
    if request.mode is Mode.TOLD:
        now = ledger.balances(planned.meters, at=request.charged_at)
        then = ledger.balances_then(planned.meters, then=request.at)
        ledger.tell(telling(planned, now, then=then))
        return settle(planned, now, then=then)
    return settle(planned, ledger.commit(planned.proposal()).balances)


@pytest.mark.parametrize("seed", range(20))
def test_with_a_ledger_each_finds_what_the_ones_before_it_used(seed: int) -> None:
    random = Random(seed)
    book = worlds.book(random)
    requests = stream(random, book, 12)
    one, many = MemoryLedger(), MemoryLedger()
    expected = [alone(book, each, one) for each in requests]

    found = list(decide_many(book, requests, ledger=many))

    meters = [meter for each in requests for meter in plan(book, each).meters]
    assert found == expected
    assert many.balances(meters, at=requests[-1].at) == one.balances(meters, at=requests[-1].at)


def test_one_wrong_request_does_not_end_the_stream() -> None:
    random = Random(1)
    book = worlds.book(random)
    fine = stream(random, book, 3)[0]
    found = list(decide_many(book, [fine, replace(fine, action="no such"), fine]))

    assert [type(each) for each in found] == [Decision, RequestError, Decision]


def test_balances_are_given_or_a_ledgers() -> None:
    with pytest.raises(TypeError, match="either"):
        next(decide_many(worlds.book(Random(1)), [], balances={}, ledger=MemoryLedger()))
