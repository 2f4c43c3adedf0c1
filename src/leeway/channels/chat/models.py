"""What is kept of a talk? Whose matter it is, a digest of its name, and when somebody was last seen there.

Tables only. Start reading at `Talk`.
"""

from __future__ import annotations

from django.db import models


class Talk(models.Model):
    """One chat of somebody on the site, in one frame."""

    digest = models.CharField(primary_key=True, max_length=64)
    """SHA-256 of the name that the frame holds."""
    case = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When the frame asked last: it does so while it is open."""
    left_at = models.DateTimeField(null=True)
    """When it said that it closes; null once it is seen again."""
    ends_at = models.DateTimeField()
    """Until when the name opens the talk; it moves on while they talk."""
    email = models.CharField(max_length=200, blank=True)
    """Where it goes on when they have left, if they said so."""
