"""What is kept of what was sent by the form? Enough to know it again, and how often an address wrote lately.

Tables only; rows are dropped after a day. Start reading at `Sending`.
"""

from __future__ import annotations

from django.db import models


class Sending(models.Model):
    """One message that was sent by the form."""

    key = models.CharField(max_length=64, unique=True)
    """The form's own name of it."""
    content = models.CharField(max_length=64)
    """A keyed digest of what was written and how they are reached."""
    address = models.CharField(max_length=64)
    """A keyed digest of the network address, which itself is not kept."""
    site = models.CharField(max_length=64)
    case = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["content", "at"], name="sent_before"),
            models.Index(fields=["address", "at"], name="sent_from"),
            models.Index(fields=["site", "at"], name="sent_at_site"),
        )
