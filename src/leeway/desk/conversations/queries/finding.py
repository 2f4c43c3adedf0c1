"""Where is it? Persons, matters, messages, articles by their words, however inflected.

FTS5 and PostgreSQL's text search are asked the same question. Start reading at `found`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.models import Word
from leeway.desk.conversations.stems import alternatives, threes_of, words_of
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KINDS: Final = ("person", "case", "article", "entry")
EACH_MAX: Final = 8
LOOKED_MAX: Final = 40
"""So many of a kind are read before those one may not see are left out."""
WORDS_MAX: Final = 12
_FTS5: Final = (
    "select rowid from conversations_found where conversations_found match %s order by rowid desc limit %s"
)
_POSTGRES: Final = (
    "select id from conversations_word"
    " where to_tsvector('simple', stems || ' ' || threes) @@ to_tsquery('simple', %s) order by id desc limit %s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found."""

    kind: str
    of: str
    person: str
    title: str
    text: str
    at: datetime


def found(
    typed: str, *, paths: Sequence[str], kinds: Sequence[str] = KINDS, most: int = EACH_MAX
) -> tuple[Hit, ...]:
    """What fits all that was typed, of each kind the newest; only what one may see."""
    words = words_of(typed)[:WORDS_MAX]
    if not words:
        return ()
    hits = [hit for kind in kinds for hit in _of_kind(kind, words, typed, paths, most)]
    names = persons.names_of({hit.person for hit in hits if hit.person})
    return tuple(_named(hit, names) for hit in hits)


def _of_kind(kind: str, words: list[str], typed: str, paths: Sequence[str], most: int) -> list[Hit]:
    ids = _ask(_by_stems(kind, words))
    if len(ids) < most and kind != "entry" and len("".join(words)) > 2:
        ids = list(dict.fromkeys([*ids, *_ask(_by_threes(kind, typed))]))
    rows = {row.pk: row for row in Word.objects.filter(pk__in=ids)}
    seen = [rows[id_] for id_ in ids if id_ in rows and _may_see(rows[id_], paths)]
    return [
        Hit(kind=row.kind, of=row.of, person=row.person, title=row.title, text=row.text, at=row.at)
        for row in seen[:most]
    ]


def _may_see(row: Word, paths: Sequence[str]) -> bool:
    return not row.path or matters.is_within(row.path, paths)


def _by_stems(kind: str, words: list[str]) -> list[list[str]]:
    """All of these must be there, of each any: the kind, every word by its stems; the last may go on."""
    asked = [[f"kind{kind}"], *([*alternatives(word)] for word in words[:-1])]
    return [*asked, [*alternatives(words[-1]), f"{words[-1]}*"]]


def _by_threes(kind: str, typed: str) -> list[list[str]]:
    return [[f"kind{kind}"], *([three] for three in threes_of(typed).split()[: 3 * WORDS_MAX])]


def _ask(asked: list[list[str]]) -> list[int]:
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            _POSTGRES if postgres else _FTS5, (_tsquery(asked) if postgres else _match(asked), LOOKED_MAX)
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _match(asked: list[list[str]]) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{each.rstrip("*")}"' + ("*" if each.endswith("*") else "") for each in group) + ")"
        for group in asked
    )


def _tsquery(asked: list[list[str]]) -> str:
    return " & ".join(
        "(" + " | ".join(f"'{each.rstrip('*')}'" + (":*" if each.endswith("*") else "") for each in group) + ")"
        for group in asked
    )


def _named(hit: Hit, names: object) -> Hit:
    from dataclasses import replace

    who = names.get(hit.person) if isinstance(names, dict) else None
    if who is None:
        return hit
    title = who.name if hit.kind == "person" else hit.title or who.name
    return replace(hit, person=who.id, title=title)


def words_about(person: str) -> int:
    """How many things are in the index for a person."""
    return Word.objects.filter(Q(person=person)).count()
