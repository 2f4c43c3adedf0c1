"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskConversations(AppConfig):
    """The app `conversations`."""

    name = "leeway.desk.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
