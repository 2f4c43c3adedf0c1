"""What is kept of mail? Mailboxes, every letter as it came, and who had an automatic answer when.

Tables only. Start reading at `Letter`: it is stored before anything else is done with it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Mailbox(models.Model):
    """An address of ours: where its letters are fetched, and how its answers go out."""

    id = models.CharField(primary_key=True, max_length=40)
    brand = models.CharField(max_length=40, blank=True)
    """Letters of one brand never join matters of another."""
    site = models.CharField(max_length=64)
    """Where new matters belong."""
    address = models.CharField(max_length=254)
    called = models.CharField(max_length=100, blank=True)
    """The name beside the address."""
    language = models.CharField(max_length=8, blank=True)
    """That of automatic answers to somebody whose language is not known."""
    fetch = models.JSONField(default=dict)
    """Where letters are fetched: host, port, security, user, folder, done (the folder they are moved to)."""
    send = models.JSONField(default=dict)
    """Where answers go: host, port, security, user."""
    secret = models.TextField(blank=True)
    """Its passwords, enciphered with the desk's own key."""
    trusted_server = models.CharField(max_length=254, blank=True)
    """Whose `Authentication-Results` are believed: the name that our own mail server puts there."""
    tags = models.BooleanField(default=True)
    """Whether what stands behind a plus sign in its address arrives."""
    answers = models.BooleanField(default=False)
    """Whether somebody who writes hears at once that it came, and what was promised."""
    enabled = models.BooleanField(default=True)
    uid_validity = models.BigIntegerField(null=True)
    uid_last = models.BigIntegerField(default=0)
    """Up to here everything in the folder is stored and acknowledged."""
    skipped = models.JSONField(default=list)
    """Numbers of letters below that which could not be fetched, to be tried again."""
    attended_by = models.CharField(max_length=100, blank=True)
    attended_until = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    problem_since = models.DateTimeField(null=True)

    @classmethod
    def sending(cls) -> list[Mailbox]:
        """Those by which letters leave us, by name."""
        return [row for row in cls.objects.filter(enabled=True).order_by("pk") if row.send]

    @classmethod
    def sending_for(cls, site: str) -> Mailbox | None:
        """That by which a letter that answers none leaves a site: its own; else any, if all of one brand."""
        boxes = cls.sending()
        own = next((box for box in boxes if box.site == site), None)
        return own or (boxes[0] if len({box.brand for box in boxes}) == 1 else None)


class Letter(models.Model):
    """One letter as it came, and what became of it."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting"
        TAKEN = "taken"
        """It stands in a conversation."""
        FAILED = "failed"
        """It could not be taken in even as an unread letter: somebody has to look."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="letters")
    digest = models.CharField(max_length=64)
    """SHA-256 of what came, as hexadecimal digits."""
    body = models.BinaryField()
    """What came, compressed; emptied when the person is erased."""
    past = models.BooleanField(default=False)
    """Whether it was brought in from before: it stands at its own time, and nothing follows from it."""
    size = models.BigIntegerField()
    """In bytes, as the server said; more than was kept if it was too large."""
    came_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    again_at = models.DateTimeField()
    """From when it may be taken in."""
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=254, blank=True)
    """The address it came from; empty: none, or ours."""
    subject = models.CharField(max_length=200, blank=True)
    """Without prefixes, as subjects are compared."""
    entry = models.BigIntegerField(null=True)
    opened = models.BooleanField(default=False)
    """Whether it opened a matter."""
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mailbox", "digest"], name="letter_is_kept_once"),)
        indexes = (
            models.Index(fields=["again_at", "id"], condition=Q(state="waiting"), name="letters_waiting"),
            models.Index(fields=["message_id"], name="letters_by_id"),
            models.Index(fields=["author", "-taken_at"], name="letters_of_author"),
            models.Index(fields=["entry"], name="letters_by_entry"),
        )


class Automatic(models.Model):
    """That somebody had the automatic answer of a day."""

    address = models.CharField(max_length=254)
    day = models.DateField()
    """In UTC."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["address", "day"], name="automatic_once_a_day"),)
        indexes = (models.Index(fields=["day"], name="automatic_by_day"),)
