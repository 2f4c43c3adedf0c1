"""What has happened lately? Made-up days at petrol stations, each decision made by the engine and the ledger.

Nothing is written past them: what does not fit is asked or declined, as on a real day. Start reading at `play`.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from leeway.decide import Actor, Given, Mode, Request
from leeway.desk.decisions import commands
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from leeway.desk.studio.queries import InForce

THREADS: Final = 16
"""Decisions made at once, so that the ledger writes them in groups."""
HOURS_OPEN: Final = (6, 22)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happens: an action, how often, how much, what is known."""

    action: str
    weight: int
    least: int = 0
    most: int = 0
    """The amount, in major units; none where it is 0."""
    facts: tuple[tuple[str, Any], ...] = ()
    mode: Mode = Mode.ORDINARY
    reason: str = ""
    principle: str = ""
    text: str = ""


DEEDS: Final = (
    Deed("serve", 30),
    Deed("free coffee", 22),
    Deed("let coins go", 16, 1, 12),
    Deed("round down", 10, 1, 4),
    Deed("free wash", 5),
    Deed("write off", 6, 20, 420, (("matter", "short of money"),)),
    Deed("pay later", 4, 50, 900, (("matter", "short of money"),)),
    Deed("small kindness", 4, 20, 90),
    Deed("send to laboratory", 1, facts=(("matter", "engine trouble"),)),
    Deed("check the measure", 2, facts=(("matter", "short measure"),)),
    Deed("refund fuel", 1, 80, 450, (("missing", 140),)),
    Deed("pay by phone", 6),
    Deed(
        "something else", 1, 60, 220, mode=Mode.TOLD, principle="dignity",
        reason="She stood in the rain and her phone was dead.", text="called a taxi for a stranded woman",
    ),
    Deed(
        "something else", 1, 30, 120, mode=Mode.TOLD, principle="care",
        reason="The child was crying and it was our queue.", text="gave a toy from the shelf",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Somebody at a station."""

    colleague: str
    site: str
    authority: str
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A stretch of days to be played."""

    posts: Sequence[Post]
    persons: Sequence[str]
    since: datetime
    until: datetime
    decisions: int
    network: str
    seed: int = 1


def play(days: Days, *, law: InForce, progress: Callable[[int], None] | None = None) -> int:
    """Make every decision of the days, oldest first; give how many there were.

    `progress` is told how many are done. The same days give the same requests.
    """
    done = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for batch in _batches(requests(days, law=law)):
            contexts = [copy_context() for _ in batch]
            list(pool.map(lambda pair: pair[0].run(_decide, pair[1], law), zip(contexts, batch, strict=True)))
            done += len(batch)
            if progress is not None:
                progress(done)
        list(pool.map(lambda _: connection.close(), range(THREADS)))
    return done


def requests(days: Days, *, law: InForce) -> Iterator[Request]:
    """The requests of the days, oldest first."""
    rnd = random.Random(days.seed)  # noqa: S311  a rehearsal, not a secret
    known = [deed for deed in DEEDS if deed.action in law.book.actions or deed.text]
    weights = [deed.weight for deed in known]
    length = (days.until - days.since) / max(days.decisions, 1)
    for number in range(days.decisions):
        post = rnd.choice(days.posts)
        deed = rnd.choices(known, weights)[0]
        at = _in_opening_hours(days.since + length * number, rnd)
        amount = rnd.randint(deed.least, deed.most) * 10**law.book.digits if deed.most else None
        customer = rnd.choice(days.persons) if days.persons and rnd.random() < 0.7 else None
        bare = _request(deed, post, at=min(at, days.until), key=f"{days.seed}-{number}", network=days.network)
        principle = deed.principle if deed.principle in law.book.principles else None
        yield replace(bare, amount_minor=amount, customer=customer, principle=principle)


def _in_opening_hours(at: datetime, rnd: random.Random) -> datetime:
    first, last = HOURS_OPEN
    return at if first <= at.hour < last else at + timedelta(hours=rnd.randint(1, 2))


def _request(deed: Deed, post: Post, *, at: datetime, key: str, network: str) -> Request:
    return Request(
        id=f"day-{key}",
        action=deed.action,
        actor=Actor(id=post.colleague, authority=post.authority, certificates=post.certificates),
        at=at,
        facts={name: _given(value, post.colleague) for name, value in deed.facts},
        case=f"case-{key}",
        site=post.site,
        network=network,
        mode=deed.mode,
        reason=deed.reason or None,
        text=deed.text or None,
        told_at=at if deed.mode is Mode.TOLD else None,
    )


def as_request(  # noqa: PLR0913  one line a fact of the request
    deed: Deed, post: Post, *, at: datetime, key: str, network: str, rnd: random.Random, digits: int,
    case: str, customer: str,
) -> Request:  # fmt: skip
    """A deed at a post as a request, for a known person in a matter of theirs."""
    amount = rnd.randint(deed.least, deed.most) * 10**digits if deed.most else None
    bare = _request(deed, post, at=at, key=key, network=network)
    return replace(bare, amount_minor=amount, customer=customer, case=case)


def _given(value: Any, by: str) -> Given:
    typed = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return Given(typed, Trust.STAFF, f"answered by {by}")


def _decide(request: Request, law: InForce) -> None:
    commands.decide(request, law=law)


def _batches(made: Iterator[Request], size: int = 20 * THREADS) -> Iterator[list[Request]]:
    batch: list[Request] = []
    for request in made:
        batch.append(request)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
