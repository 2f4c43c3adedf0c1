"""How does an answer reach somebody who came by a page? By e-mail where we know one, and on the page.

Who left no address, or whom we cannot write to because no mailbox sends, reads it on the page of the matter:
there it stands from the moment it was written.
Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.channels.page.commands import goes_by_mail, tell_everybody
from leeway.desk.cases import commands as cases

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.commands import ToSend

CHANNELS: Final = ("form", "page")
WORKER: Final = "pages"


def do_what_is_due(*, at: datetime) -> None:
    """Hand on what is to be told to people who came by a form or a page; each once."""
    for channel in CHANNELS:
        for message in cases.claim_outgoing(channel, worker=WORKER, at=at):
            hand_on(message, at=at)


def hand_on(message: ToSend, *, at: datetime) -> None:
    """Send it by e-mail where that can be; else it is there on the page, and open pages hear of it."""
    if goes_by_mail(message.to, site=message.site):
        cases.send_by(message.entry, channel="mail", to=message.to, at=at)
    else:
        cases.sent(message.entry, at=at, reference=f"page {message.case}")
    tell_everybody(message.case, person=message.person, at=at)
