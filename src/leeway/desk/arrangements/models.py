"""Which fields of its own has a business? Tables only; what a matter says in them is kept with the matter."""

from __future__ import annotations

from django.db import models


class OwnField(models.Model):
    """A field that matters have beside those of every desk: an order number, a model, a pump."""

    class Kind(models.TextChoices):
        """What may stand in it."""

        TEXT = "text"
        NUMBER = "number"
        DAY = "day"
        YES = "yes or no"
        ONE_OF = "one of"

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    choices = models.JSONField(default=list)
    """With `one of`: what may be chosen, in order."""
