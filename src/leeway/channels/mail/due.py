"""What has mail to do by itself? The worker asks each second; the work is done by threads that are looked
after here.

Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.channels.mail.attending import Attendance

if TYPE_CHECKING:
    from datetime import datetime

_ATTENDANCE = Attendance()


def do_what_is_due(*, at: datetime) -> None:  # noqa: ARG001 - the threads ask the clock themselves, for they wait
    """See that every mailbox is listened to and every letter taken in or sent; returns at once."""
    _ATTENDANCE.look()
