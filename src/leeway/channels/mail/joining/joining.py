"""To which matter does a letter belong? To the one that evidence names, if its sender takes part in it; else
to a new one.

The evidence, strongest first: our signed token, a letter of ours or theirs that it answers, the letter a
report gives back, the subject. Whatever it is, who wrote must take part in the matter, for references are
passed on and copied. Start reading at `join`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

from leeway.channels.mail.joining.proof import Proof
from leeway.channels.mail.joining.subjects import core, is_answer
from leeway.channels.mail.joining.tokens import entry_of
from leeway.channels.mail.recognising import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.channels.mail.reading import Letter


_REPORTS: Final = frozenset({Kind.BOUNCE, Kind.FEEDBACK, Kind.RECEIPT})
_BY_PEOPLE: Final = frozenset({Kind.PERSON, Kind.LIST})


class Evidence(StrEnum):
    """By what a letter was joined, or nearly."""

    TOKEN = "token"  # noqa: S105 - a word, no secret
    REFERENCE = "reference"
    ORIGINAL = "original"
    SUBJECT = "subject"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Joining:
    """What was decided about a letter, and why; it is kept with the entry, and a colleague can undo it."""

    case: str
    """The matter it continues; empty: a new one, or none for what machines write."""
    related: str
    """The matter that a new one is linked to."""
    evidence: Evidence
    reason: str
    answers: int | None = None
    """The entry of ours that it answers, or that came back."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that this desk knows: its matter, and the address it came from; empty: we wrote it."""

    case: str
    author: str = ""
    entry: int | None = None


class Known(Protocol):
    """What has to be asked of the desk."""

    def outgoing(self, entry: int) -> Written | None:
        """The outgoing entry of that number."""

    def letter(self, message_id: str) -> Written | None:
        """The letter of that id, ours or somebody's."""

    def takes_part(self, case: str, email: str) -> bool:
        """Whether what comes from the address may stand in the matter."""

    def lately(self, email: str, subject: str) -> tuple[str, ...]:
        """The matters with that subject, without prefixes, in which the address wrote lately."""


@dataclass(frozen=True, slots=True)
class Seal:
    """By what this desk knows its own tokens."""

    brand: str
    key: bytes


def join(letter: Letter, *, known: Known, seal: Seal, proof: Proof, kind: Kind) -> Joining:
    """Decide where a letter of that kind belongs; reports come from mail systems, which take part in
    nothing.
    """
    report = kind in _REPORTS
    found = _first(letter, known=known, seal=seal, report=report)
    if found is None:
        return _by_subject(letter, known=known, proof=proof, kind=kind)
    evidence, written, why = found
    if report:
        return Joining(written.case, "", evidence, why, written.entry)
    decided = _allowed(letter, written, known=known, proof=proof, evidence=evidence, why=why)
    # What a machine wrote opens nothing that could be linked.
    return decided if kind in _BY_PEOPLE else replace(decided, related="")


def _allowed(
    letter: Letter, written: Written, *, known: Known, proof: Proof, evidence: Evidence, why: str
) -> Joining:
    sender = letter.sender
    if sender is None:
        return Joining("", written.case, evidence, f"{why}, but it names no one sender", written.entry)
    if proof is Proof.REFUTED:
        return Joining("", written.case, evidence, f"{why}, but its sender is not who it says", written.entry)
    if not known.takes_part(written.case, sender.email):
        return Joining(
            "", written.case, evidence, f"{why}, but its sender takes no part in that matter", written.entry
        )
    return Joining(written.case, "", evidence, why, written.entry)


def _first(letter: Letter, *, known: Known, seal: Seal, report: bool) -> tuple[Evidence, Written, str] | None:
    """The strongest evidence that names a matter; only a report is judged by the letter inside."""
    for text in _addressed(letter):
        if (written := _of_token(text, known=known, seal=seal)) is not None:
            return Evidence.TOKEN, written, "it was written to the address of one of our letters"
    answered = (*letter.in_reply_to, *reversed(letter.references))
    for message_id in answered:
        if (written := _of_token(message_id, known=known, seal=seal)) is not None:
            return Evidence.TOKEN, written, "it answers a letter that we signed"
        if (written := known.letter(message_id)) is not None:
            return Evidence.REFERENCE, written, "it answers a letter of the conversation"
    if report and letter.original is not None:
        for message_id in (letter.original.message_id, *reversed(letter.original.references)):
            written = _of_token(message_id, known=known, seal=seal) or (
                known.letter(message_id) if message_id else None
            )
            if written is not None:
                return Evidence.ORIGINAL, written, "it gives back a letter of ours"
    return None


def _addressed(letter: Letter) -> Iterator[str]:
    for address in (*letter.to, *letter.cc):
        yield address.local
    for name, value in letter.headers:
        if name in {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"}:
            yield value.partition("@")[0]


def _of_token(text: str, *, known: Known, seal: Seal) -> Written | None:
    entry = entry_of(text.partition("@")[0], brand=seal.brand, key=seal.key)
    return None if entry is None else known.outgoing(entry)


def _by_subject(letter: Letter, *, known: Known, proof: Proof, kind: Kind) -> Joining:
    new = Joining("", "", Evidence.NONE, "nothing names a matter that it belongs to")
    sender = letter.sender
    if kind not in _BY_PEOPLE or sender is None or not is_answer(letter.subject) or not core(letter.subject):
        return new
    matters = known.lately(sender.email, core(letter.subject))
    if len(matters) != 1:
        return new
    why = "it answers the subject of a matter of this person"
    # Anybody can write a From line and guess a subject: only a proven sender is believed.
    if proof is not Proof.SHOWN:
        return Joining("", matters[0], Evidence.SUBJECT, f"{why}, but who wrote it is not shown")
    if not known.takes_part(matters[0], sender.email):
        return Joining("", matters[0], Evidence.SUBJECT, f"{why}, but its sender takes no part in it")
    return Joining(matters[0], "", Evidence.SUBJECT, why)
