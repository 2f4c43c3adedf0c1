"""How do letters get from a mailbox into the desk? Fetched, stored, and only then acknowledged.

Killed anywhere, the next look fetches again what was not acknowledged, and finds that it is stored already.
Start reading at `fetch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.channels.mail.carrying import CONNECTION_ERRORS, Fetching, RefusedError, reached
from leeway.channels.mail.commands.keeping import keep, on_the_disk
from leeway.channels.mail.commands.mailboxes import tell_problem, tell_well
from leeway.channels.mail.commands.sealing import opened
from leeway.channels.mail.models import Mailbox
from leeway.channels.mail.reading import SIZE_BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

BATCH: Final = 50
BATCH_BYTES: Final = 20_000_000


def connection_to(mailbox: str) -> Fetching:
    """A connection to where a mailbox's letters are."""
    row = Mailbox.objects.get(pk=mailbox)
    return Fetching(row.fetch, opened(row.secret).get("fetch", ""))


def fetch(mailbox: str, connection: Fetching, *, at: datetime) -> int:
    """Store everything that has come since the last look, and acknowledge it; say how much was new.

    A letter that the server does not give is told to the operator and tried again at the next look.
    """
    on_the_disk()
    row = Mailbox.objects.get(pk=mailbox)
    new, missed, large = 0, [], []
    numbers = _numbers(row, connection)
    while numbers:
        wanted = numbers[:BATCH]
        sizes = _fitting(connection.sizes(wanted), wanted)
        letters = connection.letters(sizes, most_bytes=SIZE_BYTES_MAX)
        taken = wanted[: max(wanted.index(uid) for uid in sizes) + 1] if sizes else wanted
        new += keep(mailbox, [(letter.raw, letter.size) for letter in letters], at=at)
        connection.acknowledge([letter.uid for letter in letters])
        missed += [uid for uid in taken if uid not in {letter.uid for letter in letters}]
        large += [letter.uid for letter in letters if letter.size > SIZE_BYTES_MAX]
        row.uid_last = max(row.uid_last, *taken)
        rest = [uid for uid in numbers[len(taken) :] if uid <= row.uid_last]
        Mailbox.objects.filter(pk=mailbox).update(uid_last=row.uid_last, skipped=[*missed, *rest])
        numbers = numbers[len(taken) :]
    _tell(mailbox, missed=missed, large=large, at=at)
    return new


def _numbers(row: Mailbox, connection: Fetching) -> list[int]:
    """What is to be fetched: everything new; at the first look, or when numbered anew, what nobody has read."""
    validity = connection.validity()
    if row.uid_validity != validity:
        # Written down first: a look that is broken off must not take everything old for new.
        row.uid_last, row.skipped = connection.last_number(), connection.unseen_numbers()
        row.uid_validity = validity
        row.save(update_fields=["uid_validity", "uid_last", "skipped"])
    if row.fetch.get("done"):
        return connection.all_numbers()
    return sorted({*connection.numbers(after=row.uid_last), *row.skipped})


def _fitting(sizes: Mapping[int, int], wanted: list[int]) -> dict[int, int]:
    """As many of the letters as are fetched together: at least one, and not too many bytes."""
    fitting: dict[int, int] = {}
    total = 0
    for uid in wanted:
        if uid not in sizes:
            continue
        total += min(sizes[uid], SIZE_BYTES_MAX)
        if fitting and total > BATCH_BYTES:
            break
        fitting[uid] = sizes[uid]
    return fitting


def _tell(mailbox: str, *, missed: list[int], large: list[int], at: datetime) -> None:
    if missed:
        tell_problem(
            mailbox, f"the server does not give {len(missed)} letters, the first is number {missed[0]}", at=at
        )
    elif large:
        tell_problem(
            mailbox, f"letter number {large[0]} is larger than 80 MB: only its beginning was taken", at=at
        )
    else:
        tell_well(mailbox, at=at)


def tried(mailbox: str) -> tuple[tuple[str, str], ...] | None:
    """Try to reach a mailbox's servers: each with what is wrong, in words; nothing for an unknown mailbox."""
    row = Mailbox.objects.filter(pk=mailbox).first()
    if row is None:
        return None
    found: list[tuple[str, str]] = []
    if row.fetch:
        try:
            with connection_to(mailbox) as connection:
                connection.validity()
            found.append(("fetching", ""))
        except (RefusedError, *CONNECTION_ERRORS) as error:
            found.append(("fetching", str(error)))
    if row.send:
        found.append(("sending", reached(row.send, opened(row.secret).get("send", ""))))
    return tuple(found)
