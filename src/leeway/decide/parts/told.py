"""What becomes of a deed told afterwards? It is never refused, only counted.

What the guidelines would not have let go ahead is charged to own judgement up to what is left there; the excess
goes to a meter of that actor without a ceiling, so that nobody else's kindness gets harder. Start reading at
`record`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide.charges import OVERALL, Allowance, candidate
from leeway.decide.decision import MeterLine, Outcome, Told
from leeway.decide.parts.clauses import guidelines_on
from leeway.decide.worth.conditions import truth
from leeway.ledger import Charge, excess_meter

if TYPE_CHECKING:
    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Balances, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """How a deed is recorded, and what it takes from which meters."""

    told: Told
    charges: tuple[Charge, ...]
    """Each within its cap, never more than what is left there."""
    excess: tuple[Charge, ...] = ()
    """On the actor's own meters, which have no ceiling."""

    def lines(self, balances: Balances) -> tuple[MeterLine, ...]:
        """What it takes, meter by meter."""
        return tuple(
            MeterLine(meter=each.meter, cap=each.cap, before=balances.get(each.meter, 0), charge=each.amount)
            for each in (*self.charges, *self.excess)
        )


def record(plan: Plan, found: Answer, balances: Balances) -> Recorded:
    """Ordinary where it would have gone ahead; else a departure, charged as far as there is room."""
    if found.outcome is Outcome.GO_AHEAD and found.candidate is not None and not found.departs:
        charges = found.candidate.charges
        return Recorded(told=Told(ordinary=True, charged_minor=plan.cost_minor), charges=charges)
    wanted = departure_charges(plan)
    within = tuple(_within(charge, balances) for charge in wanted)
    short = {"cost": 0, "count": 0}
    for asked, taken in zip(wanted, within, strict=True):
        measure = asked.meter.measure
        short[measure] = max(short[measure], asked.amount - taken.amount)
    told = Told(
        ordinary=False,
        departed_from=departed_from(plan),
        charged_minor=plan.cost_minor - short["cost"],
        excess_minor=short["cost"],
    )
    taken_somewhere = tuple(each for each in within if each.amount)
    return Recorded(told=told, charges=taken_somewhere, excess=_excess(plan, short))


def departed_from(plan: Plan) -> tuple[str, ...]:
    """The clauses a deed or own judgement leaves: the rules that forbid it, else the nearest guideline."""
    if plan.rules.true:
        return tuple(rule.id for rule in plan.rules.true)
    weighed = [(each, truth(each.when, plan.facts)) for each in guidelines_on(plan.book, plan.request)]
    near = [each.id for each, worth in weighed if worth is not False] or [each.id for each, _ in weighed]
    return tuple(near[:1])


def departure_charges(plan: Plan) -> tuple[Charge, ...]:
    """What a departure would charge if there were room: own judgement and the overall limits.

    Where the level has no own judgement, all of it is excess: a cap of nothing on the actor's own meters says
    so.
    """
    if plan.departure is not None and plan.departure.by_decider is not None:
        return plan.departure.by_decider.charges
    nothing = Allowance(clause=OVERALL)
    overall = candidate(
        plan.book, plan.request, nothing, level=plan.decider.level, cost=plan.cost_minor, who=plan.decider.ids
    )
    taken = {"cost": plan.cost_minor, "count": 1}
    beyond = tuple(
        Charge(excess_meter(measure, plan.decider.ids[0]), amount, 0)
        for measure, amount in taken.items()
        if amount
    )
    return (*(overall.charges if overall is not None else ()), *beyond)


def _within(charge: Charge, balances: Balances) -> Charge:
    """As much of a charge as its meter has left."""
    if charge.cap is None:
        return charge
    left = max(charge.cap - balances.get(charge.meter, 0), 0)
    return charge._replace(amount=min(charge.amount, left))


def _excess(plan: Plan, short: dict[str, int]) -> tuple[Charge, ...]:
    """What found no room, on meters of the actor without a ceiling."""
    actor = plan.decider.ids[0]
    return tuple(
        Charge(excess_meter(measure, actor), amount, None) for measure, amount in short.items() if amount
    )
