"""What may others ask of insight? Reports, what came back of goodwill, the rows of a file; frozen values."""

from __future__ import annotations

from leeway.desk.insight.queries.access import Scope, paths_read, scope_of, scope_within
from leeway.desk.insight.queries.exporting import goodwill_rows, rows_of, written
from leeway.desk.insight.queries.figures import Figures, Line, Waits
from leeway.desk.insight.queries.goodwill import GoodwillReport, goodwill
from leeway.desk.insight.queries.periods import House, Period, house, period_of
from leeway.desk.insight.queries.report import Report, Said, Wished, lines, parts, report
from leeway.desk.insight.queries.shares import Share, differs

__all__ = [
    "Figures", "GoodwillReport", "House", "Line", "Period", "Report", "Said", "Scope", "Share", "Waits",
    "Wished", "differs", "goodwill", "goodwill_rows", "house", "lines", "parts", "paths_read", "period_of",
    "report", "rows_of", "scope_of", "scope_within", "written",
]  # fmt: skip
