"""How does a mailbox become one of ours, and how does the operator hear that something is wrong with it?

Start reading at `add_mailbox`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from leeway.channels.mail.commands.sealing import sealed
from leeway.channels.mail.models import Mailbox

if TYPE_CHECKING:
    from datetime import datetime

SENDING: Final = "sending: "
"""How a problem begins that is not one of fetching."""
LEASE: Final = timedelta(minutes=2)
"""For so long a mailbox is one worker's alone after its last sign of life."""


@dataclass(frozen=True, slots=True)
class Server:
    """How a mail server is reached."""

    host: str
    port: int
    security: str = "tls"
    """`tls`, `starttls` or `none`."""
    user: str = ""
    folder: str = "INBOX"
    done: str = ""
    """The folder that letters are moved to once they are stored; empty: they stay and are marked as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A mailbox as an operator describes it."""

    id: str
    site: str
    address: str
    fetch: Server | None = None
    send: Server | None = None
    fetch_password: str = ""
    send_password: str = ""
    brand: str = ""
    called: str = ""
    language: str = ""
    trusted_server: str = ""
    tags: bool = True
    answers: bool = False


@transaction.atomic
def add_mailbox(wanted: Wanted) -> None:
    """Add a mailbox, or describe it anew; what was fetched from it stays."""
    Mailbox.objects.update_or_create(
        pk=wanted.id,
        defaults={
            "brand": wanted.brand, "site": wanted.site, "address": wanted.address.lower(),
            "called": wanted.called,
            "language": wanted.language, "trusted_server": wanted.trusted_server, "tags": wanted.tags,
            "answers": wanted.answers, "fetch": asdict(wanted.fetch) if wanted.fetch else {},
            "send": asdict(wanted.send) if wanted.send else {}, "enabled": True,
            "secret": sealed({"fetch": wanted.fetch_password, "send": wanted.send_password}),
        },
    )  # fmt: skip


@transaction.atomic
def enable(mailbox: str, *, enabled: bool) -> bool:
    """Let a mailbox be attended to, or leave it alone; say whether there is one of that name."""
    return bool(Mailbox.objects.filter(pk=mailbox).update(enabled=enabled))


@transaction.atomic
def tell_problem(mailbox: str, problem: str, *, at: datetime) -> None:
    """Show the operator that something is wrong; since when is when it was told first."""
    row = Mailbox.objects.select_for_update().get(pk=mailbox)
    row.problem_since = row.problem_since if row.problem else at
    row.problem = problem[:500]
    row.save(update_fields=["problem", "problem_since"])


@transaction.atomic
def tell_well(mailbox: str, *, at: datetime) -> None:
    """Note that it was looked into, and nothing was wrong."""
    Mailbox.objects.filter(pk=mailbox).update(looked_at=at)
    fetching = Mailbox.objects.filter(pk=mailbox).exclude(problem__startswith=SENDING)
    fetching.update(problem="", problem_since=None)


@transaction.atomic
def tell_sent(mailbox: str) -> None:
    """Note that answers go out again."""
    Mailbox.objects.filter(pk=mailbox, problem__startswith=SENDING).update(problem="", problem_since=None)


@transaction.atomic
def attend(mailbox: str, *, worker: str, at: datetime) -> bool:
    """Take a mailbox for this worker for two minutes; false while it is another's."""
    free = Q(attended_until=None) | Q(attended_until__lt=at) | Q(attended_by=worker)
    taken = Mailbox.objects.filter(free, pk=mailbox, enabled=True)
    return bool(taken.update(attended_by=worker, attended_until=at + LEASE))


@transaction.atomic
def leave(mailbox: str, *, worker: str) -> None:
    """Give a mailbox back."""
    Mailbox.objects.filter(pk=mailbox, attended_by=worker).update(attended_until=None)
