"""Which rows are read when records are sought? On SQLite, told by its own plan; the results are in `test_records.py`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from leeway.stores import Sought, kept
from leeway.stores.sqlite.file import connect, migrate, source_of
from tests.ledger.cast import NOON

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("sought", "begins"),
    [
        (Sought(outcome="go_ahead"), "SCAN r USING INDEX record_at"),
        (Sought(outcome="go_ahead", sites=("214", "301")), "SEARCH r USING INDEX record_site"),
        (
            Sought(outcome="go_ahead", clause="short-of-money", since=NOON - timedelta(days=1)),
            "SEARCH r USING INDEX record_at",
        ),
        (Sought(outcome="go_ahead", customer="olena", since=NOON), "SEARCH r USING INDEX record_customer"),
        (Sought(decisions=("1", "2")), "SEARCH d USING INDEX sqlite_autoindex_decision_1"),
        (Sought(review=True), "SCAN a USING INDEX answer_review"),
    ],
)
def test_what_is_sought_is_not_sought_among_all_answers(tmp_path: Path, sought: Sought, begins: str) -> None:
    connection = connect(tmp_path / "ledger")
    migrate(connection, tmp_path / "ledger")
    source, plans = source_of(connection), []

    def planned(sql: str, values: Any = ()) -> list[Any]:
        plans.append([row[3] for row in connection.execute(f"explain query plan {sql}", values)])
        return []

    source.query = planned
    kept.found(source, sought, limit=24, before=None)

    assert plans[0][0].startswith(begins), plans
