"""Is the sender shown to be who the From line says? What our own mail server found out, and nobody else.

`Authentication-Results` (RFC 8601) counts only with the name of the server that the mailbox trusts, and of
those only the first: the others came with the letter. Start reading at `proof_of`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from leeway.channels.mail.reading import Letter

_RESULT: Final = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    r"(?:header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*\"?([^\s;\"()]+)", re.IGNORECASE
)


class Proof(StrEnum):
    """What is known about the From line."""

    SHOWN = "shown"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


def proof_of(letter: Letter, *, server: str) -> Proof:
    """What the trusted server found about the sender; without one nothing is known."""
    sender = letter.sender
    found = _results(letter, server=server) if server and sender is not None else ""
    if not found or sender is None:
        return Proof.UNKNOWN
    parts = [part for part in found.split(";") if _RESULT.search(part)]
    outcomes = {kind: outcome for part in parts for kind, outcome in _outcome(part, domain=sender.domain)}
    if outcomes.get("dmarc") == "pass":
        return Proof.SHOWN
    if outcomes.get("dmarc") in {"fail", "reject", "quarantine"}:
        return Proof.REFUTED
    if "pass" in {outcomes.get("dkim"), outcomes.get("spf")}:
        return Proof.SHOWN
    return Proof.REFUTED if outcomes.get("spf") == "fail" else Proof.UNKNOWN


def _results(letter: Letter, *, server: str) -> str:
    for name, value in letter.headers:
        if (
            name == "authentication-results"
            and value.partition(";")[0].split(" ")[0].strip().lower() == server.lower()
        ):
            return value.partition(";")[2]
    return ""


def _outcome(part: str, *, domain: str) -> list[tuple[str, str]]:
    """The outcome a part tells, if it is about the domain of the From line: a stranger's good signature shows
    nothing.
    """
    found = _RESULT.search(part)
    if found is None:
        return []
    kind, outcome = found[1].lower(), found[2].lower()
    named = [text.rpartition("@")[2].strip("<>.").lower() for text in _DOMAIN.findall(part)]
    about = any(_aligned(each, domain) for each in named)
    if kind == "dmarc":
        return [(kind, outcome)] if about or not named else []
    return [(kind, outcome)] if about else []


def _aligned(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
