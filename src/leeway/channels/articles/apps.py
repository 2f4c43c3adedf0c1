"""How does Django find this app?"""

from __future__ import annotations

from django.apps import AppConfig


class Articles(AppConfig):
    """The channel `articles`."""

    name = "leeway.channels.articles"
    label = "articles"
    default_auto_field = "django.db.models.BigAutoField"
