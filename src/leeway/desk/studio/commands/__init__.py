"""What changes the policies? A version is signed or withdrawn; a draft is written, undone, discarded."""

from __future__ import annotations

from leeway.desk.studio.commands.drafting import (
    adopt,
    discard,
    keep,
    start_from,
    undo,
    writing_alone,
)
from leeway.desk.studio.commands.signing import (
    BookRefusedError,
    NotToBeWithdrawnError,
    sign,
    withdraw,
)

__all__ = [
    "BookRefusedError",
    "NotToBeWithdrawnError",
    "adopt",
    "discard",
    "keep",
    "sign",
    "start_from",
    "undo",
    "withdraw",
    "writing_alone",
]
