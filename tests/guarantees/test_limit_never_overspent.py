"""No decision takes a meter over the cap its decider had."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from leeway.decide import Mode, Outcome, plan, settle, telling
from leeway.ledger import EXCESS, MemoryLedger
from tests.decide import worlds
from tests.guarantees.tried import SEEDS, on_many_seeds, shrinking


def holds(random: Random) -> None:
    book, ledger, at = worlds.book(random), MemoryLedger(), worlds.START
    for number in range(6):
        at += timedelta(hours=random.choice((0, 1, 13, 30)))
        request = worlds.request(random, book, at=at, number=number)
        planned = plan(book, request)
        before = ledger.balances(planned.meters, at=at)
        if request.mode is Mode.TOLD:
            charges = telling(planned, before).candidates[0].charges
            ledger.tell(telling(planned, before))
        else:
            receipt = ledger.commit(planned.proposal())
            decision = settle(planned, receipt.balances)
            charges = () if receipt.chosen is None else planned.proposal().candidates[receipt.chosen].charges

            assert (receipt.chosen is not None) is (decision.outcome is Outcome.GO_AHEAD)
            assert charges == () or decision.charged == chosen_clause(planned, receipt.chosen)
        after = ledger.balances([charge.meter for charge in charges], at=at)
        for charge in charges:
            took_something = after[charge.meter] > before.get(charge.meter, 0)
            over = charge.cap is not None and after[charge.meter] > charge.cap

            assert charge.meter.clause == EXCESS or not (took_something and over), charge


def chosen_clause(planned, chosen):
    ready = [
        grant for grant in planned.grants if grant.ready and not grant.lacking and grant.by_decider is not None
    ]
    return ready[chosen].clause


@shrinking
def test_limit_never_overspent(random: Random) -> None:
    """Whatever is asked, in whatever order, no meter ends above the cap of who decided; the ledger and the answer agree."""
    holds(random)


def test_limit_never_overspent_on_many_worlds() -> None:
    on_many_seeds(holds, seeds=max(SEEDS // 2, 1))
