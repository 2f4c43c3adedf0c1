"""How does Django find this channel?"""

from __future__ import annotations

from django.apps import AppConfig


class SurveyChannel(AppConfig):
    """The channel `survey`."""

    name = "leeway.channels.survey"
    label = "survey"
