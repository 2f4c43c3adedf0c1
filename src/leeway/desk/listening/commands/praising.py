"""Whom are kind words about? The colleague they name, of those who took part or serve there; else a lead says.

Names are inflected in many languages, so of those who took part one whose name begins like a word counts too.
Start reading at `named_in`.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max

from leeway.desk.cases import queries as matters
from leeway.desk.listening.models import Praise
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LOOK_BACK: Final = timedelta(days=2)
BATCH: Final = 100
STEM_MIN: Final = 3
"""So many letters of a name must stand at a word's beginning."""
ENDING_MAX: Final = 3
"""So many letters an inflected word may have after them."""
_WORD: Final = re.compile(r"\w+")


def find_praise(*, at: datetime) -> None:
    """Pass on the matters that are praise and came since the last look, each once."""
    newest = Praise.objects.filter(key__startswith="case ").aggregate(last=Max("at"))["last"]
    since, after = newest or at - LOOK_BACK, ""
    while found := matters.praising_since(since, after=after, most=BATCH):
        ids = [held.id for held, _ in found]
        known = set(Praise.objects.filter(case__in=ids).values_list("case", flat=True))
        for held, words in found:
            if words and held.id not in known:
                praise(f"case {held.id}", case=held.id, path=held.path, words=words, at=held.opened_at)
        since, after = found[-1][0].opened_at, found[-1][0].id


def praise(key: str, *, case: str, path: str, words: str, at: datetime) -> None:
    """Keep kind words with each colleague they name, once under a key; where it is not clear, a lead says."""
    took_part = people.names_of(matters.authors_of(case))
    site = path.rstrip("/").rsplit("/", 1)[-1]
    there = people.names_of([each.colleague for each in people.authorities_at(site, at=at)])
    for colleague in _meant(words, took_part, there):
        Praise.objects.get_or_create(
            key=f"{key} {colleague}".strip(),
            defaults={"case": case, "path": path, "words": words, "at": at, "colleague": colleague},
        )


def _meant(words: str, took_part: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    """Whom some words are about; `("",)` where nobody can tell. Who took part comes before a namesake."""
    named = named_in(words, took_part, inflected=True)
    called = {took_part[each].split()[0].casefold() for each in named}
    others = [each for each in named_in(words, there) if there[each].split()[0].casefold() not in called]
    namesakes = Counter(there[each].split()[0].casefold() for each in others)
    clear = tuple(each for each in others if namesakes[there[each].split()[0].casefold()] == 1)
    if namesakes and not (named or clear):
        return ("",)
    return (*named, *clear) or (tuple(took_part) if len(took_part) == 1 else ("",))


@transaction.atomic
def hand_on(praise: int, *, to: str, by: str) -> bool:
    """Let kind words reach a colleague; say whether they were still to be handed on."""
    return bool(Praise.objects.filter(pk=praise, colleague="").update(colleague=to, given_by=by))


@transaction.atomic
def praise_read(colleague: str, *, at: datetime) -> None:
    """Note that a colleague has read what is for them."""
    Praise.objects.filter(colleague=colleague, read_at=None).update(read_at=at)


def named_in(words: str, names: Mapping[str, str], *, inflected: bool = False) -> tuple[str, ...]:
    """The ids of the colleagues whose first name, or whole name, stands in some words.

    >>> named_in("Nina was kind", {"n": "Nina Koval", "r": "Radu Popescu"})
    ('n',)
    >>> named_in("Дякую Ніні!", {"n": "Ніна Коваль"}, inflected=True)
    ('n',)
    >>> named_in("the china was nice", {"n": "Nina Koval"}, inflected=True)
    ()
    """
    said = [word.casefold() for word in _WORD.findall(words)]
    return tuple(
        id_ for id_, name in names.items() if name and _is_said(name.split()[0].casefold(), said, inflected)
    )


def _is_said(name: str, said: list[str], inflected: bool) -> bool:  # noqa: FBT001  one of three ways to compare
    if name in said:
        return True
    stem = name[:-1] if name[-1] in "аяйьїиіeaăуо" else name
    return (
        inflected
        and len(stem) >= STEM_MIN
        and any(word.startswith(stem) and len(word) <= len(stem) + ENDING_MAX for word in said)
    )
