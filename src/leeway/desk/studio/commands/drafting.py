"""How is a draft kept? Saved at every change, gone back a step, discarded, brought onto a newer version.

A draft holds only the files that differ from the version it is based on. Start reading at `keep`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import transaction

from leeway.desk.studio.models import Draft
from leeway.desk.studio.queries.drafts import base_texts, newest_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

BOOK_BYTES_MAX: Final = 4 * 1024 * 1024
STEPS_MAX: Final = 60
"""So many changes can be undone."""

SETTLES_SECONDS: Final = 4
"""Changes that follow one another faster than this are undone together."""


class TooLargeError(ValueError):
    """A draft that no book could be: more than 4 MiB."""


@contextmanager
def writing_alone(owner: str, *, at: datetime) -> Iterator[None]:
    """Let one change of a draft after another be read and kept, so that none takes another's words away."""
    with transaction.atomic():
        if not Draft.objects.select_for_update().filter(pk=owner).exists():
            Draft.objects.get_or_create(pk=owner, defaults={"based_on_id": newest_number(), "changed_at": at})
        Draft.objects.select_for_update().get(pk=owner)
        yield


@transaction.atomic
def keep(owner: str, texts: Mapping[str, str], *, at: datetime, alone: bool = True) -> None:
    """Keep the files of a draft as they are now; the step before can be gone back to.

    `alone` False: a change while writing, undone together with those just before it.

    Raises: TooLargeError.
    """
    if sum(len(text.encode()) for text in texts.values()) > BOOK_BYTES_MAX:
        raise TooLargeError("a book has at most 4 MiB")
    draft = _draft(owner, at=at)
    base = base_texts(draft.based_on_id)
    changed: dict[str, str | None] = {name: text for name, text in texts.items() if base.get(name) != text}
    changed |= {name: None for name in base if name not in texts}
    if changed == draft.texts:
        return
    recent = (at - draft.changed_at).total_seconds() < SETTLES_SECONDS
    if alone or not recent or not draft.before:
        draft.before = [*draft.before, draft.texts][-STEPS_MAX:]
    draft.texts, draft.changed_at = changed, at
    draft.save()


@transaction.atomic
def undo(owner: str, *, at: datetime) -> bool:
    """Go back one step; whether there was one."""
    draft = Draft.objects.select_for_update().filter(pk=owner).first()
    if draft is None or not draft.before:
        return False
    *draft.before, draft.texts = draft.before
    draft.changed_at = at
    draft.save()
    return True


@transaction.atomic
def discard(owner: str) -> None:
    """Throw a draft away."""
    Draft.objects.filter(pk=owner).delete()


@transaction.atomic
def start_from(owner: str, texts: Mapping[str, str], *, at: datetime) -> None:
    """Make a draft of whole files: those of an older version, or of an uploaded book."""
    keep(owner, texts, at=at)


@transaction.atomic
def adopt(owner: str, *, at: datetime) -> tuple[str, ...]:
    """Bring a draft onto the latest version; the files that both changed, of which the draft's are kept."""
    draft = Draft.objects.select_for_update().filter(pk=owner).first()
    latest = newest_number()
    if draft is None or latest is None or draft.based_on_id == latest:
        return ()
    old, new = base_texts(draft.based_on_id), base_texts(latest)
    both = tuple(name for name in draft.texts if old.get(name) != new.get(name))
    draft.before = []
    draft.texts = {name: text for name, text in draft.texts.items() if new.get(name) != text}
    draft.based_on_id, draft.changed_at = latest, at
    draft.save()
    return both


def _draft(owner: str, *, at: datetime) -> Draft:
    draft = Draft.objects.select_for_update().filter(pk=owner).first()
    if draft is None:
        draft = Draft(owner=owner, based_on_id=newest_number(), changed_at=at)
    elif not draft.texts and not draft.before and draft.based_on_id != newest_number():
        draft.based_on_id = newest_number()
    return draft
