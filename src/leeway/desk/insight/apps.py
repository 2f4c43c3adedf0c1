"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskInsight(AppConfig):
    """The app `insight`."""

    name = "leeway.desk.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
