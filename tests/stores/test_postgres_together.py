"""Decisions that PostgreSQL settles together: the same as one after the other, and what is odd is left for later."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from leeway.ledger import Candidate, Charge, MemoryLedger, Meter, Proposal, Receipt, RequestDiffers
from leeway.stores.postgres import open_postgres
from leeway.stores.postgres.grouping import Piece, piece_of, settled_together
from leeway.stores.postgres.store import PostgresStore
from tests.ledger.cast import CASE, NETWORK, NOON, VERA, Desk, cost
from tests.stores.postgres_server import fresh_database
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOWS = {"case": "life", "customer": "rolling 2h", "actor": "life", "site": "life", "network": "life"}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with fresh_database(migrated=True) as url:
        yield url


@pytest.fixture
def store() -> Iterator[PostgresStore]:
    with fresh_database(migrated=True) as url, open_postgres(url, size=20) as store:
        yield store


def pieces(*proposals: Proposal) -> list[Piece]:
    found = [piece_of(each, record_of()) for each in proposals]
    assert None not in found
    return found  # type: ignore[return-value]


def together(store: PostgresStore, *proposals: Proposal) -> list[Receipt | None]:
    ready = pieces(*proposals)
    return store._connections.run(lambda connection: settled_together(connection, ready))


def any_proposal(chance: Random, number: int, *, minutes: int) -> Proposal:
    """Small caps, few subjects, two authorities with different caps, up to three candidates, meters only watched."""

    def meter() -> Meter:
        scope = chance.choice(tuple(WINDOWS))
        return Meter(
            chance.choice("ab"), chance.choice(("cost", "count")), scope, WINDOWS[scope], chance.choice("xyz")
        )

    def charges() -> tuple[Charge, ...]:
        meters = dict.fromkeys(meter() for _ in range(chance.randint(1, 4)))
        who = chance.choice(("clerk", "chief"))
        cap = chance.choice((None, 12, 12, 12, 30)) if who == "chief" else 9
        return tuple(Charge(each, chance.randint(0, 4), cap, who) for each in meters)

    return Proposal(
        id=str(number),
        request_hash=str(number),
        candidates=tuple(Candidate(f"c{each}", charges()) for each in range(chance.randint(0, 3))),
        at=NOON + timedelta(minutes=minutes + chance.randint(-3, 3)),
        watch=tuple(meter() for _ in range(chance.randint(0, 2))),
        hold=chance.random() < 0.2,
        actor=chance.choice("xyz"),
    )


@pytest.mark.parametrize("seed", range(8))
def test_what_is_settled_together_is_what_one_after_the_other_would_be(store: PostgresStore, seed: int) -> None:
    chance, ledger, number, shared = Random(seed), MemoryLedger(), 0, 0
    actors: dict[str | None, str | None] = {}
    for turn in range(40):
        group = [any_proposal(chance, number + each, minutes=turn * 7) for each in range(chance.randint(2, 9))]
        number += len(group)
        actors |= {proposal.id: proposal.actor for proposal in group}
        told = together(store, *group)
        for proposal, receipt in zip(group, told, strict=True):
            if receipt is not None:
                shared += 1

                assert ledger.commit(proposal) == receipt
        for proposal, receipt in zip(group, told, strict=True):
            if receipt is None:
                assert store.commit(proposal, record=record_of()) == ledger.commit(proposal)
    meters = [
        Meter(clause, measure, scope, window, subject)
        for scope, window in WINDOWS.items()
        for clause in "ab"
        for measure in ("cost", "count")
        for subject in "xyz"
    ]

    assert shared > number / 3
    for meter in meters:
        assert ledger.history(meter) == store.history(meter)
        assert ledger.caps(meter) == store.caps(meter)
    for name in range(number):
        assert ledger.decision(str(name)) == store.decision(str(name))
    assert {line.decision: line.by for line in store.audit(limit=9999)} == actors
    assert len(store.unanswered(before=NOON + timedelta(days=9), limit=9999)) == number


def test_in_a_group_one_after_the_other_takes_what_is_left(store: PostgresStore) -> None:
    desk = Desk(store)
    told = together(store, *(desk.proposal(cost(NETWORK, 4, 10), name=str(each)) for each in range(3)))

    assert [each and each.state for each in told] == ["posted", "posted", "refused"]
    assert store.balances([NETWORK], at=NOON) == {NETWORK: 8}
    assert [line.what for line in store.audit()] == ["commit"] * 3


def test_what_is_not_ordinary_is_left_for_later(store: PostgresStore) -> None:
    desk = Desk(store)
    desk.spend(cost(CASE, 1, 10), name="known")
    roll = desk.proposal(cost(VERA, 1, 10), name="rolls")
    told = together(
        store,
        desk.proposal(cost(CASE, 1, 10), name="known"),
        desk.proposal(cost(CASE, 1, 11), name="another cap"),
        roll,
        desk.proposal(cost(VERA, 2, 10), name="on a rolling meter that was touched"),
        desk.proposal(cost(CASE, 2, 10), name="ordinary"),
    )

    assert [each and each.state for each in told] == [None, None, "posted", None, "posted"]
    assert store.balances([CASE, VERA], at=NOON) == {CASE: 3, VERA: 1}


def test_nothing_is_settled_together_where_somebody_is_carried(store: PostgresStore) -> None:
    store.carry("case 9", into="case 8", scope="case", at=NOON)

    assert together(store, Desk(store).proposal(cost(CASE, 1, 10))) == [None]


def test_writers_who_come_at_once_are_told_their_own(store: PostgresStore) -> None:
    groups: list[int] = []
    go = store._group._go
    store._group._go = lambda asked: (groups.append(len(asked)), go(asked))[1]  # type: ignore[method-assign]

    def write(writer: int) -> list[Receipt]:
        desk = Desk(store)
        return [desk.spend(cost(NETWORK, 1, 250), name=f"{writer}-{n}") for n in range(20)]

    with ThreadPoolExecutor(16) as pool:
        found = [receipt for each in pool.map(write, range(16)) for receipt in each]

    assert sorted(each.balances[NETWORK] for each in found if each.state == "posted") == list(range(250))
    assert sum(each.state == "refused" for each in found) == 70
    assert max(groups) > 1


def test_of_a_group_only_the_one_at_fault_hears_of_it(store: PostgresStore) -> None:
    desk = Desk(store)
    desk.spend(cost(CASE, 1, 10), name="1")

    def other(name: str) -> object:
        proposal = replace(desk.proposal(cost(CASE, 1, 10), name=name), request_hash="other")
        try:
            return store.commit(proposal).state
        except RequestDiffers as problem:
            return type(problem)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(other, ["1", *"23456789"]))

    assert found == [RequestDiffers, *["posted"] * 8]
