"""What is kept of the people who serve? Sites, colleagues, postings, certificates, duty, links.

Tables only; what may be done with them is in `commands/` and `queries/`. Start reading at `Site`, `Posting`.
"""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from leeway.desk.clock import new_id


class Site(models.Model):
    """A place where people are served, or a node above such places: the network, a region, a station."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=500, unique=True)
    """The ids from the root down to this site, each followed by `/`: `network/kyiv/214/`."""
    zone = models.CharField(max_length=64, blank=True)
    """IANA time zone; empty: that of the book."""


class Colleagues(BaseUserManager["Colleague"]):
    """How colleagues are found when they sign in."""


class Colleague(AbstractBaseUser):
    """Somebody who serves customers, or an AI agent that does."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True, null=True)
    language = models.CharField(max_length=8, default="en")
    ai = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = Colleagues()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        """The name: signing in shows it, also of those without an address."""
        return self.name


class Posting(models.Model):
    """An authority that a colleague has at a site and everywhere below it."""

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="postings")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="postings")
    authority = models.CharField(max_length=100)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["site", "authority"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["colleague", "site"], condition=Q(until=None), name="one_posting_at_a_site"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="posting_ends_after_its_start"
            ),
        )


class Responsibility(models.Model):
    """What a colleague looks after at a site and below it, besides serving."""

    class Kind(models.TextChoices):
        """What can be looked after."""

        POLICIES = "policies"
        PEOPLE = "people"
        OPERATIONS = "operations"

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="responsibilities")
    site = models.ForeignKey(Site, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["colleague", "site", "kind"], name="responsible_once_at_a_site"),
        )


class Certificate(models.Model):
    """Proof that a colleague knows something: it opens clauses that require it, until it ends."""

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=100)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Colleague, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Colleague, null=True, on_delete=models.PROTECT, related_name="+")


class FineDecision(models.Model):
    """A decision that a reviewer found fine; enough of them earn more leeway."""

    decision = models.CharField(primary_key=True, max_length=64)
    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="fine_decisions")
    found_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["colleague", "found_at"], name="fine_decisions_in_time"),)


class EarnedStep(models.Model):
    """More leeway that a colleague earned: wherever they are posted with one authority, the next holds too."""

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="steps")
    earned_from = models.CharField(max_length=100)
    earned_to = models.CharField(max_length=100)
    certificate = models.CharField(max_length=100, blank=True)
    """While this certificate is not held, the step rests."""
    given_at = models.DateTimeField()
    because = models.CharField(max_length=300)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Colleague, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["colleague", "earned_from"],
                condition=Q(taken_back_at=None),
                name="one_step_up_at_a_time",
            ),
        )


class Duty(models.Model):
    """A stretch of time in which a colleague is on duty at a site; open while it lasts."""

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="duties")
    site = models.ForeignKey(Site, on_delete=models.PROTECT)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["site"], condition=Q(until=None), name="duty_now_at_a_site"),)
        constraints = (
            models.UniqueConstraint(fields=["colleague"], condition=Q(until=None), name="on_duty_once"),
        )


class Absence(models.Model):
    """A stretch of time in which a colleague cannot be asked."""

    colleague = models.ForeignKey(Colleague, on_delete=models.PROTECT, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_takes_time"),)


class Invitation(models.Model):
    """A link by which somebody becomes a colleague; it works once and expires."""

    digest = models.CharField(primary_key=True, max_length=64)
    """SHA-256 of the token; the token itself is only in the link."""
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="en")
    site = models.ForeignKey(Site, on_delete=models.PROTECT)
    authority = models.CharField(max_length=100)
    invited_by = models.ForeignKey(Colleague, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    became = models.ForeignKey(Colleague, null=True, on_delete=models.PROTECT, related_name="+")


class SignInLink(models.Model):
    """A link that signs one colleague in once: for the first start, demonstrations and lost keys."""

    digest = models.CharField(primary_key=True, max_length=64)
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE)
    made_by = models.CharField(max_length=64, blank=True)
    """A colleague's id, `terminal`, or empty for a first start or a demonstration: not told."""
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SetUpLink(models.Model):
    """The link that sets up an empty desk; only whoever reads the terminal of `leeway serve` has it."""

    digest = models.CharField(primary_key=True, max_length=64)
    expires_at = models.DateTimeField()
