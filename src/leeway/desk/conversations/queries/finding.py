"""Where is it? Persons, matters, messages, articles by their words, however inflected.

FTS5 and PostgreSQL's index of words are asked the same question. Both are quick only where they may stop early,
so nothing is asked by a beginning: words that were begun, or typed wrongly, are looked up first (`_meant`), and
what one may see is part of the question. FTS5 goes from the newest on by itself; PostgreSQL is led stretch by
stretch, by a function of the database (see the migration). Start reading at `found`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.db import connection

from leeway.desk.cases import queries as matters
from leeway.desk.conversations.models import Vocable, Word
from leeway.desk.conversations.stems import (
    VOCABLE_MIN,
    alternatives,
    marks_seen,
    near,
    onwards,
    threes_of,
    words_of,
)
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

KINDS: Final = ("person", "case", "article", "entry")
EACH_MAX: Final = 8
WORDS_MAX: Final = 12
BEGUN_MAX: Final = 24
"""So many words may be meant by one that was only begun: the shortest."""
_FTS5: Final = (
    "select rowid from conversations_found where conversations_found match %s order by rowid desc limit %s"
)
_POSTGRES: Final = "select found from conversations_newest(%s, %s::tsquery, %s) as found"
"""Made by the migration, which says how."""

type Question = list[list[str]]
"""All of these must be there, of each any."""


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
    typed: str, *, paths: Sequence[str], kinds: Sequence[str] = KINDS, most: int = EACH_MAX, site: str = ""
) -> tuple[Hit, ...]:
    """What fits all that was typed, of each kind the newest; only what one may see.

    Whoever is known by just that number or address stands first; `site` says in which country it was typed.
    """
    words = words_of(typed)[:WORDS_MAX]
    if not words or not paths:
        return ()
    meant, seen = _meant(words), [*marks_seen(paths)]
    wanted = {kind: [*_sites(kind, seen), *meant] for kind in kinds}
    ids = _ask(wanted, most=most)
    parts = {kind: _parts(kind, typed, seen) for kind in kinds if len(ids[kind]) < most and kind != "entry"}
    if parts and len("".join(words)) >= VOCABLE_MIN:
        more = _ask(parts, most=most)
        ids |= {kind: [*dict.fromkeys([*ids[kind], *more[kind]])][:most] for kind in parts}
    if "person" in kinds:
        ids["person"] = [*dict.fromkeys([*_known_by(typed, site=site), *ids["person"]])]
    rows = Word.objects.in_bulk([id_ for each in ids.values() for id_ in each])
    hits = [
        _hit(rows[id_]) for kind in kinds for id_ in ids[kind] if id_ in rows and _may_see(rows[id_], paths)
    ]
    names = persons.names_of({hit.person for hit in hits if hit.person})
    return tuple(_named(hit, names) for hit in hits)


def _known_by(typed: str, *, site: str) -> list[int]:
    """Where in the index the person stands whose point it is."""
    if "@" not in typed and not any(letter.isdecimal() for letter in typed):
        return []  # a name: the words find it
    person = persons.id_of(typed, site=site)
    return list(Word.objects.filter(kind="person", of=person).values_list("pk", flat=True)) if person else []


def _hit(row: Word) -> Hit:
    return Hit(kind=row.kind, of=row.of, person=row.person, title=row.title, text=row.text, at=row.at)


def _may_see(row: Word, paths: Sequence[str]) -> bool:
    return not row.path or matters.is_within(row.path, paths)


def _meant(words: list[str]) -> Question:
    """What each word may be: as it stands; the last also begun; one that stands nowhere, one slip away."""
    known = set(Vocable.objects.filter(word__in=words).values_list("word", flat=True))
    begun = _begun(words[-1])
    slipped = {word: near(word) for word in words if word not in known and _may_slip(word)}
    slipped = {} if begun and words[-1] not in known and len(slipped) == 1 and words[-1] in slipped else slipped
    every = {each for around in slipped.values() for each in around}
    there = set(Vocable.objects.filter(word__in=every).values_list("word", flat=True)) if every else set()
    meant = {word: [word, *sorted(there.intersection(slipped.get(word, ())))] for word in words}
    meant[words[-1]] += begun
    return [list(dict.fromkeys(stem for each in meant[word] for stem in alternatives(each))) for word in words]


def _may_slip(word: str) -> bool:
    return word.isalpha() and len(word) > VOCABLE_MIN


def _begun(word: str) -> list[str]:
    """The words that begin with one, the shortest first."""
    if len(word) < VOCABLE_MIN or not word.isalpha():
        return []
    rows = Vocable.objects.filter(word__gte=word, word__lt=word + "\U0010ffff")
    if connection.vendor == "postgresql":
        rows = Vocable.objects.filter(word__startswith=word)  # by its own index: the order of words is not ours
    found = rows.order_by("word").values_list("word", flat=True)[: 20 * BEGUN_MAX]
    return sorted(found, key=lambda each: (len(each), each))[:BEGUN_MAX]


def _parts(kind: str, typed: str, seen: list[str]) -> Question:
    threes = [[three] for three in threes_of(typed).split()[: 3 * WORDS_MAX]]
    threes[-1] += onwards(*threes[-1])
    return [*_sites(kind, seen), *threes]


def _sites(kind: str, seen: list[str]) -> Question:
    return [seen] if kind in _SITED else []


_SITED: Final = frozenset({"case", "entry"})
"""These belong to sites; persons and articles are everybody's."""


def _ask(wanted: Mapping[str, Question], *, most: int) -> dict[str, list[int]]:
    """By kind, the newest that fit, all asked by one statement."""
    postgres = connection.vendor == "postgresql"
    one, asked = (_POSTGRES, _tsquery) if postgres else (_FTS5, _match)
    parts = [
        # The texts are constants, and what is asked goes in as values.
        f"select * from (select {n}, found.* from ({one}) as found) as look{n}"  # noqa: S608
        for n in range(len(wanted))
    ]
    rows = [(kind, asked(kind, question), most) for kind, question in wanted.items()]
    values = [value for row in rows for value in (row if postgres else row[1:])]
    found: dict[str, list[int]] = {kind: [] for kind in wanted}
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        for number, id_ in cursor.fetchall():
            found[[*wanted][number]].append(int(id_))
    return {kind: sorted(ids, reverse=True) for kind, ids in found.items()}


def _match(kind: str, asked: Question) -> str:
    groups = [[f"kind{kind}"], *asked]
    return " AND ".join("(" + " OR ".join(f'"{each}"' for each in group) + ")" for group in groups)


def _tsquery(kind: str, asked: Question) -> str:
    return " & ".join("(" + " | ".join(f"'{kind}{each}'" for each in group) + ")" for group in asked)


def _named(hit: Hit, names: Mapping[str, persons.Customer]) -> Hit:
    who = names.get(hit.person)
    if who is None:
        return hit
    return replace(hit, person=who.id, title=who.name if hit.kind == "person" else hit.title or who.name)
