"""Which answers would change it? Truth values of undecided comparisons, tried out.

For one clause: is there an answer to what is unknown that makes it grant while no rule forbids, and which facts
does that hang on? Values of facts are never enumerated, only truth values of comparisons; combinations that no
declared value of a fact gives are left out. Start reading at `prospect`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.worth.conditions import Truth, evaluate, undecided, worth
from leeway.decide.worth.samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from leeway.decide.facts import Facts
    from leeway.decide.worth.conditions import Skeleton
    from leeway.policy import Book

COMBINATIONS_MAX = 4_096

type Answers = tuple[Truth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What answers could still make of a clause that is undecided."""

    possible: bool
    """Whether some answer makes it grant while no rule forbids."""
    questions: tuple[str, ...] = ()
    """Facts whose answer it hangs on and somebody present may know."""
    attest: tuple[str, ...] = ()
    """Facts it hangs on that nobody present can supply."""


NEVER = Prospect(possible=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Comparisons whose truth values hang together, and which of their combinations can occur."""

    comparisons: tuple[feel.Node, ...]
    rows: tuple[Answers, ...]
    facts: frozenset[str]


def prospect(
    book: Book, facts: Facts, *, rules: Sequence[Skeleton], granting: Skeleton, lifted: bool
) -> Prospect:
    """What answers could make of a clause, given the rules that are undecided.

    With `lifted`, obstacles are taken as settled: an error in the clause does not count against it, nor that a
    fact cannot be supplied. Without, a comparison on a fact that cannot be supplied stays undecided.
    """
    comparisons = tuple(dict.fromkeys(each for part in (*rules, granting) for each in undecided(part)))
    open_facts = facts.unknown if lifted else facts.unknown - facts.unsupplied
    free = [each for each in comparisons if not (_reads(each, facts) - open_facts)]
    groups = tuple(_groups(book, facts, free))

    def grants(assumed: Mapping[feel.Node, Truth]) -> bool:
        return worth(granting, assumed) is True and all(worth(rule, assumed) is False for rule in rules)

    everything = frozenset[str]().union(*(group.facts for group in groups))
    if prod(len(group.rows) for group in groups) > COMBINATIONS_MAX:
        return _prospect(book, facts, everything, everything)
    choices = [range(len(group.rows)) for group in groups]
    granted = {picks for picks in product(*choices) if grants(_assume(groups, picks))}
    if not granted:
        return NEVER
    pivotal = frozenset(name for name in everything if _hangs_on(name, groups, granted))
    return _prospect(book, facts, pivotal, everything)


def _prospect(book: Book, facts: Facts, pivotal: frozenset[str], everything: frozenset[str]) -> Prospect:
    """Questions with least effort first, in the book's order; facts nobody can supply apart.

    Where no question is pivotal, what is undecided all the same must be known before anybody can judge.
    """
    order = {name: place for place, name in enumerate(book.facts)}
    asked = (pivotal - facts.unsupplied) or (everything - facts.unsupplied)
    return Prospect(
        possible=True,
        questions=tuple(sorted(asked, key=lambda name: (book.facts[name].effort, order[name]))),
        attest=tuple(sorted(everything & facts.unsupplied, key=lambda name: order[name])),
    )


def _reads(comparison: feel.Node, facts: Facts) -> frozenset[str]:
    """The facts not known that a comparison reads."""
    return feel.names_read(comparison) & facts.unknown


def _groups(book: Book, facts: Facts, comparisons: Iterable[feel.Node]) -> Iterator[_Group]:
    """Comparisons on one fact whose values can be told apart go together; every other one stands alone."""
    by_fact: dict[str, list[feel.Node]] = {}
    alone: list[feel.Node] = []
    for comparison in comparisons:
        read = _reads(comparison, facts)
        into = by_fact.setdefault(next(iter(read)), []) if len(read) == 1 else alone
        into.append(comparison)
    for name, found in by_fact.items():
        together, values = samples(book, facts, name, found)
        alone += [each for each in found if each not in together]
        worlds = [{**facts.values, name: value} for value in values]
        rows = dict.fromkeys(tuple(evaluate(each, facts, given=world) for each in together) for world in worlds)
        if together:
            yield _Group(comparisons=together, rows=tuple(rows), facts=frozenset({name}))
    for comparison in alone:
        yield _Group(comparisons=(comparison,), rows=((True,), (False,)), facts=_reads(comparison, facts))


def _assume(groups: Sequence[_Group], picks: Sequence[int]) -> dict[feel.Node, Truth]:
    return {
        comparison: answer
        for group, pick in zip(groups, picks, strict=True)
        for comparison, answer in zip(group.comparisons, group.rows[pick], strict=True)
    }


def _hangs_on(name: str, groups: Sequence[_Group], granted: set[tuple[int, ...]]) -> bool:
    """Whether, all else equal, some answers about this fact grant and others do not."""
    own = [place for place, group in enumerate(groups) if name in group.facts]
    ways = prod(len(groups[place].rows) for place in own)
    by_rest: dict[tuple[int, ...], int] = {}
    for picks in granted:
        rest = tuple(pick for place, pick in enumerate(picks) if place not in own)
        by_rest[rest] = by_rest.get(rest, 0) + 1
    return any(count < ways for count in by_rest.values())
