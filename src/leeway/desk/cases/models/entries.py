"""What is kept of a conversation? Everything said, noted, found and promised, with the one it belongs to.

The conversation is of the person: an entry always has one, a matter only where it belongs to one. Tables only.
Start reading at `Entry`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.cases.models.matters import Case


class Entry(models.Model):
    """One thing in the lifelong conversation with a person."""

    class Kind(models.TextChoices):
        """What it is."""

        MESSAGE = "message"
        """What the person wrote to us, or we to them: `direction` says which."""
        NOTE = "note"
        """For colleagues only."""
        PHONE = "phone"
        """What was said on the telephone."""
        VISIT = "visit"
        """What was said face to face."""
        FACT = "fact"
        DECISION = "decision"
        PROMISE = "promise"
        MACHINE = "machine"
        """Mail that no human wrote: kept, never answered."""
        EVENT = "event"
        """Opened, assigned, closed, split, joined …: `happened` says what."""

    class Direction(models.TextChoices):
        """Who speaks."""

        IN = "in"
        OUT = "out"
        NONE = ""

    class State(models.TextChoices):
        """How far something outgoing has come."""

        NONE = ""
        DRAFT = "draft"
        TO_SEND = "to send"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"
        """It may have gone out or not: nobody sends it again by itself."""
        DROPPED = "dropped"
        """A draft that was not wanted."""

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=64, blank=True)
    """Whose conversation it is in, as they were known then; empty while nobody knows who it is."""
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.NONE, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    author = models.CharField(max_length=64, blank=True)
    """The colleague's id; empty: the person, or the desk itself."""
    author_name = models.CharField(max_length=200, blank=True)
    """How who wrote it was called there and then, where that was not a colleague."""
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    """What it repeats (quotes, signatures): there, but folded away."""
    html = models.TextField(blank=True)
    """Made safe by the channel already; shown in place of `text` where somebody asks for it."""
    language = models.CharField(max_length=8, blank=True)
    point_kind = models.CharField(max_length=20, blank=True)
    point_value = models.CharField(max_length=200, blank=True)
    """Where it came from, or goes to."""
    happened = models.CharField(max_length=40, blank=True)
    """With facts, decisions, promises and events: what, as a word of the programme."""
    details = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True, null=True)
    """The channel's own name of it: handed in twice, it is one entry."""
    raw = models.CharField(max_length=300, blank=True)
    """Where the channel keeps what came, as it came."""
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="answered_by")
    erased_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=10, choices=State, default=State.NONE, blank=True)
    send_at = models.DateTimeField(null=True)
    """From when it may be sent: now, or after a pause between tries."""
    tries = models.PositiveIntegerField(default=0)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=300, blank=True)
    """What the channel knows it by once sent: a Message-ID."""
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-at", "-id"], name="conversation"),
            models.Index(fields=["case", "at"], name="entries_of_case"),
            models.Index(fields=["channel", "send_at"], condition=Q(state="to send"), name="outgoing"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="being_sent"),
            models.Index(fields=["case"], condition=Q(state="draft"), name="drafts_of_case"),
            models.Index(fields=["at"], condition=Q(direction="out"), name="said_by_us"),
            models.Index(fields=["at"], condition=Q(happened="reopened"), name="opened_again"),
            models.Index(
                fields=["channel"], condition=Q(erased_at__isnull=False) & ~Q(raw=""), name="raw_to_drop"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="") | Q(direction="out"), name="only_what_goes_out_has_a_state"
            ),
        )


class Content(models.Model):
    """The bytes of an attachment, kept once however often it came."""

    digest = models.CharField(primary_key=True, max_length=64)
    """SHA-256, as hexadecimal digits."""
    body = models.BinaryField()


class Attachment(models.Model):
    """A file that came or goes with an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    """In bytes."""
    content = models.ForeignKey(Content, null=True, on_delete=models.PROTECT)
    """None: too large to keep, or not allowed; the name still stands there."""
    inline = models.CharField(max_length=255, blank=True)
    """The Content-ID under which the HTML shows it; empty: an ordinary attachment."""
