"""Every test of the API has a desk of its own, and programs that come in with tokens."""

from __future__ import annotations

import pytest

from leeway.api import scoping
from leeway.desk.access import queries as access
from leeway.desk.clock import held_at
from leeway.desk.studio import queries as studio
from tests.api.house import NOON, build, ledger_at


@pytest.fixture
def desk(tmp_path, db):
    studio.version.cache_clear()
    access.forget()
    scoping.forget()
    with ledger_at(tmp_path) as store, held_at(NOON):
        build()
        yield store
