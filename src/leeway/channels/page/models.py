"""What is kept of links to a matter? A digest of each, until when it opens, and how long its session lasts.

Tables only. Start reading at `Link`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from leeway.desk.clock import new_id


class Link(models.Model):
    """One way into the page of one matter: a link not opened yet, or the browser that opened it."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    """What the browser's session holds once it is opened; never shown."""
    case = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True, null=True)
    """SHA-256 of what the link holds; null: opened on the spot, by whoever had just written."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """Until when the link may be opened."""
    opened_at = models.DateTimeField(null=True)
    lasts_until = models.DateTimeField(null=True)
    """Until when the browser that opened it sees the matter."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["case", "-made_at"], name="links_of_a_matter"),)
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gte=F("made_at")), name="link_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(opened_at=None, lasts_until=None)
                | Q(opened_at__isnull=False, lasts_until__isnull=False),
                name="opened_links_last",
            ),
        )
