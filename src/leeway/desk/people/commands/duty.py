"""Who is there? Going on and off duty, and absences that are known before.

Start reading at `go_on_duty`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.people.models import Absence, Colleague, Duty

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def go_on_duty(colleague: str, *, site: str, at: datetime) -> None:
    """Begin a stretch of duty at a site; one elsewhere ends, one that lasts there goes on."""
    # Two taps at once meet here: the second finds the duty of the first.
    Colleague.objects.select_for_update().get(pk=colleague)
    lasting = Duty.objects.filter(colleague=colleague, until=None)
    if lasting.filter(site=site).exists():
        return
    lasting.update(until=at)
    Duty.objects.create(colleague_id=colleague, site_id=site, since=at)


@transaction.atomic
def go_off_duty(colleague: str, *, at: datetime) -> None:
    """End the stretch of duty, if there is one."""
    Duty.objects.filter(colleague=colleague, until=None).update(until=at)


@transaction.atomic
def plan_absence(colleague: str, *, since: datetime, until: datetime, reason: str = "") -> None:
    """Note when a colleague cannot be asked.

    Raises: ValueError when it would end before it begins.
    """
    if until <= since:
        raise ValueError("an absence takes time")
    Absence.objects.create(colleague_id=colleague, since=since, until=until, reason=reason)


@transaction.atomic
def cancel_absence(colleague: str, *, absence: int, at: datetime) -> None:
    """Take back an absence that is to come, or end one that lasts."""
    found = Absence.objects.filter(pk=absence, colleague=colleague, until__gt=at)
    found.filter(since__gte=at).delete()
    found.update(until=at)
