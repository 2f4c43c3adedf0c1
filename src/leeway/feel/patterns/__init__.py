"""Does a text match a pattern? The regular expressions of XPath, as DMN asks for them.

Public: compile_pattern, Pattern (matches, replace, split), TEXT_LENGTH_MAX.
Imports `failure` of the room only; RE2 serves what it can, `backtrack.py` the rest under a step limit.
Start reading at `syntax.py` (the tree of a pattern), then `engine.py`.
"""

from __future__ import annotations

from leeway.feel.patterns.engine import TEXT_LENGTH_MAX, Pattern, compile_pattern

__all__ = ["TEXT_LENGTH_MAX", "Pattern", "compile_pattern"]
