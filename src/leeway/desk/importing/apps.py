"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskImporting(AppConfig):
    """The app `importing`."""

    name = "leeway.desk.importing"
    label = "importing"
    default_auto_field = "django.db.models.BigAutoField"
