"""How does a book come into force, or not? Signed by an owner from a date on, withdrawn before it.

Start reading at `sign`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.studio.models import Version
from leeway.desk.studio.queries.drafts import loaded_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.policy import Diagnostic


class BookRefusedError(ValueError):
    """A book with errors is not put in force; it holds the diagnostics."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(each.render() for each in diagnostics))
        self.diagnostics = diagnostics


class NotToBeWithdrawnError(ValueError):
    """A version that counts already, or is withdrawn, cannot be taken back; sign an older one again."""


@transaction.atomic
def sign(  # noqa: PLR0913  one line a fact of the signature
    texts: Mapping[str, str], *, by: str, at: datetime, starts_at: datetime | None = None, note: str = "",
    how: str = "", accepted: str = "", based_on: int | None = None,
) -> int:  # fmt: skip
    """Put a book in force from an instant on (not before it is signed); give the version's number.

    `how` says what proved who signed, `accepted` is the sentence on examples that the book contradicts.

    Raises: BookRefusedError when it cannot be read.
    """
    loaded = loaded_of(texts)
    if loaded.book is None:
        raise BookRefusedError(loaded.errors)
    made = Version.objects.create(
        hash=loaded.book.version, texts=dict(texts), starts_at=max(starts_at or at, at), signed_by=by,
        signed_at=at, note=note, signed_how=how, accepted=accepted, based_on=based_on,
    )  # fmt: skip
    return made.number


@transaction.atomic
def withdraw(number: int, *, by: str, at: datetime) -> None:
    """Take back a version that has not begun to count.

    Raises: NotToBeWithdrawnError.
    """
    waiting = Version.objects.filter(pk=number, starts_at__gt=at, withdrawn_at=None)
    if not waiting.update(withdrawn_at=at, withdrawn_by=by):
        raise NotToBeWithdrawnError(f"version {number} counts already")
