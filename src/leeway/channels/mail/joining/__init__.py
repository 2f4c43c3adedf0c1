"""To which matter does a letter belong, by which evidence, and may its sender write in it?

Public names are below; pure: what has to be asked of the desk is the protocol `Known`. Start reading at
`joining.join`.
"""

from __future__ import annotations

from leeway.channels.mail.joining.joining import Evidence, Joining, Known, Seal, Written, join
from leeway.channels.mail.joining.proof import Proof, proof_of
from leeway.channels.mail.joining.subjects import core, is_answer, is_forward
from leeway.channels.mail.joining.tokens import entry_of, message_id_of, tagged, token_of

__all__ = [
    "Evidence", "Joining", "Known", "Proof", "Seal", "Written", "core", "entry_of", "is_answer", "is_forward",
    "join",
    "message_id_of", "proof_of", "tagged", "token_of",
]  # fmt: skip
