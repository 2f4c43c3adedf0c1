"""How does an answer reach somebody in a chat? In the frame while it is open; else by e-mail, if they gave one.

Who has left without an address finds it in the frame, should they come back. Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.channels.chat.queries import talk_of
from leeway.channels.page.commands import tell_everybody
from leeway.desk.cases import commands as cases

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.commands import ToSend


def do_what_is_due(*, at: datetime) -> None:
    """Hand on what colleagues wrote into chats; each once."""
    for message in cases.claim_outgoing("chat", worker="chat", at=at):
        _hand_on(message, at=at)


def _hand_on(message: ToSend, *, at: datetime) -> None:
    talk = talk_of(message.case, at=at)
    if talk is not None and talk.email and not talk.here:
        cases.send_by(message.entry, channel="mail", to=("email", talk.email), at=at)
    else:
        cases.sent(message.entry, at=at, reference=f"chat {message.case}")
    tell_everybody(message.case, person=message.person, at=at)
