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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Balances, Grant, Plan
    from leeway.decide.request import Request
    from leeway.policy import Action, Guideline, Rule, Situation

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
    near = [found.grant, *found.waiting] if found.outcome is not Outcome.DECLINE else list(plan.grants)
    clauses: list[Rule | Guideline] = [*plan.rules.true, *_guidelines_of(near)]
    return named_instead(plan.action.name, clauses, at_hand=_at_hand(plan))


def named_instead(
    action: str, clauses: Iterable[Rule | Guideline], *, at_hand: Sequence[Situation]
) -> Iterator[str]:
    """The actions that clauses name instead of one, then the remedies of the situations at hand."""
    for clause in clauses:
        yield from clause.instead
    naming = [each for each in at_hand if action in each.remedies]
    for situation in naming or at_hand:
        yield from situation.remedies


def _guidelines_of(grants: Iterable[Grant | None]) -> list[Guideline]:
    return [each.guideline for each in grants if each is not None and each.guideline is not None]


def _at_hand(plan: Plan) -> list[Situation]:
    return [each for each, worth in plan.law.situations(plan.request, plan.facts) if worth is True]


def each_other_request(plan: Plan) -> Iterator[Request]:
    """A request for each action that may be named instead, whatever the answer will be."""
    clauses: list[Rule | Guideline] = [*plan.rules.true, *_guidelines_of(plan.grants)]
    for name in dict.fromkeys(named_instead(plan.action.name, clauses, at_hand=_at_hand(plan))):
        if name != plan.action.name and name in plan.book.actions:
            yield other_request(plan.request, plan.book.actions[name])


def other_request(request: Request, action: Action) -> Request:
    """The same matter with another action: at the same amount as far as it may go, its choices open."""
    return replace(
        request, action=action.name, amount_minor=other_amount(request, action), parameters={},
        mode=Mode.ORDINARY, told_at=None, approval=None,
    )  # fmt: skip


def other_amount(request: Request, action: Action) -> int | None:
    """At how much another action is tried: the same amount as far as it may go."""
    if not action.amount:
        return None
    amount = request.amount_minor or 1
    return amount if action.max_minor is None else min(amount, action.max_minor)


def _tried(plan: Plan, name: str, balances: Balances, *, trial: Trial) -> Alternative | None:
    """One action decided for the same customer, as far as it may go; None where it would be refused."""
    action = plan.book.actions[name]
    tried, found = trial(other_request(plan.request, action))
    furthest = most(tried, balances) if action.amount else None
    asked = found.level if found.outcome is Outcome.ASK else None
    authority = None if asked is None else plan.book.authorities[asked]
    return offer(action, found.outcome, authority=authority, furthest=furthest)


def offer(
    action: Action, outcome: Outcome, *, authority: str | None, furthest: int | None
) -> Alternative | None:
    """An action as it may be done instead, as far as it goes; None where it would be refused."""
    if action.amount and furthest != 0:
        return Alternative(action=action.name, outcome=Outcome.GO_AHEAD, most_minor=furthest)
    if outcome is Outcome.DECLINE:
        return None
    return Alternative(action=action.name, outcome=outcome, authority=authority)
