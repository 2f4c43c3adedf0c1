"""Do we mean what the standard means? The conformance kit: its cases, their item types, the judging.

Public: Case, Judged, read_cases, judge. Imports the parser and the evaluator of the room.
Start reading at `cases.py`.
"""

from __future__ import annotations

from leeway.feel.kit.cases import Case, Judged, judge, read_cases

__all__ = ["Case", "Judged", "judge", "read_cases"]
