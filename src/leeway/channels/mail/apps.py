"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class Mail(AppConfig):
    """The channel `mail`."""

    name = "leeway.channels.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
