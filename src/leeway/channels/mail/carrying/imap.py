"""How are letters fetched? Over IMAP, numbered by the server; a server that refuses stops only its own mailbox.

Knows nothing of the desk. Start reading at `Fetching`.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessageFlags
from imap_tools.errors import ImapToolsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

TIMEOUT_SECONDS: Final = 60
_SIZE: Final = re.compile(rb"UID (\d+)[^)]*RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)[^)]*UID (\d+)")
_UID: Final = re.compile(rb"UID (\d+)")
CONNECTION_ERRORS: Final = (OSError, EOFError, ImapToolsError, imaplib.IMAP4.error)
"""What is raised when a server cannot be reached, refuses, or breaks off."""


class RefusedError(Exception):
    """The server cannot be reached, or does not let us in; in words for the operator."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One letter on the server."""

    uid: int
    size: int
    raw: bytes


class Fetching:
    """A connection to one folder of one mailbox; to be used in a `with` statement."""

    def __init__(self, server: Mapping[str, Any], password: str) -> None:
        self._server = server
        self._password = password
        self._box: BaseMailBox | None = None

    def __enter__(self) -> Self:
        """Connect and choose the folder. Raises: RefusedError."""
        try:
            self._box = self._connected()
            self._box.login(
                self._server["user"], self._password, initial_folder=self._server.get("folder") or "INBOX"
            )
        except CONNECTION_ERRORS as error:
            self.__exit__(None, None, None)
            raise RefusedError(f"{self._server['host']}: {_said(error)}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        if self._box is not None:
            with suppress(Exception):
                self._box.logout()
            self._box = None

    def _connected(self) -> BaseMailBox:
        host, port = self._server["host"], int(self._server["port"])
        if self._server.get("security") == "none":
            return MailBoxUnencrypted(host, port, timeout=TIMEOUT_SECONDS)
        context = ssl.create_default_context()
        if self._server.get("security") == "starttls":
            return MailBoxStartTls(host, port, timeout=TIMEOUT_SECONDS, ssl_context=context)
        return MailBox(host, port, timeout=TIMEOUT_SECONDS, ssl_context=context)

    @property
    def box(self) -> BaseMailBox:
        """The connection that is open."""
        assert self._box is not None, "only inside of `with`"
        return self._box

    def validity(self) -> int:
        """The number that changes when the server numbers its letters anew."""
        status = self.box.folder.status(self._server.get("folder") or "INBOX", ["UIDVALIDITY"])
        return int(status["UIDVALIDITY"])

    def numbers(self, *, after: int) -> list[int]:
        """The numbers of letters after one, in order."""
        found = self.box.uids(AND(uid=f"{after + 1}:*"))
        return sorted(number for number in (int(uid) for uid in found) if number > after)

    def unseen_numbers(self) -> list[int]:
        """The numbers of letters that nobody has read."""
        return sorted(int(uid) for uid in self.box.uids(AND(seen=False)))

    def last_number(self) -> int:
        """The number of the newest letter that has ever been in the folder."""
        status = self.box.folder.status(self._server.get("folder") or "INBOX", ["UIDNEXT"])
        return int(status["UIDNEXT"]) - 1

    def all_numbers(self) -> list[int]:
        """The numbers of everything in the folder."""
        return sorted(int(uid) for uid in self.box.uids())

    def sizes(self, numbers: Sequence[int]) -> dict[int, int]:
        """How large letters are, in bytes."""
        answer = self._asked(numbers, "(UID RFC822.SIZE)")
        found: dict[int, int] = {}
        for item in answer:
            line = item[0] if isinstance(item, tuple) else item
            if isinstance(line, bytes) and (match := _SIZE.search(line)):
                uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                found[int(uid)] = int(size)
        return found

    def letters(self, sizes: Mapping[int, int], *, most_bytes: int) -> list[Numbered]:
        """The letters of these numbers; of one that is larger than `most_bytes`, its beginning."""
        small = [uid for uid, size in sizes.items() if size <= most_bytes]
        found = self._fetched(small, "(UID BODY.PEEK[])") if small else {}
        for uid in sizes.keys() - set(small):
            found |= self._fetched([uid], "(UID BODY.PEEK[]<0.1000000>)")
        return [Numbered(uid, sizes[uid], found[uid]) for uid in sorted(found) if uid in sizes]

    def _fetched(self, numbers: Sequence[int], what: str) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        answer = self._asked(numbers, what)
        for at, item in enumerate(answer):
            if not isinstance(item, tuple):
                continue
            after = answer[at + 1] if at + 1 < len(answer) and isinstance(answer[at + 1], bytes) else b""
            match = _UID.search(item[0]) or _UID.search(after)
            if match:
                found[int(match[1])] = item[1]
        return found

    def _asked(self, numbers: Iterable[int], what: str) -> list[Any]:
        status, answer = self.box.client.uid("FETCH", ",".join(str(number) for number in numbers), what)
        if status != "OK":
            raise OSError(f"the server does not give letters: {status}")
        return list(answer)

    def acknowledge(self, numbers: Sequence[int]) -> None:
        """Tell the server that we have these letters: mark them as seen, or move them to the folder for
        that.
        """
        wanted = [str(number) for number in numbers]
        if not wanted:
            return
        self.box.flag(wanted, MailMessageFlags.SEEN, value=True)
        if done := self._server.get("done"):
            if not self.box.folder.exists(done):
                self.box.folder.create(done)
            self.box.move(wanted, done)

    def wait(self, seconds: float) -> bool:
        """Wait until the server says that something changed, or the time is over; say whether it did."""
        return bool(self.box.idle.wait(timeout=seconds))

    def can_wait(self) -> bool:
        """Whether the server tells by itself when something comes."""
        return "IDLE" in {str(each).upper() for each in self.box.client.capabilities}


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (text or type(error).__name__)[:300]
