"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskDecisions(AppConfig):
    """The app `decisions`."""

    name = "leeway.desk.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
