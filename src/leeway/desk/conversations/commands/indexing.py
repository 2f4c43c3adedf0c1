"""How does something come to be found? What is new is put into the index a moment after it came.

What says something is found by its stems; names, numbers and titles also by parts. Start reading at
`index_new`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.models import Vocable, Word
from leeway.desk.conversations.stems import marks_of, stems_of, threes_of, vocables_of
from leeway.desk.decisions.commands import tell_news
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from leeway.desk.cases.queries import Said
    from leeway.desk.conversations.models import Article

BATCH: Final = 50
"""So many at a time: nobody else can write meanwhile on SQLite."""
MARGIN: Final = 200
"""An entry of a transaction that took longer may appear behind later ones."""
SHOWN: Final = 300
TEXT_MAX: Final = 20_000


def index_new(*, at: datetime) -> int:
    """Put what came since last time into the index; say how many entries there were."""
    mark = Word.objects.filter(kind="mark", of="entries").values_list("text", flat=True).first()
    if not _to_index(int(mark or 0)):
        return 0  # looked at every second: nothing is locked for nothing
    with transaction.atomic():
        row, _ = Word.objects.select_for_update().get_or_create(
            kind="mark", of="entries", defaults={"at": at, "text": "0"}
        )
        last = int(row.text)
        wanted = _to_index(last)
        if wanted:
            _index(wanted)
            _tell(wanted, at=at)
            row.text, row.at = str(max(last, *(each.id for each in wanted))), at
            row.save(update_fields=["text", "at"])
        return len(wanted)


def _to_index(last: int) -> list[Said]:
    new = matters.entries_after(max(0, last - MARGIN), most=BATCH + MARGIN)
    late = [each.id for each in new if each.id <= last]
    known = set(Word.objects.filter(kind="entry", of__in=map(str, late)).values_list("of", flat=True))
    wanted = [each for each in new if each.id > last or (is_found(each) and str(each.id) not in known)]
    return wanted[:BATCH]


@transaction.atomic
def index_persons(ids: Collection[str]) -> None:
    """Let persons be found by their names and points as they are now."""
    for id_ in ids:
        whole = persons.whole(id_)
        if whole is None or whole.person.erased_at:
            Word.objects.filter(kind="person", of=id_).delete()
            continue
        # Both as it is compared and as it is read, so that a part of either finds it.
        points = " ".join(dict.fromkeys(form for each in whole.points for form in (each.value, each.shown)))
        _keep(
            "person", whole.person.id, person=whole.person.id, at=whole.person.since, title=whole.person.name,
            text=points, parts=f"{whole.person.name} {points}",
        )  # fmt: skip


def index_article(row: Article) -> None:
    """Let an article be found."""
    _keep("article", row.pk, at=row.at, title=row.title, text=row.text, parts=row.title)


def is_found(said: Said) -> bool:
    """Whether an entry is put into the index: something somebody said, and still there."""
    return bool(said.text) and said.kind != "event" and not said.erased


def _tell(entries: list[Said], *, at: datetime) -> None:
    """Let open pages hear of what is new."""
    named = persons.names_of({each.person for each in entries if each.person})
    tell_news("people", *sorted({f"person:{each.id}" for each in named.values()}), at=at)


def _index(entries: list[Said]) -> None:
    cases = matters.cases_by_id({each.case for each in entries if each.case})
    tags = matters.tags_of(list(cases))
    for said in filter(is_found, entries):
        case = cases.get(said.case)
        _keep(
            "entry", str(said.id), person=said.person, path=case.path if case else "", at=said.at,
            title=said.subject, text=said.text,
        )  # fmt: skip
    for case in cases.values():
        words = " ".join((case.wish, *tags.get(case.id, ()), *(str(each) for each in case.fields.values())))
        _keep(
            "case", case.id, person=case.person, path=case.path, at=case.opened_at, title=case.summary,
            text=words, parts=case.summary,
        )  # fmt: skip
    index_persons({each.person for each in entries if each.person})


def _keep(  # noqa: PLR0913  one line a fact of what is found
    kind: str, of: str, *, at: datetime, title: str, text: str, person: str = "", path: str = "",
    parts: str = "",
) -> None:  # fmt: skip
    marks = marks_of(kind, path)
    found = f"{marks} {stems_of(f'{title} {text[:TEXT_MAX]}')}"
    values = {
        "person": person, "path": path, "at": at, "title": title[:SHOWN], "text": text[:SHOWN], "stems": found,
        "threes": f"{marks} {threes_of(parts)}" if parts else "",
    }  # fmt: skip
    row, new = Word.objects.get_or_create(kind=kind, of=of, defaults=values)
    changed = [] if new else [name for name, value in values.items() if getattr(row, name) != value]
    if changed:  # what stands there as it is and is written all the same lets the index grow
        for name in changed:
            setattr(row, name, values[name])
        row.save(update_fields=changed)
    words = vocables_of(f"{title} {text[:TEXT_MAX]}")
    Vocable.objects.bulk_create((Vocable(word=each) for each in words), ignore_conflicts=True)
