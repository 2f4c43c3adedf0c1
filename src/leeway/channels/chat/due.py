"""How does an answer reach somebody in a chat? In the frame while it is open; else by e-mail, if they gave one.

Who has left without an address finds it in the frame, should they come back; so does who left one where no
mailbox sends. A colleague is told so, and told plainly when the talk has closed: then nobody reads it.
Start reading at `do_what_is_due`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_noop

from leeway.channels.chat.queries import talk_of
from leeway.channels.mail.queries import sends_for
from leeway.channels.page.commands import tell_everybody
from leeway.desk.cases import commands as cases

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.commands import ToSend


LEFT: Final = gettext_noop(
    "They have left the chat, and there is no mailbox to write to them from. "
    "The answer stands in the chat and on their page, should they come back."
)
"""What a colleague reads, in the language of their page, of an answer that nobody was there to read."""
WAITS: Final = gettext_noop(
    "They have left the chat without an address. The answer stands there until the chat closes, "
    "should they come back."
)
"""The same where nothing else could have been done."""
CLOSED: Final = gettext_noop(
    "They have left the chat, it has closed since, and there was no way to write to them. Nobody has read this."
)


def do_what_is_due(*, at: datetime) -> None:
    """Hand on what colleagues wrote into chats; each once."""
    for message in cases.claim_outgoing("chat", worker="chat", at=at):
        _hand_on(message, at=at)


def _hand_on(message: ToSend, *, at: datetime) -> None:
    talk = talk_of(message.case, at=at)
    reference = f"chat {message.case}"
    if talk is None or talk.here:
        cases.sent(message.entry, at=at, reference=reference)
    elif talk.email and sends_for(message.site):
        cases.send_by(message.entry, channel="mail", to=("email", talk.email), at=at)
    elif not talk.opens:
        cases.failed(message.entry, at=at, problem=CLOSED)
    elif talk.email:
        cases.unknown(message.entry, at=at, problem=LEFT)
    else:
        cases.sent(message.entry, at=at, reference=reference, told=WAITS)
    tell_everybody(message.case, person=message.person, at=at)
