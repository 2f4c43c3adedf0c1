"""What do we write by ourselves? That a message came, what we promise, and the link; nothing the sender chose.

Nothing of what somebody typed stands in it, so a stranger's address cannot be sent a stranger's words. The
texts are in the language the person wrote from. Start reading at `send_first`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from leeway.channels.page.queries import page_of
from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Saying
from leeway.desk.clock import new_id

if TYPE_CHECKING:
    from datetime import datetime


def send_first(case: str, *, to: tuple[str, str], link: str, language: str, at: datetime) -> None:
    """Tell somebody that we have their message, what we promise, and where to see more; once."""
    page = page_of(case, at=at, language=language)
    if page is None:
        return
    text = _(
        "We have your message. %(promise)s\n\nHow it stands you see here, at any time and without an account:\n"
        "%(link)s\n\nThe link opens once. On that page you can make more of them, and answer us."
        "\n\nIf you did not write to us, you need do nothing."
    ) % {"promise": page.state.head, "link": link}
    _send(case, to=to, text=text, subject=_("We have your message"), key=f"first link {case}", at=at)


def send_link(case: str, *, to: tuple[str, str], link: str, at: datetime) -> None:
    """Send somebody a new link to their matter."""
    text = _(
        "Here is your new link:\n%(link)s\n\nIt opens once. If you did not ask for it, you need do nothing."
    ) % {"link": link}
    _send(case, to=to, text=text, subject=_("Your link"), key=f"link {case} {new_id()}", at=at)


def _send(case: str, *, to: tuple[str, str], text: str, subject: str, key: str, at: datetime) -> None:
    saying = Saying(case=case, text=text, channel="mail", to=to, subject=subject, automatic=True, key=key)
    cases.say(saying, by="", at=at)
