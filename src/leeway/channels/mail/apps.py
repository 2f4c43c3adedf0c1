"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class Mail(AppConfig):
    """The channel `mail`."""

    name = "leeway.channels.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let letters of before be handed in on the page for imports, too."""
        from leeway.channels.mail.commands.handed_in import Letters
        from leeway.desk.importing.commands import bring_by

        bring_by("letters", Letters())
