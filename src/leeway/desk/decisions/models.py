"""What do people do with decisions? Questions upwards, exceptions to review, news for open pages.

Tables only; the decisions and balances themselves are in the store. Start reading at `Question`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.clock import new_id


class Question(models.Model):
    """A question upwards: somebody waits for the answer of a named colleague until an instant."""

    class State(models.TextChoices):
        """How far a question has come."""

        OPEN = "open"
        YES = "yes"
        LESS = "less"
        NO = "no"
        TAKEN = "taken"
        """Whoever was asked sees to it themselves."""
        WITHDRAWN = "withdrawn"

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    decision = models.CharField(max_length=100, unique=True)
    """The decision that said to ask."""
    case = models.CharField(max_length=64)
    site = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    """The site's path in the tree, so that a supervisor finds all below."""
    actor = models.CharField(max_length=64)
    authority = models.CharField(max_length=100)
    """The lowest authority that can answer."""
    asked_of = models.CharField(max_length=64, blank=True)
    """The colleague whose turn it is; empty: nobody is there, whoever comes first."""
    passed_by = models.JSONField(default=list)
    """The colleagues whose turn it was, in order."""
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    wish = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_by = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True)
    amount_minor = models.BigIntegerField(null=True)
    """With `less`: how much instead."""
    conditions = models.JSONField(default=list)
    result = models.CharField(max_length=100, blank=True)
    """The decision made with the approval."""

    class Meta:
        indexes = (
            models.Index(fields=["due_at"], condition=Q(state="open"), name="open_question_due"),
            models.Index(fields=["path"], condition=Q(state="open"), name="open_question_at"),
            models.Index(fields=["actor", "-asked_at"]),
        )


class Review(models.Model):
    """An exception that somebody should read: fine, a lesson, or serious."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open"
        FINE = "fine"
        LESSON = "lesson"
        SERIOUS = "serious"

    decision = models.CharField(primary_key=True, max_length=100)
    site = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField()
    mode = models.CharField(max_length=20)
    action = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    principle = models.CharField(max_length=100, blank=True)
    cost_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reviewed_by = models.CharField(max_length=64, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    sentence = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    """When the colleague read what was answered."""

    class Meta:
        indexes = (
            models.Index(fields=["path"], condition=Q(state="open"), name="open_review_at"),
            models.Index(fields=["actor", "-at"]),
        )


class Reversal(models.Model):
    """Why a supervisor gave back what a decision took."""

    decision = models.CharField(primary_key=True, max_length=100)
    actor = models.CharField(max_length=64)
    """Who had decided it, and reads this."""
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        indexes = (models.Index(fields=["actor", "-at"]),)


class News(models.Model):
    """Something changed that open pages show; kept for a few minutes."""

    id = models.BigAutoField(primary_key=True)
    topic = models.CharField(max_length=100)
    at = models.DateTimeField()
