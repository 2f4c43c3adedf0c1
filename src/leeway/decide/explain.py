"""Why exactly? The trace of one answer: each clause, what it is worth, which comparisons decided, limits by
level.

It says more than a decision's reasons, for whoever writes or checks a book. Start reading at `explain`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.decision import MeterLine, Outcome
from leeway.decide.parts.clauses import circumstances, guidelines_on, rules_on, situations
from leeway.decide.parts.plan import fits
from leeway.decide.reference import found
from leeway.decide.worth.conditions import Atom, Junction, Negation, skeleton, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.facts import Facts
    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.worth.conditions import Skeleton, Truth
    from leeway.policy import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One comparison that decided a condition: its text, what it is worth, and the values it read."""

    text: str
    worth: str
    """`true`, `false`, `unknown` or `error`."""
    read: tuple[tuple[str, Any], ...] = ()
    """Name and value of everything it reads; an unknown value is feel.UNKNOWN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTrace:
    """What a clause would charge at one level, and whether there is room."""

    authority: str
    by: str
    """`decider`, or `somebody` else of the level, with an unused allowance of their own."""
    has_room: bool
    meters: tuple[MeterLine, ...] = ()
    """Empty where the level has nothing to grant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTrace:
    """One clause: what its condition is worth and why, and for one that may grant, its limits by level."""

    clause: str
    kind: str
    """`rule`, `guideline`, `otherwise`, `own judgement`, `situation` or `circumstance`."""
    condition: str | None
    worth: str
    comparisons: tuple[Comparison, ...] = ()
    decides: bool = False
    lacking: tuple[str, ...] = ()
    """Certificates that the decider does not hold."""
    obstacles: tuple[str, ...] = ()
    levels: tuple[LevelTrace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The whole trace of one answer, in the order in which it was made."""

    outcome: Outcome
    facts: tuple[tuple[str, Any], ...]
    """Every fact, parameter and reserved name as it counted."""
    clauses: tuple[ClauseTrace, ...]


def explain(plan: Plan, balances: Balances, *, then: Balances | None = None) -> Explanation:
    """How a plan comes to its answer at the balances given, clause by clause."""
    came = found(plan, balances, then)
    deciding = {came.grant.clause} if came.grant is not None else set()
    deciding |= {rule.id for rule in plan.rules.true} | {each.clause for each in came.waiting}
    return Explanation(
        outcome=came.outcome,
        facts=tuple(plan.facts.values.items()),
        clauses=tuple(_clauses(plan, balances, deciding=deciding)),
    )


def _clauses(plan: Plan, balances: Balances, *, deciding: set[str]) -> Iterator[ClauseTrace]:
    """Rules, what may grant, situations and circumstances, each in deciding order."""
    book, request = plan.book, plan.request
    weighed = {grant.clause: grant for grant in plan.grants}
    for kind, clauses in (("rule", rules_on(book, request)), ("guideline", guidelines_on(book, request))):
        for clause in clauses:
            yield _granting(_clause(clause, kind, plan, deciding), weighed.pop(clause.id, None), plan, balances)
    for grant in (*weighed.values(), *((plan.departure,) if plan.departure is not None else ())):
        bare = ClauseTrace(
            clause=grant.clause,
            kind=grant.clause,
            condition=None,
            worth="true",
            decides=grant.clause in deciding,
        )
        yield _granting(bare, grant, plan, balances)
    for situation in situations(book, request):
        yield _clause(situation, "situation", plan, deciding)
    for circumstance in circumstances(book, request):
        yield _clause(circumstance, "circumstance", plan, deciding)


def _clause(clause: Clause, kind: str, plan: Plan, deciding: set[str]) -> ClauseTrace:
    condition = skeleton(clause.when.tree, plan.facts)
    return ClauseTrace(
        clause=clause.id,
        kind=kind,
        condition=clause.when.text,
        worth=_word(worth(condition, {})),
        comparisons=tuple(_comparison(atom, plan.facts) for atom in _decisive(condition)),
        decides=clause.id in deciding,
    )


def _granting(trace: ClauseTrace, grant: Grant | None, plan: Plan, balances: Balances) -> ClauseTrace:
    """The trace of a clause that may grant, with what stands in its way and its limits by level."""
    if grant is None:
        return trace
    return replace(
        trace,
        lacking=grant.lacking,
        obstacles=_names(grant),
        levels=tuple(_levels(plan, grant, balances)),
    )


def _names(grant: Grant) -> tuple[str, ...]:
    return tuple(f"{each.name}: {each.code}" for each in grant.obstacles)


def _word(truth: Truth) -> str:
    if truth is feel.UNKNOWN:
        return "unknown"
    return "error" if truth is feel.ERROR else "true" if truth else "false"


def _decisive(condition: Skeleton) -> Iterator[Atom]:
    """The comparisons a condition's worth hangs on: of several that each suffice, the first."""
    match condition:
        case Atom():
            yield condition
        case Negation(part=part):
            yield from _decisive(part)
        case Junction(every=every, parts=parts):
            whole = worth(condition, {})
            like_it = [part for part in parts if worth(part, {}) is whole]
            needed = like_it if whole is every or not isinstance(whole, bool) else like_it[:1]
            for part in needed:
                yield from _decisive(part)


def _comparison(atom: Atom, facts: Facts) -> Comparison:
    names = sorted(feel.names_read(atom.tree) & facts.values.keys())
    return Comparison(
        text=feel.format(atom.tree),
        worth=_word(atom.worth),
        read=tuple((name, facts.values[name]) for name in names),
    )


def _levels(plan: Plan, grant: Grant, balances: Balances) -> Iterator[LevelTrace]:
    """The clause's limits for the decider, then for somebody of each level from there on."""
    own = plan.decider.level
    each_level = [
        (own, "decider", grant.by_decider),
        *((level, "somebody", grant.by_level[level]) for level in plan.levels),
    ]
    for level, by, candidate in each_level:
        yield LevelTrace(
            authority=plan.book.authorities[level],
            by=by,
            has_room=fits(candidate, balances),
            meters=tuple(
                MeterLine(
                    meter=charge.meter,
                    cap=charge.cap,
                    before=balances.get(charge.meter, 0),
                    charge=charge.amount,
                )
                for charge in (candidate.charges if candidate is not None else ())
            ),
        )
