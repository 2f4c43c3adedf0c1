"""Was there something like this before, and how did it end? Of this person first, then of others at the site.

Alike are matters of one situation, with the same facts and tags, or told in the same words. Start reading at
`like_before`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.cases.queries.ending import Ending, endings_of, marked, over_at, over_of
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.conversations.stems import alternatives, vocables_of
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.desk.cases.queries import Held
    from leeway.desk.cases.queries.ending import Marks

SHOWN_MAX: Final = 3
OWN_MAX: Final = 50
SITE_MAX: Final = 300
"""So many of the latest matters of a person, and of a site, are compared."""
OWN_MIN, OTHERS_MIN = 1, 2
"""How alike a matter is at least; those of the person themselves tell something sooner."""
SAME_WORDS, MANY_SAME_WORDS = 0.34, 0.6
"""Which part of the words of the shorter one stands in both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A matter of before, with how it ended."""

    held: Held
    own: bool
    """Whether it is of the same person."""
    ending: Ending
    same_day: bool
    """Whether it was over on the day it began."""


def like_before(case: Held, *, paths: Sequence[str], most: int = SHOWN_MAX) -> tuple[Before, ...]:
    """The matters most like this one that are over, the person's own first; only what one may see."""
    this = marked(case.id)
    if this is None:
        return ()
    ids = persons.same_as(case.person) if case.person else ()
    own = _most_alike(this, over_of(ids, most=OWN_MAX), paths, at_least=OWN_MIN) if ids else []
    others = (each for each in over_at(case.site, most=SITE_MAX) if each.held.person not in ids)
    found = [*own, *_most_alike(this, others, paths, at_least=OTHERS_MIN)][:most]
    endings = endings_of([each.id for each in found])
    return tuple(
        Before(
            held=each, own=each.person in ids, ending=endings[each.id],
            same_day=each.closed_at is not None and each.closed_at.date() == each.opened_at.date(),
        )
        for each in found
    )  # fmt: skip


def likeness(one: Marks, other: Marks) -> int:
    """How alike two matters are; 0: not at all."""
    return (
        3 * (one.situation == other.situation != "")
        + 2 * min(2, len(one.marks & other.marks))
        + _words_alike(one.held, other.held)
        + (one.held.kind == other.held.kind != "request")
    )


def _most_alike(this: Marks, those: Iterable[Marks], paths: Sequence[str], *, at_least: int) -> list[Held]:
    """The most alike first; of two that are equally so, the newer."""
    found = (each for each in those if each.held.id != this.held.id and may_see_case(each.held, paths))
    ranked = [(likeness(this, each), each.held) for each in found]
    wanted = [(like, held) for like, held in ranked if like >= at_least]
    return [held for _like, held in sorted(wanted, key=lambda each: (-each[0], -each[1].opened_at.timestamp()))]


def _words_alike(one: Held, other: Held) -> int:
    first, second = _stems(one), _stems(other)
    shared, least = len(first & second), min(len(first), len(second))
    if shared < 2:
        return 0
    return (shared >= SAME_WORDS * least) + (shared >= MANY_SAME_WORDS * least)


def _stems(held: Held) -> frozenset[str]:
    """One stem of each word that says something."""
    return frozenset(alternatives(word)[0] for word in vocables_of(f"{held.summary} {held.wish}"))
