"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskArrangements(AppConfig):
    """The app `arrangements`."""

    name = "leeway.desk.arrangements"
    label = "arrangements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what the book promises come before the terms of sites; its zone counts where they have none."""
        from leeway.desk.arrangements.queries.promising import book_zone, policy_look, policy_term
        from leeway.desk.cases.queries.promising import Policies, promise_by
        from leeway.desk.people.queries import zone_by

        promise_by(Policies(look=policy_look, term=policy_term))
        zone_by(book_zone)
