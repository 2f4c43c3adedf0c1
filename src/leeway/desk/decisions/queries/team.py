"""How much of their leeway have my sites used? Every limit of the book at a site, or summed over a region.

All meters are read in one look at the ledger. Start reading at `used_at`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from leeway.desk.decisions.queries.own import deed_said
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.ledger import Meter, rolling_length, window_start
from leeway.policy import Measure, Scope, caps
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from leeway.desk.decisions.queries.supervising import Looking
    from leeway.desk.people.queries import Place
    from leeway.policy import Book, Limit, MeterKey

NEARLY: Final = 0.85
"""From this share on, a limit is nearly used up, and what it was used for is told."""
ANONYMOUS: Final = " (anonymous)"
"""Follows the clause in the meters that stand for per-customer limits while the customer is not known."""
TOLD_OF_MAX: Final = 300
WIDE: Final = (Scope.SITE, Scope.NETWORK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """One limit of the book: the clause, the meter it is about, and its ceiling for the front line."""

    clause: str
    key: MeterKey
    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedLimit:
    """One limit as a picture: used, held and left, of its ceiling."""

    clause: str
    title: str
    scope: str
    window: str
    measure: str
    used: int
    """What was taken and stands, without what is held."""
    held: int
    cap: int
    who: str = ""
    """The colleague's name, with a limit per colleague."""
    actor: str = ""
    """The colleague's id."""
    spent_on: tuple[tuple[str, int], ...] = ()
    """With one that is nearly used up: what it was used for, and how often, most often first."""
    decisions: int = 0
    """With one that is nearly used up: by how many decisions."""
    said: str = ""
    """What is used of the ceiling, as people read it: `300 of 8,000 UAH`."""

    @property
    def share(self) -> float:
        """What is used and held, of the ceiling: 0 to 1, and beyond where a higher authority said yes."""
        return (self.used + self.held) / self.cap if self.cap else 0.0

    @property
    def is_nearly_used_up(self) -> bool:
        """Whether little is left."""
        return self.share >= NEARLY

    @property
    def used_percent(self) -> float:
        """How wide the used part of the bar is."""
        return round(min(100.0, 100 * self.used / self.cap) if self.cap else 0.0, 2)

    @property
    def held_percent(self) -> float:
        """How wide the held part is."""
        return round(min(100.0 - self.used_percent, 100 * self.held / self.cap) if self.cap else 0.0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamUse:
    """The limits of some sites: those that something was taken from, and how many were not touched."""

    wide: tuple[UsedLimit, ...]
    """Per site or for the whole network, most used first."""
    personal: tuple[UsedLimit, ...]
    """Per colleague, most used first; only where one site is looked at."""
    untouched: int

    @property
    def by_window(self) -> tuple[tuple[str, tuple[UsedLimit, ...]], ...]:
        """The limits per site and network by their window: the one with the fullest limit comes first."""
        windows = dict.fromkeys(each.window for each in self.wide)
        return tuple((window, tuple(e for e in self.wide if e.window == window)) for window in windows)


def used_at(places: tuple[Place, ...], looking: Looking) -> TeamUse:
    """What is used now at some sites together; at a single one, also by whom."""
    limits = tuple(limits_of(looking.book))
    asked = tuple(_asked(limits, places, looking))
    balances = store().balances([meter for line in asked for meter in line.meters], at=looking.at)
    held = _held(looking.at)
    found = [_limit(each, balances=balances, held=held, looking=looking) for each in asked]
    touched = sorted((each for each in found if each.used or each.held), key=lambda each: -each.share)
    explained = [_explained(each, places, looking) if each.is_nearly_used_up else each for each in touched]
    return TeamUse(
        wide=tuple(each for each in explained if each.scope in WIDE),
        personal=tuple(each for each in explained if each.scope == Scope.ACTOR),
        untouched=sum(each.scope in WIDE for each in found) - sum(each.scope in WIDE for each in touched),
    )


def limits_of(book: Book) -> Iterator[Allowed]:
    """Every limit per colleague, site and network, with the ceiling of the lowest level that has one."""
    for clause, limits, anonymous in _allowances(book):
        for key, cap in _lowest_caps(limits, book).items():
            if key[1] in (*WIDE, Scope.ACTOR):
                yield Allowed(clause=clause, key=key, cap=cap)
        for limit in anonymous:
            if limit.cap is not None:
                yield Allowed(
                    clause=clause + ANONYMOUS, key=(limit.measure, limit.scope, limit.window), cap=limit.cap
                )


def _allowances(book: Book) -> Iterator[tuple[str, Mapping[str, tuple[Limit, ...]], tuple[Limit, ...]]]:
    for policy in book.policies:
        for each in policy.guidelines:
            yield each.id, each.limits, each.anonymous
    yield "otherwise", book.otherwise.limits, book.otherwise.anonymous
    for action in book.actions.values():
        if action.otherwise is not None and action.otherwise.limits:
            yield f"otherwise: {action.name}", action.otherwise.limits, action.otherwise.anonymous
    yield "own judgement", book.own_judgement.limits, book.own_judgement.anonymous
    yield "overall", {book.authorities[0]: book.overall} if book.overall else {}, book.overall_anonymous


def _lowest_caps(limits: Mapping[str, tuple[Limit, ...]], book: Book) -> dict[MeterKey, int]:
    """Each ceiling as it is for the lowest level that has one: that of the front line."""
    found: dict[MeterKey, int] = {}
    for level in range(len(book.authorities)):
        for key, cap in (caps(limits, level, book.authorities) or {}).items():
            if cap is not None:
                found.setdefault(key, cap)
    return found


class Line(NamedTuple):
    """A limit, its meters, the ceiling over all of them, and whose it is."""

    allowed: Allowed
    meters: tuple[Meter, ...]
    cap: int
    who: str = ""


def _asked(limits: Iterable[Allowed], places: tuple[Place, ...], looking: Looking) -> Iterator[Line]:
    root, starts = people.root(), Starts(looking)
    colleagues = _levels(places[0], looking) if len(places) == 1 else {}
    for each in limits:
        scope = each.key[1]
        if scope is Scope.SITE:
            yield Line(each, _site_meters(each, places, starts), each.cap * len(places))
        elif scope is Scope.NETWORK and root is not None:
            yield Line(each, (meter_of(each, root.id, starts[each.key[2].kind, ""]),), each.cap)
        elif scope is Scope.ACTOR:
            for colleague, level in colleagues.items():
                cap = _cap_at(each, level, looking.book)
                if cap is not None:
                    meter = meter_of(each, colleague, starts[each.key[2].kind, ""])
                    yield Line(each, (meter,), cap, colleague)


class Starts(dict[tuple[str, str], "datetime | None"]):
    """When windows of a kind began in a zone, each worked out once; None for those that begin at no instant."""

    def __init__(self, looking: Looking) -> None:
        super().__init__()
        self._looking = looking

    def __missing__(self, key: tuple[str, str]) -> datetime | None:
        kind, zone = key
        begins = kind not in ("life", "rolling")
        found = window_start(kind, self._looking.at, zone or self._looking.zone) if begins else None
        self[key] = found
        return found


def _site_meters(limit: Allowed, places: tuple[Place, ...], starts: Starts) -> tuple[Meter, ...]:
    # Hundreds of sites times dozens of limits: what is the same for all is worked out once.
    measure, scope, window = limit.key
    begun = {zone: starts[window.kind, zone] for zone in {place.zone for place in places}}
    front = (limit.clause, measure.value, scope.value, window.key)
    return tuple([Meter(*front, place.id, begun[place.zone]) for place in places])


def meter_of(limit: Allowed, subject: str, starts: datetime | None) -> Meter:
    """The meter of a limit for one subject, in the window that began then."""
    measure, scope, window = limit.key
    return Meter(limit.clause, measure.value, scope.value, window.key, subject, starts)


def _levels(place: Place, looking: Looking) -> dict[str, int]:
    """The colleagues who are posted at a site itself, each with the level they have there."""
    found: dict[str, int] = {}
    here = set(people.posted_at(place.id, at=looking.at))
    for each in people.authorities_at(place.id, at=looking.at):
        if each.colleague in here and each.authority in looking.book.authorities:
            level = looking.book.level(each.authority)
            found[each.colleague] = max(level, found.get(each.colleague, 0))
    return found


def _cap_at(limit: Allowed, level: int, book: Book) -> int | None:
    limits = next((limits for clause, limits, _ in _allowances(book) if clause == limit.clause), {})
    return (caps(limits, level, book.authorities) or {}).get(limit.key)


def _held(at: datetime) -> Counter[Meter]:
    """What is held on each meter for executors that have not answered yet."""
    found: Counter[Meter] = Counter()
    for taking in store().held(before=at):
        for share in taking.shares:
            found[share.asked] += share.kept
    return found


def _limit(
    line: Line, *, balances: Mapping[Meter, int], held: Mapping[Meter, int], looking: Looking
) -> UsedLimit:
    measure, scope, window = line.allowed.key
    taken = sum(balances.get(meter, 0) for meter in line.meters)
    waiting = min(sum(held.get(meter, 0) for meter in line.meters), taken) if held else 0
    colleague = people.who(line.who) if line.who and taken else None
    return UsedLimit(
        clause=line.allowed.clause, title=_title(line.allowed.clause, looking),
        scope=scope.value, window=window.key,
        measure=measure.value, used=taken - waiting, held=waiting, cap=line.cap,
        who=colleague.name if colleague else "", actor=line.who,
        said=_of_ceiling(measure, taken, line.cap, looking),
    )  # fmt: skip


def _title(clause: str, looking: Looking) -> str:
    kind, _, action = clause.removesuffix(ANONYMOUS).partition(": ")
    title = looking.naming.action(action) if action else looking.naming.clause(kind)
    return title[:1].upper() + title[1:]


def _of_ceiling(measure: Measure, taken: int, cap: int, looking: Looking) -> str:
    say = looking.naming.voice.say
    if measure is Measure.COST:
        return say("bar-money", left=looking.bare(taken), cap=looking.money(cap))
    return say("bar-count", left=taken, cap=cap)


def _explained(limit: UsedLimit, places: tuple[Place, ...], looking: Looking) -> UsedLimit:
    """What a limit that is nearly used up was used for."""
    clause = limit.clause.removesuffix(ANONYMOUS)
    sought = Sought(
        sites=tuple(place.id for place in places) if limit.scope == Scope.SITE else (),
        actor=limit.actor or None,
        clause=None if clause == "overall" else clause, outcome="go_ahead", since=_since(limit, looking),
    )  # fmt: skip
    kept = [each for each in store().records(sought, limit=TOLD_OF_MAX) if not each.receipt.reversed_minor]
    tally = Counter(deed_said(replace(each, answer=None), looking) for each in kept)
    return replace(limit, spent_on=tuple(tally.most_common(3)), decisions=len(kept))


def _since(limit: UsedLimit, looking: Looking) -> datetime | None:
    if limit.window == "life":
        return None
    length = rolling_length(limit.window)
    return looking.at - length if length else window_start(limit.window, looking.at, looking.zone)
