"""What is known of one colleague? Where they served as what, certificates, absences, what they look after.

Start reading at `record_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from leeway.desk.people.models import Absence, Certificate, Colleague, Duty, Posting, Responsibility, SignInLink
from leeway.desk.people.queries.colleagues import Who, names_of, who
from leeway.desk.people.queries.earning import Step, steps_of

if TYPE_CHECKING:
    from datetime import datetime

LINKS_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An authority somebody has or had at a site."""

    site: str
    site_name: str
    authority: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A certificate somebody holds or held."""

    name: str
    given_at: datetime
    given_by: str
    expires_at: datetime | None
    withdrawn_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """An absence that lasts or is to come."""

    id: int
    since: datetime
    until: datetime
    reason: str

    @property
    def last_at(self) -> datetime:
        """The last second of it, which is on its last day."""
        return self.until - timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What somebody looks after at a site and below it."""

    kind: str
    site: str
    site_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMade:
    """A link that somebody made for a colleague's lost key."""

    made_at: datetime
    made_by: str
    """A name; empty: at the terminal of the machine."""
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the desk keeps of a colleague."""

    who: Who
    works_here: bool
    joined_at: datetime
    on_duty_at: str
    """The name of a site; empty when off duty."""
    postings: tuple[Posted, ...]
    """Those that last first, then the latest."""
    certificates: tuple[Held, ...]
    absences: tuple[Away, ...]
    charges: tuple[Charge, ...]
    steps: tuple[Step, ...]
    links: tuple[LinkMade, ...]
    """Sign-in links made for lost keys, the newest first."""


def record_of(colleague: str, *, at: datetime) -> Known | None:
    """The record of a colleague; None where there is none."""
    row, known = Colleague.objects.filter(pk=colleague).first(), who(colleague)
    if row is None or known is None:
        return None
    duty = Duty.objects.filter(colleague=colleague, until=None).select_related("site").first()
    return Known(
        who=known, works_here=row.is_active, joined_at=row.joined_at,
        on_duty_at=duty.site.name if duty else "",
        postings=_postings(colleague), certificates=_certificates(colleague, at=at),
        absences=_absences(colleague, at=at), charges=_charges(colleague), steps=steps_of(colleague, at=at),
        links=_links(colleague),
    )  # fmt: skip


def _links(colleague: str) -> tuple[LinkMade, ...]:
    rows = SignInLink.objects.filter(colleague=colleague).exclude(made_at=None).order_by("-made_at")[:LINKS_MAX]
    names = names_of({row.made_by for row in rows})
    return tuple(
        LinkMade(made_at=row.made_at, made_by=names.get(row.made_by, ""), used_at=row.used_at)
        for row in rows
        if row.made_at
    )


def _postings(colleague: str) -> tuple[Posted, ...]:
    found = Posting.objects.filter(colleague=colleague).select_related("site").order_by("-since", "-pk")
    made = [
        Posted(site=each.site_id, site_name=each.site.name, authority=each.authority, since=each.since,
               until=each.until)
        for each in found
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: each.until is not None))


def _certificates(colleague: str, *, at: datetime) -> tuple[Held, ...]:
    found = (
        Certificate.objects.filter(colleague=colleague).select_related("given_by").order_by("-given_at", "-pk")
    )
    made = [
        Held(
            name=each.name, given_at=each.given_at, given_by=each.given_by.name if each.given_by else "",
            expires_at=each.expires_at, withdrawn_at=each.withdrawn_at,
            holds=each.withdrawn_at is None and (each.expires_at is None or each.expires_at > at),
        )
        for each in found
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: not each.holds))


def _absences(colleague: str, *, at: datetime) -> tuple[Away, ...]:
    found = Absence.objects.filter(colleague=colleague, until__gt=at).order_by("since")
    return tuple(Away(id=each.pk, since=each.since, until=each.until, reason=each.reason) for each in found)


def _charges(colleague: str) -> tuple[Charge, ...]:
    found = (
        Responsibility.objects.filter(colleague=colleague).select_related("site").order_by("site__path", "kind")
    )
    return tuple(Charge(kind=each.kind, site=each.site_id, site_name=each.site.name) for each in found)
