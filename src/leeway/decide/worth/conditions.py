"""Is this condition true? Conditions as and/or/not over comparisons, in a book's four values.

TRUE, FALSE, UNKNOWN (a fact it needs is not known), ERROR (an operation failed, or the result is no boolean).
UNKNOWN goes before ERROR, and only `and`, `or` and quantifiers absorb either: the comparisons are left to FEEL,
the skeleton above them is computed here, so that questions can put assumed answers in place of comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leeway import feel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from leeway.decide.facts import Facts
    from leeway.policy import Condition

type Truth = Any
"""True, False, feel.UNKNOWN or feel.ERROR; compared by identity."""


class OutOfFuel(Exception):  # noqa: N818  it is no defect: a person is asked
    """A condition took more steps than it may: nothing goes ahead on it."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison (or anything else that is no and/or/not), and what it is worth with the facts as known."""

    tree: feel.Node
    worth: Truth


@dataclass(frozen=True, slots=True)
class Junction:
    """All (`and`) or any (`or`) of its parts."""

    every: bool
    parts: tuple[Skeleton, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """`not(part)`."""

    part: Skeleton


type Skeleton = Atom | Junction | Negation


def truth_of(value: feel.Value) -> Truth:
    """What a condition's value counts as: null and everything that is no boolean is ERROR."""
    return value if value is feel.UNKNOWN or isinstance(value, bool) else feel.ERROR


def evaluate(tree: feel.Node, facts: Facts, *, given: Mapping[str, feel.Value] | None = None) -> Truth:
    """The truth of an expression with the facts as known, or with `given` in their place."""
    values = facts.values if given is None else given
    found = feel.evaluate(tree, values, now=facts.now, zone=facts.zone, in_book=True)
    if any(problem.name == "out-of-fuel" for problem in found.problems):
        raise OutOfFuel
    return truth_of(found.value)


def skeleton(tree: feel.Node, facts: Facts) -> Skeleton:
    """The condition taken apart down to its comparisons, each with what it is worth now."""
    match tree:
        case feel.tree.And(operands=operands):
            return Junction(every=True, parts=tuple(skeleton(each, facts) for each in operands))
        case feel.tree.Or(operands=operands):
            return Junction(every=False, parts=tuple(skeleton(each, facts) for each in operands))
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=(operand,)):
            return Negation(skeleton(operand, facts))
    return Atom(tree, evaluate(tree, facts))


def worth(condition: Skeleton, assumed: Mapping[feel.Node, Truth]) -> Truth:
    """What the condition is worth when the comparisons in `assumed` are worth what it says."""
    match condition:
        case Atom(tree=tree, worth=known):
            return assumed.get(tree, known) if known is feel.UNKNOWN else known
        case Negation(part=part):
            inner = worth(part, assumed)
            return not inner if isinstance(inner, bool) else inner
    return _junction([worth(part, assumed) for part in condition.parts], every=condition.every)


def _junction(worths: Sequence[Truth], *, every: bool) -> Truth:
    """`and` stops at false, `or` at true; then UNKNOWN goes before ERROR."""
    absorbing = not every
    for marker in (absorbing, feel.UNKNOWN, feel.ERROR):
        if any(each is marker for each in worths):
            return marker
    return every


def undecided(condition: Skeleton) -> Iterator[feel.Node]:
    """The comparisons that nobody can decide yet, in reading order."""
    match condition:
        case Atom(tree=tree, worth=known):
            if known is feel.UNKNOWN:
                yield tree
        case Negation(part=part):
            yield from undecided(part)
        case Junction(parts=parts):
            for part in parts:
                yield from undecided(part)


def truth(condition: Condition, facts: Facts) -> Truth:
    """The truth of a clause's condition with the facts as known."""
    return evaluate(condition.tree, facts)
