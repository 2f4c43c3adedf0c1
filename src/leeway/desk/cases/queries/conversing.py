"""What was said? The conversation of a person as frozen values, newest last; who takes part; how to reach them.

Start reading at `conversation`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from leeway.desk.cases.models import Attachment, Case, Entry, Participant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
PAGE: int = 60
"""So many entries are shown at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment as it is listed."""

    id: int
    name: str
    type: str
    size: int
    kept: bool
    inline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry of a conversation."""

    id: int
    person: str
    case: str
    at: datetime
    kind: str
    direction: str = ""
    channel: str = ""
    author: str = ""
    author_name: str = ""
    subject: str = ""
    text: str = ""
    folded: str = ""
    html: str = ""
    language: str = ""
    point: tuple[str, str] = ("", "")
    happened: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""
    problem: str = ""
    reference: str = ""
    raw: str = ""
    erased: bool = False
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a person is reached in a matter: where they wrote from last."""

    channel: str = ""
    to: tuple[str, str] | None = None
    entry: int | None = None
    """What they wrote there, which an answer answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A stretch of a conversation, oldest first."""

    entries: tuple[Said, ...] = ()
    earlier: int | None = None
    """Where there is more before it: the id to ask for what was before."""


def conversation(
    persons: Collection[str], *, cases: Collection[str] | None = None, before: int | None = None,
    most: int = PAGE, with_files: bool = True,
) -> Talk:  # fmt: skip
    """The last entries of a person's conversation, under all ids they are kept by, oldest first.

    With `cases`, only of these matters and of none; with `before`, what was before that entry; without files
    where these are looked up together with other things.
    """
    rows = Entry.objects.filter(person__in=persons).exclude(state=Entry.State.DROPPED)
    if cases is not None:
        rows = rows.filter(Q(case__in=cases) | Q(case=None))
    if before is not None:
        mark = Coalesce(Subquery(Entry.objects.filter(pk=before).values("at")), Value(_NEVER))
        rows = rows.filter(Q(at__lt=mark) | Q(at=mark, pk__lt=before))
    found = list(rows.order_by("-at", "-pk")[: most + 1])
    shown = found[:most][::-1]
    files = _files(row.pk for row in shown if row.direction) if with_files else {}
    return Talk(
        entries=tuple(seen_entry(row, files.get(row.pk, ())) for row in shown),
        earlier=shown[0].pk if len(found) > most else None,
    )


def entries_of(case: str) -> tuple[Said, ...]:
    """All entries of one matter, oldest first."""
    rows = list(Entry.objects.filter(case=case).exclude(state=Entry.State.DROPPED).order_by("at", "pk"))
    files = _files(row.pk for row in rows if row.direction)
    return tuple(seen_entry(row, files.get(row.pk, ())) for row in rows)


def entry(id_: int) -> Said | None:
    """One entry by its id; None where there is none."""
    row = Entry.objects.filter(pk=id_).first()
    return None if row is None else seen_entry(row, _files([row.pk]).get(row.pk, ()))


def entry_by_key(channel: str, key: str) -> Said | None:
    """What a channel handed in under a key; None where it did not."""
    row = Entry.objects.filter(channel=channel, key=key).first()
    return None if row is None else seen_entry(row)


def entry_by_reference(channel: str, reference: str) -> Said | None:
    """What a channel sent and knows by this reference; None where it did not."""
    row = Entry.objects.filter(channel=channel, reference=reference).exclude(reference="").first()
    return None if row is None else seen_entry(row)


def participants(case: str) -> frozenset[tuple[str, str]]:
    """The points that may write in a matter, each as kind and value."""
    return frozenset(Participant.objects.filter(case=case).values_list("kind", "value"))


def takes_part(case: str, *, kind: str, value: str) -> bool:
    """Whether what comes from a point may stand in a matter."""
    return Participant.objects.filter(case=case, kind=kind, value=value).exists()


def last_way(case: str) -> Way:
    """Where the person of a matter wrote from last."""
    came = Entry.objects.filter(case=case, direction=Entry.Direction.IN, kind=Entry.Kind.MESSAGE)
    row = came.order_by("-at", "-pk").first()
    if row is None:
        return Way()
    to = (row.point_kind, row.point_value) if row.point_value else None
    return Way(channel=row.channel, to=to, entry=row.pk)


def body_of(attachment: int) -> tuple[File, str, bytes] | None:
    """An attachment with its matter and its bytes; None where there is none, or it was not kept."""
    row = Attachment.objects.filter(pk=attachment).select_related("content", "entry").first()
    if row is None or row.content is None:
        return None
    return _file(row), row.entry.case_id or "", bytes(row.content.body)


def raws_to_drop(channel: str) -> tuple[tuple[int, str], ...]:
    """What a channel still keeps raw although its person was erased: entry and reference, to be dropped."""
    rows = Entry.objects.filter(channel=channel, erased_at__isnull=False).exclude(raw="")
    return tuple(rows.order_by("pk").values_list("pk", "raw")[:500])


def entries_after(after: int, *, most: int = 500) -> tuple[Said, ...]:
    """What came into any conversation after an entry, oldest first."""
    rows = Entry.objects.filter(pk__gt=after).order_by("pk")[:most]
    return tuple(seen_entry(row) for row in rows)


def exported(persons: Collection[str]) -> dict[str, Any]:
    """All matters and entries of a person, as plain values, oldest first."""
    rows = Entry.objects.filter(person__in=persons, erased_at=None).order_by("at", "pk")
    matters = Case.objects.filter(person__in=persons).order_by("opened_at")
    return {
        "matters": [
            {"id": row.pk, "kind": row.kind, "about": row.summary, "wish": row.wish, "state": row.state,
             "opened": row.opened_at.isoformat(), "fields": row.fields}
            for row in matters
        ],
        "conversation": [
            {"at": row.at.isoformat(), "kind": row.kind, "direction": row.direction, "channel": row.channel,
             "matter": row.case_id, "subject": row.subject, "text": row.text, "what": row.happened,
             "files": [each.name for each in row.attachments.all()]}
            for row in rows.exclude(kind=Entry.Kind.NOTE).exclude(state=Entry.State.DRAFT)
            .prefetch_related("attachments")
        ],
    }  # fmt: skip


def seen_entry(row: Entry, files: tuple[File, ...] = ()) -> Said:
    """An entry as others see it."""
    return Said(
        id=row.pk, person=row.person, case=row.case_id or "", at=row.at, kind=row.kind,
        direction=row.direction, channel=row.channel, author=row.author, author_name=row.author_name,
        subject=row.subject, text=row.text, folded=row.folded, html=row.html, language=row.language,
        point=(row.point_kind, row.point_value), happened=row.happened, details=row.details, state=row.state,
        problem=row.problem, reference=row.reference, raw=row.raw, erased=row.erased_at is not None,
        files=files,
    )  # fmt: skip


def _files(entries: Iterable[int]) -> dict[int, tuple[File, ...]]:
    found: dict[int, list[File]] = defaultdict(list)
    if ids := list(entries):
        for row in Attachment.objects.filter(entry__in=ids).order_by("pk"):
            found[row.entry_id].append(_file(row))
    return {entry: tuple(files) for entry, files in found.items()}


def _file(row: Attachment) -> File:
    kept = row.content_id is not None
    return File(id=row.pk, name=row.name, type=row.type, size=row.size, kept=kept, inline=row.inline)
