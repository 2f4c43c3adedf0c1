"""What does the head of a book say besides its facts and actions? Steps up that a good record earns.

Imports what reads entries (`reading`, `scope`). Start reading at `earned.py`.
"""

from __future__ import annotations

from leeway.policy.loader.head.earned import read_earned

__all__ = ["read_earned"]
