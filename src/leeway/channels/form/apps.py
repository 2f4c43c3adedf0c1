"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class SiteForm(AppConfig):
    """The channel `form`."""

    name = "leeway.channels.form"
    label = "site_form"
    default_auto_field = "django.db.models.BigAutoField"
