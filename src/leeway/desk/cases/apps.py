"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskCases(AppConfig):
    """The app `cases`."""

    name = "leeway.desk.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
