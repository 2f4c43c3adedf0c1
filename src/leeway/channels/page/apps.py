"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class MatterPage(AppConfig):
    """The channel `page`."""

    name = "leeway.channels.page"
    label = "matter_page"
    default_auto_field = "django.db.models.BigAutoField"
