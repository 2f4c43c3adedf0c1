"""What changes mail? Mailboxes are added, letters fetched, kept and taken in, answers sent.

Start reading at `fetching.py`, then `keeping.py`, `taking.py` and `sending.py`.
"""

from __future__ import annotations

from leeway.channels.mail.commands.fetching import connection_to, fetch
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
from leeway.channels.mail.commands.taking import take_in_waiting

__all__ = [
    "Server", "Wanted", "add_mailbox", "attend", "connection_to", "enable", "fetch", "keep", "leave", "send_waiting",
    "take_in_waiting", "tell_problem",
]  # fmt: skip
