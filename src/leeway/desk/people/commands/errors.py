"""What cannot be done to people and sites, and how is that said?

PeopleError
 ├─ UnderItselfError      a site cannot be moved below itself
 ├─ TooDeepError          the tree would be too deep to be kept
 ├─ LastInChargeError     somebody must look after the people
 └─ EmailTakenError       another colleague signs in with this address
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PeopleError(ValueError):
    """A change that cannot be made; `sentence` tells whoever asked for it."""

    sentence: str | _StrPromise = ""


class UnderItselfError(PeopleError):
    """A site cannot be moved below itself, and the topmost stays where it is."""

    sentence = gettext_lazy("A site cannot be moved below itself.")


class TooDeepError(PeopleError):
    """The tree would be too deep to be kept."""

    sentence = gettext_lazy("That is too many levels of sites.")


class LastInChargeError(PeopleError):
    """Somebody must always look after the people of the whole desk."""

    sentence = gettext_lazy("Nobody else looks after the people here. Put somebody in charge first.")


class EmailTakenError(PeopleError):
    """Two colleagues cannot sign in with one address."""

    sentence = gettext_lazy("Somebody else signs in with this address already.")
