"""Must a book be read again that nobody has changed? What came of reading it is kept beside it.

Public: Cache. It holds nothing that is not in the book's files: whoever deletes it loses time and nothing else.
Start reading at `cache.py`, then `form.py` (how a book becomes bytes).
"""

from __future__ import annotations

from leeway.policy.keeping.cache import Cache

__all__ = ["Cache"]
