"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class SiteChat(AppConfig):
    """The channel `chat`."""

    name = "leeway.channels.chat"
    label = "site_chat"
    default_auto_field = "django.db.models.BigAutoField"
