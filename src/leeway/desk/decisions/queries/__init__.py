"""What may others ask about decisions? Who asks with which authority, and what is being proposed."""

from __future__ import annotations

from leeway.desk.decisions.queries.proposing import Intent, actor_at, request_of

__all__ = ["Intent", "actor_at", "request_of"]
