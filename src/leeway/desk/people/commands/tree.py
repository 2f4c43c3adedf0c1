"""How does the tree of sites change? Adding, renaming, moving with all that is below, time zones.

Start reading at `move_site`.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from leeway.desk.clock import new_id
from leeway.desk.people.commands.errors import TooDeepError, UnderItselfError
from leeway.desk.people.models import Site

PATH_LETTERS_MAX = 500


@transaction.atomic
def add_site(*, name: str, parent: str | None = None, id_: str | None = None, zone: str = "") -> str:
    """Add a site under another (None: the root); give its id.

    Raises: TooDeepError when there is no room for another level.
    """
    key = id_ or new_id()
    above = "" if parent is None else Site.objects.get(pk=parent).path
    path = f"{above}{key}/"
    if len(path) > PATH_LETTERS_MAX:
        raise TooDeepError
    Site.objects.create(pk=key, name=name, parent_id=parent, path=path, zone=zone)
    return key


@transaction.atomic
def rename_site(site: str, *, name: str, zone: str) -> None:
    """Give a site another name and time zone; its id, and so its balances, stay."""
    Site.objects.filter(pk=site).update(name=name, zone=zone)


@transaction.atomic
def move_site(site: str, *, under: str) -> None:
    """Move a site, with everything below it, under another; everybody sees all of the move or nothing.

    Raises: UnderItselfError for a place below the site itself, and for the topmost site; TooDeepError.
    """
    # Whoever moves sites holds the topmost one meanwhile: two moves at once could close a ring.
    Site.objects.select_for_update().get(parent=None)
    moved, above = Site.objects.get(pk=site), Site.objects.get(pk=under)
    if moved.parent_id is None or above.path.startswith(moved.path):
        raise UnderItselfError
    old, new = moved.path, f"{above.path}{moved.pk}/"
    below = Site.objects.filter(path__startswith=old)
    longest = max(len(path) for path in below.values_list("path", flat=True))
    if longest - len(old) + len(new) > PATH_LETTERS_MAX:
        raise TooDeepError
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Site.objects.filter(pk=site).update(parent=above)
