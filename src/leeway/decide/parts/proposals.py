"""What is the ledger asked? A plan as one proposal, so that what it takes agrees with what is settled.

The candidates are the clauses that go ahead if there is room, in deciding order: the ledger takes the first
that fits, and `settle` with the ledger's balances finds the same one. Start reading at `proposal`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from leeway.decide.form import to_json
from leeway.decide.parts.told import departure_charges
from leeway.ledger import Candidate, Proposal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.plan import Plan
    from leeway.decide.request import Request

_NOT_HASHED = ("at", "told_at", "stopped")
"""What the desk fills in anew when a request is sent again; it makes no other request of it."""


def request_hash(request: Request, *, form: Mapping[str, Any] | None = None) -> str:
    """The same text for the same request, wherever and whenever it is sent again; `form` is its JSON form."""
    written = to_json(request) if form is None else form
    hashed = {key: value for key, value in written.items() if key not in _NOT_HASHED}
    return hashlib.sha256(_sorted(hashed).encode()).hexdigest()


_sorted = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def proposal(plan: Plan, *, hold: bool, form: Mapping[str, Any] | None = None) -> Proposal:
    """Take the first clause that fits; nothing where no clause goes ahead. `form` is that of the request."""
    blocked = plan.failure is not None or plan.rules.true
    granting = () if blocked else tuple(grant for grant in plan.grants if grant.ready and not grant.lacking)
    return _proposal(
        plan,
        tuple(each.by_decider for each in granting if each.by_decider is not None),
        hold=hold,
        form=form,
    )


def telling(plan: Plan, found: Answer) -> Proposal:
    """Charge a deed that was done already: the clause it keeps to, else own judgement."""
    kept = None if found.departs else found.candidate
    clause = found.grant.clause if kept is not None and found.grant is not None else "own judgement"
    charges = kept.charges if kept is not None else departure_charges(plan)
    return _proposal(plan, (Candidate(clause=clause, charges=charges),), hold=False)


def _proposal(
    plan: Plan,
    candidates: tuple[Candidate, ...],
    *,
    hold: bool,
    form: Mapping[str, Any] | None = None,
) -> Proposal:
    charged = {charge.meter for candidate in candidates for charge in candidate.charges}
    return Proposal(
        id=plan.request.id,
        request_hash=request_hash(plan.request, form=form),
        candidates=candidates,
        at=plan.request.charged_at,
        watch=tuple(meter for meter in plan.own_meters if meter not in charged),
        hold=hold,
        actor=plan.decider.ids[0],
    )
