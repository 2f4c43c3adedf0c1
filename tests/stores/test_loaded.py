"""A state that loads what is needed knows at once what was applied, written or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.ledger import machine
from leeway.stores.loaded import LoadedState
from leeway.stores.sqlite.file import connect, migrate, source_of
from tests.ledger.cast import CASE, HOUR, LENA, NOON, OLENA, Desk, cost, one

if TYPE_CHECKING:
    from pathlib import Path

    from leeway.stores import Store


def test_what_was_given_back_stands_no_longer_before_it_is_written(tmp_path: Path) -> None:
    connection = connect(tmp_path / "ledger")
    migrate(connection, tmp_path / "ledger")
    state = LoadedState(source_of(connection))
    desk = Desk(None)  # type: ignore[arg-type]
    state.apply(machine.commit(state, desk.proposal(cost(CASE, 10, 100), hold=True, name="1")))
    stood = 1 in state.chains[CASE].standing

    state.apply(machine.fail(state, "1", at=NOON))

    assert stood
    assert 1 not in state.chains[CASE].standing
    assert state.balance(CASE, NOON) == 0


def test_the_past_is_that_of_the_persons_as_they_were_known_then(store: Store) -> None:
    desk = Desk(store)
    desk.spend(one(OLENA, 9), one(LENA, 9), name="1")
    store.carry("lena", into="olena", scope="customer", at=NOON + 2 * HOUR)

    then = [store.balances_then([LENA, OLENA], then=NOON + hours * HOUR) for hours in (1, 3)]

    assert then == [{LENA: 1, OLENA: 1}, {LENA: 2, OLENA: 2}]
