"""Whom do we ask how it was, and when? After each closed matter, each closing once, or not and why.

Which matters were closed is read from the last look on, so nothing has to be told, and none is passed over
when nobody looked for days. A survey is asked
in the one transaction that writes its message: killed at any moment, it is asked once. Start reading at
`do_what_is_due`.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import SayError, Saying
from leeway.desk.listening.commands.praising import find_praise
from leeway.desk.listening.commands.reaching import write_some
from leeway.desk.listening.models import LastLook, Reach, Survey
from leeway.desk.listening.queries.asked import digest_of
from leeway.desk.listening.queries.silent import way_to
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.queries import Held
    from leeway.desk.persons.queries import Brief

AFTER: Final = timedelta(hours=1)
"""How long after a matter is over its person is asked: time enough to open it again."""
AGAIN_AFTER: Final = timedelta(days=14)
"""Nobody is asked more often than this, whatever they come with."""
LASTS: Final = timedelta(days=30)
LOOK_BACK: Final = timedelta(days=2)
"""At the first look, matters closed longer ago are left in peace; and so far is looked back `FAR_EVERY`."""
OVERLAP: Final = timedelta(minutes=10)
"""A closing may become visible later than one that came after it; so long is looked back each time."""
FAR_EVERY: Final = timedelta(minutes=10)
"""One of a clock that goes wrong, or of a long transaction, becomes visible later still."""
NOTED_EVERY: Final = timedelta(minutes=1)
"""So often a look is kept that found nothing: nobody takes the right to write every second for it."""
PAGE: Final = 1_000
"""So many closed matters are looked at together."""
PURPOSE: Final = "survey"
"""The consent that lets us ask; only a no keeps us from it."""


def do_what_is_due(*, at: datetime) -> None:
    """Everything of listening that is due at an instant; done twice it changes nothing."""
    note_closed(at=at)
    while Survey.objects.filter(state=Survey.State.WAITING, ask_at__lte=at).exists() and ask_one(at=at):
        pass
    old = Survey.objects.filter(state=Survey.State.ASKED, lasts_until__lte=at)
    if old.exists():  # an update that changes nothing takes the one right to write all the same
        old.update(state=Survey.State.EXPIRED)
    find_praise(at=at)
    write_some(at=at)


def note_closed(*, at: datetime) -> int:
    """Plan a question for each matter closed since the last look, page by page; say how many are new."""
    before = LastLook.objects.filter(of="closed").first()
    far = before is None or abs(at - before.far_at) >= FAR_EVERY
    since = _since(before, at=at, far=far)
    known = set(
        Survey.objects.filter(kind=Survey.Kind.CONTENT, closed_at__gte=since).values_list("case", "closed_at")
    )
    number, last = 0, None
    while found := matters.closed_between(since=since, until=at, most=PAGE, beyond=last):
        new = [each for each in found if (each.id, each.closed_at) not in known]
        if new:
            Survey.objects.bulk_create([_planned(each) for each in new], ignore_conflicts=True)
        number, last = number + len(new), found[-1]
    if number or before is None or far or abs(at - before.at) >= NOTED_EVERY:
        far_at = at if far or before is None else before.far_at
        LastLook.objects.update_or_create(of="closed", defaults={"at": at, "far_at": far_at})
    return number


def _since(before: LastLook | None, *, at: datetime, far: bool) -> datetime:
    """From when matters are looked through: some time before the last look, however long ago that was.

    A last look that lies ahead was by a clock that went wrong: then it says nothing.
    """
    last = at if before is None else min(before.at, at)
    return last - (LOOK_BACK if far else OVERLAP)


def ask_one(*, at: datetime) -> bool:
    """Ask the next question that is due, if there is one; say whether there was."""
    with transaction.atomic():
        waiting = Survey.objects.select_for_update(skip_locked=True).filter(
            state=Survey.State.WAITING, ask_at__lte=at
        )
        row = waiting.order_by("ask_at", "pk").first()
        if row is None:
            return False
        reason = _not_asked_because(row, at=at) or _asked(row, at=at)
        if reason:
            row.state, row.skipped_because = Survey.State.SKIPPED, reason
        row.save()
        return True


def ask_again(first: Survey, *, at: datetime, after: timedelta) -> None:
    """Plan the second question, some time after an unhappy answer was followed up."""
    Survey.objects.get_or_create(
        case=first.case, kind=Survey.Kind.RECOVERED, closed_at=at,
        defaults={
            "person": first.person, "site": first.site, "path": first.path, "owner": first.owner,
            "channel": first.channel, "ask_at": at + after, "of": first,
        },
    )  # fmt: skip


def _planned(held: Held) -> Survey:
    assert held.closed_at is not None, "it is closed"
    calendar = matters.calendar_of(held.site)
    asked_at = held.closed_at + AFTER
    return Survey(
        case=held.id, person=held.person, site=held.site, path=held.path, owner=held.owner,
        channel=held.channel, closed_at=held.closed_at,
        ask_at=asked_at if calendar.is_open(asked_at) else calendar.after(asked_at, minutes=1),
    )  # fmt: skip


def _not_asked_because(row: Survey, *, at: datetime) -> str:
    held, person = matters.case(row.case), persons.brief(row.person) if row.person else None
    if held is None or person is None or person.erased:
        return Survey.Skipped.UNKNOWN
    first = row.kind == Survey.Kind.CONTENT
    if Reach.objects.filter(case=row.case, joined=False).exists() and not matters.replied_in([row.case]):
        return Survey.Skipped.WRITTEN_FIRST
    if held.state != "closed" or (first and held.closed_at != row.closed_at):
        return Survey.Skipped.REOPENED
    if persons.agreed_to(row.person, PURPOSE) is False:
        return Survey.Skipped.UNWILLING
    asked = Survey.objects.filter(person__in=person.ids, asked_at__gt=at - AGAIN_AFTER)
    return Survey.Skipped.LATELY if first and asked.exists() else ""


def _asked(row: Survey, *, at: datetime) -> str:
    """Write the question in the person's language; say why not, where there is no way to."""
    person = persons.brief(row.person)
    assert person is not None, "it was looked up in this transaction"
    to = way_to(person)
    if to is None or not matters.can_go_out("mail", site=row.site, case=row.case):
        return Survey.Skipped.UNREACHABLE  # they are asked on the page of their matter instead
    secret = secrets.token_urlsafe(24)
    subject, text = _words(row, person, secret)
    key = f"survey {row.pk}"
    try:
        cases.say(
            Saying(case=row.case, text=text, subject=subject, channel="mail", to=to, automatic=True, key=key),
            by="", at=at,
        )  # fmt: skip
    except SayError:
        return Survey.Skipped.UNREACHABLE
    row.state, row.digest = Survey.State.ASKED, digest_of(secret)
    row.asked_at, row.lasts_until = at, at + LASTS
    return ""


def _words(row: Survey, person: Brief, secret: str) -> tuple[str, str]:
    with translation.override(person.language or settings.LANGUAGE_CODE):
        link = f"{settings.LEEWAY_ADDRESS}/how-was-it/{secret}/"
        stop = f"{settings.LEEWAY_ADDRESS}/how-was-it/{secret}/stop/"
        if row.kind == Survey.Kind.RECOVERED:
            question = _(
                "You told us that we had let you down, and we have tried to put it right. How is it now?"
            )
        else:
            question = _("Your matter is settled on our side. How was it for you?")
        text = _(
            "%(question)s\n\nOne question, and a free word if you like:\n%(link)s\n\n"
            "A person reads every answer. The link works once. If you would rather not be asked:\n%(stop)s"
        ) % {"question": question, "link": link, "stop": stop}
        return _("How was it for you?"), text
