"""What may others ask about the desk's conversations? Who may see what, and how a person's page stands."""

from __future__ import annotations

from leeway.desk.conversations.queries.access import may_see_case, may_see_person, paths_of

__all__ = ["may_see_case", "may_see_person", "paths_of"]
