"""What is the whole answer? A bare answer with reasons, meters, leeway, duties, questions and alternatives.

Nothing here changes an outcome. Start reading at `dress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide.decision import Asked, Decision, MeterLine, Outcome, Question
from leeway.decide.parts.law import OWN_JUDGEMENT
from leeway.decide.parts.plan import fits
from leeway.decide.parts.told import record
from leeway.decide.request import Mode
from leeway.decide.shown.alternatives import alternatives
from leeway.decide.shown.duties import Duties, duties
from leeway.decide.shown.presumed import presumed_facts
from leeway.decide.shown.reasons import NOTHING_ELSE, reasons
from leeway.decide.shown.versions import versions_of
from leeway.decide.worth.amounts import most
from leeway.ledger import EXCESS
from leeway.policy import Trust

if TYPE_CHECKING:
    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Balances, Plan
    from leeway.decide.shown.alternatives import Trial
    from leeway.ledger import Candidate
    from leeway.policy import Clause


def dress(plan: Plan, found: Answer, balances: Balances, *, trial: Trial) -> Decision:
    """The decision that an answer stands for."""
    request, book = plan.request, plan.book
    broken = plan.failure is not None
    told = record(plan, found, balances) if request.mode is Mode.TOLD and not broken else None
    other = (
        () if broken or found.outcome is Outcome.GO_AHEAD else alternatives(plan, found, balances, trial=trial)
    )
    due = Duties() if broken else duties(plan.law, request, plan.facts, applied=_applied(plan, found))
    departs = (told is not None and not told.told.ordinary) or request.mode is Mode.JUDGEMENT
    shown = found.candidate if found.outcome is Outcome.GO_AHEAD else _nearest(plan, found)
    judgement = found.outcome is Outcome.DECLINE and _has_own_judgement(plan, balances)
    raiser = _raiser(plan, found)
    why = reasons(plan, found, balances)
    if found.outcome is Outcome.DECLINE and not (other or judgement or raiser):
        why = (*why, NOTHING_ELSE)
    return Decision(
        outcome=found.outcome,
        action=request.action,
        amount_minor=request.amount_minor,
        cost_minor=plan.cost_minor,
        currency=book.currency,
        reasons=why,
        charged=_charged(found) if told is None else _charged_told(plan, found),
        meters=told.lines(balances) if told is not None else _lines(shown, balances),
        leeway_minor=_leeway(plan, balances),
        questions=tuple(_question(plan, name) for name in found.questions),
        ask=_asked(plan, found),
        raise_limit=raiser,
        own_judgement=judgement,
        steps=due.steps,
        points=due.points,
        good=due.good,
        bad=due.bad,
        alternatives=other,
        presumed=presumed_facts(plan),
        told=told.told if told is not None else None,
        review=book.own_judgement.review if departs else None,
        versions=versions_of(book),
    )


def _applied(plan: Plan, found: Answer) -> list[Clause]:
    """The clauses that applied: what grants, or what forbids."""
    if found.outcome is Outcome.GO_AHEAD and found.grant is not None and found.grant.guideline is not None:
        return [found.grant.guideline]
    return list(plan.rules.true)


def _charged(found: Answer) -> str | None:
    return found.grant.clause if found.outcome is Outcome.GO_AHEAD and found.grant is not None else None


def _charged_told(plan: Plan, found: Answer) -> str:
    """A deed is charged to the clause it keeps to, else to own judgement, else to nothing but its actor."""
    if found.outcome is Outcome.GO_AHEAD and not found.departs and found.grant is not None:
        return found.grant.clause
    judged = plan.departure is not None and plan.departure.by_decider is not None
    return OWN_JUDGEMENT if judged else EXCESS


def _nearest(plan: Plan, found: Answer) -> Candidate | None:
    """What the clause asked about, else the first that holds or may hold, would charge the decider."""
    near = (found.grant, *found.waiting, *(grant for grant in plan.grants if grant.truth is not False))
    return next(
        (grant.by_decider for grant in near if grant is not None and grant.by_decider is not None), None
    )


def _lines(candidate: Candidate | None, balances: Balances) -> tuple[MeterLine, ...]:
    if candidate is None:
        return ()
    return tuple(
        [MeterLine(meter, cap, balances.get(meter, 0), amount) for meter, amount, cap, _ in candidate.charges]
    )


def _leeway(plan: Plan, balances: Balances) -> int | None:
    """How far the decider could go now; None where there is no amount or no ceiling."""
    if not plan.action.amount or plan.failure is not None or plan.request.mode is Mode.TOLD:
        return None
    return most(plan, balances) if plan.grants else 0


def _question(plan: Plan, name: str) -> Question:
    """An unknown fact as a question; what staff cannot supply, the `on error` authority may attest."""
    fact = plan.book.facts[name]
    return Question(
        fact=name,
        ask=fact.ask,
        type=str(fact.type),
        unit=fact.unit,
        one_of=fact.one_of,
        trust=fact.trust,
        effort=fact.effort,
        attest=plan.book.on_error if fact.trust > Trust.STAFF else None,
    )


def _asked(plan: Plan, found: Answer) -> Asked | None:
    if found.outcome is not Outcome.ASK or found.level is None or found.kind is None:
        return None
    return Asked(
        authority=plan.book.authorities[found.level],
        kind=found.kind,
        obstacles=tuple(dict.fromkeys(each.name for each in found.obstacles)),
    )


def _raiser(plan: Plan, found: Answer) -> str | None:
    """With a refusal where only limits stand in the way: who stands highest and could raise them."""
    if found.outcome is not Outcome.DECLINE or plan.rules.true:
        return None
    limited = any(grant.ready and any(grant.by_level) for grant in plan.grants)
    return plan.book.authorities[-1] if limited else None


def _has_own_judgement(plan: Plan, balances: Balances) -> bool:
    departure = plan.departure
    if plan.rules.true or departure is None:
        return False
    return departure.ready and fits(departure.by_decider, balances)
