"""What is asked of thousands of meters together is what each says alone."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from leeway.ledger import InvalidProposal, LedgerError, MemoryLedger, Meter, window_start
from leeway.stores import Sought
from leeway.stores.loaded import LoadedState
from leeway.stores.rows import micros
from leeway.stores.source import TOGETHER_MAX, Source
from tests.ledger.cast import CASE, HOUR, LENA, NETWORK, NOON, OLENA, VERA, WEEK, Desk, cost, one
from tests.stores.scene import prepare, record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.stores import Store

OTHERS = tuple(
    OLENA._replace(subject=subject) for subject in ("oksana", 'the "best"', "{a,b}", "NULL", "\\", "Їжак")
)
METERS = (CASE, WEEK, NETWORK, VERA, VERA._replace(subject="ivan"), OLENA, LENA, *OTHERS)
ABSENT = (
    CASE._replace(subject="case 8"),
    CASE._replace(window="day", starts=window_start("day", NOON, "Europe/Kyiv")),
    OLENA._replace(window="rolling 24h"),
    VERA._replace(clause="nobody wrote it"),
    *(NETWORK._replace(subject=f"network {number}") for number in range(3_000)),
)


class Both:
    """A store and the ledger in memory that is told the same."""

    def __init__(self, store: Store) -> None:
        self.store, self.model = store, MemoryLedger()
        self.at = NOON

    def both(self, name: str, *given: Any, **named: Any) -> None:
        """Do one thing to each; what one refuses, the other refuses."""
        refused = []
        for each in (self.model, self.store):
            try:
                getattr(each, name)(*given, **named)
            except LedgerError as problem:
                refused.append(type(problem))
        assert len(refused) != 1, f"only one refused {name}: {refused}"

    def live(self, seed: int, *, steps: int) -> None:
        """A random life: spent, held, told, given back, failed, carried and carried back, over some days."""
        rnd, made = random.Random(seed), Desk(self.store)
        for number in range(steps):
            self.at += timedelta(minutes=rnd.choice((1, 20, 90)))
            meters = rnd.sample(METERS, rnd.randint(1, 3))
            what, known = rnd.random(), str(rnd.randrange(number + 1))
            if what < 0.7:
                charges = [cost(each, rnd.randint(1, 9), 10_000) for each in meters]
                proposal = made.proposal(*charges, at=self.at, hold=what < 0.2, name=str(number))
                self.both("tell" if what > 0.6 else "commit", proposal)
            elif what < 0.8:
                self.both("reverse", known, at=self.at)
            elif what < 0.9:
                self.both("fail" if what < 0.85 else "execute", known, at=self.at)
            else:
                one_, other = (each.subject for each in rnd.sample((OLENA, LENA, *OTHERS), 2))
                if what < 0.96:
                    self.both("carry", one_, into=other, scope="customer", at=self.at)
                else:
                    self.both("carry_back", one_, scope="customer", at=self.at)


def one_by_one(source: Source, meters: tuple[Meter, ...], *, at: Any) -> dict[Meter, int]:
    return {meter: LoadedState(source, caps=False).balance(meter, at) for meter in meters}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_thousands_of_meters_at_once_are_what_each_is_alone(store: Store, seed: int) -> None:
    lived = Both(store)
    lived.live(seed, steps=150)
    asked = (*METERS, *ABSENT, *METERS)

    for hours in (-60, -9, 0, 5, 30, 47, 100):
        at = lived.at + hours * HOUR
        expected = lived.model.balances(asked, at=at)
        assert expected == store.balances(asked, at=at)
        assert expected == {each: store.balances([each], at=at)[each] for each in METERS} | dict.fromkeys(
            ABSENT, 0
        )
    assert any(expected.values())


def test_nothing_is_asked_meter_by_meter(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lived = Both(store)
    lived.live(5, steps=60)
    for one_, other in (("lena", "olena"), ("olena", "oksana")):
        lived.both("carry", one_, into=other, scope="customer", at=lived.at)
    for name in ("tail", "rolling", "into", "standing"):
        monkeypatch.delattr(Source, name)

    for asked in (METERS, [LENA], [CASE, OLENA]):
        assert lived.model.balances(asked, at=lived.at) == store.balances(asked, at=lived.at)


@pytest.fixture
def reading(store: Store) -> Callable[[], Any]:
    if not hasattr(store, "_reading"):
        pytest.skip("it reads the file of another store")
    return store._reading  # type: ignore[no-any-return]


def test_the_ends_of_many_chains_are_those_of_each(store: Store, reading: Callable[[], Any]) -> None:
    Both(store).live(4, steps=120)

    with reading() as source:
        together = source.tails((*METERS, *ABSENT))

        assert {each: source.tail(each) for each in METERS if source.tail(each)} == together
        assert one_by_one(source, METERS, at=NOON + 30 * HOUR) == store.balances(METERS, at=NOON + 30 * HOUR)


def test_a_long_chain_that_rolls_is_read_in_pages_back_to_the_beginning_of_its_window(
    store: Store, reading: Callable[[], Any]
) -> None:
    desk, minute = Desk(store), timedelta(minutes=1)
    for number in range(330):
        desk.spend(
            one(VERA, None), *([one(OLENA, None)] if number % 3 == 0 else []), at=NOON + 2 * number * minute
        )
    last = NOON + 658 * minute

    with reading() as source:
        tails = source.tails([VERA, OLENA])
        ends = {
            tails[meter].number: (tails[meter].seq, micros(last - hours * HOUR))
            for meter, hours in ((VERA, 8), (OLENA, 48))
        }

        assert source.rollings(ends) == {
            number: source.rolling(number, since) for number, (_, since) in ends.items()
        }
    assert store.balances([VERA, OLENA], at=last) == {VERA: 240, OLENA: 110}
    assert store.balances([VERA, OLENA], at=last + 6 * HOUR) == {VERA: 60, OLENA: 110}


def test_nobody_meant_is_nothing_used(store: Store) -> None:
    assert store.balances([], at=NOON) == {}


def test_more_meters_than_one_query_takes_are_all_answered(store: Store) -> None:
    Desk(store).spend(cost(NETWORK, 7, 100))
    many = [NETWORK._replace(subject=f"n {number}") for number in range(TOGETHER_MAX)]

    found = store.balances([*many, NETWORK], at=NOON)

    assert len(found) == TOGETHER_MAX + 1
    assert {meter: used for meter, used in found.items() if used} == {NETWORK: 7}


@pytest.mark.parametrize(
    "wrong",
    [
        CASE._replace(subject="half \ud800 of one"),
        CASE._replace(clause="no\0thing"),
        CASE._replace(scope="planet"),
        CASE._replace(window="day"),
    ],
)
def test_one_meter_that_no_limit_can_have_is_refused_among_thousands(store: Store, wrong: Meter) -> None:
    with pytest.raises(InvalidProposal):
        store.balances([*ABSENT, wrong, *METERS], at=NOON)


def test_what_follows_from_many_decisions_is_with_each(store: Store) -> None:
    prepare(store)
    for number in range(3):
        Desk(store).spend(cost(CASE, 1, 100), name=f"more {number}")
    store.commit(Desk(store).proposal(cost(CASE, 1, 100), name="other"), record=record_of())

    found = {each.id: [effect.key for effect in each.record.effects] for each in store.records(Sought())}

    assert found == {"posted": ["coupon 1"], "other": []}
    assert found == {each: [effect.key for effect in store.recorded(each).record.effects] for each in found}
