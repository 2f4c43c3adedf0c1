"""Every test of the API has a desk of its own, and programs that come in with tokens."""

from __future__ import annotations

import pytest
from django.core import signals
from django.db import close_old_connections

from leeway.api import scoping
from leeway.desk.access import queries as access
from leeway.desk.clock import held_at
from tests.api.house import NOON, build, ledger_at


@pytest.fixture
def desk(tmp_path, db):
    access.forget()
    scoping.forget()
    with ledger_at(tmp_path) as store, held_at(NOON):
        build()
        yield store


@pytest.fixture
def one_connection():
    """The desk is called in this thread: its tables stay open between requests."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)
