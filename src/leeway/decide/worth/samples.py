"""Which values of a fact tell its comparisons apart? Declared ones, else one at, between and beyond constants.

With them combinations that no value gives are left out: no number is both below 2 and above 3. Comparisons that
are more than a fact against a constant stand alone. Start reading at `samples`.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from leeway import feel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leeway.decide.facts import Facts
    from leeway.policy import Book, Fact


def declared_values(fact: Fact) -> tuple[feel.Value, ...]:
    """Every value a fact may have, where the book says so; empty when it may have any of its type."""
    values = fact.one_of or ((True, False) if fact.type == feel.types.BOOLEAN else ())
    return (*values, None) if values and fact.optional else values


def samples(
    book: Book, facts: Facts, name: str, comparisons: Sequence[feel.Node]
) -> tuple[tuple[feel.Node, ...], tuple[feel.Value, ...]]:
    """The comparisons of a fact that hang together, and values that tell them apart in every possible way."""
    fact = book.facts[name]
    if declared := declared_values(fact):
        return tuple(comparisons), declared
    constants = {each: _constants(each, name, facts) for each in comparisons}
    simple = tuple(each for each in comparisons if constants[each] is not None)
    found = [value for each in simple for value in constants[each] or ()]
    if not simple or fact.type not in (feel.types.NUMBER, feel.types.STRING):
        return (), ()
    values = _numbers(found) if fact.type == feel.types.NUMBER else _texts(found)
    return simple, (*values, None) if fact.optional else values


def _numbers(constants: Iterable[feel.Value]) -> tuple[feel.Value, ...]:
    """Each number, one between each two, one below and one above them all."""
    ordered = sorted({each for each in constants if isinstance(each, Decimal)})
    if not ordered:
        return (Decimal(0),)
    between = ((low + high) / 2 for low, high in pairwise(ordered))
    return (ordered[0] - 1, *ordered, *between, ordered[-1] + 1)


def _texts(constants: Iterable[feel.Value]) -> tuple[feel.Value, ...]:
    """Each text, and one that is none of them."""
    found = sorted({each for each in constants if isinstance(each, str)})
    return (*found, "".join(found) + "?")


def _constants(comparison: feel.Node, name: str, facts: Facts) -> list[feel.Value] | None:
    """What a fact is compared with; None where the comparison is more than the fact against known values."""
    others = list(_compared(comparison, name))
    if not others or any(other is None or feel.names_read(other) & facts.unknown for other in others):
        return None
    worths = [
        feel.evaluate(other, facts.values, now=facts.now, zone=facts.zone, in_book=True).value
        for other in others
        if other is not None
    ]
    texts_in_order = any(isinstance(worth, str) for worth in worths) and not _asks_equality(comparison)
    plain = all(worth is None or isinstance(worth, Decimal | str) for worth in worths)
    return worths if plain and not texts_in_order else None


def _asks_equality(comparison: feel.Node) -> bool:
    match comparison:
        case feel.tree.Compare(op="=" | "!="):
            return True
        case feel.tree.In(tests=tests):
            return all(isinstance(test, feel.tree.Literal) for test in tests)
    return False


def _compared(comparison: feel.Node, name: str) -> Iterator[feel.Node | None]:
    """The other sides of a comparison of a fact; None for what it cannot take apart."""
    match comparison:
        case feel.tree.Compare(left=feel.tree.Name(name=read), right=other) if read == name:
            yield other
        case feel.tree.Compare(left=other, right=feel.tree.Name(name=read)) if read == name:
            yield other
        case feel.tree.Between(value=feel.tree.Name(name=read), low=low, high=high) if read == name:
            yield from (low, high)
        case feel.tree.In(value=feel.tree.Name(name=read), tests=tests) if read == name:
            for test in tests:
                yield from _tested(test)
        case _:
            yield None


def _tested(test: feel.Node) -> Iterator[feel.Node | None]:
    match test:
        case feel.tree.Test(operand=operand):
            yield operand
        case feel.tree.Range(low=low, high=high):
            yield from (end for end in (low, high) if end is not None)
        case feel.tree.Literal() | feel.tree.Negate():
            yield test
        case _:
            yield None
