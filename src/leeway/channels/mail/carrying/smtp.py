"""How does an answer leave? Over SMTP; and what is known afterwards is one of four things, never a guess.

Once the text has been handed over and no answer came, nobody knows whether it went out: that is said, and not
tried again. Start reading at `sent_over`.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_SECONDS: Final = 60


class Outcome(StrEnum):
    """What is known of a letter that was to go out."""

    SENT = "sent"
    LATER = "later"
    """It certainly did not go out; it may next time."""
    REFUSED = "refused"
    """It certainly did not go out, and will not."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a letter, with what the server said."""

    outcome: Outcome
    said: str = ""


def sent_over(server: Mapping[str, Any], password: str, *, raw: bytes, sender: str, to: str) -> Sent:
    """Hand a letter to the server of a mailbox; nothing is raised."""
    try:
        connection = _connected(server, password)
    except smtplib.SMTPAuthenticationError as error:
        return Sent(Outcome.LATER, f"{server['host']} does not let us in: {_said(error)}")
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.LATER, f"{server['host']}: {_said(error)}")
    try:
        return _handed_over(connection, raw=raw, sender=sender, to=to)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()


def reached(server: Mapping[str, Any], password: str) -> str:
    """What is wrong with the way to a server, in words; empty: nothing."""
    try:
        _connected(server, password).quit()
    except (OSError, smtplib.SMTPException) as error:
        return f"{server['host']}: {_said(error)}"
    return ""


def _connected(server: Mapping[str, Any], password: str) -> smtplib.SMTP:
    host, port, security = server["host"], int(server["port"]), server.get("security")
    # Without a name, each connection would ask for this machine's over the network first.
    name = server.get("greets_as") or "[127.0.0.1]"
    context = ssl.create_default_context()
    if security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(host, port, local_hostname=name, timeout=TIMEOUT_SECONDS)
    try:
        connection.ehlo()
        if security == "starttls":
            connection.starttls(context=context)
            connection.ehlo()
        if server.get("user"):
            connection.login(server["user"], password)
    except BaseException:
        connection.close()
        raise
    return connection


def _handed_over(connection: smtplib.SMTP, *, raw: bytes, sender: str, to: str) -> Sent:
    try:
        for code, said in (connection.mail(sender), connection.rcpt(to)):
            if code >= 400:
                return _answered(code, said)
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.LATER, _said(error))
    try:
        code, said = connection.data(raw)
    except smtplib.SMTPDataError as error:
        # The server answered before the text was sent.
        return _answered(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Sent(Outcome.UNKNOWN, f"the connection broke while the letter was handed over: {_said(error)}")
    return _answered(code, said)


def _answered(code: int, said: bytes | str) -> Sent:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    outcome = Outcome.SENT if code < 400 else Outcome.LATER if code < 500 else Outcome.REFUSED
    return Sent(outcome, f"{code} {' '.join(text.split())}"[:400])


def _said(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:300]
