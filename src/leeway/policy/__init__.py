"""What does a policy book say? Its nouns, its limits, its text form and what is wrong with a text.

Public: Book and its parts, load, Cache, Diagnostic, parse_limit, caps, to_minor, format_text, edited,
json_schema.
Imports `feel` only; knows neither people nor balances, and reads no clock.
Start reading at `model.py` (Book), then `phrases.py` and `limits.py`, then `loader/`.
"""

from __future__ import annotations

from leeway.policy.catalogue import CATALOGUE, Finding
from leeway.policy.diagnostics import Diagnostic, Severity
from leeway.policy.editing import EditError, Entry, edited, entries, path_at
from leeway.policy.formatting import format_text
from leeway.policy.keeping import Cache
from leeway.policy.limits import MeterKey, caps, is_bounded, meter_of
from leeway.policy.loader import Loaded, load, load_texts, text_problems
from leeway.policy.model import (
    INSIDE,
    NOWHERE,
    Action,
    Book,
    Circumstance,
    Clause,
    Condition,
    Cost,
    Default,
    Earned,
    Example,
    Expected,
    Fact,
    Guideline,
    Otherwise,
    OwnJudgement,
    Parameter,
    Place,
    Point,
    Policy,
    Promise,
    Rule,
    Situation,
    Size,
    Step,
    Trust,
)
from leeway.policy.money import MoneyError, cost_minor, is_currency, minor_digits, to_major, to_minor
from leeway.policy.phrases import (
    Limit,
    Measure,
    PhraseError,
    Scope,
    Window,
    format_limit,
    format_window,
    parse_limit,
)
from leeway.policy.schema import json_schema

__all__ = [
    "CATALOGUE", "INSIDE", "NOWHERE", "Action", "Book", "Cache", "Circumstance", "Clause", "Condition", "Cost",
    "Default", "Diagnostic", "Earned", "EditError", "Entry", "Example", "Expected", "Fact", "Finding",
    "Guideline", "Limit", "Loaded", "Measure", "MeterKey", "MoneyError", "Otherwise", "OwnJudgement",
    "Parameter", "PhraseError", "Place", "Point", "Policy", "Promise", "Rule", "Scope", "Severity", "Situation",
    "Size", "Step", "Trust", "Window", "caps", "cost_minor", "edited", "entries", "format_limit", "format_text",
    "format_window", "is_bounded", "is_currency", "json_schema", "load", "load_texts", "meter_of",
    "minor_digits", "parse_limit", "path_at", "text_problems", "to_major", "to_minor",
]  # fmt: skip
