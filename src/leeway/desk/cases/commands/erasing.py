"""What is left of a person's matters when they ask to be forgotten? Times, kinds and ids, and not a word.

Limits per case and the decisions' record name ids only, so they stay valid. What a channel keeps raw it drops
when `queries.raws_to_drop` names it, and says so with `raw_dropped`. Start reading at `erase`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.cases.models import Attachment, Case, Content, Entry, Fact, Link, Participant, Promise

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


@transaction.atomic
def erase(persons: Collection[str], *, at: datetime) -> int:
    """Empty all matters and entries of a person, under all their ids; say how many entries there were.

    Nothing of theirs that still waits goes out. Done twice it changes nothing more.
    """
    cases = list(Case.objects.filter(person__in=persons).values_list("pk", flat=True))
    theirs = Entry.objects.filter(person__in=persons) | Entry.objects.filter(case__in=cases)
    digests = set(
        Attachment.objects.filter(entry__in=theirs).exclude(content=None).values_list("content", flat=True)
    )
    Attachment.objects.filter(entry__in=theirs).delete()
    Content.objects.filter(pk__in=digests, attachment=None).delete()
    theirs.filter(state__in=(Entry.State.TO_SEND, Entry.State.DRAFT)).update(state=Entry.State.DROPPED)
    emptied = theirs.filter(erased_at=None).update(
        text="", folded="", html="", subject="", author_name="", point_kind="", point_value="", details={},
        reference="", problem="", erased_at=at,
    )  # fmt: skip
    Fact.objects.filter(case__in=cases).delete()
    Participant.objects.filter(case__in=cases).delete()
    Promise.objects.filter(case__in=cases).update(words="")
    Link.objects.filter(one__in=cases).update(because="")
    Case.objects.filter(pk__in=cases).update(
        wish="", summary="", fields={}, proposed={}, closed_because="", waiting_since=None
    )
    return emptied


@transaction.atomic
def raw_dropped(entry: int) -> None:
    """Note that a channel no longer keeps what came."""
    Entry.objects.filter(pk=entry, erased_at__isnull=False).update(raw="")
