"""Does a call go on with something that is open? What is offered, and what whoever writes it down chose.

Start reading at `offered`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.clock import now
from leeway.desk.conversations.queries.access import open_seen, paths_of
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.cases.queries import Held
    from leeway.desk.people.queries import Place, Who
    from leeway.desk.persons.queries import Customer

NEW: Final = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The open matters of who calls, the newest first, and which of them was chosen."""

    known: Customer | None = None
    open_matters: tuple[Held, ...] = ()
    goes_on: str = ""
    """A matter, `new`, or empty: not said yet."""
    given: str = ""
    """The matter that the form was opened from, open or closed."""

    @property
    def unanswered(self) -> bool:
        """Whether it is to be asked first."""
        return bool(self.open_matters) and not self.goes_on

    @property
    def case(self) -> str:
        """The matter it goes on with; empty: a new one."""
        known = {each.id for each in self.open_matters} | {self.given}
        return self.goes_on if self.goes_on in known else ""


def offered(
    request: HttpRequest, *, me: Who, place: Place, person: str = "", who: str = "", case: str = ""
) -> Offer:
    """What is offered for a person, or for whoever is known by what was typed; nothing one may not see."""
    found = person or (persons.id_of(who, site=place.id) if who else None) or ""
    open_ = open_seen(persons.same_as(found), paths_of(me.id, at=now())) if found else ()
    if case and case not in {each.id for each in open_}:
        open_ = ()  # begun from a matter that is closed: it opens again
    said = request.POST.get("goes_on", "")
    known_ids = {each.id for each in open_} | {NEW}
    return Offer(
        known=persons.customer(found) if open_ else None, open_matters=open_, given=case,
        goes_on=said if said in known_ids else case,
    )  # fmt: skip
