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
from leeway.decide.form import FIELDS, FormError, from_json, instant_from_text, parse_json, read_request, to_json
from leeway.decide.examples import Difference, ExampleResult, run_example, run_examples
from leeway.decide.parts.plan import Plan
from leeway.decide.reference import decide, plan, settle, telling
from leeway.decide.request import Actor, Approval, Given, Mode, Request, RequestError, RequestProblem
from leeway.decide.words import (
    LANGUAGES,
    MessageError,
    Naming,
    Said,
    SaidMeter,
    SaidPoint,
    SaidQuestion,
    SaidReason,
    Voice,
    said_question,
    sentence_case,
    voice,
    words,
)

__all__ = [
    "FIELDS", "LANGUAGES", "FormError", "MessageError", "Naming", "Said", "SaidMeter", "SaidPoint", "SaidQuestion",
    "SaidReason", "Voice", "from_json", "instant_from_text", "parse_json", "read_request",
    "said_question", "sentence_case", "to_json", "voice", "words",
    "Actor", "Alternative", "Approval", "AskKind", "Asked", "Decision", "Difference", "ExampleResult", "Given", "MeterLine", "Mode", "Outcome",
    "Plan", "Presumed", "Question", "Reason", "Request", "RequestError", "RequestProblem", "ShownPoint",
    "ShownStep", "Told", "Versions", "decide", "plan", "run_example", "run_examples", "settle", "telling",
]  # fmt: skip
