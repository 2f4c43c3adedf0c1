"""What is kept for reports? Sums of each day, and what came after a matter that was over. Tables only.

All of it can be made again from what the other apps keep. Start reading at `Day`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Counted(models.Model):
    """A day that was added up, and when it is added up again."""

    day = models.DateField(primary_key=True)
    counted_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    """Null: never by itself; what is so old changes no more."""

    class Meta:
        indexes = (models.Index(fields=["next_at"], name="days_to_count"),)


class Day(models.Model):
    """What happened on one day at one site and everywhere below it, through one channel."""

    day = models.DateField()
    site = models.CharField(max_length=64)
    channel = models.CharField(max_length=20, blank=True)
    opened = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    renegotiated = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    """Of the matters closed on the day, whose persons were asked how it was."""
    score_1 = models.PositiveIntegerField(default=0)
    score_2 = models.PositiveIntegerField(default=0)
    score_3 = models.PositiveIntegerField(default=0)
    score_4 = models.PositiveIntegerField(default=0)
    score_5 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["site", "day", "channel"], name="a_day_once"),)
        indexes = (models.Index(fields=["day"], name="sums_of_a_day"),)


class Wait(models.Model):
    """How many waits ended on one day at one site and below, through one channel, by how long they were."""

    class What(models.TextChoices):
        """What was waited for."""

        FIRST = "first"
        """Our first word, by the person."""
        UPDATE = "update"
        """Our next word, by the person."""
        APPROVAL = "approval"
        """An answer from above, by a colleague."""

    day = models.DateField()
    site = models.CharField(max_length=64)
    channel = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=8, choices=What)
    upto_5m = models.PositiveIntegerField(default=0)
    upto_15m = models.PositiveIntegerField(default=0)
    upto_30m = models.PositiveIntegerField(default=0)
    upto_1h = models.PositiveIntegerField(default=0)
    upto_2h = models.PositiveIntegerField(default=0)
    upto_4h = models.PositiveIntegerField(default=0)
    upto_8h = models.PositiveIntegerField(default=0)
    upto_1d = models.PositiveIntegerField(default=0)
    upto_3d = models.PositiveIntegerField(default=0)
    upto_7d = models.PositiveIntegerField(default=0)
    longer = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["site", "day", "what", "channel"], name="a_wait_once"),)
        indexes = (models.Index(fields=["day"], name="waits_of_a_day"),)


class After(models.Model):
    """A matter that is over, with what came after: goodwill, a score, whether they came back."""

    case = models.CharField(primary_key=True, max_length=64)
    person = models.CharField(max_length=64, blank=True)
    """As they were known then; empty: nobody knows who it was."""
    site = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    """That of the matter; `counter` for what was dealt with face to face or by a program."""
    over_at = models.DateTimeField()
    """When it was closed; before that, and at the counter, when the last decision in it was made."""
    cost_minor = models.BigIntegerField(default=0)
    """What the goodwill in it cost the house and was not given back."""
    score = models.PositiveSmallIntegerField(null=True)
    back_days = models.PositiveSmallIntegerField(null=True)
    """Within how many days the person began another matter: 30, 60 or 90; null: not as far as was looked."""
    back_kind = models.CharField(max_length=20, blank=True)
    looked_days = models.PositiveSmallIntegerField(default=0)
    """For how many days after it is known whether they came back: 0, 30, 60 or 90."""
    look_at = models.DateTimeField(null=True)
    """When to look next; null: it was looked long enough."""

    class Meta:
        indexes = (
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="after_to_look_at"),
            models.Index(fields=["site", "over_at"], name="after_of_a_site"),
        )


class Goodwill(models.Model):
    """A decision that went ahead and cost the house something."""

    decision = models.CharField(primary_key=True, max_length=100)
    case = models.CharField(max_length=64)
    person = models.CharField(max_length=64, blank=True)
    site = models.CharField(max_length=64)
    action = models.CharField(max_length=200)
    clause = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=20)
    at = models.DateTimeField()
    cost_minor = models.BigIntegerField()
    """What it cost and was not given back."""

    class Meta:
        indexes = (
            models.Index(fields=["site", "at"], name="goodwill_of_a_site"),
            models.Index(fields=["case"], name="goodwill_in_a_matter"),
        )


class Read(models.Model):
    """How far another record was read."""

    what = models.CharField(primary_key=True, max_length=20)
    """`decisions` or `closings`."""
    until = models.DateTimeField()
