"""Does a text match a pattern? The regular expressions of XPath, as DMN asks for them.

Public: compile_pattern, Pattern (matches, replace, split).
Imports `failure` of the room only; RE2 serves what it can, `backtrack.py` the rest under a step limit.
Start reading at `syntax.py` (the tree of a pattern), then `engine.py`.
"""

from __future__ import annotations

from leeway.feel.patterns.engine import Pattern, compile_pattern

__all__ = ["Pattern", "compile_pattern"]
