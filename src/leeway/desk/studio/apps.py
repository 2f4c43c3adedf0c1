"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskStudio(AppConfig):
    """The app `studio`."""

    name = "leeway.desk.studio"
    label = "studio"
    default_auto_field = "django.db.models.BigAutoField"
