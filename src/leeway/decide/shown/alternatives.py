"""What else may be done? Alternatives of the clause first, then remedies of the same situation, at most three.

Each is itself decided, at the same balances; what would be refused is not offered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leeway.decide.decision import Alternative, Outcome
from leeway.decide.request import Mode
from leeway.decide.worth.amounts import most

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.request import Request
    from leeway.policy import Action

    type Trial = Callable[[Request], tuple[Plan, Answer]]

ALTERNATIVES_MAX = 3


def alternatives(plan: Plan, found: Answer, balances: Balances, *, trial: Trial) -> tuple[Alternative, ...]:
    """At most three other actions that may be done, or asked for, instead."""
    offered: list[Alternative] = []
    for name in dict.fromkeys(_named(plan, found)):
        if name != plan.action.name and name in plan.book.actions:
            tried = _tried(plan, name, balances, trial=trial)
            if tried is not None:
                offered.append(tried)
        if len(offered) == ALTERNATIVES_MAX:
            break
    return tuple(offered)


def _named(plan: Plan, found: Answer) -> Iterator[str]:
    """The actions that the deciding clauses name instead, then the remedies of the situations at hand."""
    for rule in plan.rules.true:
        yield from rule.instead
    near = [found.grant, *found.waiting] if found.outcome is not Outcome.DECLINE else list(plan.grants)
    yield from _instead_of(near)
    yield from _remedies(plan)


def _instead_of(grants: Iterable[Grant | None]) -> Iterator[str]:
    for grant in grants:
        if grant is not None and grant.guideline is not None:
            yield from grant.guideline.instead


def _remedies(plan: Plan) -> Iterator[str]:
    at_hand = [each for each, worth in plan.law.situations(plan.request, plan.facts) if worth is True]
    naming = [each for each in at_hand if plan.action.name in each.remedies]
    for situation in naming or at_hand:
        yield from situation.remedies


def each_other_request(plan: Plan) -> Iterator[Request]:
    """A request for each action that may be named instead, whatever the answer will be."""
    rules = (name for rule in plan.rules.true for name in rule.instead)
    names = dict.fromkeys((*rules, *_instead_of(plan.grants), *_remedies(plan)))
    for name in names:
        if name != plan.action.name and name in plan.book.actions:
            yield other_request(plan.request, plan.book.actions[name])


def other_request(request: Request, action: Action) -> Request:
    """The same matter with another action: at the same amount as far as it may go, its choices open."""
    amount = None
    if action.amount:
        amount = request.amount_minor or 1
        amount = amount if action.max_minor is None else min(amount, action.max_minor)
    return replace(
        request, action=action.name, amount_minor=amount, parameters={}, mode=Mode.ORDINARY, told_at=None,
        approval=None,
    )  # fmt: skip


def _tried(plan: Plan, name: str, balances: Balances, *, trial: Trial) -> Alternative | None:
    """One action decided for the same customer, as far as it may go; None where it would be refused."""
    action = plan.book.actions[name]
    tried, found = trial(other_request(plan.request, action))
    furthest = most(tried, balances) if action.amount else None
    if action.amount and furthest != 0:
        return Alternative(action=name, outcome=Outcome.GO_AHEAD, most_minor=furthest)
    if found.outcome is Outcome.DECLINE:
        return None
    asked = found.level if found.outcome is Outcome.ASK else None
    authority = None if asked is None else plan.book.authorities[asked]
    return Alternative(action=name, outcome=found.outcome, authority=authority)
