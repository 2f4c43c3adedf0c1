"""Why? The clauses that determined an outcome, each with a code and what its sentence needs, never a sentence.

The codes are listed at `Reason`; the sentences are in `words/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.decision import AskKind, Outcome, Reason
from leeway.decide.parts.law import OTHERWISE
from leeway.decide.parts.told import departed_from
from leeway.decide.request import Mode
from leeway.policy import Otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Balances, Grant, Obstacle, Plan
    from leeway.ledger import Meter
    from leeway.policy import Action, Book, Clause

NOTHING_ELSE = Reason(code="nothing else")
"""With a refusal: no alternative, no own judgement, nobody who could raise a limit."""


def reasons(plan: Plan, found: Answer, balances: Balances) -> tuple[Reason, ...]:
    """The clauses that determined the outcome, the deciding one first."""
    if plan.failure is not None:
        return (Reason(code="on error", args=(("authority", plan.book.on_error), ("failure", plan.failure))),)
    if plan.rules.true:
        return tuple(_of_clause("rule", rule) for rule in plan.rules.true)
    match found.outcome:
        case Outcome.GO_AHEAD:
            return tuple(_departing(plan) if found.departs else _granting(plan, found))
        case Outcome.FIND_OUT:
            return tuple(_waiting(plan, found))
        case Outcome.ASK:
            return tuple(_asking(plan, found, balances))
    return tuple(_refusing(plan, balances))


def _of_clause(code: str, clause: Clause, **args: object) -> Reason:
    return Reason(
        code=code, clause=clause.id, because=clause.because, source=clause.source, args=tuple(args.items())
    )


def because_of(code: str, *, clause: str, guideline: Clause | None, **args: object) -> Reason:
    """A reason that a guideline gives, or what stands for one: `otherwise`, own judgement."""
    if guideline is not None:
        return _of_clause(code, guideline, **args)
    return Reason(code=code, clause=clause, args=tuple(args.items()))


def _of_grant(code: str, grant: Grant, **args: object) -> Reason:
    return because_of(code, clause=grant.clause, guideline=grant.guideline, **args)


def _grants(plan: Plan, grant: Grant, *, level: int | None = None) -> Reason:
    """How a clause lets it: as a guideline, as own judgement, or because nothing speaks against it."""
    authority = None if level is None else plan.book.authorities[level]
    if grant.guideline is None and plan.request.mode is Mode.JUDGEMENT:
        return _of_grant("own judgement", grant, **_by(authority))
    if grant.guideline is None:
        return not_named(plan.book, plan.action, lowest=grant.lowest, authority=authority)
    return _of_grant("grants", grant, **_by(authority))


def _by(authority: str | None) -> dict[str, object]:
    return {} if authority is None else {"authority": authority}


def not_named(book: Book, action: Action, *, lowest: int, authority: str | None) -> Reason:
    """How an action that no guideline names is let go ahead: by its own default or the book's."""
    default = action.otherwise or book.otherwise
    codes = {Otherwise.GO_AHEAD: "otherwise go ahead", Otherwise.ASK: "otherwise ask"}
    asked = {"authority": book.authorities[lowest]} if default.kind is Otherwise.ASK else {}
    code = codes.get(default.kind, "not named")
    return because_of(code, clause=OTHERWISE, guideline=None, **{**asked, **_by(authority)})


def _granting(plan: Plan, found: Answer) -> Iterator[Reason]:
    assert found.grant is not None, "what goes ahead goes by a clause"
    yield _grants(plan, found.grant)
    if plan.request.mode is Mode.JUDGEMENT:
        yield from _departing(plan)
    if plan.request.approval is not None:
        yield Reason(code="approved", args=(("approver", plan.request.approval.approver.id),))


def _departing(plan: Plan) -> Iterator[Reason]:
    """What is departed from, and the principle that is served."""
    for clause in departed_from(plan):
        yield Reason(code="departs", clause=clause)
    if plan.request.principle is not None:
        yield Reason(code="principle", args=(("principle", plan.request.principle),))


def _waiting(plan: Plan, found: Answer) -> Iterator[Reason]:
    for rule in plan.rules.unknown:
        yield _of_clause("rule unknown", rule)
    for grant in found.waiting:
        if grant.truth is feel.UNKNOWN:
            yield _of_grant("condition unknown", grant)


def _asking(plan: Plan, found: Answer, balances: Balances) -> Iterator[Reason]:
    """What stands in the way at the own level, and what the one asked would go by."""
    grant = found.grant
    assert grant is not None, "what is asked for is a clause"
    if found.kind is AskKind.JUDGEMENT:
        for obstacle in found.obstacles:
            yield _obstacle(plan, grant, obstacle)
    elif found.kind is AskKind.COLLEAGUE:
        yield _of_grant("certificate", grant, certificates=grant.lacking)
    else:
        yield from _in_the_way(plan, grant, balances)
    yield _grants(plan, grant, level=found.level)


def _obstacle(plan: Plan, grant: Grant, obstacle: Obstacle) -> Reason:
    args: dict[str, object] = {"authority": plan.book.authorities[obstacle.level], "names": (obstacle.name,)}
    rule = next((rule for rule in plan.rules.error if rule.id == obstacle.name), None)
    if rule is not None:
        return _of_clause(obstacle.code, rule, **args)
    if obstacle.code == "in error":
        return _of_grant(obstacle.code, grant, **args)
    clause = None if obstacle.code == "unattestable" else obstacle.name
    return Reason(code=obstacle.code, clause=clause, args=tuple(args.items()))


def _refusing(plan: Plan, balances: Balances) -> Iterator[Reason]:
    """Why no clause lets it: all of them, in order."""
    if not plan.levels_above and any(grant.obstacles and grant.truth is not False for grant in plan.grants):
        yield Reason(code="nobody above")
    for grant in plan.grants:
        if grant.truth is False:
            yield _of_grant("condition false", grant)
            continue
        for obstacle in grant.obstacles:
            yield _obstacle(plan, grant, obstacle)
        yield from _in_the_way(plan, grant, balances)
    for rule in plan.rules.unknown:
        yield _of_clause("rule unknown", rule)
    if not plan.grants:
        yield Reason(code="no own judgement" if plan.request.mode is Mode.JUDGEMENT else "otherwise no")


def _in_the_way(plan: Plan, grant: Grant, balances: Balances) -> Iterator[Reason]:
    """Why a clause does not fit the decider: not decided, no limits for the level, no room, a certificate."""
    if grant.truth is feel.UNKNOWN:
        yield _of_grant("condition unknown", grant)
    if grant.by_decider is None:
        anonymous = plan.request.customer is None and not grant.allowance.anonymous
        lowest = next((level for level, each in enumerate(grant.by_level) if each is not None), None)
        authority = None if lowest is None else plan.book.authorities[lowest]
        yield no_limit(grant.clause, grant.guideline, anonymous=anonymous, authority=authority)
        return
    for charge in grant.by_decider.charges:
        used = balances.get(charge.meter, 0)
        if charge.cap is not None and used + charge.amount > charge.cap:
            args = limit_args(charge.meter, cap=charge.cap, used=used, charge=charge.amount)
            yield _of_grant("limit", grant, **args)
    if grant.lacking:
        yield _of_grant("certificate", grant, certificates=grant.lacking)


def no_limit(clause: str, guideline: Clause | None, *, anonymous: bool, authority: str | None) -> Reason:
    """Why a clause has nothing for a level: somebody above has a limit, or nobody for an unknown customer."""
    if authority is None and anonymous:
        return because_of("anonymous", clause=clause, guideline=guideline)
    return because_of("no limit for level", clause=clause, guideline=guideline, **_by(authority))


def limit_args(meter: Meter, *, cap: int | None, used: int, charge: int) -> dict[str, object]:
    """What the sentence about a limit without room needs."""
    return {
        "measure": meter.measure,
        "scope": meter.scope,
        "window": meter.window,
        "cap": cap,
        "used": used,
        "charge": charge,
        "of": meter.clause,
    }
