"""What is kept of a customer? A person, the points by which they are known, and what they agreed to.

A merge moves nothing: it says that one person is another, so that undoing it leaves no trace. `Person.root` is
kept right by the commands. Tables only. Start reading at `Person`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from leeway.desk.clock import new_id


class Person(models.Model):
    """A customer, for life: limits per customer count on this id."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    name = models.CharField(max_length=200, blank=True)
    folded_name = models.CharField(max_length=200, blank=True)
    """The name in small letters: two with the same may be one."""
    language = models.CharField(max_length=8, blank=True)
    since = models.DateTimeField()
    merged_into = models.CharField(max_length=64, blank=True)
    """The person they were found to be; empty for who stands for themselves."""
    root = models.CharField(max_length=64, blank=True)
    """Whom they are at the end of all merges; empty: themselves."""
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["root"], condition=~Q(root=""), name="persons_merged_into"),
            models.Index(fields=["folded_name"], condition=~Q(folded_name=""), name="persons_by_name"),
        )


class Point(models.Model):
    """Something by which a person is known and reached: a phone, an address, a handle, a card, a plate."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=20)
    """`phone`, `email`, `handle`, `card`, `plate` or `name`."""
    value = models.CharField(max_length=200)
    """In its one canonical form: a phone number as it is dialled from anywhere (E.164, digits only), an address
    in small letters."""
    typed = models.CharField(max_length=200, blank=True)
    """As somebody wrote it, where that is another form: so it is shown."""
    tail = models.CharField(max_length=9, blank=True)
    """The last nine digits of a phone number: the same with and without the country's prefix."""
    verified_at = models.DateTimeField(null=True)
    verified_how = models.CharField(max_length=100, blank=True)
    """`reply to our mail`, `seen by nina` …"""
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "value"], name="point_is_of_one_person"),)
        indexes = (models.Index(fields=["tail"], condition=~Q(tail=""), name="points_by_tail"),)


class Claim(models.Model):
    """A point that a person says is theirs while it is somebody else's: it suggests, it takes nothing over."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    typed = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "kind", "value"], name="claimed_once"),)
        indexes = (models.Index(fields=["kind", "value"], name="claims_on_a_point"),)


class Merge(models.Model):
    """Somebody found that two persons are one; it holds until it is undone."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_away")
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merged_in")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    because = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="merged_once_at_a_time"),
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="merged_into_another"),
        )


class Apart(models.Model):
    """Two persons who look alike and are not: nobody is asked about them again."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    """The two in the order of their ids."""
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="apart_once"),)


class Consent(models.Model):
    """What a person agreed to or took back, each time anew; the last word on a purpose counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    """`outreach`: being written to first; `survey`: being asked how it was; others as a channel names them."""
    given = models.BooleanField()
    at = models.DateTimeField()
    source = models.CharField(max_length=200, blank=True)
    """Where they said it: `form`, `stop link`; to a colleague: `phone`, `visit`, `mail`, `letter`."""
    channel = models.CharField(max_length=20, blank=True)
    """By which way they may be written to; empty: by any."""
    by = models.CharField(max_length=64, blank=True)
    """The colleague who noted it; empty: they said it themselves, by a page."""

    class Meta:
        indexes = (models.Index(fields=["person", "purpose", "-at"], name="consents_last_first"),)
