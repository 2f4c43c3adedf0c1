"""What is kept of listening? What was asked and answered, what followed, praise, and who was written to first.

Tables only. Start reading at `Survey`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.clock import new_id


class Survey(models.Model):
    """One question to the person of a matter that is over: asked, answered, or not asked and why."""

    class Kind(models.TextChoices):
        """Which question."""

        CONTENT = "content"
        """How content they are with how the matter was dealt with, 1 to 5."""
        RECOVERED = "recovered"
        """The same, asked again after an unhappy answer was followed up."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        ASKED = "asked"
        ANSWERED = "answered"
        EXPIRED = "expired"
        SKIPPED = "skipped"
        """Not asked; `skipped_because` says why. Kept, so that nobody mistakes who answered for everybody."""

    class Skipped(models.TextChoices):
        """Why somebody was not asked."""

        UNREACHABLE = "unreachable"
        """They left no address, or no mailbox sends."""
        UNWILLING = "unwilling"
        """They asked not to be asked."""
        LATELY = "lately"
        """They were asked not long ago."""
        REOPENED = "reopened"
        WRITTEN_FIRST = "written_first"
        """It was we who began it, to tell of a fault."""
        UNKNOWN = "unknown"
        """Nobody knows whose matter it was, or it went away."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CONTENT)
    case = models.CharField(max_length=64)
    person = models.CharField(max_length=64, blank=True)
    site = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    owner = models.CharField(max_length=64, blank=True)
    """Who saw to the matter when it closed."""
    channel = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField()
    """When the matter, or the follow-up, was over."""
    ask_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    skipped_because = models.CharField(max_length=14, choices=Skipped, blank=True)
    digest = models.CharField(max_length=64, unique=True, null=True)
    """SHA-256 of the link's secret: the secret itself is only in the message."""
    asked_at = models.DateTimeField(null=True)
    lasts_until = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="again")
    """With a second question: the first."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "kind", "closed_at"], name="asked_once_a_closing"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__range=(1, 5)), name="score_of_1_to_5"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(answered_at__isnull=False), name="a_score_is_an_answer"
            ),
        )
        indexes = (
            models.Index(fields=["ask_at"], condition=Q(state="waiting"), name="surveys_to_ask"),
            models.Index(fields=["lasts_until"], condition=Q(state="asked"), name="surveys_out"),
            models.Index(fields=["person", "-asked_at"], name="surveys_of_a_person"),
            models.Index(fields=["path", "answered_at"], name="answers_of_a_site"),
            models.Index(fields=["path", "closed_at"], name="surveys_of_a_site"),
            models.Index(fields=["closed_at"], name="surveys_by_closing"),
        )


class LastLook(models.Model):
    """When something was looked through last: what came since is new, however long nobody looked."""

    of = models.CharField(primary_key=True, max_length=20)
    """`closed`: matters that are over."""
    at = models.DateTimeField()
    far_at = models.DateTimeField()
    """When it was looked far back last, for what became visible late."""


class FollowUp(models.Model):
    """What follows an unhappy answer: somebody sees to it by a time, finds the cause and puts it right."""

    class Cause(models.TextChoices):
        """Where it went wrong: seven directions to look in, one to choose."""

        PROCESS = "process"
        POLICY = "policy"
        PRODUCT = "product"
        KNOWLEDGE = "knowledge"
        MANNER = "manner"
        PROMISE = "promise"
        OUTSIDE = "outside"

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="follow_up")
    case = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    owner = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cause = models.CharField(max_length=12, choices=Cause, blank=True)
    cause_words = models.TextField(blank=True)
    action = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["path", "due_at"], condition=Q(done_at=None), name="follow_ups_open"),
            models.Index(fields=["owner", "due_at"], condition=Q(done_at=None), name="follow_ups_of"),
        )


class Praise(models.Model):
    """Kind words of a person, on their way to the colleague they are about."""

    key = models.CharField(max_length=100, unique=True)
    """What the words stand in: `survey <id>` or `case <id>`."""
    case = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    colleague = models.CharField(max_length=64, blank=True)
    """Empty: nobody is named clearly, a lead hands it on."""
    words = models.TextField()
    at = models.DateTimeField()
    given_by = models.CharField(max_length=64, blank=True)
    """Who handed it on; empty: the words named them."""
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["colleague", "-at"], name="praise_of"),
            models.Index(fields=["path", "-at"], condition=Q(colleague=""), name="praise_to_hand_on"),
        )


class Outreach(models.Model):
    """A known fault, and what those it touched are written before they have to ask."""

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft"
        GOING = "going"
        STOPPED = "stopped"
        DONE = "done"

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    title = models.CharField(max_length=200)
    site = models.CharField(max_length=64)
    path = models.CharField(max_length=500)
    touched = models.JSONField(default=dict)
    """Whom it touched, as `queries.silent.Touched` reads it."""
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    next_at = models.DateTimeField(null=True)
    """By when each of them hears more; null: there is nothing more to hear, and their matters are over."""
    next_words = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    class Meta:
        indexes = (models.Index(fields=["path", "-made_at"], name="outreach_of_a_site"),)


class Reach(models.Model):
    """One person whom an outreach is for; each is written to at most once."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        WRITTEN = "written"
        SKIPPED = "skipped"

    class Skipped(models.TextChoices):
        """Why somebody was not written to after all."""

        WROTE = "wrote"
        UNASKED = "unasked"
        """Nobody knows whether they agree."""
        UNWILLING = "unwilling"
        LATELY = "lately"
        UNREACHABLE = "unreachable"
        STOPPED = "stopped"

    outreach = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="reaches")
    person = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    skipped_because = models.CharField(max_length=12, choices=Skipped, blank=True)
    case = models.CharField(max_length=64, blank=True)
    joined = models.BooleanField(default=False)
    """Whether it went into a matter of theirs that was open; else it began one."""
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["outreach", "person"], name="reached_once"),)
        indexes = (
            models.Index(fields=["outreach"], condition=Q(state="waiting"), name="reaches_to_write"),
            models.Index(fields=["person", "-at"], condition=Q(state="written"), name="reaches_of_a_person"),
        )
