"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskListening(AppConfig):
    """The app `listening`."""

    name = "leeway.desk.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"
