"""What is kept of a token? Whose it is, what it may, where, until when; of the token itself only a digest.

Tables only. Start reading at `Token`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from leeway.desk.clock import new_id


class Token(models.Model):
    """A key with which a program acts as one colleague, at a site and below it, within its scopes."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    """By which people speak of it; the key itself is shown once."""
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    """What it is for: `till software`, `chat assistant`."""
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    scopes = models.JSONField(default=list)
    made_by = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    """Within a minute or so: it is not written at every request."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="token_lasts_a_while"),
        )
