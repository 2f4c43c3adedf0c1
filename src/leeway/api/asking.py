"""What does a program propose? A body and its bearer as one request to the book in force.

Scope keys, authority, certificates and stop switches come from the desk, never from the body.
Start reading at `proposed`.
"""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError

from leeway.api.problems import not_found, not_valid, of_request
from leeway.api.scoping import actor_for, law_now, reaches, site_for
from leeway.api.shapes.asked import AMOUNT_MAX, Proposal
from leeway.decide import Actor, Mode, Request, try_request
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.clock import new_id
from leeway.desk.decisions.queries.proposing import stopped_at
from leeway.desk.people import queries as people
from leeway.desk.persons.commands import know
from leeway.desk.persons.queries import id_of
from leeway.policy import Trust

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.api.shapes.asked import Situated
    from leeway.desk.access.queries import Bearer
    from leeway.desk.people.queries import Place
    from leeway.desk.studio.queries import InForce

READABLE_MAX: Final = 52
"""Longer ids are kept as a hash: every table that names a decision has room for 64 letters."""
_KEY_LETTERS: Final = frozenset(string.ascii_letters + string.digits + "._~-")
_FIELDS: Final = ("currency", "given", "parameters", "mode", "reason", "principle", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A request, and the book that answers it."""

    request: Request
    law: InForce


def proposed(body: Situated, *, bearer: Bearer, at: datetime, key: str | None = None) -> Proposed:
    """What a body asks; one without an action asks for options, and changes nothing on the way.

    Raises: ProblemError.
    """
    law = law_now(at)
    site = site_for(bearer, body.site)
    actor = actor_for(bearer, site, behalf=body.on_behalf_of, book=law.book, at=at)
    request = _read(body, actor, bearer=bearer, law=law, at=at)
    id_ = decision_id(key or new_id(), colleague=bearer.colleague)
    decides = isinstance(body, Proposal)
    return Proposed(
        request=replace(
            request,
            id=id_,
            customer=_customer(body.customer, decides=decides, at=at),
            case=_case(body.case, decides=decides, site=site, bearer=bearer, at=at) or id_,
            site=site.id,
            site_zone=site.zone or None,
            network=site.lineage[0],
            stopped=stopped_at(site.id, book=law.book),
        ),
        law=law,
    )


def decision_id(key: str, *, colleague: str) -> str:
    """The decision that a key stands for: keys of one colleague never meet those of another.

    >>> decision_id("order-4711", colleague="nina")
    'order-4711:nina'
    >>> len(decision_id("x" * 200, colleague="nina"))
    42
    """
    plain = f"{key}:{colleague}"
    if len(plain) <= READABLE_MAX:
        return plain
    return "k-" + hashlib.blake2b(plain.encode(), digest_size=20).hexdigest()


def key_of(body: Proposal, header: str | None) -> str | None:
    """The key of a proposal, from the header or the body. Raises: ProblemError."""
    if header is None:
        return body.id
    key = header.strip().removeprefix('"').removesuffix('"')
    if not key or len(key) > 200 or not set(key) <= _KEY_LETTERS:
        raise not_valid("not-a-key", "/id", "a key holds letters, digits, `.`, `_`, `~` and `-`")
    if body.id not in (None, key):
        raise not_valid("key-twice", "/id", "the header `Idempotency-Key` and `id` are two different keys")
    return key


def _read(body: Situated, actor: Actor, *, bearer: Bearer, law: InForce, at: datetime) -> Request:
    """The request as far as the body says it."""
    written = body.model_dump(exclude_none=True, include=set(_FIELDS))
    written["trust"] = body.trust or ("extracted" if actor.ai else "staff")
    if isinstance(body, Proposal):
        _amount(body, written)
    request, problems = try_request(
        written, book=law.book, now=at, actor=actor, action=body.action if isinstance(body, Proposal) else "-"
    )
    if problems:
        raise of_request(problems, body=written)
    _check_trust(request, bearer=bearer, ai=actor.ai)
    if (request.amount_minor or 0) > AMOUNT_MAX:
        raise not_valid("amount-too-large", "/amount", "no amount is as large as that")
    return _meant(body, request, at=at) if isinstance(body, Proposal) else request


def _amount(body: Proposal, written: dict[str, Any]) -> None:
    if body.amount is not None and body.amount_minor is not None:
        raise not_valid("amount-twice", "/amount_minor", "give `amount` or `amount_minor`, not both")
    if body.amount is not None:
        written["amount"] = body.amount


def _meant(body: Proposal, request: Request, *, at: datetime) -> Request:
    """With the amount in minor units, and with both times of a deed told afterwards."""
    if body.amount_minor is not None:
        request = replace(request, amount_minor=body.amount_minor)
    if request.mode is not Mode.TOLD:
        if body.done_at is not None:
            raise not_valid("not-told", "/done_at", "only a deed told afterwards was done before")
        return request
    if body.hold:
        raise not_valid("told-is-done", "/hold", "what is told afterwards is done already")
    done_at = body.done_at or at
    if done_at > at:
        raise not_valid("in-the-future", "/done_at", "a deed told afterwards was done before now")
    return replace(request, at=done_at, told_at=at)


def _check_trust(request: Request, *, bearer: Bearer, ai: bool) -> None:
    """Nobody's word counts for more than it is: a system's word takes the scope `facts`."""
    if "facts" in bearer.scopes:
        return
    most = Trust.EXTRACTED if ai else Trust.STAFF
    for name, given in request.facts.items():
        if given.trust > most:
            word = given.trust.name.lower()
            raise not_valid(
                "trust-too-high", f"/given/{name.replace('~', '~0').replace('/', '~1')}",
                f"with this token a fact is at most `{most.name.lower()}`, not `{word}`",
                "a token with the scope `facts` may say what a system of record says",
            )  # fmt: skip


def _customer(named: str | None, *, decides: bool, at: datetime) -> str | None:
    """The person's id; whoever is new becomes known when something is decided for them."""
    if named is None:
        return None
    known = id_of(named)
    return know(named, at=at) if known is None and decides else known


def _case(named: str | None, *, decides: bool, site: Place, bearer: Bearer, at: datetime) -> str | None:
    """A matter that this token reaches; one that is new is opened when something is decided in it."""
    if named is None:
        return None
    found = matters.matter(named)
    if found is None:
        if not decides:
            return named
        try:
            return cases.open_case(site=site.id, by=bearer.colleague, at=at, id_=named).id
        except IntegrityError:  # somebody opened it at the same moment
            found = matters.matter(named)
    if found is None:
        raise not_found()
    place = people.place(found.site)
    if place is None or not reaches(bearer, place.path):
        raise not_found()
    return found.id
