"""What changes mail? Mailboxes are added, letters fetched, kept and taken in, answers sent.

Start reading at `fetching.py`, then `keeping.py`, `taking.py` and `sending.py`.
"""

from __future__ import annotations

from leeway.channels.mail.commands.erasing import drop_erased
from leeway.channels.mail.commands.fetching import connection_to, fetch, tried
from leeway.channels.mail.commands.importing import bring_mbox, letters_of, looked_through
from leeway.channels.mail.commands.keeping import keep
from leeway.channels.mail.commands.mailboxes import (
    Server,
    Wanted,
    add_mailbox,
    attend,
    enable,
    leave,
    tell_problem,
)
from leeway.channels.mail.commands.sending import send_waiting
from leeway.channels.mail.commands.taking import take_in_past, take_in_waiting

__all__ = [
    "Server", "Wanted", "add_mailbox", "attend", "bring_mbox", "connection_to", "drop_erased", "enable",
    "fetch", "keep", "leave", "letters_of", "looked_through", "send_waiting",
    "take_in_past", "take_in_waiting", "tell_problem", "tried",
]  # fmt: skip
