"""What follows an unhappy answer? Somebody sees to it in time, finds the cause, puts it right, asks again.

The matter opens again, so that the person has a promise and stands in the list of people waiting. Start reading
at `follow_up`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.listening.commands.asking import ask_again
from leeway.desk.listening.models import FollowUp
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.listening.models import Survey

MINUTES: Final = 120
"""By when somebody has seen to it, in minutes while the site is open: a bad answer at night, in the morning."""
ASK_AGAIN_AFTER: Final = timedelta(days=3)


class FollowUpError(Exception):
    """It cannot be finished so: `cause` or `action` is missing."""


def follow_up(survey: Survey, *, at: datetime) -> None:
    """Open the matter again with an owner and a time; once for each unhappy answer."""
    due = matters.calendar_of(survey.site).after(at, minutes=MINUTES)
    held = matters.case(survey.case)
    owner = _owner(survey, at=at)
    FollowUp.objects.create(
        survey=survey, case=survey.case, path=survey.path, owner=owner, opened_at=at, due_at=due
    )
    if held is None:
        return
    cases.reopen(survey.case, by="", at=at, because="unhappy answer")
    if owner:
        cases.assign(survey.case, to=owner, by="", at=at, because="unhappy answer")


@transaction.atomic
def take_on(survey: str, *, by: str, at: datetime) -> None:
    """Let a colleague see to it instead. Raises: FollowUp.DoesNotExist."""
    row = FollowUp.objects.select_for_update().get(survey=survey, done_at=None)
    row.owner = by
    row.save(update_fields=["owner"])
    cases.assign(row.case, to=by, by=by, at=at)


@transaction.atomic
def finish(survey: str, *, cause: str, cause_words: str, action: str, by: str, at: datetime) -> None:
    """Note the cause and what was done; the person is asked once more some days later.

    What was finished stays as it was finished first. Raises: FollowUp.DoesNotExist, FollowUpError.
    """
    if cause not in FollowUp.Cause.values or not action.strip():
        raise FollowUpError
    row = FollowUp.objects.select_for_update().select_related("survey").get(survey=survey)
    if row.done_at is not None:
        return
    row.cause, row.cause_words, row.action = cause, cause_words.strip(), action.strip()
    row.done_at, row.done_by = at, by
    row.save()
    cases.close(row.case, by=by, at=at, because=action.strip())
    ask_again(row.survey, at=at, after=ASK_AGAIN_AFTER)


def _owner(survey: Survey, *, at: datetime) -> str:
    """Who sees to it: somebody above the front line, on duty first; else who saw to the matter."""
    law = studio.in_force(at=at)
    if law is not None:
        above = law.book.authorities[1:] or law.book.authorities
        asked = people.whom_to_ask(survey.site, authorities=above, at=at, never=(survey.owner,))
        if asked:
            return asked[0].id
    return survey.owner
