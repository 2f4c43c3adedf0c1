"""Who decides? The requester, or with an approval the approver: level, certificates, whose meters are charged.

An AI that acts for a person has the lower authority of the two, only the certificates both hold, and charges
both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.request import Actor, Request
    from leeway.policy import Book


class Decider(NamedTuple):
    """At which level a request is decided, and who pays for it from an allowance per actor."""

    level: int
    requester_level: int
    """Whoever settles obstacles stands above this one."""
    ids: tuple[str, ...]
    certificates: frozenset[str]
    ai: bool = False
    settles: frozenset[str] = frozenset()
    """Obstacles an approver who stands above the requester takes on."""


def chain(actor: Actor) -> Iterator[Actor]:
    """The actor, and everyone the actor acts for."""
    each: Actor | None = actor
    while each is not None:
        yield each
        each = each.on_behalf_of


def level_of(book: Book, actor: Actor) -> int:
    """The lowest level among the actor and those the actor acts for, 0 for the lowest of the book."""
    return min(book.level(each.authority) for each in chain(actor))


def certificates_of(actor: Actor) -> frozenset[str]:
    """The certificates that the actor and everyone the actor acts for all hold."""
    return frozenset.intersection(*(each.certificates for each in chain(actor)))


def decider_of(book: Book, request: Request) -> Decider:
    """Who decides this request: its approver where there is one, else who asks."""
    alone = request.actor
    if request.approval is None and alone.on_behalf_of is None:
        level = book.level(alone.authority)
        return Decider(
            level=level, requester_level=level, ids=(alone.id,), certificates=alone.certificates, ai=alone.ai
        )
    requester_level = level_of(book, request.actor)
    who = request.actor if request.approval is None else request.approval.approver
    level = level_of(book, who)
    settles = request.approval.settles if request.approval and level > requester_level else frozenset[str]()
    return Decider(
        level=level,
        requester_level=requester_level,
        ids=tuple(dict.fromkeys(each.id for each in chain(who))),
        certificates=certificates_of(who),
        ai=any(each.ai for each in chain(who)),
        settles=settles,
    )


def attested_facts(book: Book, request: Request) -> frozenset[str]:
    """The facts an approver vouches for: above the requester, and of the `on error` authority at least."""
    decider = decider_of(book, request)
    if decider.level < book.level(book.on_error):
        return frozenset()
    return decider.settles & frozenset(book.facts)


def may_judge(book: Book, request: Request) -> bool:
    """Whether the one who decides has own judgement: people do, an AI only where the book lists it."""
    who = request.actor if request.approval is None else request.approval.approver
    return all(each.id in book.own_judgement.ai for each in chain(who) if each.ai)
