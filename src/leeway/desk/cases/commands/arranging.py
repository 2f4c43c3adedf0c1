"""Who sees to a matter, and is it over? Opening by hand, assigning, tags, fields, closing, reopening.

Each is written into the conversation, with who did it. Start reading at `open_matter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from leeway.desk.cases.commands.promising import promise_first, withdraw_promise
from leeway.desk.cases.models import Case, Entry, Follower, Promise, Tag
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@transaction.atomic
def open_matter(  # noqa: PLR0913  one line a fact of the matter
    *, person: str, site: str, by: str, at: datetime, kind: str = "request", summary: str = "", wish: str = "",
) -> str:  # fmt: skip
    """Open a matter of a person by hand, with its first promise; give its id."""
    place = people.place(site)
    row = Case.objects.create(
        site=site, path=place.path if place else f"{site}/", opened_by=by, opened_at=at, person=person,
        kind=kind, summary=summary[:300], wish=wish, state=Case.State.OPEN, owner=by, waiting_since=at,
        news_at=at,
    )  # fmt: skip
    _event(row, "opened", by=by, at=at)
    promise_first(row, at=at)
    return row.pk


@transaction.atomic
def assign(case: str, *, to: str, by: str, at: datetime, because: str = "") -> None:
    """Let a colleague see to it, or nobody (empty); they follow it from now on."""
    row = Case.objects.select_for_update().get(pk=case)
    if row.owner == to:
        return
    _event(row, "assigned", by=by, at=at, to=to, was=row.owner, because=because)
    row.owner, row.news_at = to, at
    row.save(update_fields=["owner", "news_at"])


@transaction.atomic
def move(case: str, *, site: str, by: str, at: datetime) -> None:
    """Let a matter be of another site: from now on it is decided there.

    Raises: ValueError when there is no such site.
    """
    row, place = Case.objects.select_for_update().get(pk=case), people.place(site)
    if place is None:
        raise ValueError(site)
    if row.site != site:
        _event(row, "moved", by=by, at=at, was=row.site, site=site, name=place.name)
        row.site, row.path = site, place.path
        row.save(update_fields=["site", "path"])


@transaction.atomic
def give_to(case: str, *, person: str, by: str, at: datetime) -> None:
    """Say whose matter it is, where nobody knew: what was said in it is in their conversation now."""
    row = Case.objects.select_for_update().get(pk=case)
    row.person = person
    row.save(update_fields=["person"])
    row.entries.filter(person="").update(person=person)
    row.promises.filter(person="").update(person=person)
    _event(row, "known", by=by, at=at)


@transaction.atomic
def describe(case: str, *, by: str, at: datetime, **known: str) -> None:
    """Set `kind`, `summary` or `wish`; what it was before stands in the conversation.

    Raises: TypeError for anything else.
    """
    if unheard_of := set(known) - {"kind", "summary", "wish"}:
        raise TypeError(f"a matter has no `{unheard_of.pop()}`")
    row = Case.objects.select_for_update().get(pk=case)
    changed = {name: value for name, value in known.items() if getattr(row, name) != value}
    for name, value in changed.items():
        _event(row, "described", by=by, at=at, what=name, was=getattr(row, name), now=value)
        setattr(row, name, value[:300] if name == "summary" else value)
    if changed:
        row.save(update_fields=[*changed])


@transaction.atomic
def set_tags(case: str, *, names: Iterable[str], by: str, at: datetime) -> None:
    """Give a matter these tags and no others."""
    wanted = {" ".join(name.split()).casefold()[:60] for name in names} - {""}
    row = Case.objects.select_for_update().get(pk=case)
    had = set(row.tags.values_list("name", flat=True))
    if wanted == had:
        return
    row.tags.filter(name__in=had - wanted).delete()
    Tag.objects.bulk_create([Tag(case=row, name=name) for name in sorted(wanted - had)])
    _event(row, "tagged", by=by, at=at, more=sorted(wanted - had), less=sorted(had - wanted))


@transaction.atomic
def set_field(case: str, *, name: str, value: Any) -> None:
    """Set a field of the business's own; null takes it away."""
    row = Case.objects.select_for_update().get(pk=case)
    row.fields = {n: v for n, v in {**row.fields, name: value}.items() if v is not None}
    row.save(update_fields=["fields"])


@transaction.atomic
def follow(case: str, *, colleague: str, follows: bool = True) -> None:
    """Let a colleague hear of a matter, or no longer."""
    if follows:
        Follower.objects.get_or_create(case_id=case, colleague=colleague)
    else:
        Follower.objects.filter(case=case, colleague=colleague).delete()


@transaction.atomic
def close(case: str, *, by: str, at: datetime, because: str = "") -> bool:
    """Close a matter; what was still promised is withdrawn. Say whether it was open."""
    row = Case.objects.select_for_update().get(pk=case)
    if row.state == Case.State.CLOSED:
        return False
    waited, due = row.waiting_since, row.due_at
    row.state, row.closed_at, row.closed_by, row.closed_because = Case.State.CLOSED, at, by, because[:300]
    row.waiting_since = None
    row.save()
    withdraw_promise(row, at=at)
    _event(
        row, "closed", by=by, at=at, because=because, waiting_since=waited.isoformat() if waited else None,
        due_at=due.isoformat() if due else None,
    )  # fmt: skip
    return True


@transaction.atomic
def reopen(case: str, *, by: str, at: datetime, because: str = "") -> bool:
    """Open a closed matter again, with a new promise; say whether it was closed."""
    row = Case.objects.select_for_update().get(pk=case)
    if row.state != Case.State.CLOSED:
        return False
    row.state, row.closed_at, row.closed_by, row.closed_because = Case.State.OPEN, None, "", ""
    row.waiting_since, row.news_at = at, at
    row.reopened_count += 1
    row.save()
    promise_first(row, at=at, by=by)
    _event(row, "reopened", by=by, at=at, because=because)
    return True


@transaction.atomic
def promise_again(case: str, *, due_at: datetime, by: str, at: datetime, words: str = "") -> None:
    """Set what is promised next without saying it here: it was said on the telephone, or is said elsewhere.

    The promise before is renegotiated, or broken where its time has passed.
    """
    from leeway.desk.cases.commands.promising import heard, promise

    row = Case.objects.select_for_update().get(pk=case)
    entry = Entry.objects.create(
        person=row.person, case=row, at=at, kind=Entry.Kind.PROMISE, author=by, text=words, happened="promised",
        details={"due_at": due_at.isoformat()},
    )  # fmt: skip
    heard(row, entry=entry, at=at, nothing_new=True)
    Promise.objects.filter(case=row, state=Promise.State.OPEN).update(
        state=Promise.State.RENEGOTIATED, ended_at=at, look_at=None
    )
    promise(row, due_at=due_at, at=at, words=words, by=by, entry=entry.pk)


def _event(row: Case, happened: str, *, by: str, at: datetime, **details: Any) -> None:
    Entry.objects.create(
        person=row.person, case=row, at=at, kind=Entry.Kind.EVENT, happened=happened, author=by,
        details={name: value for name, value in details.items() if value not in ("", None)},
    )  # fmt: skip
