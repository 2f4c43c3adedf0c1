"""May this be done for this customer now, how far, and if not, what then? Decisions over a policy book.

Public: decide, plan, settle, run_examples, Request and its parts, Decision and its parts, RequestError.
May import feel, policy and ledger; reads no clock, environment or network.
Start reading at `reference.py` (the meaning), then `request.py` and `decision.py` (question and answer).
"""

from __future__ import annotations

from leeway.decide.decision import (
    Alternative,
    Asked,
    AskKind,
    Decision,
    MeterLine,
    Outcome,
    Presumed,
    Question,
    Reason,
    ShownPoint,
    ShownStep,
    Told,
    Versions,
)
from leeway.decide.parts.plan import Plan
from leeway.decide.reference import decide, plan, settle
from leeway.decide.request import Actor, Approval, Given, Mode, Request, RequestError, RequestProblem

__all__ = [
    "Actor", "Alternative", "Approval", "AskKind", "Asked", "Decision", "Given", "MeterLine", "Mode", "Outcome",
    "Plan", "Presumed", "Question", "Reason", "Request", "RequestError", "RequestProblem", "ShownPoint",
    "ShownStep", "Told", "Versions", "decide", "plan", "settle",
]  # fmt: skip
