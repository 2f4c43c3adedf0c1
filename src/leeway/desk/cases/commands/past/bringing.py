"""What was said in the past stands in the conversation at its own time, once, and starts nothing.

A matter that is over there is over here: no promise, no survey, no letter. One that is still open there is ours
from now on, with a promise made now. What a colleague did here meanwhile is never undone by a later run. Start
reading at `bring_in`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max, Min

from leeway.desk.cases.commands.past.values import Brought, PastMatter
from leeway.desk.cases.commands.promising import promise_first
from leeway.desk.cases.commands.receiving import attach
from leeway.desk.cases.models import Case, Entry, Participant, Tag
from leeway.desk.cases.queries.looking_back import IMPORTED
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from leeway.desk.cases.commands.past.values import PastWord

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LETTERS: Final = 16
"""79 bits: half a million matters do not meet."""

_UNKNOWN_END: Final = "brought in as closed"
"""Kept where nobody said when it was closed: then the last word says so, also one that comes in later."""
_SPOKEN: Final = (Entry.Kind.MESSAGE, Entry.Kind.PHONE, Entry.Kind.VISIT)


def matter_id(source: str, number: str) -> str:
    """The id here of a matter that has a number elsewhere; the same each time.

    >>> matter_id("old desk", "17") == matter_id("old desk", "17") != matter_id("old desk", "18")
    True
    """
    left = int.from_bytes(hashlib.sha256(f"{source}\0{number}".encode()).digest())
    letters = []
    for _ in range(_ID_LETTERS):
        left, place = divmod(left, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


@transaction.atomic
def bring_in(matters: Sequence[PastMatter], words: Sequence[PastWord], *, at: datetime) -> Brought:
    """Bring in matters and what was said in them; what is here already is left as it is. All or none.

    Raises: IntegrityError where another brings in the same at this moment: hand it in once more.
    """
    wanted = {each.id: each for each in matters}
    there = set(Case.objects.filter(pk__in=list(wanted)).values_list("pk", flat=True))
    _now_known([each for each in wanted.values() if each.id in there and each.person])
    new = [each for each in wanted.values() if each.id not in there]
    paths = people.places_among({each.site for each in new})
    Case.objects.bulk_create(
        [_case(each, path=paths[each.site].path if each.site in paths else f"{each.site}/") for each in new]
    )
    Tag.objects.bulk_create(
        [Tag(case_id=each.id, name=name[:60]) for each in new for name in dict.fromkeys(each.tags)]
    )
    keys = set(Entry.objects.filter(key__in=[each.key for each in words]).values_list("key", flat=True))
    fresh = {each.key: each for each in words if each.key not in keys}
    rows = Entry.objects.bulk_create([_entry(each) for each in fresh.values()])
    for row, each in zip(rows, fresh.values(), strict=True):
        attach(row, each.attachments)
    _theirs({each.case for each in fresh.values() if each.case and not each.person})
    _take_part(fresh.values())
    _as_they_ended({each.case for each in fresh.values() if each.case} | {each.id for each in new}, at=at)
    return Brought(matters=len(new), words={row.key: row.pk for row in rows if row.key})


def _case(each: PastMatter, *, path: str) -> Case:
    return Case(
        pk=each.id, site=each.site, path=path, opened_by=f"{IMPORTED}{each.source}"[:64],
        opened_at=each.opened_at, person=each.person, wish=each.wish, kind=each.kind,
        summary=each.summary[:300], channel=each.channel[:20], news_at=each.opened_at,
        state=Case.State.OPEN if each.is_open else Case.State.CLOSED,
        closed_at=None if each.is_open else each.closed_at or each.opened_at,
        fields={}, closed_because="" if each.closed_at or each.is_open else _UNKNOWN_END,
    )  # fmt: skip


def _entry(each: PastWord) -> Entry:
    out = each.direction == Entry.Direction.OUT
    return Entry(
        person=each.person, case_id=each.case or None, at=each.at, kind=each.kind, direction=each.direction,
        channel=each.channel[:20], author_name=each.author_name[:200], subject=each.subject[:500],
        text=each.text, folded=each.folded, html=each.html, language=each.language[:8],
        point_kind=each.point[0], point_value=each.point[1][:200], key=each.key, raw=each.raw,
        details=dict(each.details), state=Entry.State.SENT if out else Entry.State.NONE,
        sent_at=each.at if out else None,
    )  # fmt: skip


def _now_known(matters: Sequence[PastMatter]) -> None:
    """Where nobody knew whose matter it was, a later row may say so."""
    whose = {each.id: each.person for each in matters}
    for case in Case.objects.select_for_update().filter(pk__in=list(whose), person=""):
        case.person = whose[case.pk]
        case.save(update_fields=["person"])
        case.entries.filter(person="").update(person=case.person)
        case.promises.filter(person="").update(person=case.person)


def _theirs(cases: set[str]) -> None:
    """What was said with somebody unnamed is of whom the matter is of."""
    for case in Case.objects.filter(pk__in=cases).exclude(person=""):
        case.entries.filter(person="").update(person=case.person)


def _take_part(words: Iterable[PastWord]) -> None:
    """Who wrote in a matter may write in it again."""
    points = {
        (each.case, *each.point): each.at
        for each in words
        if each.case and each.direction == Entry.Direction.IN and all(each.point)
    }
    Participant.objects.bulk_create(
        [
            Participant(case_id=case, kind=kind, value=value[:200], by="", at=at)
            for (case, kind, value), at in points.items()
        ],
        ignore_conflicts=True,
    )


def _as_they_ended(cases: set[str], *, at: datetime) -> None:
    """Let each matter begin with its first word and end with its last, in whatever order they came in."""
    rows = list(Case.objects.select_for_update().filter(pk__in=cases, opened_by__startswith=IMPORTED))
    said = Entry.objects.filter(case__in=[row.pk for row in rows]).values_list("case")
    spans = {case: (first, last) for case, first, last in said.annotate(Min("at"), Max("at"))}
    for row in rows:
        first, last = spans.get(row.pk, (row.opened_at, row.opened_at))
        row.opened_at = min(row.opened_at, first)
        row.news_at = max(row.news_at or last, last)
        if row.state == Case.State.CLOSED and row.closed_because == _UNKNOWN_END:
            row.closed_at = max(row.closed_at or last, last)
        if row.state == Case.State.OPEN:
            _ours_now(row, at=at)
    Case.objects.bulk_update(rows, ["opened_at", "news_at", "closed_at", "waiting_since"], batch_size=200)


def _ours_now(row: Case, *, at: datetime) -> None:
    """A matter that is not over waits for us if the person spoke last; its promise is made now, and once."""
    said = row.entries.filter(kind__in=_SPOKEN).exclude(state__in=(Entry.State.DRAFT, Entry.State.DROPPED))
    ours = said.filter(direction=Entry.Direction.OUT).aggregate(last=Max("at"))["last"]
    theirs = said.filter(direction=Entry.Direction.IN)
    waited = theirs.filter(at__gt=ours) if ours else theirs
    row.waiting_since = waited.aggregate(first=Min("at"))["first"]
    if not row.promises.exists():
        promise_first(row, at=at)
