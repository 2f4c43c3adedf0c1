"""What may others ask about policies? Which version counts, and what one said; drafts and pages of the studio."""

from __future__ import annotations

from leeway.desk.studio.queries.versions import (
    InForce,
    by_hash,
    engine_of,
    in_force,
    texts_of,
    version,
)

__all__ = ["InForce", "by_hash", "engine_of", "in_force", "texts_of", "version"]
