"""What changes listening? Asking after a matter, the answer, what follows, praise, and writing first.

The worker calls `do_what_is_due` every second; a page that shows an answer's form calls `answer`. Start reading
at `asking.py`.
"""

from __future__ import annotations

from leeway.desk.listening.commands.answering import Answered, AnswerError, answer, answer_on_page
from leeway.desk.listening.commands.asking import do_what_is_due
from leeway.desk.listening.commands.following import FollowUpError, finish, take_on
from leeway.desk.listening.commands.praising import hand_on, praise_read
from leeway.desk.listening.commands.reaching import (
    OutreachError,
    begin_outreach,
    draft_outreach,
    is_stop_link,
    stop_outreach,
    stop_writing_to,
)

__all__ = [
    "AnswerError", "Answered", "FollowUpError", "OutreachError", "answer", "answer_on_page", "begin_outreach",
    "do_what_is_due", "draft_outreach", "finish", "hand_on", "is_stop_link", "praise_read", "stop_outreach",
    "stop_writing_to", "take_on",
]  # fmt: skip
