"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class DeskAccess(AppConfig):
    """The app `access`."""

    name = "leeway.desk.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
