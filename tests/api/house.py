"""A desk to be asked over HTTP: two regions of stations, the forecourt's book, a ledger in a file of its own."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leeway.desk import ledger
from leeway.desk.demo import book_texts
from leeway.desk.people import commands as people
from leeway.desk.studio import commands as studio
from leeway.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.stores import Store

NOON = datetime(2026, 5, 4, 9, tzinfo=UTC)


@contextmanager
def ledger_at(folder: Path) -> Iterator[Store]:
    """Let the desk keep its decisions in a file of this folder."""
    with open_store(f"sqlite:///{folder / 'ledger.sqlite3'}") as store, ledger.using(store):
        yield store


SITES = (
    ("network", "All stations", None),
    ("north", "Northern region", "network"),
    ("south", "Southern region", "network"),
    ("214", "Station 214", "north"),
    ("215", "Station 215", "north"),
    ("901", "Station 901", "south"),
)
STAFF = (
    ("nina", "Nina", "214", "attendant"),
    ("andrii", "Andrii", "214", "attendant"),
    ("sami", "Sami", "215", "trainee"),
    ("pavlo", "Pavlo", "901", "attendant"),
    ("oksana", "Oksana", "north", "supervisor"),
    ("stefan", "Stefan", "south", "supervisor"),
    ("vera", "Vera", "network", "manager"),
)


def build(at: datetime = NOON) -> None:
    """Two regions with three stations, whoever serves there, an AI agent, and the forecourt's book."""
    for id_, name, parent in SITES:
        people.add_site(name=name, parent=parent, id_=id_)
    for id_, name, site, authority in STAFF:
        people.add_colleague(name=name, at=at, id_=id_)
        people.post(id_, site=site, authority=authority, at=at)
        people.certify(id_, name="cash desk", at=at)
    people.add_colleague(name="Chat assistant", at=at, id_="robin", ai=True)
    people.post("robin", site="north", authority="attendant", at=at)
    people.certify("robin", name="cash desk", at=at)
    for kind in ("policies", "people", "operations"):
        people.put_in_charge("vera", site="network", of=kind)
    studio.sign(book_texts("forecourt"), by="vera", at=at, note="The first version.")
