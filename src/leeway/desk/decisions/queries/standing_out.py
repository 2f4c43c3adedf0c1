"""What stands out among many forgiven exceptions? The repeated, the many just under a limit, and the gross.

Pure: deeds in, patterns out; the order of the deeds does not matter. One deed alone is never a pattern, and a
pattern accuses nobody: where colleagues do the same, it may be the policy that is wrong.
Start reading at `repeated`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

REPEATED_LEAST: Final = 3
REPEATED_WITHIN: Final = timedelta(days=30)
JUST_UNDER_LEAST: Final = 4
JUST_UNDER_WITHIN: Final = timedelta(days=7)
JUST_UNDER_FROM: Final = 0.8
"""From this share of the limit on, a deed is just under it."""
GROSS_TIMES: Final = 3
"""Beyond so many times the allowance a single deed is gross."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What patterns look at: who did what for whom, what it cost, and how far it was theirs to decide."""

    id: str
    actor: str
    what: str
    """What was left or done: a departed clause, an action, or one's own words for it."""
    at: datetime
    cost_minor: int = 0
    cap_minor: int | None = None
    """The limit on one case for whoever decided; None: there is none."""
    customer: str | None = None
    is_exception: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Several deeds that belong together, and how many others did the same."""

    kind: str
    """`repeated`, `just under` (by an actor) or `same customer` (just under a limit, for one customer)."""
    who: str
    """The actor, or the customer."""
    what: str
    deeds: tuple[str, ...]
    cost_minor: int
    others: int = 0
    """How many other colleagues did the same in that time."""


def repeated(deeds: Iterable[Deed], *, at: datetime) -> tuple[Pattern, ...]:
    """The same departure by the same colleague, three times or more within thirty days."""
    recent = [each for each in deeds if each.is_exception and _within(each, at, REPEATED_WITHIN)]
    who_did = defaultdict(set)
    for each in recent:
        who_did[each.what].add(each.actor)
    return tuple(
        _pattern("repeated", actor, what, found, others=len(who_did[what]) - 1)
        for (actor, what), found in _grouped(recent, lambda each: (each.actor, each.what))
        if len(found) >= REPEATED_LEAST
    )


def just_under(deeds: Iterable[Deed], *, at: datetime) -> tuple[Pattern, ...]:
    """Many deeds just under the same limit within a week: by one colleague, or for one customer."""
    close = [each for each in deeds if _within(each, at, JUST_UNDER_WITHIN) and is_just_under(each)]
    by_actor = _grouped(close, lambda each: (each.actor, each.what))
    by_customer = _grouped(
        [each for each in close if each.customer], lambda each: (each.customer or "", each.what)
    )
    found = [("just under", *group) for group in by_actor] + [
        ("same customer", *group) for group in by_customer
    ]
    return tuple(
        _pattern(kind, who, what, group) for kind, (who, what), group in found if len(group) >= JUST_UNDER_LEAST
    )


def is_just_under(deed: Deed) -> bool:
    """Whether a deed took nearly all that one case may take, and not more."""
    cap = deed.cap_minor or 0
    return 0 < JUST_UNDER_FROM * cap <= deed.cost_minor <= cap


def is_gross(deed: Deed) -> bool:
    """Whether one deed cost beyond a multiple of what was theirs to decide."""
    cap = deed.cap_minor or 0
    return 0 < GROSS_TIMES * cap < deed.cost_minor


def _within(deed: Deed, at: datetime, span: timedelta) -> bool:
    return at - span < deed.at <= at


def _grouped(
    deeds: Iterable[Deed], key: Callable[[Deed], tuple[str, str]]
) -> list[tuple[tuple[str, str], list[Deed]]]:
    groups: defaultdict[tuple[str, str], dict[str, Deed]] = defaultdict(dict)
    for each in deeds:
        groups[key(each)][each.id] = each
    return [
        (name, sorted(found.values(), key=lambda d: (d.at, d.id))) for name, found in sorted(groups.items())
    ]


def _pattern(kind: str, who: str, what: str, found: list[Deed], *, others: int = 0) -> Pattern:
    return Pattern(
        kind=kind, who=who, what=what, deeds=tuple(each.id for each in found),
        cost_minor=sum(each.cost_minor for each in found), others=others,
    )  # fmt: skip
