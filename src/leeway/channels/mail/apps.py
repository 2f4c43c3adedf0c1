"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class Mail(AppConfig):
    """The channel `mail`."""

    name = "leeway.channels.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let letters of before be handed in on the page for imports; say from where letters can leave."""
        from leeway.channels.mail.commands.handed_in import Letters
        from leeway.channels.mail.queries import carries
        from leeway.desk.cases.queries import carried_by
        from leeway.desk.importing.commands import bring_by

        bring_by("letters", Letters())
        carried_by("mail", carries)
