"""What does a supervisor need to answer at once? The open questions of their sites, each whole on one screen.

Nothing is taken here: how far a yes would reach is tried out at the balances of now. Start reading at `queue`.
"""

from __future__ import annotations

from leeway.desk.decisions.queries.supervising.looking import Looking
from leeway.desk.decisions.queries.supervising.queue import queue

__all__ = ["Looking", "queue"]
