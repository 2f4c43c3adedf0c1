"""What do colleagues write down? Notes, telephone calls, visits, facts found; and points that take part.

None of it goes out. Start reading at `note`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction

from leeway.desk.cases.commands.counter import answer
from leeway.desk.cases.models import Case, Entry, Fact, Follower, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MENTION = re.compile(r"(?<![\w@])@([\w-]+)")


@transaction.atomic
def note(
    case: str, *, text: str, by: str, at: datetime, mentioned: Iterable[str] = (), key: str | None = None
) -> int:
    """Write a note for colleagues; those mentioned follow the matter from now on. Give the entry."""
    row = Case.objects.select_for_update().get(pk=case)
    entry, new = _once(row, key=key, kind=Entry.Kind.NOTE, text=text, author=by, at=at)
    if new:
        for colleague in mentioned:
            Follower.objects.update_or_create(
                case=row, colleague=colleague, defaults={"mentioned_at": at, "read_at": None}
            )
        Case.objects.filter(pk=case).update(news_at=at)
    return entry.pk


@transaction.atomic
def find_fact(  # noqa: PLR0913  one line a fact of the fact
    case: str, *, name: str, value: Any, by: str, at: datetime, trust: str = "staff", source: str = "",
    evidence: str = "", words: str = "",
) -> int:  # fmt: skip
    """Keep a fact that was found out, for the engine and for colleagues; give its entry in the conversation.

    `trust` is one of the book's levels: a claim of the customer can only make an answer stricter. `words` say
    it as it stands in the conversation; without them the name does.
    """
    row = Case.objects.select_for_update().get(pk=case)
    said_by = source or f"found by {by}"
    Fact.objects.create(
        case=row, name=name, value=value, trust=trust, source=said_by[:200], evidence=evidence, at=at
    )
    answer(case, fact=name, value=value, trust=trust, source=said_by)
    return Entry.objects.create(
        person=row.person, case=row, at=at, kind=Entry.Kind.FACT, author=by, text=words,
        happened=name[:40], details={"fact": name, "value": value, "trust": trust, "source": said_by},
    ).pk  # fmt: skip


@transaction.atomic
def tell_event(  # noqa: PLR0913  one line a fact of the event
    case: str, *, happened: str, by: str = "", at: datetime, details: Mapping[str, Any] | None = None,
    key: str | None = None, text: str = "",
) -> int:  # fmt: skip
    """Note that something happened in a matter: assigned, closed, looked into …; under a key only once."""
    row = Case.objects.get(pk=case)
    entry, _ = _once(
        row, key=key, kind=Entry.Kind.EVENT, author=by, at=at, happened=happened[:40],
        details=dict(details or {}), text=text,
    )  # fmt: skip
    return entry.pk


@transaction.atomic
def let_take_part(case: str, *, kind: str, value: str, by: str, at: datetime) -> None:
    """Let what comes from a point stand in a matter from now on."""
    Participant.objects.get_or_create(case_id=case, kind=kind, value=value[:200], defaults={"by": by, "at": at})


@transaction.atomic
def shut_out(case: str, *, kind: str, value: str) -> None:
    """Let what comes from a point no longer stand in a matter: it opens one of its own."""
    Participant.objects.filter(case=case, kind=kind, value=value).delete()


def mentioned_in(text: str) -> tuple[str, ...]:
    """The ids of the colleagues named in a note, in order.

    >>> mentioned_in("@radu could you look? mail to a@b.c stays out, (@nina-2) too")
    ('radu', 'nina-2')
    """
    return tuple(dict.fromkeys(MENTION.findall(text)))


def _once(row: Case, *, key: str | None, **known: Any) -> tuple[Entry, bool]:
    values = {"person": row.person, "case": row, **known}
    if key is None:
        return Entry.objects.create(**values), True
    return Entry.objects.get_or_create(key=key, defaults=values)
