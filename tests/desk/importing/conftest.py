"""A desk with two sites, and tables of another desk that are brought in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leeway.desk.importing.commands import Conversations, Persons, Report, Wanted, go, look, sites
from leeway.desk.importing.reading import Clock
from leeway.desk.people import commands as people

NOW = datetime(2026, 6, 15, 6, tzinfo=UTC)


@pytest.fixture
def house(db: None) -> None:
    people.add_site(name="All", parent=None, id_="network", zone="Europe/Kyiv")
    people.add_site(name="Station 214", parent="network", id_="214")


@pytest.fixture
def bring(house: None, tmp_path: Path) -> Callable[..., Report]:
    """Bring a table in, or say what that would do."""

    def brought(text: str, *, kind: str = "persons", dry: bool = False, zone: str = "UTC", form: str = "",
                source: str = "old desk", name: str = "old.csv", **reading: object) -> Report:  # fmt: skip
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        clock = Clock(form=form, zone=zone)
        there = sites()
        work = (
            Persons(source=source, clock=clock)
            if kind == "persons"
            else Conversations(source=source, clock=clock, site=there[0], sites=frozenset(there))
        )
        wanted = Wanted(path=path, refused=path.with_suffix(".refused.csv"), **reading)
        return look(work, wanted, at=NOW) if dry else go(work, wanted, at=NOW)

    return brought
