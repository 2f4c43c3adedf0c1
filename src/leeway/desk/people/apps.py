"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskPeople(AppConfig):
    """The app `people`."""

    name = "leeway.desk.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
