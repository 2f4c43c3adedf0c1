"""What is kept of a matter? What somebody wishes, what is known, and what is being proposed.

Tables only. Start reading at `Case`.
"""

from __future__ import annotations

from django.db import models

from leeway.desk.clock import new_id


class Case(models.Model):
    """A matter of a person, on its way to a decision; limits per case count on its id."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    site = models.CharField(max_length=64)
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    person = models.CharField(max_length=64, blank=True)
    """The customer's id; empty: not known."""
    wish = models.TextField(blank=True)
    """What would put it right, in the customer's words."""
    situation = models.CharField(max_length=200, blank=True)
    chosen = models.CharField(max_length=220, blank=True)
    """What it was begun with, `situation <id>` or `action <name>`: what is chosen often is offered first."""
    proposed = models.JSONField(default=dict)
    """What is being proposed, as `cases.queries.Matter` reads it: action, amount, choices, answers."""
    turn = models.PositiveIntegerField(default=1)
    """How many decisions were begun in it: the key of the next is `<id>-<turn>`, so that it is made once."""

    class Meta:
        indexes = (
            models.Index(fields=["opened_by", "-opened_at"]),
            models.Index(fields=["person", "-opened_at"]),
            models.Index(fields=["site", "-opened_at"]),
        )
