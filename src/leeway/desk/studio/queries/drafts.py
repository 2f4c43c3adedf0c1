"""What is somebody writing? The draft of an owner over the version it started from, read and checked.

Start reading at `writing_of`.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form import BookTexts
from leeway.desk.studio.models import Draft, Version
from leeway.policy import load_texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.desk.studio.form import Vocabulary
    from leeway.policy import Loaded

READ_MAX: Final = 8
_read: OrderedDict[str, Loaded] = OrderedDict()
_lock: Final = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A book being written: all its files as they would be."""

    owner: str
    files: BookTexts
    base: Mapping[str, str] = field(repr=False)
    """The files it started from."""
    based_on: int | None
    newest: int | None
    """The version signed last; another than `based_on` means that somebody was faster."""
    changed_at: datetime | None = None
    steps: int = 0
    """How many changes can be undone."""

    @property
    def loaded(self) -> Loaded:
        """What the book says, and everything wrong with it."""
        return loaded_of(self.files.texts)

    @property
    def words(self) -> Vocabulary:
        """What can be chosen in its forms."""
        return self.files.words(self.loaded.book or loaded_of(self.base).book)

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what it started from."""
        return dict(self.files.texts) != dict(self.base)

    @property
    def is_behind(self) -> bool:
        """Whether another version was signed since."""
        return self.is_changed and self.based_on != self.newest


def writing_of(owner: str) -> Writing:
    """The draft of an owner; without one, the latest version, unchanged."""
    newest = newest_number()
    draft = Draft.objects.filter(pk=owner).first()
    if draft is None or not (draft.texts or draft.before):
        base = base_texts(newest)
        return Writing(owner=owner, files=BookTexts(base), base=base, based_on=newest, newest=newest)
    base = base_texts(draft.based_on_id)
    return Writing(
        owner=owner, files=BookTexts(overlaid(base, draft.texts)), base=base, based_on=draft.based_on_id,
        newest=newest, changed_at=draft.changed_at, steps=len(draft.before),
    )  # fmt: skip


def newest_number() -> int | None:
    """The number of the version signed last, withdrawn ones left out."""
    return Version.objects.filter(withdrawn_at=None).order_by("-number").values_list("pk", flat=True).first()


def overlaid(base: Mapping[str, str], changed: Mapping[str, str | None]) -> dict[str, str]:
    """The files of a version with those of a draft over them."""
    whole = {**base, **changed}
    return {name: text for name, text in whole.items() if text is not None}


def base_texts(number: int | None) -> dict[str, str]:
    """The files of a version; none where there is no version."""
    if number is None:
        return {}
    texts: dict[str, str] = Version.objects.values_list("texts", flat=True).get(pk=number)
    return texts


def loaded_of(texts: Mapping[str, str]) -> Loaded:
    """A book read from its files, kept for a while: one page asks for it several times."""
    digest = sha256(repr(sorted(texts.items())).encode("utf-8", "surrogatepass")).hexdigest()
    with _lock:
        if digest in _read:
            _read.move_to_end(digest)
            return _read[digest]
    found = load_texts(texts)
    with _lock:
        _read[digest] = found
        while len(_read) > READ_MAX:
            _read.popitem(last=False)
    return found
