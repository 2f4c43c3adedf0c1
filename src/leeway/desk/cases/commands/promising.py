"""How is a promise made, kept, renegotiated or withdrawn? Always with its case, in one transaction.

Call these inside a transaction that holds the case. Start reading at `promise`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.cases.models import Case, Promise, Term
from leeway.desk.cases.queries.promising import first_promise, to_prepare_at

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.desk.cases.models import Entry


def promise(  # noqa: PLR0913  one line a fact of the promise
    case: Case, *, due_at: datetime, at: datetime, words: str = "", by: str = "", source: str = "",
    entry: int | None = None,
) -> Promise:  # fmt: skip
    """Promise what the person hears next, and by when; the one before has ended already."""
    made = Promise.objects.create(
        case=case, person=case.person, words=words[:300], made_at=at, made_by=by, source=source[:200],
        due_at=due_at, look_at=to_prepare_at(at, due_at), made_by_entry=entry,
    )  # fmt: skip
    case.due_at = due_at
    case.save(update_fields=["due_at"])
    return made


def promise_first(case: Case, *, at: datetime, by: str = "", entry: int | None = None) -> Promise:
    """Promise what the terms of the case's kind say, unless something is promised already."""
    standing = Promise.objects.filter(case=case, state=Promise.State.OPEN).first()
    if standing is not None:
        return standing
    terms = first_promise(case.site, case.kind, at=at, channel=case.channel)
    return promise(case, due_at=terms.due_at, at=at, words=terms.words, source=terms.source, by=by, entry=entry)


def heard(case: Case, *, entry: Entry, at: datetime, nothing_new: bool = False) -> None:
    """Note that the person hears from us: the open promise is kept or renegotiated, in time or broken."""
    for row in Promise.objects.select_for_update().filter(case=case, heard_at=None):
        if row.state == Promise.State.OPEN:
            row.state = _ended(row, at=at, nothing_new=nothing_new)
            row.ended_at, row.ended_by_entry, row.look_at = at, entry.pk, None
        elif row.state != Promise.State.BROKEN:
            continue
        row.heard_at = at
        row.save()


def withdraw_promise(case: Case, *, at: datetime) -> None:
    """Note that nothing will follow: the matter went away."""
    Promise.objects.filter(case=case, state=Promise.State.OPEN).update(
        state=Promise.State.WITHDRAWN, ended_at=at, look_at=None
    )
    case.due_at = None
    case.save(update_fields=["due_at"])


def unheard(entry: Entry, *, at: datetime) -> None:
    """Note that what was said never arrived: what it kept is open again, what it promised is void."""
    case = entry.case
    if case is None:
        return
    Promise.objects.filter(made_by_entry=entry.pk, state=Promise.State.OPEN).update(
        state=Promise.State.WITHDRAWN, ended_at=at, look_at=None
    )
    row = Promise.objects.filter(ended_by_entry=entry.pk).order_by("-pk").first()
    if row is None or Promise.objects.filter(case=case, state=Promise.State.OPEN).exists():
        return
    row.state, row.ended_at, row.heard_at, row.ended_by_entry = Promise.State.OPEN, None, None, None
    row.look_at = row.due_at
    row.save()
    case.due_at = row.due_at
    case.save(update_fields=["due_at"])


def set_term(
    site: str, *, kind: str = "", minutes: int, while_open: bool = True, words: str = "", source: str = ""
) -> None:
    """Set by when matters of a kind are answered at a site and below; no kind: those without a term."""
    Term.objects.update_or_create(
        site=site, kind=kind,
        defaults={"minutes": minutes, "while_open": while_open, "words": words[:300], "source": source[:200]},
    )  # fmt: skip


def _ended(row: Promise, *, at: datetime, nothing_new: bool) -> Promise.State:
    if at > row.due_at:
        return Promise.State.BROKEN
    return Promise.State.RENEGOTIATED if nothing_new else Promise.State.KEPT
