"""What does the desk of a whole country look like? 400 stations, 5,000 staff, 200,000 persons, a year.

Start reading at `build_network`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Final

from leeway.desk.demo.books import book_texts
from leeway.desk.demo.days import Days, Post, play
from leeway.desk.people import commands as people
from leeway.desk.people import queries
from leeway.desk.persons import commands as persons
from leeway.desk.studio import commands as studio
from leeway.desk.studio import queries as versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

ROOT: Final = "network"
FIRST_NAMES: Final = (
    "Olena", "Andrii", "Maria", "Ion", "Layla", "Omar", "Iryna", "Petro", "Elena", "Radu", "Sofia", "Mykola",
    "Yusuf", "Natalia", "Victor", "Amina", "Taras", "Oksana", "Mihai", "Sergei", "Anna", "Dmytro", "Hanna",
)  # fmt: skip
LAST_NAMES: Final = (
    "Kovalenko", "Popescu", "Haddad", "Melnyk", "Ivanova", "Rusu", "Bondar", "Nasser", "Shevchuk", "Ceban",
    "Tkachenko", "Volkov", "Marin", "Khoury", "Lysenko", "Petrova", "Moraru", "Saleh", "Boiko", "Munteanu",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How large the network is."""

    regions: int = 10
    stations: int = 400
    staff: int = 5_000
    persons: int = 200_000
    decisions: int = 120_000
    days: int = 365


def build_network(extent: Extent, *, at: datetime, progress: Callable[[str, int, int], None]) -> None:
    """Build the network, once; on a desk that has sites already nothing happens.

    `progress` is told what is being made, how many are done, and of how many.
    """
    if queries.root() is not None:
        return
    rnd = random.Random(extent.stations)  # noqa: S311  made-up people, no secret
    since = at - timedelta(days=extent.days)
    stations = _sites(extent, progress)
    posts = _staff(extent, stations, rnd, since=since, progress=progress)
    known = _persons(extent, rnd, since=since, progress=progress)
    studio.sign(book_texts("forecourt"), by="vera", at=since, note="The first version of the service standard.")
    law = versions.in_force(at=at)
    assert law is not None, "a version was just signed"
    days = Days(
        posts=posts, persons=known, since=since, until=at, decisions=extent.decisions, network=ROOT, seed=7
    )
    play(days, law=law, progress=lambda done: progress("decisions", done, extent.decisions))


def _sites(extent: Extent, progress: Callable[[str, int, int], None]) -> list[tuple[str, str]]:
    """Make the tree; give each station with its region."""
    people.add_site(name="All stations", id_=ROOT)
    regions = [f"region-{number + 1}" for number in range(extent.regions)]
    people.add_sites((id_, f"Region {number + 1}", ROOT) for number, id_ in enumerate(regions))
    stations = [(f"{100 + number}", regions[number % len(regions)]) for number in range(extent.stations)]
    people.add_sites((id_, f"Station {id_}", region) for id_, region in stations)
    progress("sites", extent.stations, extent.stations)
    return stations


def _staff(
    extent: Extent, stations: list[tuple[str, str]], rnd: random.Random, *, since: datetime,
    progress: Callable[[str, int, int], None],
) -> list[Post]:  # fmt: skip
    """Make everybody who serves; give those at the stations."""
    made = list(_members(extent, stations, rnd))
    for batch in batched(made, 1_000):
        people.add_colleagues(batch, at=since)
        progress("staff", min(len(made), 1_000 * (1 + made.index(batch[0]) // 1_000)), len(made))
    for kind in ("policies", "people", "operations"):
        people.put_in_charge("vera", site=ROOT, of=kind)
    return [
        Post(
            colleague=each.id,
            site=each.site,
            authority=each.authority,
            certificates=frozenset(each.certificates),
        )
        for each in made
        if each.authority in ("trainee", "attendant")
    ]


def _members(extent: Extent, stations: list[tuple[str, str]], rnd: random.Random) -> Iterator[people.Member]:
    named = {
        "nina": ("Nina Koval", "attendant", stations[0][0]),
        "oksana": ("Oksana Shevchenko", "supervisor", stations[0][1]),
    }
    for id_, (name, authority, site) in {**named, "vera": ("Vera Lysenko", "manager", ROOT)}.items():
        held = ("cash desk",)
        yield people.Member(id=id_, name=name, site=site, authority=authority, certificates=held, on_duty=True)
    above = [("supervisor", region) for region in dict.fromkeys(region for _, region in stations)] * 5
    above += [("manager", ROOT)] * 5
    for number, (authority, site) in enumerate(above):
        yield people.Member(
            id=f"lead-{number}", name=_name(rnd), site=site, authority=authority, certificates=("cash desk",),
            on_duty=number % 3 == 0,
        )  # fmt: skip
    for number in range(extent.staff - len(above) - 3):
        trainee = number % 8 == 7
        yield people.Member(
            id=f"staff-{number}", name=_name(rnd), site=stations[number % len(stations)][0],
            authority="trainee" if trainee else "attendant", certificates=() if trainee else ("cash desk",),
            on_duty=number % 4 == 0,
        )  # fmt: skip


def _persons(
    extent: Extent, rnd: random.Random, *, since: datetime, progress: Callable[[str, int, int], None]
) -> list[str]:
    ids = [f"person-{number}" for number in range(extent.persons)]
    for number, batch in enumerate(batched(ids, 5_000)):
        persons.know_many(((id_, _name(rnd), f"38067{int(id_[7:]):07d}") for id_ in batch), at=since)
        progress("persons", min(len(ids), (number + 1) * 5_000), len(ids))
    return ids


def _name(rnd: random.Random) -> str:
    return f"{rnd.choice(FIRST_NAMES)} {rnd.choice(LAST_NAMES)}"
