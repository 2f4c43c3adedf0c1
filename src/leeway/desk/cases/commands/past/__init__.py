"""How does what was said before, elsewhere, come into a conversation? Where it belongs in time, and quietly.

Nothing is promised for matters that are over, nobody is asked how it was, nothing is sent. Start reading at
`bringing.py`.
"""

from __future__ import annotations

from leeway.desk.cases.commands.past.bringing import bring_in, matter_id
from leeway.desk.cases.commands.past.values import Brought, PastMatter, PastWord

__all__ = ["Brought", "PastMatter", "PastWord", "bring_in", "matter_id"]
