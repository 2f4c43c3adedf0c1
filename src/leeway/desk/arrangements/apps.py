"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskArrangements(AppConfig):
    """The app `arrangements`."""

    name = "leeway.desk.arrangements"
    label = "arrangements"
    default_auto_field = "django.db.models.BigAutoField"
