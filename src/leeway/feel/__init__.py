"""What is this expression worth? FEEL, the expression language of OMG's DMN 1.5, usable alone.

Public: parse, evaluate, compile, check, format, compile_python, UNKNOWN, ERROR, Problem, tree, types, values.
Imports nothing of Leeway: this is the lowest room and knows nothing of customer service.
Start reading at `reference.py` (the meaning), then `tree.py` (what an expression says).
"""

from __future__ import annotations

from leeway.feel import kit, tree, types
from leeway.feel.builtins import forms as function_forms
from leeway.feel.builtins import to_string
from leeway.feel.checking import Checked, check
from leeway.feel.coercion import conforms, type_of
from leeway.feel.compiler import (  # `feel.compile` is the public name
    Expression,
    compile,  # noqa: A004
    compile_python,
)
from leeway.feel.errors import FeelSyntaxError, Problem, most_like, nearest
from leeway.feel.failure import Failed
from leeway.feel.form import (  # `feel.format` is the public name
    format,  # noqa: A004
    format_tests,
    literal,
    to_json,
    value_of_text,
)
from leeway.feel.meaning.members import members_of
from leeway.feel.names import names_read
from leeway.feel.reference import Evaluation, evaluate, passes_tests
from leeway.feel.syntax import parse, parse_tests, parse_type
from leeway.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, from_python, to_python
from leeway.feel.tree import Node, Span
from leeway.feel.types import Type
from leeway.feel.values import ERROR, UNKNOWN, Function, Range, Value, equal, freeze, is_value, less, same

__all__ = [
    "ERROR",
    "UNKNOWN",
    "Checked",
    "Date",
    "DateTime",
    "DaysDuration",
    "Evaluation",
    "Expression",
    "Failed",
    "FeelSyntaxError",
    "Function",
    "MonthsDuration",
    "Node",
    "Problem",
    "Range",
    "Span",
    "Time",
    "Type",
    "Value",
    "check",
    "compile",
    "compile_python",
    "conforms",
    "equal",
    "evaluate",
    "format",
    "format_tests",
    "freeze",
    "from_python",
    "function_forms",
    "is_value",
    "kit",
    "less",
    "literal",
    "members_of",
    "most_like",
    "names_read",
    "nearest",
    "parse",
    "parse_tests",
    "parse_type",
    "passes_tests",
    "same",
    "to_json",
    "to_python",
    "to_string",
    "tree",
    "type_of",
    "types",
    "value_of_text",
]
