"""One house that works by any book that comes with Leeway: one colleague of each authority, nothing used yet.

Start reading at `build_house`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.demo.books import book_texts
from leeway.desk.demo.station import LINKS_LAST, Invited
from leeway.desk.demo.talks import Cast, talk
from leeway.desk.people import commands as people
from leeway.desk.people import queries
from leeway.desk.studio import commands as studio
from leeway.desk.studio import queries as versions

if TYPE_CHECKING:
    from datetime import datetime

NAMES: Final = (
    ("Sami Haddad", "ar"),
    ("Nina Koval", "en"),
    ("Oksana Shevchenko", "en"),
    ("Vera Lysenko", "en"),
    ("Radu Popescu", "ro"),
    ("Andrii Bondar", "uk"),
)
"""Who serves, lowest authority first; a book with more authorities begins again from the start."""
ROOT: Final = "network"
SITE: Final = "house"


def build_house(book: str, *, at: datetime) -> tuple[Invited, ...]:
    """Build a house for a book, once, and give each colleague a new link to sign in with.

    The lowest authority is a newcomer without certificates; the highest owns the policies.
    Raises: FileNotFoundError when no such book comes with Leeway.
    """
    new = queries.root() is None
    if new:
        _place(book, at=at)
    law = versions.in_force(at=at)
    assert law is not None, "a house has a book"
    if new and book == "mobile":
        talk(Cast(site=SITE, colleagues=tuple(map(_id, law.book.authorities[1:3])), book=book), at=at)
    return tuple(
        Invited(name=name, as_=authority, path=f"/enter/{_link(authority, at=at)}/")
        for authority, (name, _) in _staff(law.book.authorities)
    )


@transaction.atomic
def _place(book: str, *, at: datetime) -> None:
    people.add_site(name="All houses", id_=ROOT)
    people.add_site(name="The house", parent=ROOT, id_=SITE)
    texts = book_texts(book)
    law = versions.engine_of(texts).book
    for level, (authority, (name, language)) in enumerate(_staff(law.authorities)):
        colleague = people.add_colleague(name=name, at=at, id_=_id(authority), language=language)
        people.post(colleague, site=SITE, authority=authority, at=at)
        people.go_on_duty(colleague, site=SITE, at=at)
        for certificate in law.certificates if level else ():
            people.certify(colleague, name=certificate, at=at)
    for kind in ("policies", "people", "operations"):
        people.put_in_charge(_id(law.authorities[-1]), site=ROOT, of=kind)
    studio.sign(texts, by=_id(law.authorities[-1]), at=at, note="As it comes with Leeway.")


def _staff(authorities: tuple[str, ...]) -> tuple[tuple[str, tuple[str, str]], ...]:
    return tuple((each, NAMES[level % len(NAMES)]) for level, each in enumerate(authorities))


def _id(authority: str) -> str:
    return authority.replace(" ", "-")


def _link(authority: str, *, at: datetime) -> str:
    return people.make_sign_in_link(_id(authority), expires_at=at + LINKS_LAST)
