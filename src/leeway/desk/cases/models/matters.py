"""What is kept of a matter? What somebody wishes, what is known, who sees to it, and what is being proposed.

Tables only. Start reading at `Case`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from leeway.desk.clock import new_id


class Case(models.Model):
    """A matter of a person, on its way to a decision; limits per case count on its id."""

    class State(models.TextChoices):
        """How far a matter has come."""

        COUNTER = "counter"
        """Dealt with face to face: nobody waits for a later answer."""
        OPEN = "open"
        CLOSED = "closed"

    class Kind(models.TextChoices):
        """What somebody came with."""

        QUESTION = "question"
        REQUEST = "request"
        COMPLAINT = "complaint"
        PRAISE = "praise"

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    site = models.CharField(max_length=64)
    path = models.CharField(max_length=500, blank=True)
    """The site's path in the tree; only for matters that stay open."""
    opened_by = models.CharField(max_length=64)
    """The colleague, or `channel <name>` where it came by itself."""
    opened_at = models.DateTimeField()
    person = models.CharField(max_length=64, blank=True)
    """The customer's id as they were known then; empty: not known."""
    wish = models.TextField(blank=True)
    """What would put it right, in the customer's words."""
    situation = models.CharField(max_length=200, blank=True)
    chosen = models.CharField(max_length=220, blank=True)
    """What it was begun with, `situation <id>` or `action <name>`: what is chosen often is offered first."""
    proposed = models.JSONField(default=dict)
    """What is being proposed, as `cases.queries.Matter` reads it: action, amount, choices, answers."""
    turn = models.PositiveIntegerField(default=1)
    """How many decisions were begun in it: the key of the next is `<id>-<turn>`, so that it is made once."""

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.REQUEST)
    summary = models.CharField(max_length=300, blank=True)
    """What it is about, in one line: first the subject they wrote, then what a colleague makes of it."""
    state = models.CharField(max_length=10, choices=State, default=State.COUNTER)
    owner = models.CharField(max_length=64, blank=True)
    """The colleague who sees to it; empty: whoever comes first."""
    channel = models.CharField(max_length=20, blank=True)
    """Where it began."""
    waiting_since = models.DateTimeField(null=True)
    """Since when the person has been waiting for a word of ours; null: we spoke last."""
    due_at = models.DateTimeField(null=True)
    """By when the person hears from us: that of the last promise."""
    news_at = models.DateTimeField(null=True)
    """When anything happened last."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)
    closed_because = models.CharField(max_length=300, blank=True)
    reopened_count = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    """Fields of the business's own, by name."""

    class Meta:
        indexes = (
            models.Index(fields=["opened_by", "-opened_at"]),
            models.Index(fields=["person", "-opened_at"]),
            models.Index(fields=["site", "-opened_at"]),
            models.Index(fields=["due_at"], condition=Q(state="open"), name="open_case_due"),
            models.Index(fields=["path", "due_at"], condition=Q(state="open"), name="open_case_at"),
            models.Index(fields=["owner", "due_at"], condition=Q(state="open"), name="open_case_of"),
            models.Index(fields=["person"], condition=Q(state="open"), name="open_case_person"),
            models.Index(fields=["-closed_at"], condition=Q(state="closed"), name="closed_case_last"),
        )


class Fact(models.Model):
    """Something found out in a matter: value, source, trust and evidence; the newest of a name counts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="facts")
    name = models.CharField(max_length=200)
    value = models.JSONField(null=True)
    trust = models.CharField(max_length=20)
    """`claimed`, `staff` or `system`, as the book's trust levels."""
    source = models.CharField(max_length=200)
    evidence = models.TextField(blank=True)
    """What shows it: an attachment's name, a receipt's number, a laboratory's sheet."""
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "name", "-at"], name="facts_newest_first"),)


class Tag(models.Model):
    """A word that a matter is found by."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "name"], name="tagged_once"),)
        indexes = (models.Index(fields=["name"], name="cases_by_tag"),)


class Follower(models.Model):
    """A colleague who wants to hear of a matter, or was named in a note."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="followers")
    colleague = models.CharField(max_length=64)
    mentioned_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "colleague"], name="follows_once"),)
        indexes = (models.Index(fields=["colleague"], name="cases_followed_by"),)


class Participant(models.Model):
    """A point that may write in a matter: what comes from another opens a new one."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="participants")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "kind", "value"], name="takes_part_once"),)
        indexes = (models.Index(fields=["kind", "value"], name="cases_of_a_point"),)


class Link(models.Model):
    """How two matters belong together, until it is undone."""

    class Kind(models.TextChoices):
        """What one is to the other."""

        RELATED = "related"
        SPLIT = "split"
        """`one` was split from `other`."""
        JOINED = "joined"
        """`one` was joined into `other`."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    kind = models.CharField(max_length=10, choices=Kind)
    one = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_out")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links_in")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    because = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    """What undoing it gives back: which entries moved, how the matter stood."""
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "one", "other"], condition=Q(undone_at=None), name="linked_once_so"
            ),
        )
