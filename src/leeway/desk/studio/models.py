"""What is kept of policies? Every version of the book, whole, with its signature and its start.

Tables only. Start reading at `Version`.
"""

from __future__ import annotations

from django.db import models


class Version(models.Model):
    """The policy book as it was signed: its files, and from when it counts.

    Never deleted, and changed in one way only: one that has not begun to count may be withdrawn.
    """

    number = models.AutoField(primary_key=True)
    hash = models.CharField(max_length=64, db_index=True)
    """The book's own content hash, by which decisions name it."""
    texts = models.JSONField()
    """File name → text."""
    starts_at = models.DateTimeField(db_index=True)
    signed_by = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    note = models.TextField(blank=True)
    signed_how = models.CharField(max_length=20, blank=True)
    """What proved who signed: `password`, `code`, `passkey` or `name`; empty: set up by a command."""
    accepted = models.TextField(blank=True)
    """The owner's sentence on examples that the book contradicts; empty: all agree."""
    based_on = models.IntegerField(null=True)
    """The number of the version it was written from."""
    withdrawn_at = models.DateTimeField(null=True)
    """When it was taken back, before it began to count."""
    withdrawn_by = models.CharField(max_length=64, blank=True)


class Draft(models.Model):
    """A book being written: the files that differ from the version it started from (null: left out)."""

    owner = models.CharField(primary_key=True, max_length=64)
    based_on = models.ForeignKey(Version, null=True, on_delete=models.PROTECT)
    texts = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    before = models.JSONField(default=list)
    """What `texts` was before each change, latest last, to be gone back to."""
