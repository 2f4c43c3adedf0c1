"""What should the ledger do? A second, slow and small account of it, which shares no code with the room.

Everything is a list of uses; a balance is a sum over those that still count. Written from the design's sentences:
a rolling window is (t − W, t] with t = max(clock, the meter's last instant); a hold keeps its time; a late execution
always posts; a count is given back only by a full reversal; what is told takes what is left, the excess goes to
the actor; merged subjects share their sums, which may exceed a cap and then only block.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple


class Key(NamedTuple):
    """A meter as the model knows it: a calendar window is named by the date it begins on, a rolling one by its hours."""

    scope: str
    subject: str
    measure: str
    hours: int
    label: str


class Wanted(NamedTuple):
    """What is to be taken from one meter."""

    key: Key
    amount: int
    cap: int | None
    authority: str


@dataclass(eq=False)
class Use:
    """What one decision took from one meter."""

    asked: Key
    taken: int
    since: datetime
    excess: bool
    kept: int = 0
    rolled: bool = False


@dataclass(eq=False)
class Known:
    """What became of one decision."""

    hash: str
    state: str
    actor: str
    at: datetime
    chosen: int | None = None
    wanted: tuple[Wanted, ...] = ()
    uses: list[Use] = field(default_factory=list)
    given: int = 0
    undone: bool = False
    keys: dict[str, int] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        return max((each.amount for each in self.wanted if each.key.measure == "cost"), default=0)


class Model:
    """The ledger, for one thread and no database. Errors are given by the name of their class."""

    def __init__(self) -> None:
        self.places: dict[Key, list[Use]] = defaultdict(list)
        self.last: dict[Key, datetime] = {}
        self.into: dict[tuple[str, str], str] = {}
        self.carried_at: datetime | None = None
        self.known: dict[str, Known] = {}
        self.caps: dict[tuple[Key, str], list[int | None]] = defaultdict(list)
        self.stops: dict[tuple[str, str | None], str] = {}

    def place(self, key: Key) -> Key:
        while (key.scope, key.subject) in self.into:
            key = key._replace(subject=self.into[key.scope, key.subject])
        return key

    def used(self, key: Key, at: datetime) -> int:
        place = self.place(key)
        now = max(at, self.last.get(place, at))
        return sum(use.kept for use in self.places[place] if not use.rolled and not _is_past(place, use, now))

    def commit(
        self, name: str, hash_: str, actor: str, options: list[tuple[Wanted, ...]], hold: bool, at: datetime
    ) -> Any:
        if name in self.known:
            return "RequestDiffers" if self.known[name].hash != hash_ else self.known[name].state
        self.known[name] = known = Known(hash_, "refused", actor, at)
        for number, wanted in enumerate(options):
            together: dict[Key, list[Wanted]] = defaultdict(list)
            for each in wanted:
                together[self.place(each.key)].append(each)
            if all(self._fits(place, group, at) for place, group in together.items()):
                known.state, known.chosen, known.wanted = "held" if hold else "posted", number, wanted
                known.uses = [self._take(each, each.amount, at) for each in wanted]
                known.at = max((self.last[self.place(each.key)] for each in wanted), default=at)
                break
        return known.state

    def tell(self, name: str, hash_: str, actor: str, wanted: tuple[Wanted, ...], at: datetime) -> Any:
        if name in self.known:
            return "RequestDiffers" if self.known[name].hash != hash_ else self.known[name].state
        self.known[name] = Known(hash_, "posted", actor, at, 0, wanted)
        self._take_what_is_left(self.known[name], at)
        self.known[name].at = max([at, *(use.since for use in self.known[name].uses)])
        return "posted"

    def execute(self, name: str, at: datetime) -> Any:
        if name not in self.known:
            return "UnknownDecision"
        known = self.known[name]
        if known.state == "refused":
            return "WrongState"
        if known.state == "voided":
            self._take_what_is_left(known, at)
        elif known.state == "held":
            for use in known.uses:
                if use.kept and not use.rolled:
                    self._write(self.place(use.asked), at)
        known.state = "posted"
        return "posted"

    def fail(self, name: str, at: datetime) -> Any:
        if name not in self.known:
            return "UnknownDecision"
        known = self.known[name]
        if known.state in ("posted", "refused"):
            return "WrongState"
        for use in known.uses if known.state == "held" else ():
            self._keep(use, 0, at)
        known.state = "voided"
        return "voided"

    def reverse(self, name: str, at: datetime, amount: int | None, key: str | None) -> Any:
        if name not in self.known:
            return "UnknownDecision"
        known = self.known[name]
        if key in known.keys:
            return known.state if amount in (None, known.keys[key]) else "RequestDiffers"
        if known.undone and amount is None:
            return known.state
        if known.state != "posted":
            return "WrongState"
        part = known.cost - known.given if amount is None else amount
        if part > known.cost - known.given:
            return "ReversesTooMuch"
        known.given += part
        known.undone = known.given == known.cost
        if key:
            known.keys[key] = part
        for use in known.uses:
            stays = max(use.taken - known.given, 0) if use.excess else min(use.kept, known.cost - known.given)
            if known.undone or use.asked.measure == "cost":
                self._keep(use, 0 if known.undone else stays, at)
        return "posted"

    def carry(self, scope: str, subject: str, into: str, at: datetime) -> Any:
        now, target = (self.place(Key(scope, each, "", 0, "")).subject for each in (subject, into))
        if now != subject:
            return None if now == target else "CannotCarry"
        if target == subject:
            return "CannotCarry"
        self._resettle({**self.into, (scope, subject): into}, at)
        return None

    def carry_back(self, scope: str, subject: str, at: datetime) -> Any:
        if (scope, subject) not in self.into:
            return "CannotCarry"
        self._resettle({each: into for each, into in self.into.items() if each != (scope, subject)}, at)
        return None

    def _fits(self, place: Key, group: list[Wanted], at: datetime) -> bool:
        caps = [each.cap for each in group if each.cap is not None]
        return not caps or self.used(place, at) + sum(each.amount for each in group) <= min(caps)

    def _take(self, wanted: Wanted, amount: int, at: datetime, *, excess: bool = False) -> Use:
        place = self.place(wanted.key)
        if not excess and self.caps[place, wanted.authority][-1:] != [wanted.cap]:
            self.caps[place, wanted.authority].append(wanted.cap)
        use = Use(wanted.key, amount, self._write(place, at), excess, kept=amount)
        self.places[place].append(use)
        return use

    def _take_what_is_left(self, known: Known, at: datetime) -> None:
        known.uses, beyond = [], {"cost": 0, "count": 0}
        for wanted in known.wanted:
            self._roll(self.place(wanted.key), at)
            left = wanted.amount if wanted.cap is None else max(wanted.cap - self.used(wanted.key, at), 0)
            if amount := min(wanted.amount, left):
                known.uses.append(self._take(wanted, amount, at))
            beyond[wanted.key.measure] = max(beyond[wanted.key.measure], wanted.amount - amount)
        for measure, amount in beyond.items():
            if amount:
                key = Key("actor", known.actor, measure, 0, "excess")
                known.uses.append(self._take(Wanted(key, amount, None, ""), amount, at, excess=True))

    def _keep(self, use: Use, stays: int, at: datetime) -> None:
        if use.kept > stays and not use.rolled:
            self._roll(self.place(use.asked), at)
            if not use.rolled:
                self._write(self.place(use.asked), at)
        use.kept = stays

    def _roll(self, place: Key, at: datetime) -> datetime:
        now = max(at, self.last.get(place, at))
        for use in self.places[place]:
            if use.kept and not use.rolled and _is_past(place, use, now):
                use.rolled, self.last[place] = True, now
        self.places[place] = [use for use in self.places[place] if use.kept and not use.rolled]
        return now

    def _write(self, place: Key, at: datetime) -> datetime:
        self.last[place] = self._roll(place, at)
        return self.last[place]

    def _resettle(self, into: dict[tuple[str, str], str], at: datetime) -> None:
        before = {id(use): place for place, uses in self.places.items() for use in uses}
        self.into = into
        moving = [
            use
            for uses in self.places.values()
            for use in uses
            if use.kept and not use.rolled and before[id(use)] != self.place(use.asked)
        ]
        touched = {place for use in moving for place in (before[id(use)], self.place(use.asked))}
        now = max(
            [
                at,
                *(self.last[place] for place in touched if place in self.last),
                *filter(None, [self.carried_at]),
            ]
        )
        for place in touched:
            self._roll(place, now)
        for use in moving:
            if not use.rolled:
                self.places[before[id(use)]].remove(use)
                self.places[self.place(use.asked)].append(use)
                self.last[before[id(use)]] = self.last[self.place(use.asked)] = now
        self.carried_at = now


def _is_past(place: Key, use: Use, now: datetime) -> bool:
    return place.hours > 0 and use.since <= now - timedelta(hours=place.hours)
