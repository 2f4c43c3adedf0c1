"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskPersons(AppConfig):
    """The app `persons`."""

    name = "leeway.desk.persons"
    label = "persons"
    default_auto_field = "django.db.models.BigAutoField"
