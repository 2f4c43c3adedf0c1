"""Whose token is this, and what may it? Bearers as frozen values; who may make tokens for whom.

What a token may is never more than what its colleague may. A bearer is remembered for a second in each process,
so a withdrawn token stops working within that. Start reading at `bearer`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from leeway.desk.access.models import Token
from leeway.desk.people import queries as people
from leeway.desk.prepared import looked_up

if TYPE_CHECKING:
    from leeway.desk.people.queries import Place

SCOPES: Final = ("decide", "facts", "read", "approve", "people", "policies")
"""What a token may be for; `facts`: to say what a system of record or a verified customer says."""

REMEMBERED_SECONDS: Final = 1.0
REMEMBERED_MAX: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who comes in with a token."""

    token: str
    """The token's id."""
    colleague: str
    name: str
    ai: bool
    language: str
    place: Place
    """Where it counts: at this site and below."""
    scopes: frozenset[str]
    expires_at: datetime

    @property
    def site(self) -> str:
        """The id of the site where it counts."""
        return self.place.id

    @property
    def path(self) -> str:
        """The path under which it counts."""
        return self.place.path


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLine:
    """A token as a list shows it."""

    id: str
    name: str
    colleague: str
    ai: bool
    site: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended: bool
    """Withdrawn or expired."""


_remembered: dict[str, tuple[float, Bearer]] = {}


def bearer(digest: str, *, at: datetime) -> Bearer | None:
    """Who holds the token of this digest; None for one that is unknown, withdrawn or expired."""
    now = time.monotonic()
    known = _remembered.get(digest)
    if known is None or known[0] <= now:
        found = _bearer(digest)
        if found is None:
            _remembered.pop(digest, None)
            return None
        if len(_remembered) >= REMEMBERED_MAX:
            _remembered.clear()
        known = _remembered[digest] = (now + REMEMBERED_SECONDS, found)
    return known[1] if at < known[1].expires_at else None


def forget() -> None:
    """Look every token up again, in this process."""
    _remembered.clear()


def may_make_token(by: str | None, *, colleague: str, site: str, at: datetime) -> bool:
    """Whoever acts as somebody else could do anything in their name: only an operator may let that happen."""
    if not people.may_see_site(colleague, site, at=at):
        return False
    if by is None or by == colleague:
        return True
    known = people.who(colleague)
    return known is not None and known.ai and people.may_lead_people_at(by, site)


def tokens_for(colleague: str, *, at: datetime) -> tuple[TokenLine, ...]:
    """The tokens that somebody has or made, newest first."""
    found = Token.objects.filter(Q(colleague=colleague) | Q(made_by=colleague)).order_by("-made_at")
    return tuple(_line(each, at=at) for each in found.select_related("colleague", "site"))


def _line(token: Token, *, at: datetime) -> TokenLine:
    ended = token.withdrawn_at is not None or token.expires_at <= at
    return TokenLine(
        id=token.pk, name=token.name, colleague=token.colleague.name, ai=token.colleague.ai,
        site=token.site.name,
        scopes=tuple(token.scopes), made_at=token.made_at, expires_at=token.expires_at, used_at=token.used_at,
        ended=ended,
    )  # fmt: skip


_SQL: Final = """
select t.id, c.id, c.name, c.ai, c.language, s.id, s.name, s.path, s.zone, t.scopes, t.expires_at
  from access_token t join people_colleague c on c.id = t.colleague_id join people_site s on s.id = t.site_id
 where t.digest = %s and t.withdrawn_at is null and c.is_active
"""


def _bearer(digest: str) -> Bearer | None:
    rows = looked_up(_SQL, (digest,))
    if not rows:
        return None
    (row,) = rows
    place = people.Place(id=row[5], name=row[6], path=row[7], zone=row[8])
    scopes = json.loads(row[9]) if isinstance(row[9], str) else row[9]
    return Bearer(
        token=row[0], colleague=row[1], name=row[2], ai=bool(row[3]), language=row[4], place=place,
        scopes=frozenset(scopes), expires_at=_instant(row[10]),
    )  # fmt: skip


def _instant(kept: datetime) -> datetime:
    """An instant as the database gives it: SQLite keeps it in UTC, without saying so."""
    return kept if kept.tzinfo else kept.replace(tzinfo=UTC)
