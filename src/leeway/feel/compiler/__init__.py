"""How is an expression worked out fast? Its tree becomes Python code, for facts that are known.

Public: compile_python, compile, Expression. It imports the reference evaluator, with which it must agree in
every case: what the code cannot do (anything fails, anything is UNKNOWN) is handed back to the reference.
Start reading at `program.py`; `translation.py` turns nodes into code.
"""

from __future__ import annotations

from leeway.feel.compiler.program import Expression, compile, compile_python  # noqa: A004 - the public name is `feel.compile`

__all__ = ["Expression", "compile", "compile_python"]
