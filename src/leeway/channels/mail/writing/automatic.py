"""May this letter get an automatic answer? Once per person and day, never to machines, with no word of theirs
in it.

Otherwise two programs answer one another for ever, or a stranger has us write their words to anybody. Start
reading at `may_answer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from leeway.channels.mail.joining import Proof

if TYPE_CHECKING:
    from leeway.channels.mail.reading import Letter
    from leeway.channels.mail.recognising import Recognised


class Answered(Protocol):
    """Who has had an automatic answer today."""

    def take(self, email: str) -> bool:
        """Take the one automatic answer of the day for an address; false if it is taken."""


def may_answer(
    letter: Letter, recognised: Recognised, *, proof: Proof, own: frozenset[str], answered: Answered
) -> str:
    """Why no automatic answer goes out; empty: one goes, and it is the one of the day."""
    sender = letter.sender
    if sender is None:
        return "it names no one sender"
    if not recognised.may_be_answered_automatically:
        return recognised.quiet_because or recognised.reason
    if proof is Proof.REFUTED:
        return "its sender is not who it says"
    if sender.email in own or sender.email.replace(_tag(sender.local), "", 1) in own:
        return "it comes from an address of ours"
    if not _is_addressed(letter, own):
        return "it was not written to us by name"
    return "" if answered.take(sender.email) else "this person has had one today"


def _tag(local: str) -> str:
    return local[local.index("+") :] if "+" in local else "\0"


def _is_addressed(letter: Letter, own: frozenset[str]) -> bool:
    """Whether we stand in To or Cc: what came to us hidden went to many (RFC 3834, section 2)."""
    named = {address.email.replace(_tag(address.local), "", 1) for address in (*letter.to, *letter.cc)}
    return bool(named & own)
