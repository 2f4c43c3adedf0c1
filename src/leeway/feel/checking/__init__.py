"""Is an expression sound before it is ever run? Its type, and every problem that can be seen in advance.

Public: check, Checked. Imports the parser, the types and the signatures of the built-ins; runs nothing
but conversions of literals. Start reading at `checker.py`.
"""

from __future__ import annotations

from leeway.feel.checking.checker import Checked, check

__all__ = ["Checked", "check"]
