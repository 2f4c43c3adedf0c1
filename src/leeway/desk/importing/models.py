"""What is kept of an import? Which file in which reading, and how far it has come. Tables only."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """One file, read in one way; handed in again it goes on where it was."""

    id = models.CharField(primary_key=True, max_length=64)
    """SHA-256 of the file and of how it is read."""
    kind = models.CharField(max_length=20)
    """`persons` or `conversations`."""
    file = models.CharField(max_length=255)
    source = models.CharField(max_length=40)
    rows_done = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """What became of these rows, by outcome."""
    by = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["-begun_at"], name="imports_last_first"),)
