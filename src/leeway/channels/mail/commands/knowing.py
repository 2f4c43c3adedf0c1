"""What does joining ask of the desk? The entries we sent, the letters that came, who takes part in which
matter.

Start reading at `DeskKnows`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from leeway.channels.mail.joining import Written
from leeway.channels.mail.models import Automatic, Letter
from leeway.desk.cases import queries as cases
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime

LATELY: Final = timedelta(days=60)
"""How far back a subject alone may reach."""


class DeskKnows:
    """The desk as joining sees it, for letters of one brand."""

    def __init__(self, *, brand: str, at: datetime) -> None:
        self._brand = brand
        self._at = at

    def outgoing(self, entry: int) -> Written | None:
        """The outgoing entry of that number."""
        said = cases.entry(entry)
        if said is None or said.direction != "out" or not said.case:
            return None
        return Written(said.case, "", entry)

    def letter(self, message_id: str) -> Written | None:
        """The letter of that id, if it stands in a matter."""
        rows = Letter.objects.filter(message_id=message_id[:300], mailbox__brand=self._brand).exclude(
            entry=None
        )
        for row in rows.order_by("-pk")[:5]:
            said = cases.entry(row.entry or 0)
            if said is not None and said.case:
                return Written(said.case, row.author, row.entry)
        return None

    def takes_part(self, case: str, email: str) -> bool:
        """Whether the address takes part, or is another of the same person's."""
        if cases.takes_part(case, kind="email", value=email):
            return True
        held, known = cases.case(case), persons.find(email)
        return bool(held and held.person and known and known.id in persons.same_as(held.person))

    def lately(self, email: str, subject: str) -> tuple[str, ...]:
        """The matters with that subject in which the address wrote lately."""
        rows = Letter.objects.filter(
            author=email[:254],
            subject=subject[:200],
            taken_at__gte=self._at - LATELY,
            mailbox__brand=self._brand,
        ).exclude(entry=None)
        found = [
            cases.entry(number)
            for number in rows.order_by("-taken_at").values_list("entry", flat=True)[:20]
            if number
        ]
        return tuple(dict.fromkeys(said.case for said in found if said is not None and said.case))


class AnsweredToday:
    """Who has had an automatic answer today; taking it is kept with the letter's own transaction."""

    def __init__(self, *, at: datetime) -> None:
        self._at = at

    def take(self, email: str) -> bool:
        """Take the one automatic answer of the day for an address; false if it is taken."""
        try:
            with transaction.atomic():
                Automatic.objects.create(address=email[:254], day=self._at.date())
        except IntegrityError:
            return False
        return True
