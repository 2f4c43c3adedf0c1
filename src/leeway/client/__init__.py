"""How does a Python program use a desk? A thin typed client of the HTTP API; needs httpx and nothing of Leeway.

Public: `Leeway`, the answers (`Decision`, `Option`, …), the errors. It imports no other room. Start reading at
`Leeway` in `desk.py`.
"""

from __future__ import annotations

from leeway.client.answers import (
    Alternative,
    Ask,
    Decision,
    Interval,
    Meter,
    Option,
    Point,
    Question,
    Reason,
    Reperformed,
    Said,
    Step,
    Told,
    Versions,
    Waiting,
)
from leeway.client.desk import Leeway
from leeway.client.errors import Problem, ProblemError, UnreachableError

__all__ = [
    "Alternative",
    "Ask",
    "Decision",
    "Interval",
    "Leeway",
    "Meter",
    "Option",
    "Point",
    "Problem",
    "ProblemError",
    "Question",
    "Reason",
    "Reperformed",
    "Said",
    "Step",
    "Told",
    "UnreachableError",
    "Versions",
    "Waiting",
]
