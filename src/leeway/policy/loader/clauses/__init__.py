"""What do the policies say, clause by clause? Rules, guidelines, situations, circumstances, and promises.

Imports what reads entries (`reading`, `scope`), limits, facts and conditions. Start reading at `clause.py`.
"""

from __future__ import annotations

from leeway.policy.loader.clauses.clause import BODY, Clauses, Read, reads_amount
from leeway.policy.loader.clauses.promises import PROMISES

__all__ = ["BODY", "PROMISES", "Clauses", "Read", "reads_amount"]
