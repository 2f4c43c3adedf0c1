"""The stores on which every test of what a store keeps runs."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.ledger.kinds import STORES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leeway.stores import Store


@pytest.fixture(params=list(STORES))
def make_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Store]]:
    """Opens a new, empty store of one kind, with a clock guard if one is given."""
    with ExitStack() as open_ones:
        yield lambda *, clock=None: open_ones.enter_context(
            STORES[request.param](tmp_path_factory.mktemp("store"), clock)
        )


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    """A new, empty store."""
    return make_store()
