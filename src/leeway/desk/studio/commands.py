"""What changes the policies? A new version, signed by an owner, from a date on.

Start reading at `sign`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.studio.models import Version
from leeway.policy import load_texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.policy import Diagnostic


class BookRefusedError(ValueError):
    """A book with errors is not put in force; it holds the diagnostics."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(each.render() for each in diagnostics))
        self.diagnostics = diagnostics


@transaction.atomic
def sign(
    texts: Mapping[str, str], *, by: str, at: datetime, starts_at: datetime | None = None, note: str = ""
) -> int:
    """Put a book in force from an instant on (not before it is signed); give the version's number.

    Raises: BookRefusedError when it cannot be read.
    """
    loaded = load_texts(texts)
    if loaded.book is None:
        raise BookRefusedError(loaded.errors)
    made = Version.objects.create(
        hash=loaded.book.version, texts=dict(texts), starts_at=max(starts_at or at, at), signed_by=by,
        signed_at=at, note=note,
    )  # fmt: skip
    return made.number
