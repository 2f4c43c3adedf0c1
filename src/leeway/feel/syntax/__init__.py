"""What does a text say? From characters to the tree: tokens, names of several words, the grammar.

Public: parse, parse_tests, parse_type. Imports the tree, the types and the errors only.
Start reading at `parser.py`; `vocabulary.py` explains how names with spaces are recognised.
"""

from __future__ import annotations

from leeway.feel.syntax.parser import parse, parse_tests, parse_type

__all__ = ["parse", "parse_tests", "parse_type"]
