"""What of an erased person is left in mail? Nothing: what came is emptied, only that something came is kept.

Start reading at `drop_erased`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.channels.mail.models import Automatic, Letter
from leeway.channels.mail.queries import letter_of
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as asked

if TYPE_CHECKING:
    from datetime import datetime


def drop_erased(*, at: datetime) -> int:
    """Empty the letters of erased persons, and forget who had an automatic answer before today; say how
    many.
    """
    Automatic.objects.filter(day__lt=at.date()).delete()
    dropped = asked.raws_to_drop("mail")
    for entry, raw in dropped:
        with transaction.atomic():
            row = letter_of(raw)
            if row is not None:
                Letter.objects.filter(pk=row.pk).update(
                    body=b"", message_id="", author="", subject="", problem=""
                )
            cases.raw_dropped(entry)
    return len(dropped)
