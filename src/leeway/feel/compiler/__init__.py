"""How is an expression worked out fast? Its tree becomes Python code, for facts that are known.

Public: compile_python. Imports the reference evaluator, with which it must agree in every case: what the
code cannot do in a few plain steps (anything fails, anything is UNKNOWN) is handed back to the reference.
Start reading at `program.py`; `translation.py` turns nodes into code.
"""

from __future__ import annotations

from leeway.feel.compiler.program import compile_python

__all__ = ["compile_python"]
