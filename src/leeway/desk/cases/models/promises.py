"""What did we promise, and when is anybody there? Promises, the terms that make them, opening hours.

Tables only. Start reading at `Promise`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.cases.models.matters import Case


class Promise(models.Model):
    """What a person will hear next and by when, in words; of a case at most one is open."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        KEPT = "kept"
        BROKEN = "broken"
        """Its time came and the person had not heard; it stays broken when they hear later."""
        RENEGOTIATED = "renegotiated"
        """The person heard in time that it takes longer."""
        WITHDRAWN = "withdrawn"
        """The matter went away before: joined into another, or closed by the person."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises")
    person = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=300, blank=True)
    """What the person will hear, as it was told to them; empty: an answer."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64, blank=True)
    """The colleague; empty: made by a policy when the matter opened."""
    source = models.CharField(max_length=200, blank=True)
    """The policy that made it, where one did."""
    due_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True)
    """When the desk itself must see to it next: to prepare an honest word, or note it broken; null: never."""
    prepared_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    """When it was kept, broken, renegotiated or withdrawn."""
    heard_at = models.DateTimeField(null=True)
    """When the person heard, in time or not."""
    ended_by_entry = models.BigIntegerField(null=True)
    made_by_entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(state="open"), name="one_open_promise"),
        )
        indexes = (
            models.Index(fields=["look_at"], condition=Q(look_at__isnull=False), name="promises_to_see_to"),
            models.Index(fields=["person", "state"], name="promises_to_a_person"),
            models.Index(fields=["state", "ended_at"], name="promises_ended"),
        )


class Term(models.Model):
    """A policy that makes promises: for matters of a kind, at a site and below, so long after they open."""

    site = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Case.Kind, blank=True)
    """Empty: every kind that has no term of its own."""
    minutes = models.PositiveIntegerField()
    while_open = models.BooleanField(default=True)
    """Whether only the minutes count in which the site is open."""
    words = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["site", "kind"], name="one_term_of_a_kind"),)


class Hours(models.Model):
    """When a site, and those below it without hours of their own, is open on a day of the week."""

    site = models.CharField(max_length=64)
    weekday = models.PositiveSmallIntegerField()
    """0 is Monday."""
    opens = models.TimeField()
    closes = models.TimeField()
    """00:00 stands for midnight at the day's end."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["site", "weekday", "opens"], name="opens_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_day_of_the_week"),
        )


class Holiday(models.Model):
    """A day on which a site, and those below it, is closed."""

    site = models.CharField(max_length=64)
    day = models.DateField()
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["site", "day"], name="one_holiday_a_day"),)
