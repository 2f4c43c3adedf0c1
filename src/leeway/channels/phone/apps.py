"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class CallNotes(AppConfig):
    """The channel `phone`."""

    name = "leeway.channels.phone"
    label = "call_notes"
    default_auto_field = "django.db.models.BigAutoField"
