"""The ledgers on which every test of their behaviour runs."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.ledger.cast import Desk
from tests.ledger.kinds import LEDGERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leeway.ledger import Ledger

# The socket carries the same values to the same store; its own tests are in tests/stores.
KINDS = [name for name in LEDGERS if name != "sqlite over a socket"]


@pytest.fixture(params=KINDS)
def make_ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Ledger]]:
    """Opens a new, empty ledger of one kind, with a clock guard if one is given."""
    with ExitStack() as open_ones:
        yield lambda *, clock=None: open_ones.enter_context(
            LEDGERS[request.param](tmp_path_factory.mktemp("ledger"), clock)
        )


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    """A new, empty ledger."""
    return make_ledger()


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    """A short way to ask a new ledger."""
    return Desk(ledger)
