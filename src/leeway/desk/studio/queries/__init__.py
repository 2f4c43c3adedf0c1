"""What may others ask about policies? Which version counts, what one said, and what is being written."""

from __future__ import annotations

from leeway.desk.studio.queries.versions import (
    InForce,
    by_hash,
    engine_of,
    in_force,
    in_force_look,
    in_force_of,
    texts_of,
    version,
)

__all__ = ["InForce", "by_hash", "engine_of", "in_force", "in_force_look", "in_force_of", "texts_of", "version"]
