"""The decision rules a second time: small, slow, written apart from the engine's own, to be compared with it.

It enumerates values of facts, not truth values of comparisons; where every unknown fact has declared values both must
agree on everything. It knows worlds of `worlds.py` only. Start reading at `tiny`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import Any

from leeway import feel
from leeway.decide import Mode, Request
from leeway.ledger import Meter, window_start
from leeway.policy import Book, Limit, Otherwise, Policy, Trust
from tests.decide.worlds import VALUES

UNKNOWN, ERROR = feel.UNKNOWN, feel.ERROR


@dataclass(frozen=True, eq=False)
class Way:
    """One clause that may grant."""

    name: str
    meters: str
    limits: dict[str, tuple[Limit, ...]]
    anonymous: tuple[Limit, ...]
    when: Any = None
    lacking: bool = False
    lowest: int = 0
    stop: int | None = None


class Tiny:
    """One book, request and balances."""

    def __init__(self, book: Book, request: Request, balances: dict[Meter, int]) -> None:
        self.book, self.request, self.balances = book, request, balances
        people = [request.actor, *([request.actor.on_behalf_of] if request.actor.on_behalf_of else [])]
        self.own = min(book.authorities.index(each.authority) for each in people)
        self.papers = set.intersection(*(set(each.certificates) for each in people))
        self.ids = [each.id for each in people]
        self.top = len(book.authorities) - 1
        self.on_error = book.authorities.index(book.on_error)
        self.facts = self.read()
        self.unknown = [name for name in VALUES if self.facts[name] is UNKNOWN]
        given = request.facts
        self.in_vain = {
            name
            for name in self.unknown
            if name in given and given[name].value is UNKNOWN and given[name].trust >= Trust.STAFF
        }

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for fact in self.book.facts.values():
            given = self.request.facts.get(fact.name)
            found[fact.name] = UNKNOWN if fact.presume is None else fact.presume
            if given is not None and given.trust >= fact.trust:
                found[fact.name] = given.value
            elif given is not None and given.value != fact.presume:
                found[fact.name] = UNKNOWN
        amount = self.request.amount_minor
        return {
            **found,
            "amount": None if amount is None else feel.freeze(amount),
            "actor.ai": self.request.actor.ai,
            "actor.certificates": tuple(sorted(self.papers)),
            "customer.known": self.request.customer is not None,
        }

    def worth(self, condition: Any, facts: dict[str, Any]) -> Any:
        if condition is None:
            return True
        value = feel.evaluate(condition.tree, facts, in_book=True).value
        return value if value is UNKNOWN or isinstance(value, bool) else ERROR

    # -- clauses -------------------------------------------------------------------------------------
    def files(self) -> list[Policy]:
        return sorted(self.book.policies, key=lambda policy: (policy.order, policy.id))

    def rules(self) -> list[Any]:
        return [
            rule
            for policy in self.files()
            for rule in policy.rules
            if not rule.actions or self.request.action in rule.actions
        ]

    def ways(self) -> list[Way]:
        if self.request.mode is Mode.JUDGEMENT:
            return self.judgement()
        named = [
            (each.order or policy.order, policy.id, place, each)
            for policy in self.book.policies
            for place, each in enumerate(policy.guidelines)
            if self.request.action in each.actions
        ]
        if named:
            return [
                Way(
                    each.id, each.id, dict(each.limits), each.anonymous, each.when, bool(set(each.requires) - self.papers),
                    stop=self.stopped(each.id, each.name),
                )
                for *_, each in sorted(named, key=lambda one: one[:3])
            ]  # fmt: skip
        own = self.book.actions[self.request.action].otherwise
        default = own or self.book.otherwise
        if default.kind is Otherwise.NO:
            return []
        lowest = self.book.authorities.index(default.authority) if default.kind is Otherwise.ASK else 0
        meters = "otherwise" if own is None else f"otherwise: {self.request.action}"
        return [
            Way(
                "otherwise",
                meters,
                dict(default.limits),
                default.anonymous,
                lowest=lowest,
                stop=self.stopped("otherwise"),
            )
        ]

    def judgement(self) -> list[Way]:
        own = self.book.own_judgement
        ai = self.request.actor.ai and self.request.actor.id not in own.ai
        way = Way(
            "own judgement", "own judgement", dict(own.limits), own.anonymous,
            lowest=self.own + 1 if ai else 0, stop=self.stopped("own judgement"),
        )  # fmt: skip
        return [way] if own.limits else []

    def stopped(self, *names: str) -> int | None:
        levels = [
            self.book.authorities.index(self.request.stopped[name])
            for name in names
            if name in self.request.stopped
        ]
        return max(levels, default=None)

    # -- limits ----------------------------------------------------------------------------------------
    def cost(self) -> int:
        cost = self.book.actions[self.request.action].cost
        return cost.fixed_minor + ceil(cost.factor * (self.request.amount_minor or 0))

    def caps(self, way: Way, level: int) -> dict[Any, int | None] | None:
        if not way.limits:
            return {}
        found: dict[Any, int | None] = {}
        entries = [way.limits[name] for name in self.book.authorities[: level + 1] if name in way.limits]
        for entry in entries:
            for limit in entry:
                if limit.cap is None:
                    found.update(
                        {
                            key: None
                            for key in found
                            if key[1] == limit.scope and limit.window.kind in ("life", key[2].kind)
                        }
                    )
                else:
                    found[limit.measure, limit.scope, limit.window] = limit.cap
        return found if entries else None

    def room(self, way: Way, level: int, *, who: list[str]) -> bool:
        caps = self.caps(way, level)
        if level < way.lowest or caps is None:
            return False
        lines = [(way.meters, key, cap) for key, cap in caps.items()]
        known = self.request.customer is not None
        if not known and any(key[1].value == "customer" for key in caps):
            if not way.anonymous:
                return False
            lines = [line for line in lines if line[1][1].value != "customer"]
            lines += [
                (f"{way.meters} (anonymous)", (one.measure, one.scope, one.window), one.cap)
                for one in way.anonymous
            ]
        lines += [
            ("overall", (one.measure, one.scope, one.window), one.cap)
            for one in self.book.overall
            if known or one.scope.value != "customer"
        ]
        return all(self.has(clause, key, cap, who=who) for clause, key, cap in lines if cap is not None)

    def has(self, clause: str, key: Any, cap: int, *, who: list[str]) -> bool:
        measure, scope, window = key
        takes = 1 if measure.value == "count" else self.cost()
        request = self.request
        subjects = {
            "case": [request.case],
            "customer": [request.customer],
            "actor": who,
            "site": [request.site],
            "network": [request.network],
        }
        starts = (
            None if window.kind in ("life", "rolling") else window_start(window.kind, request.at, "Europe/Kyiv")
        )
        meters = [
            Meter(clause, measure.value, scope.value, window.key, str(each), starts)
            for each in subjects[scope.value]
        ]
        used = [self.balances.get(meter, 0) for meter in meters] or [0]
        return takes == 0 or all(each + takes <= cap for each in used)

    def fits(self, way: Way, level: int) -> bool:
        return self.room(way, level, who=self.ids if level == self.own and not way.lacking else [])

    # -- the answer ----------------------------------------------------------------------------------------
    def answers(self, *, vain: bool) -> list[dict[str, Any]]:
        names = [name for name in self.unknown if vain or name not in self.in_vain]
        return [
            {**self.facts, **dict(zip(names, values, strict=True))}
            for values in product(*(VALUES[name] for name in names))
        ]

    def could(self, way: Way, *, lifted: bool) -> bool:
        """Whether some answer makes the clause grant while no rule forbids; decided already does not count."""
        worths = [self.worth(rule.when, self.facts) for rule in self.rules()]
        now = self.worth(way.when, self.facts)
        if UNKNOWN not in worths and now is not UNKNOWN:
            return False
        open_rules = [rule for rule in self.rules() if self.worth(rule.when, self.facts) is UNKNOWN]
        return any(
            (now is ERROR or self.worth(way.when, facts) is True)
            and all(self.worth(rule.when, facts) is False for rule in open_rules)
            for facts in self.answers(vain=lifted)
        )

    def decide(self) -> tuple[str, Any, Any]:
        """Outcome, level asked, clause."""
        worths = [self.worth(rule.when, self.facts) for rule in self.rules()]
        if True in [each is True for each in worths]:
            return "decline", None, None
        stop = self.stopped(self.request.action)
        common = [self.on_error] * any(each is ERROR for each in worths) + ([] if stop is None else [stop])
        settled = UNKNOWN not in worths
        ways = self.ways()
        certain = {way: self.worth(way.when, self.facts) for way in ways}
        free = [way for way in ways if not common and way.stop is None and certain[way] is not ERROR]
        for way in free:
            if settled and certain[way] is True and not way.lacking and self.fits(way, self.own):
                return "go_ahead", None, way.name
        for level in range(self.own, self.top + 1):
            fitting = [way for way in free if self.fits(way, level)]
            if any(self.could(way, lifted=False) for way in fitting):
                return "find_out", level, None
            for way in fitting:
                if settled and certain[way] is True:
                    return "ask", level, way.name
        return self.hand_up(ways, common, settled=settled, certain=certain)

    def hand_up(
        self, ways: list[Way], common: list[int], *, settled: bool, certain: dict[Way, Any]
    ) -> tuple[str, Any, Any]:
        found = []
        for level in range(self.own + 1, self.top + 1):
            for way in ways:
                if not self.room(way, level, who=[]):
                    continue
                needed = [
                    *common,
                    *([] if way.stop is None else [way.stop]),
                    *[self.on_error] * (certain[way] is ERROR),
                ]
                sure = settled and (certain[way] is True or certain[way] is ERROR)
                if sure and needed:
                    found.append((max([level, *needed]), level, "ask", way.name))
                elif (
                    not sure
                    and certain[way] is not False
                    and self.could(way, lifted=True)
                    and (needed or self.in_vain)
                ):
                    found.append((max([level, *needed]), level, "?", way.name))
        if not found:
            return "decline", None, None
        authority, level, kind, name = min(found, key=lambda one: (one[0], one[1], one[2] == "ask"))
        return ("ask", authority, name) if kind == "ask" else ("?", None, None)


def tiny(book: Book, request: Request, balances: dict[Meter, int]) -> tuple[str, Any, Any]:
    """What the rules say; an outcome `?` is one that hangs on which fact a question is about."""
    return Tiny(book, request, balances).decide()
