"""What do the parts of an evaluation do? Operators, scopes, loops, and how UNKNOWN and ERROR spread.

Public: the modules, to `reference.py` and the compiler only. Imports values, temporal and builtins.
Start reading at `operators.py`; `../reference.py` puts the parts together.
"""

from __future__ import annotations

__all__: list[str] = []
