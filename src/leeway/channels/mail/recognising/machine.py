"""Did a machine write this? Told by headers and structure; a human's words are never enough.

Does not decide what to do about it, but for one thing: whether an automatic answer may be sent at all. What was
recognised has its reason in words. Start reading at `recognised`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from leeway.channels.mail.recognising import signs

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.channels.mail.reading import Letter


class Kind(StrEnum):
    """What sort of letter it is, as far as machines are concerned."""

    PERSON = "person"
    LIST = "list"
    """A person wrote it, and a mailing list passed it on."""
    BOUNCE = "bounce"
    FEEDBACK = "feedback"
    """Somebody pressed `spam`, and their provider reports it."""
    RECEIPT = "receipt"
    OUT_OF_OFFICE = "out_of_office"
    AUTO_REPLY = "auto_reply"
    BULK = "bulk"
    NOTICE = "notice"
    """A program sent it of its own accord."""


_BY_PEOPLE: Final = frozenset({Kind.PERSON, Kind.LIST})


@dataclass(frozen=True, slots=True)
class Recognised:
    """What sort of letter it is, and by which sign that was told."""

    kind: Kind
    reason: str
    quiet_because: str = ""
    """Why no automatic answer may go out, though a person wrote it; empty: one may."""

    @property
    def by_machine(self) -> bool:
        """Whether nobody wrote it."""
        return self.kind not in _BY_PEOPLE

    @property
    def may_be_answered_automatically(self) -> bool:
        """Whether an automatic answer would reach a person who wrote to us."""
        return self.kind is Kind.PERSON and not self.quiet_because


def recognised(letter: Letter) -> Recognised:
    """What sort of letter it is: the first sign that is there decides."""
    for sign in _SIGNS:
        if (found := sign(letter)) is not None:
            return found
    return Recognised(Kind.PERSON, "nothing says that a machine wrote it", _quiet(letter))


def _feedback(letter: Letter) -> Recognised | None:
    fields = dict(letter.report)
    if (
        "feedback-type" in fields
        or "message/feedback-report" in letter.types
        or "feedback-report" in _report(letter)
    ):
        return Recognised(Kind.FEEDBACK, "it carries a feedback report (RFC 5965)")
    if letter.original is not None:
        inner = {name for name, _ in letter.original.headers}
        if "x-hmxmroriginalrecipient" in inner and signs.COMPLAINT_SUBJECT.match(letter.subject):
            return Recognised(Kind.FEEDBACK, "it returns a letter about which somebody complained")
    return None


def _receipt(letter: Letter) -> Recognised | None:
    if "message/disposition-notification" in letter.types or "disposition-notification" in _report(letter):
        return Recognised(Kind.RECEIPT, "it carries a receipt (RFC 8098)")
    return None


def _bounce_by_report(letter: Letter) -> Recognised | None:
    if any(kind.endswith("delivery-status") for kind in letter.types) or _report(letter):
        return Recognised(Kind.BOUNCE, "it carries a delivery report (RFC 3464)")
    found = next((name for name, _ in letter.headers if name in signs.BOUNCE_HEADERS), None)
    return None if found is None else Recognised(Kind.BOUNCE, f"it has the header `{found}`")


def _bounce_by_sender(letter: Letter) -> Recognised | None:
    named = letter.header("from")
    sender = letter.sender
    if sender is not None and sender.local in signs.DAEMONS:
        return Recognised(Kind.BOUNCE, "a mail system wrote it")
    returned_to = letter.header("return-path").strip("<> ").lower().partition("@")[0]
    if returned_to in signs.DAEMONS:
        return Recognised(Kind.BOUNCE, "a mail system sent it")
    if named and sender is None and signs.DAEMON_WORDS.search(named):
        return Recognised(Kind.BOUNCE, "a mail system without an address wrote it")
    if letter.has("return-path") and letter.header("return-path").strip() in {"<>", ""} and _is_failure(letter):
        return Recognised(Kind.BOUNCE, "its envelope has no sender, and it tells of a failed delivery")
    return None


def _bounce_by_words(letter: Letter) -> Recognised | None:
    if signs.JSON_BOUNCE.match(letter.text[:20_000]):
        return Recognised(Kind.BOUNCE, "it is the notice of a sending service")
    # A form on a site sends for a person from an address of a program, and names the person to reply to.
    for_somebody = any(not signs.SYSTEM_NAMES.match(address.local) for address in letter.reply_to)
    if letter.sender is not None and (not signs.SYSTEM_NAMES.match(letter.sender.local) or for_somebody):
        return _bounce_by_software(letter)
    if signs.FAILED_DELIVERY.search(letter.text[:4_000]):
        return Recognised(Kind.BOUNCE, "a mail system's address tells of a failed delivery")
    if letter.original is not None and signs.BOUNCE_SUBJECT.match(letter.subject):
        return Recognised(Kind.BOUNCE, "a mail system's address returns a letter")
    return None


def _bounce_by_software(letter: Letter) -> Recognised | None:
    if letter.has("x-mlserver") and signs.FAILED_DELIVERY.search(f"{letter.subject}\n{letter.text[:4_000]}"):
        return Recognised(Kind.BOUNCE, "the program of a mailing list refuses a letter")
    return None


def _is_failure(letter: Letter) -> bool:
    return (
        signs.BOUNCE_SUBJECT.match(letter.subject) is not None
        or letter.original is not None
        or signs.FAILED_DELIVERY.search(letter.text[:4_000]) is not None
    )


def _auto_reply(letter: Letter) -> Recognised | None:
    submitted = letter.header("auto-submitted").partition(";")[0].strip().lower()
    header = next(
        (
            name
            for name, value in letter.headers
            if name in signs.AUTO_REPLY_HEADERS and value not in {"no", "none"}
        ),
        None,
    )
    if submitted.startswith("auto-replied"):
        return Recognised(_reply_kind(letter), "it says `Auto-Submitted: auto-replied` (RFC 3834)")
    if header is not None:
        return Recognised(_reply_kind(letter), f"it has the header `{header}`")
    if letter.header("precedence").strip().lower() in signs.PRECEDENCE_REPLY:
        return Recognised(_reply_kind(letter), "its precedence is that of a reply by a program")
    if (
        letter.header("delivered-to").lower() == "autoresponder"
        or letter.header("preference").lower() == "auto_reply"
    ):
        return Recognised(_reply_kind(letter), "it comes from a program that replies")
    if signs.OUT_OF_OFFICE_SUBJECT.match(letter.subject):
        return Recognised(Kind.OUT_OF_OFFICE, "its subject begins as mail programs begin that of their replies")
    return None


def _reply_kind(letter: Letter) -> Kind:
    away = signs.OUT_OF_OFFICE_SUBJECT.match(letter.subject) or letter.has("x-vacation")
    return Kind.OUT_OF_OFFICE if away else Kind.AUTO_REPLY


def _generated(letter: Letter) -> Recognised | None:
    submitted = letter.header("auto-submitted").partition(";")[0].strip().lower()
    if submitted not in {"", "no"}:
        return Recognised(Kind.NOTICE, "it says `Auto-Submitted` (RFC 3834)")
    found = next((name for name, _ in letter.headers if name in signs.GENERATED_HEADERS), None)
    if found is not None:
        return Recognised(Kind.NOTICE, f"it has the header `{found}`")
    if letter.has("return-path") and letter.header("return-path").strip() == "<>":
        return Recognised(Kind.NOTICE, "its envelope has no sender: nobody wants an answer")
    return None


def _bulk(letter: Letter) -> Recognised | None:
    precedence = letter.header("precedence").strip().lower()
    listed = any(name in signs.LIST_HEADERS for name, _ in letter.headers) or precedence == "list"
    if listed and (
        letter.has("list-post")
        or precedence == "list"
        or letter.has("mailing-list")
        or letter.has("x-beenthere")
    ):
        return Recognised(Kind.LIST, "it came through a mailing list", "it came through a mailing list")
    if precedence in signs.PRECEDENCE_BULK:
        return Recognised(Kind.BULK, "its precedence says that it went to many")
    if letter.has("list-unsubscribe"):
        return Recognised(Kind.BULK, "it offers to unsubscribe: it went to many")
    if listed:
        return Recognised(Kind.LIST, "it came through a mailing list", "it came through a mailing list")
    return None


def _quiet(letter: Letter) -> str:
    if letter.sender is None:
        return "it names no one sender"
    if signs.SYSTEM_NAMES.match(letter.sender.local):
        return "its address is that of a program"
    if letter.header("x-auto-response-suppress").strip().lower() not in {"", "none"}:
        return "it asks for no automatic answer"
    if letter.has("x-loop"):
        return "it has been through a program that replies"
    if letter.has("feedback-id") and letter.has("list-unsubscribe"):
        return "it went to many"
    return ""


def _report(letter: Letter) -> str:
    """The kind of report that the outermost part says to be."""
    said = letter.header("content-type").lower()
    return said if letter.types[:1] == ("multipart/report",) or "report-type" in said else ""


_SIGNS: Final[tuple[Callable[[Letter], Recognised | None], ...]] = (
    _feedback,
    _receipt,
    _bounce_by_report,
    _bounce_by_sender,
    _bounce_by_words,
    _auto_reply,
    _generated,
    _bulk,
)
