"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskArrangements(AppConfig):
    """The app `arrangements`."""

    name = "leeway.desk.arrangements"
    label = "arrangements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what the book promises come before the terms of sites."""
        from leeway.desk.arrangements.queries.promising import policy_look, policy_term
        from leeway.desk.cases.queries.promising import Policies, promise_by

        promise_by(Policies(look=policy_look, term=policy_term))
