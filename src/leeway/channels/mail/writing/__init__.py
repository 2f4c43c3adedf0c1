"""How does what we say become a letter, and when do we stay silent?

Public names are below; pure. Start reading at `composing.composed`, then `automatic.may_answer`.
"""

from __future__ import annotations

from leeway.channels.mail.writing.automatic import Answered, may_answer
from leeway.channels.mail.writing.composing import Outgoing, Parent, answer_subject, composed
from leeway.channels.mail.writing.threads import references, thread_index

__all__ = [
    "Answered", "Outgoing", "Parent", "answer_subject", "composed", "may_answer", "references",
    "thread_index",
]  # fmt: skip
