"""How do letters travel? IMAP brings them, SMTP takes them; nothing here knows the desk.

Public names are below. Start reading at `imap.Fetching`, then `smtp.sent_over`.
"""

from __future__ import annotations

from leeway.channels.mail.carrying.imap import CONNECTION_ERRORS, Fetching, Numbered, RefusedError
from leeway.channels.mail.carrying.smtp import Outcome, Sent, reached, sent_over

__all__ = [
    "CONNECTION_ERRORS",
    "Fetching",
    "Numbered",
    "Outcome",
    "RefusedError",
    "Sent",
    "reached",
    "sent_over",
]
