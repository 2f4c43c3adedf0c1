"""What is kept of an import? Which file in which reading, and how far it has come. Tables only.

`Run` is the mark by which a table goes on where it was; `Upload` is a file that was handed in on a page.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.clock import new_id


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


class Upload(models.Model):
    """A file that somebody handed in on a page, and how far the worker has come with it."""

    class State(models.TextChoices):
        """How far it has come."""

        ARRIVING = "arriving"
        TO_LOOK = "to look"
        """What it would do is being found out."""
        LOOKED = "looked"
        TO_GO = "to go"
        """It is being brought in."""
        STOPPED = "stopped"
        DONE = "done"
        REFUSED = "refused"
        """It cannot be read in this way; `problem` says why."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    kind = models.CharField(max_length=20)
    """`persons`, `conversations`, or what a channel brings in, as `letters`."""
    file = models.CharField(max_length=200)
    size = models.BigIntegerField(default=0)
    """In bytes."""
    reading = models.JSONField(default=dict)
    """How it is read, as `commands.sorts.Reading` has it."""
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    read_bytes = models.BigIntegerField(default=0)
    """How far the worker has come in it."""
    worker = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True)
    """Until when nobody else takes it; later, whoever had it has died."""
    report = models.JSONField(default=dict)
    """What the last look found, or what was done."""
    problem = models.CharField(max_length=500, blank=True)
    help = models.CharField(max_length=1000, blank=True)
    refused = models.BinaryField(null=True)
    """The rows that were refused, each with why, as a compressed table."""

    class Meta:
        indexes = (
            models.Index(fields=["-at"], name="uploads_last_first"),
            models.Index(fields=["at"], condition=Q(state__in=["to look", "to go"]), name="uploads_waiting"),
        )


class Piece(models.Model):
    """A piece of a file that was handed in: the desk's machines share their database and nothing else."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    body = models.BinaryField()
    """Compressed."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["upload", "number"], name="piece_is_kept_once"),)
