"""What is kept of a customer? A person, and the points by which they are known.

Tables only. Start reading at `Person`.
"""

from __future__ import annotations

from django.db import models

from leeway.desk.clock import new_id


class Person(models.Model):
    """A customer, for life: limits per customer count on this id."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    since = models.DateTimeField()


class Point(models.Model):
    """Something by which a person is known and reached: a phone number, an address, a card, a plate."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=20)
    """`phone`, `email`, `card`, `plate` or `name`."""
    value = models.CharField(max_length=200)
    """In its one canonical form: a phone number is digits only, an address is in small letters."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "value"], name="point_is_of_one_person"),)
