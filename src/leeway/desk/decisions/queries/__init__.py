"""What may others ask about decisions? Who asks with which authority, and what is being proposed."""

from __future__ import annotations

from leeway.desk.decisions.queries.counting import approvals_answered, approvals_waiting
from leeway.desk.decisions.queries.proposing import Intent, actor_at, request_of

__all__ = ["Intent", "actor_at", "approvals_answered", "approvals_waiting", "request_of"]
