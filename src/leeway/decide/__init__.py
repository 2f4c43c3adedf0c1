"""May this be done for this customer now, how far, and if not, what then? Decisions over a policy book.

Public: decide (or plan, settle, telling), decide_many, options, explain, exposure, run_examples, words,
to_json; Engine and Matcher, which are asked often; the nouns of `request.py` and `decision.py`; RequestError.
May import feel, policy and ledger; reads no clock, environment or network. Start reading at `reference.py`
(the meaning), then `request.py` and `decision.py` (question and answer).
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
from leeway.decide.engine import CaseFacts, Engine, Matched, Matcher
from leeway.decide.examples import Difference, ExampleResult, run_example, run_examples
from leeway.decide.explain import ClauseTrace, Comparison, Explanation, LevelTrace, explain
from leeway.decide.exposure import ClauseExposure, Exposure, Spending, exposure
from leeway.decide.form import (
    FIELDS,
    FormError,
    as_written,
    from_json,
    instant_from_text,
    parse_json,
    read_request,
    to_json,
    try_request,
    value_to_form,
)
from leeway.decide.options import Interval, Option, option_meters, options
from leeway.decide.parts.plan import Plan
from leeway.decide.promises import promised
from leeway.decide.reference import decide, on_error, plan, settle, telling
from leeway.decide.request import Actor, Approval, Given, Mode, Request, RequestError, RequestProblem
from leeway.decide.shown.versions import versions_of
from leeway.decide.situations import implied
from leeway.decide.streams import decide_many
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
    said_exposure,
    said_question,
    sentence_case,
    voice,
    words,
)

__all__ = [
    "FIELDS", "LANGUAGES", "Actor", "Alternative", "Approval", "AskKind", "Asked", "CaseFacts",
    "ClauseExposure", "ClauseTrace", "Comparison", "Decision", "Difference", "Engine", "ExampleResult",
    "Explanation", "Exposure", "FormError", "Given", "Interval", "LevelTrace", "Matched", "Matcher",
    "MessageError", "MeterLine", "Mode", "Naming",
    "Option", "Outcome", "Plan", "Presumed", "Question", "Reason", "Request", "RequestError",
    "RequestProblem", "Said", "SaidMeter", "SaidPoint", "SaidQuestion", "SaidReason", "ShownPoint",
    "ShownStep", "Spending", "Told", "Versions", "Voice", "as_written", "decide", "decide_many", "explain",
    "exposure", "from_json", "implied", "instant_from_text", "on_error", "option_meters", "options",
    "parse_json", "plan", "promised", "read_request", "run_example", "run_examples", "said_exposure",
    "said_question", "sentence_case", "settle", "telling", "to_json", "try_request", "value_to_form",
    "versions_of", "voice", "words",
]  # fmt: skip
