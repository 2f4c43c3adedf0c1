"""What may be done? The meaning of a decision, in the order in which it is made; everything else is detail.

`answer` and the four functions below it are the step order: rules, clauses level by level, obstacles, no. The
compiled engine must agree with it. Nothing here reads a clock, a network, or balances that were not given.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from leeway.decide.charges import cost_of
from leeway.decide.decision import AskKind, Outcome
from leeway.decide.facts import action_of
from leeway.decide.parts import proposals
from leeway.decide.parts.answer import DECLINED, Answer
from leeway.decide.parts.deciders import decider_of
from leeway.decide.parts.grants import grants_on, own_judgement, weigh
from leeway.decide.parts.law import law_of
from leeway.decide.parts.obstacles import ENGINE, Handing, handings
from leeway.decide.parts.plan import Plan, fits
from leeway.decide.request import Mode
from leeway.decide.shown.alternatives import each_other_request
from leeway.decide.shown.dress import dress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.decide.decision import Decision
    from leeway.decide.parts.law import Law
    from leeway.decide.parts.plan import Balances
    from leeway.decide.request import Request
    from leeway.ledger import Proposal
    from leeway.policy import Book


# -- the step order ------------------------------------------------------------------------------
def answer(plan: Plan, balances: Balances) -> Answer:
    """Rules; then clauses, level by level; then obstacles, handed up together; then no."""
    if plan.failure is not None:
        return _broken(plan)
    if plan.rules.true:
        return DECLINED
    return _granted(plan, balances) or _handed_up(plan, balances) or DECLINED


def _granted(plan: Plan, balances: Balances) -> Answer | None:
    """The first clause with room at the own level goes ahead; else, level by level, questions before asking."""
    for grant in plan.grants:
        if grant.ready and not grant.lacking and fits(grant.by_decider, balances):
            return Answer(outcome=Outcome.GO_AHEAD, grant=grant, candidate=grant.by_decider)
    hopeful = [grant for grant in plan.grants if grant.ready or grant.prospect.possible]
    for level in plan.levels if hopeful else ():
        with_room = [each for each in hopeful if each.has_room(balances, level=level, own=plan.decider.level)]
        if waiting := tuple(grant for grant in with_room if grant.prospect.possible):
            questions = _ordered(plan, (name for grant in waiting for name in grant.prospect.questions))
            return Answer(outcome=Outcome.FIND_OUT, level=level, waiting=waiting, questions=questions)
        for grant in with_room:
            if grant.ready:
                kind = AskKind.COLLEAGUE if level == plan.decider.level else AskKind.AUTHORITY
                return Answer(
                    outcome=Outcome.ASK, grant=grant, candidate=grant.by_level[level], level=level, kind=kind
                )
    return None


def _handed_up(plan: Plan, balances: Balances) -> Answer | None:
    """With obstacles put aside something would fit: the lowest level above that can do so judges."""
    possible = [each for level in plan.levels_above for each in handings(plan, balances, level=level)]
    if not possible:
        return None
    best = min(possible, key=Handing.rank)
    if best.questions:
        waiting = [each for each in possible if each.rank() == best.rank()]
        questions = _ordered(plan, (name for each in waiting for name in each.questions))
        grants = tuple(each.grant for each in waiting)
        return Answer(outcome=Outcome.FIND_OUT, level=best.level, waiting=grants, questions=questions)
    return Answer(
        outcome=Outcome.ASK,
        grant=best.grant,
        candidate=best.grant.by_level[best.authority],
        level=best.authority,
        kind=AskKind.JUDGEMENT,
        obstacles=best.obstacles,
    )


def _broken(plan: Plan) -> Answer:
    """Something went wrong inside: the `on error` authority is asked; nothing ever goes ahead."""
    level = plan.book.level(plan.book.on_error)
    return Answer(outcome=Outcome.ASK, level=level, kind=AskKind.JUDGEMENT, obstacles=(ENGINE,))


def _ordered(plan: Plan, questions: Iterable[str]) -> tuple[str, ...]:
    """Each question once, least effort first, then as the book lists its facts."""
    facts = plan.book.facts
    order = {name: place for place, name in enumerate(facts)}
    return tuple(sorted(set(questions), key=lambda name: (facts[name].effort, order[name])))


def _told(plan: Plan, found: Answer, *, before: Answer) -> Answer:
    """What is done already is never refused: beyond the guidelines it counts as own judgement."""
    if found.outcome is Outcome.GO_AHEAD and before.outcome is Outcome.GO_AHEAD:
        return found
    rules = plan.rules
    if plan.failure is not None or rules.true or rules.unknown or rules.error:
        return found if before.outcome is Outcome.GO_AHEAD else before
    return Answer(outcome=Outcome.GO_AHEAD, grant=plan.departure, departs=True)


# -- the front ------------------------------------------------------------------------------------
def decide(
    book: Book | Law, request: Request, balances: Balances | None = None, *, then: Balances | None = None
) -> Decision:
    """May this be done, and if not, what then? The whole answer to one request, at the balances given.

    `balances` are what each meter has used so far; a meter that is missing stands at zero. `then` are those at
    the time of a deed that is told afterwards.

    Raises: RequestError when the request itself is wrong.
    """
    return settle(plan(book, request), balances or {}, then=then)


def plan(book: Book | Law, request: Request) -> Plan:
    """Everything about a request that does not depend on balances.

    Something wrong inside leads to a plan that only asks the `on error` authority.

    Raises: RequestError when the request itself is wrong, with all its problems.
    """
    return _plan(law_of(book), request, trying=False)


def _plan(law: Law, request: Request, *, trying: bool) -> Plan:
    """A plan; `trying` out an action, its parameters may be open."""
    facts = law.facts(request, open_parameters=trying)
    book, action = law.book, action_of(law.book, request)
    assert action is not None, "facts are not read of unknown actions"
    decider, cost = decider_of(book, request), cost_of(action, request.amount_minor)
    made = partial(Plan, law=law, request=request, decider=decider, action=action, cost_minor=cost, facts=facts)
    try:
        weighing = weigh(law, request, facts, decider=decider, action=action, cost=cost)
        departing = None if request.mode is Mode.JUDGEMENT else partial(own_judgement, weighing)
        told_later = request.mode is Mode.TOLD and request.charged_at != request.at
        then = _plan(law, replace(request, told_at=None), trying=trying) if told_later else None
        return made(rules=weighing.rules, grants=grants_on(weighing), departing=departing, then=then)
    except Exception as failure:  # noqa: BLE001  whatever went wrong, a person is asked and nothing goes ahead
        return made(failure=type(failure).__name__)


def settle(plan: Plan, balances: Balances, *, then: Balances | None = None) -> Decision:
    """The decision of a plan at the balances given; pure, so plan and balances perform it again, identically.

    A deed told afterwards goes ahead only if it does with the balances of `then` and of now. Something wrong
    inside asks the `on error` authority.
    """
    try:
        return dress(plan, found(plan, balances, then), balances, trial=partial(_trial, plan.law, balances))
    except Exception as failure:  # noqa: BLE001  whatever went wrong, a person is asked and nothing goes ahead
        return on_error(plan, type(failure).__name__)


def on_error(plan: Plan, why: str) -> Decision:
    """What is answered when nothing can be relied on: the ledger is unreachable, the clock suspect, fuel out.

    The `on error` authority is asked, and nothing goes ahead. `why` is a code for the record, such as `ledger`.
    """
    broken = replace(plan, failure=why, grants=(), departing=None, then=None)
    return dress(broken, _broken(broken), {}, trial=partial(_trial, plan.law, {}))


def telling(plan: Plan, balances: Balances, *, then: Balances | None = None) -> Proposal:
    """What the ledger's `tell` is asked for a deed told afterwards; it is never refused."""
    return proposals.telling(plan, found(plan, balances, then))


def found(plan: Plan, balances: Balances, then: Balances | None) -> Answer:
    """The bare answer, of a deed told afterwards too."""
    now = answer(plan, balances)
    if plan.request.mode is not Mode.TOLD:
        return now
    before = now if plan.then is None else answer(plan.then, balances if then is None else then)
    return _told(plan, now, before=before)


def instead(plan: Plan) -> Iterator[Plan]:
    """The plans of everything that a refusal of this one may name instead."""
    for request in each_other_request(plan) if plan.failure is None else ():
        yield tried_plan(plan.law, request)


def tried_plan(law: Law, request: Request) -> Plan:
    """The plan of an action that is only tried out: choices that were not made are unknown."""
    return _plan(law, request, trying=True)


def _trial(law: Law, balances: Balances, request: Request) -> tuple[Plan, Answer]:
    """What would come of another request, undressed: for what may be done instead."""
    tried = tried_plan(law, request)
    return tried, answer(tried, balances)
