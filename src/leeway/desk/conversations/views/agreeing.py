"""What did a person agree to, how do we know, and since when? In words, for the page about them.

Start reading at `agreements`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leeway.desk.people import queries as people
from leeway.desk.persons import queries as known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.desk.persons.queries import Agreed

TOLD: Final[dict[str, Any]] = {
    "visit": pgettext_lazy("how somebody agreed", "face to face"),
    "phone": pgettext_lazy("how somebody agreed", "on the telephone"),
    "mail": pgettext_lazy("how somebody agreed", "by e-mail"),
    "letter": pgettext_lazy("how somebody agreed", "on paper"),
}
"""How somebody tells a colleague what they agree to."""
WAYS: Final[dict[str, Any]] = {"mail": _("by e-mail only"), "phone": _("by telephone only")}
"""By which way they may be written to, where not by any."""
_BY_THEMSELVES: Final[dict[str, Any]] = {
    "form": pgettext_lazy("how somebody agreed", "in a form"),
    "stop link": pgettext_lazy("how somebody agreed", "by the link in a message"),
}
_PURPOSES: Final = (
    ("outreach", _("Being written to first, when we know of something that concerns them")),
    ("survey", _("Being asked how it was")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What was said once, in words."""

    said: Agreed
    how: str
    way: str
    who: str
    """The colleague who noted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One purpose with all that was said about it, the last word first."""

    purpose: str
    label: Any
    by_ways: bool
    """Whether it is asked by which way."""
    words: tuple[Word, ...]

    @property
    def last(self) -> Word | None:
        """What holds now; None: nobody ever said."""
        return next(iter(self.words), None)


def agreements(person: str) -> tuple[Agreement, ...]:
    """What a person agreed to, purpose by purpose."""
    said = known.words_on(person)
    names = people.names_of({each.by for each in said} - {""})
    return tuple(
        Agreement(
            purpose=purpose, label=label, by_ways=purpose == "outreach",
            words=tuple(_word(each, names) for each in said if each.purpose == purpose),
        )
        for purpose, label in _PURPOSES
    )  # fmt: skip


def _word(said: Agreed, names: Mapping[str, str]) -> Word:
    how = {**TOLD, **_BY_THEMSELVES}.get(said.source, said.source)
    way = WAYS.get(said.channel, said.channel)
    return Word(said=said, how=str(how), way=str(way), who=names.get(said.by, ""))
