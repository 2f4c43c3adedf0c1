"""A region of petrol stations on an ordinary day: three stations, the people who serve, and how they sign in.

Start reading at `build_station`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.demo.books import book_texts
from leeway.desk.demo.days import Days, Post, play
from leeway.desk.demo.months import Months, live_through
from leeway.desk.demo.talks import Cast, talk
from leeway.desk.people import commands as people
from leeway.desk.people import queries
from leeway.desk.persons import commands as persons
from leeway.desk.studio import commands as studio
from leeway.desk.studio import queries as versions

if TYPE_CHECKING:
    from datetime import datetime

WEEKS: Final = timedelta(weeks=4)
"""So long ago decisions are made every few hours."""
MONTHS: Final = timedelta(weeks=10)
"""So long ago the desk was opened."""
PERSONS: Final = (
    ("+380 67 214 00 01", "Maria Ionescu"),
    ("+380 67 214 00 02", "Oleksii Bondar"),
    ("+380 67 214 00 03", "Layla Haddad"),
    ("+380 67 214 00 04", "Andrei Popa"),
    ("+380 67 214 00 05", "Iryna Koval"),
)
LINKS_LAST: Final = timedelta(hours=12)
SITES: Final = (
    ("network", "All stations", None),
    ("north", "Northern region", "network"),
    ("214", "Station 214 · ring road", "north"),
    ("215", "Station 215 · old market", "north"),
    ("301", "Station 301 · river bridge", "north"),
)
STAFF: Final = (
    ("nina", "Nina Koval", "214", "attendant", "en"),
    ("andrii", "Andrii Bondar", "214", "attendant", "uk"),
    ("sami", "Sami Haddad", "215", "trainee", "ar"),
    ("ihor", "Ihor Melnyk", "301", "attendant", "uk"),
    ("oksana", "Oksana Shevchenko", "north", "supervisor", "en"),
    ("radu", "Radu Popescu", "north", "supervisor", "ro"),
    ("vera", "Vera Lysenko", "network", "manager", "en"),
)
SHOWN: Final = (("nina", "attendant"), ("oksana", "supervisor"), ("vera", "policy owner"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who may look around: by which link."""

    name: str
    as_: str
    path: str
    """The path of a link that signs in once."""


def build_station(*, at: datetime) -> None:
    """Build the region with months of matters and four weeks of decisions, once.

    On a desk that has sites already nothing happens.
    """
    if queries.root() is not None:
        return
    since = at - WEEKS
    _place(at=at - MONTHS)
    law = versions.in_force(at=at)
    assert law is not None, "a version was just signed"
    posts = [
        Post(colleague=id_, site=site, authority=authority, certificates=_held(authority))
        for id_, _, site, authority, _ in STAFF
        if authority in ("trainee", "attendant")
    ]
    months = Months(posts=posts, above="oksana", network="network", law=law, decided_until=since)
    with transaction.atomic():
        live_through(months, since=at - MONTHS, until=at)
    known = [persons.know(phone, at=since, name=name) for phone, name in PERSONS]
    play(Days(posts=posts, persons=known, since=since, until=at, decisions=160, network="network"), law=law)
    talk(Cast(site="214", colleagues=("nina", "andrii")), at=at)


@transaction.atomic
def _place(*, at: datetime) -> None:
    for id_, name, parent in SITES:
        people.add_site(name=name, parent=parent, id_=id_)
    for id_, name, site, authority, language in STAFF:
        people.add_colleague(name=name, at=at, id_=id_, language=language)
        people.post(id_, site=site, authority=authority, at=at)
        for certificate in _held(authority):
            people.certify(id_, name=certificate, at=at)
        if authority != "trainee":
            people.go_on_duty(id_, site=site, at=at)
    for kind in ("policies", "people", "operations"):
        people.put_in_charge("vera", site="network", of=kind)
    studio.sign(book_texts("forecourt"), by="vera", at=at, note="The first version of the service standard.")


def _held(authority: str) -> frozenset[str]:
    return frozenset() if authority == "trainee" else frozenset({"cash desk"})


def invited(*, at: datetime) -> tuple[Invited, ...]:
    """New links for the three who show what a desk is like."""
    names = {id_: name for id_, name, *_ in STAFF}
    return tuple(
        Invited(
            name=names[id_], as_=as_,
            path=f"/enter/{people.make_sign_in_link(id_, expires_at=at + LINKS_LAST)}/",
        )
        for id_, as_ in SHOWN
    )  # fmt: skip
