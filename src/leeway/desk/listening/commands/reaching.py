"""How are the silent written to? Each once, by consent, seldom, and with a link that stops it.

Each person is claimed and written to in one transaction; whoever wrote in the meantime, took back their consent
or was written to about something else is left in peace. Start reading at `begin_outreach`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import NextNews, Saying
from leeway.desk.listening.models import Outreach, Reach
from leeway.desk.listening.queries.silent import (
    PURPOSE,
    has_written,
    kept_form,
    open_matter_about,
    picked,
    touched_from,
    way_to,
    why_not,
)
from leeway.desk.people import queries as people
from leeway.desk.persons import commands as knowing
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leeway.desk.listening.queries.silent import Touched
    from leeway.desk.persons.queries import Brief

BATCH: Final = 20
"""So many persons are written to at a tick: a mistake can be stopped before it has reached everybody."""
_SALT: Final = "leeway.outreach.stop"


class OutreachError(Exception):
    """It cannot begin: `text` is missing, it touches `nobody`, no `mailbox` sends, or it has `begun`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def draft_outreach(  # noqa: PLR0913  one line a fact of the outreach
    *, title: str, site: str, touched: Touched, subject: str, text: str, by: str, at: datetime, id_: str = "",
    next_at: datetime | None = None, next_words: str = "",
) -> str:  # fmt: skip
    """Keep whom a fault touched and what they would be written; nobody is. Give its id.

    With `next_at` each of them is promised more news by then.

    Raises: OutreachError where it has begun.
    """
    place = people.place(site)
    values = {
        "title": title[:200], "site": site, "path": place.path if place else f"{site}/",
        "touched": kept_form(touched), "subject": subject[:300], "text": text, "by": by,
        "next_at": next_at, "next_words": next_words[:300],
    }  # fmt: skip
    if not id_:
        return Outreach.objects.create(made_at=at, **values).pk
    row = Outreach.objects.select_for_update().get(pk=id_)
    if row.state != Outreach.State.DRAFT:
        raise OutreachError("begun")
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row.pk


@transaction.atomic
def begin_outreach(id_: str, *, by: str, at: datetime) -> int:
    """Begin to write to everybody who is silent now; say how many. Begun twice, it is begun once.

    Raises: OutreachError, Outreach.DoesNotExist.
    """
    row = Outreach.objects.select_for_update().get(pk=id_)
    if row.state != Outreach.State.DRAFT:
        return row.reaches.count()
    if not row.text.strip() or not row.subject.strip():
        raise OutreachError("text")
    if not matters.can_go_out("mail", site=row.site):
        raise OutreachError("mailbox")
    found = picked(touched_from(row.touched), at=at)
    if not found.silent:
        raise OutreachError("nobody")
    Reach.objects.bulk_create(
        [Reach(outreach=row, person=person) for person in found.silent], ignore_conflicts=True, batch_size=1_000
    )
    row.state, row.began_at, row.by = Outreach.State.GOING, at, by
    row.save()
    return len(found.silent)


@transaction.atomic
def stop_outreach(id_: str, *, at: datetime) -> int:
    """Write to nobody further; say how many are spared."""
    row = Outreach.objects.select_for_update().get(pk=id_)
    if row.state != Outreach.State.GOING:
        return 0
    row.state, row.ended_at = Outreach.State.STOPPED, at
    row.save()
    return row.reaches.filter(state=Reach.State.WAITING).update(
        state=Reach.State.SKIPPED, skipped_because=Reach.Skipped.STOPPED, at=at
    )


def stop_writing_to(signed: str, *, at: datetime) -> bool:
    """Note that a person wants to be written to first no more; say whether the link was ours."""
    person = person_of(signed)
    if person is None:
        return False
    if persons.agreed_to(person, PURPOSE) is not False:
        knowing.agree(person, purpose=PURPOSE, given=False, at=at, source="stop link")
    return True


def is_stop_link(signed: str) -> bool:
    """Whether a link that stops writing first is ours."""
    return person_of(signed) is not None


def person_of(signed: str) -> str | None:
    """Whose link that is; None where it is not ours."""
    try:
        return str(signing.loads(signed, salt=_SALT))
    except signing.BadSignature:
        return None


def write_some(*, at: datetime) -> int:
    """Write to the next few persons; say how many were seen to. Where no mailbox sends any more they wait."""
    sites = Outreach.objects.filter(state=Outreach.State.GOING).values_list("site", flat=True).distinct()
    sending = [site for site in sites if matters.can_go_out("mail", site=site)]
    if not sending:
        return 0  # nothing to lock for, every second
    return sum(_write_one(sending, at=at) for _ in range(BATCH))


@transaction.atomic
def _write_one(sites: Sequence[str], *, at: datetime) -> bool:
    waiting = Reach.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=Reach.State.WAITING, outreach__state=Outreach.State.GOING, outreach__site__in=sites
    )
    row = waiting.select_related("outreach").order_by("pk").first()
    if row is None:
        return False
    reason = why_not(row.person, at=at)
    if not reason and has_written(row.person, touched_from(row.outreach.touched)):
        reason = Reach.Skipped.WROTE
    if reason:
        row.state, row.skipped_because = Reach.State.SKIPPED, reason
    else:
        _write(row, at=at)
        row.state = Reach.State.WRITTEN
    row.at = at
    row.save()
    if not row.outreach.reaches.filter(state=Reach.State.WAITING).exists():
        Outreach.objects.filter(pk=row.outreach_id, state=Outreach.State.GOING).update(
            state=Outreach.State.DONE, ended_at=at
        )
    return True


def _write(row: Reach, *, at: datetime) -> None:
    """Say it in a matter of theirs, so that an answer finds its place, with what they hear next.

    That is an open one about the very fault, else a new one; where nothing more is promised a new one is over.
    """
    outreach, person = row.outreach, persons.brief(row.person)
    assert person is not None, "why_not has looked"
    to = way_to(person)
    assert to is not None, "why_not has looked"
    row.case = open_matter_about(person, touched_from(outreach.touched))
    if row.case and not matters.can_go_out("mail", site=outreach.site, case=row.case):
        row.case = ""  # it came by a mailbox that sends nothing any more
    row.joined = bool(row.case)
    row.case = row.case or _opened(row, at=at)
    stop = f"{settings.LEEWAY_ADDRESS}/no-more/{signing.dumps(person.id, salt=_SALT)}/"
    more = outreach.next_at if outreach.next_at and outreach.next_at > at else None
    cases.let_take_part(row.case, kind=to[0], value=to[1], by=outreach.by, at=at)
    said = Saying(
        case=row.case, text=_letter(outreach, more, person, stop), subject=outreach.subject, channel="mail",
        to=to, key=f"outreach {outreach.pk} {row.person}", closes=more is None and not row.joined,
        next_news=NextNews(due_at=more, words=outreach.next_words) if more else None,
        details={"stop": stop, "outreach": outreach.pk},
    )  # fmt: skip
    cases.say(said, by=outreach.by, at=at)


def _opened(row: Reach, *, at: datetime) -> str:
    outreach = row.outreach
    case = cases.open_matter(
        person=row.person, site=outreach.site, by=outreach.by, at=at, kind="complaint", summary=outreach.title
    )
    if outreach.touched.get("about"):
        cases.set_tags(case, names=[outreach.touched["about"]], by=outreach.by, at=at)
    return case


def _letter(outreach: Outreach, more: datetime | None, person: Brief, stop: str) -> str:
    """The text with the promise and the way to stop it, these in the person's language."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        parts = [outreach.text.strip()]
        if more is not None:
            there = more.astimezone(ZoneInfo(matters.calendar_of(outreach.site).zone))
            said = {"day": date_format(there.date(), "DATE_FORMAT"), "words": outreach.next_words}
            parts.append(
                _("You hear from us again by %(day)s: %(words)s") % said
                if outreach.next_words
                else _("You hear from us again by %(day)s.") % said
            )
        parts.append(_("If you would rather not hear from us first:\n%(stop)s") % {"stop": stop})
    return "\n\n".join(parts)
