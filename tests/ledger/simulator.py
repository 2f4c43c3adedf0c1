"""Does the ledger do what the model says, operation for operation, over thousands of invented days?

A seed makes a world – a few persons, actors and sites, short windows, a clock that mostly steps by whole hours and in
half of the worlds sometimes goes backward – and plays it on the real ledger and on the model. Small worlds find
more than large ones: everything meets everything. Start reading at `Simulation.run`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.ledger.invariants import is_confirmation, ledger_faults
from tests.ledger.model import Key, Model, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# A zone and an evening before its clock changes: once over a midnight that does not exist, once in winter.
STARTS = (
    ("Europe/Kyiv", datetime(2026, 3, 28, 18, tzinfo=UTC)),
    ("Europe/Kyiv", datetime(2026, 10, 24, 18, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2023, 4, 27, 18, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 12, 30, 18, tzinfo=UTC)),
)
STEPS = (0,) * 20 + (1, 1, 2, 3, 6)
SUBJECTS = {"case": 4, "customer": 4, "actor": 3, "site": 2, "network": 1}
ROLLING, CALENDAR = (2, 6), ("day", "week", "month", "quarter", "year")


class Difference(AssertionError):  # noqa: N818 - it is what was found, not an error of the simulator
    """The ledger and the model disagree, or the ledger contradicts itself."""

    def __init__(self, seed: int, number: int, what: str, got: object, expected: object) -> None:
        super().__init__(
            f"seed {seed}, operation {number}, {what}: the ledger says {got}, the model {expected}"
        )


class Simulation:
    """One world, played on a ledger and on the model. `room` is `leeway.ledger`, or a copy of it with a defect."""

    def __init__(self, room: ModuleType, seed: int, *, make: Callable[[], Any] | None = None) -> None:
        self.room, self.seed, self.number = room, seed, 0
        self.ledger = (make or room.MemoryLedger)()
        self.model = Model()
        self.random = Random(seed)
        self.zone, self.now = STARTS[seed % len(STARTS)]
        self.goes_back = seed % 2 == 1
        self.meters: dict[Key, Any] = {}
        self.snapshots: list[tuple[datetime, Key, int, dict[str, str]]] = []
        self.operations = (
            [self.commit] * 10
            + [self.execute, self.fail, self.reverse, self.reverse] * 2
            + [self.tell] * 2
            + [self.carry, self.carry_back] * 2
            + [self.switch]
        )

    def run(self, operations: int) -> int:
        """Play a number of operations and compare everything; give the number. Raises: Difference."""
        for self.number in range(operations):
            self.step_clock()
            self.random.choice(self.operations)()
            for key in self.random.choices(list(self.meters) or [None], k=2):
                if key:
                    at = self.now + timedelta(hours=self.random.choice((0, 0, 1, 2, 6)))
                    self.check(f"balance of {key}", self.balance(key, at), self.model.used(key, at))
        self.check_end()
        return operations

    def step_clock(self) -> None:
        hours = self.random.choice(STEPS)
        if self.goes_back and self.random.random() < 0.05:
            hours = -self.random.choice((1, 3))
        elif hours and not self.goes_back and self.meters:
            key = self.random.choice(list(self.meters))
            self.snapshots.append((self.now, key, self.balance(key, self.now), self.ledger.stopped("site 0")))
        self.now += timedelta(hours=hours, minutes=30 * (self.random.random() < 0.05))

    def commit(self) -> None:
        name, hash_, actor, hold = *self.identity(), self.random.random() < 0.4
        options = [self.wanted(actor) for _ in range(self.random.choice((1, 1, 2, 3)))]
        watch = tuple(self.random.choices(list(self.meters), k=2)) if self.meters else ()
        asked = [each.key for wanted in options for each in wanted] + list(watch)
        before = {key: self.model.used(key, self.now) for key in asked}
        known = name in self.model.known
        expected = self.model.commit(name, hash_, actor, options, hold, self.now)
        proposal = self.proposal(name, hash_, actor, options, hold=hold, watch=watch)
        receipt = self.call("commit", expected, lambda: self.ledger.commit(proposal))
        if receipt and not known:
            self.check(
                "balances before", receipt.balances, {self.meter(key): used for key, used in before.items()}
            )
        self.check("repeated", bool(receipt and receipt.repeated), known and bool(receipt))
        self.check_decision(name, receipt)

    def tell(self) -> None:
        name, hash_, actor = self.identity()
        wanted = self.wanted(actor)
        expected = self.model.tell(name, hash_, actor, wanted, self.now)
        proposal = self.proposal(name, hash_, actor, [wanted])
        self.check_decision(name, self.call("tell", expected, lambda: self.ledger.tell(proposal)))

    def execute(self) -> None:
        name = self.some_decision("held", "held", "voided")
        known = self.model.known.get(name)
        was_held = known is not None and known.state == "held"
        expected = self.model.execute(name, self.now)
        receipt = self.call("execute", expected, lambda: self.ledger.execute(name, at=self.now))
        self.check_decision(name, receipt)
        for use in known.uses if known and was_held else ():
            if use.kept and not use.rolled:
                entries = self.ledger.history(self.meter(use.asked))
                confirmed = any(is_confirmation(entry) and entry.decision == name for entry in entries)
                self.check(f"trace of {name}", confirmed, True)

    def fail(self) -> None:
        name = self.some_decision("held")
        expected = self.model.fail(name, self.now)
        self.check_decision(name, self.call("fail", expected, lambda: self.ledger.fail(name, at=self.now)))

    def reverse(self) -> None:
        name = self.some_decision("posted")
        amount = self.random.choice((None, 5, 10, 20, 50))
        key = self.random.choice((None, None, "a", "b"))
        expected = self.model.reverse(name, self.now, amount, key)
        receipt = self.call(
            "reverse", expected, lambda: self.ledger.reverse(name, at=self.now, amount_minor=amount, key=key)
        )
        self.check_decision(name, receipt)

    def carry(self) -> None:
        scope = self.random.choice(("customer", "customer", "case", "actor"))
        one, other = (self.subject(scope) for _ in range(2))
        expected = self.model.carry(scope, one, other, self.now)
        self.call("carry", expected, lambda: self.ledger.carry(one, into=other, scope=scope, at=self.now))

    def carry_back(self) -> None:
        if self.model.into and self.random.random() < 0.8:
            scope, subject = self.random.choice(list(self.model.into))
        else:
            scope, subject = "customer", self.subject("customer")
        expected = self.model.carry_back(scope, subject, self.now)
        self.call("carry back", expected, lambda: self.ledger.carry_back(subject, scope=scope, at=self.now))

    def switch(self) -> None:
        name, site = self.random.choice("gh"), self.random.choice((None, "site 0", "site 1"))
        if self.random.random() < 0.6:
            authority = self.random.choice(("low", "middle", "high"))
            self.model.stops[name, site] = authority
            self.ledger.stop(name, authority=authority, site=site, at=self.now, by="x")
        else:
            self.model.stops.pop((name, site), None)
            self.ledger.resume(name, site=site, at=self.now, by="x")
        for where in (None, "site 0", "site 1"):
            expected: dict[str, str] = {}
            for (stopped, site_), authority in self.model.stops.items():
                if site_ in (None, where):
                    expected[stopped] = max(
                        expected.get(stopped, "low"), authority, key="low middle high".index
                    )
            got = self.ledger.stopped(where, authorities=("low", "middle", "high"))
            self.check(f"stopped at {where}", got, expected)

    def call(self, what: str, expected: Any, operation: Callable[[], Any]) -> Any:
        try:
            receipt = operation()
        except self.room.ChainBroken as broken:
            raise Difference(self.seed, self.number, what, broken, expected) from broken
        except self.room.LedgerError as problem:
            self.check(what, type(problem).__name__, expected)
            return None
        if isinstance(receipt, dict):
            used = {self.meters[key]: self.model.used(key, self.now) for key in self.meters}
            self.check(f"balances after {what}", {**used, **receipt}, {**receipt, **used})
            receipt = None
        self.check(what, receipt and receipt.state, expected)
        return receipt

    def check(self, what: str, got: object, expected: object) -> None:
        if got != expected:
            raise Difference(self.seed, self.number, what, got, expected)

    def check_decision(self, name: str, receipt: Any) -> None:
        if receipt is None:
            return
        known = self.model.known[name]
        charged = {self.meter(each.key): 0 for each in known.wanted}
        excess: dict[Any, int] = {}
        for use in known.uses:
            amounts = excess if use.excess else charged
            amounts[self.meter(use.asked)] = amounts.get(self.meter(use.asked), 0) + use.kept
        got = (receipt.chosen, receipt.charged, receipt.excess, receipt.reversed_minor)
        self.check(f"receipt of {name}", got, (known.chosen, charged, excess, known.given))
        if known.state == "posted" and known.chosen is not None and not receipt.repeated:
            self.check(f"kept of {name}", self.ledger.decision(name).undone, known.undone)
            self.check(f"time of {name}", receipt.at, known.at)

    def check_end(self) -> None:
        for key, meter in self.meters.items():
            self.check(f"balance of {key}", self.balance(key, self.now), self.model.used(key, self.now))
            place = self.model.place(key)
            caps = {each: caps for (at, each), caps in self.model.caps.items() if at == place}
            got: dict[str, list[int | None]] = {}
            for version in self.ledger.caps(meter):
                got.setdefault(version.authority, []).append(version.cap)
            self.check(f"caps of {key}", got, caps)
        for then, key, used, stopped in self.snapshots:
            got_then = self.ledger.balances_then([self.meters[key]], then=then)[self.meters[key]]
            self.check(f"balance of {key} at {then}", got_then, used)
            self.check(f"stopped at {then}", self.ledger.stopped_then("site 0", then=then), stopped)
        switched = [switch.at for switch in self.ledger.switches()]
        self.check("instants of switches", switched, sorted(switched))
        held = {
            name for name, known in self.model.known.items() if known.state == "held" and known.at < self.now
        }
        self.check("unresolved holds", {each.id for each in self.ledger.held(before=self.now)}, held)
        self.check("faults", ledger_faults(self.ledger, self.meters.values(), self.model.known), [])

    def balance(self, key: Key, at: datetime) -> int:
        meter = self.meters[key]
        return int(self.ledger.balances([meter], at=at)[meter])

    def identity(self) -> tuple[str, str, str]:
        if self.model.known and self.random.random() < 0.06:
            name = self.random.choice(list(self.model.known))
            known = self.model.known[name]
            return name, self.random.choice((known.hash, known.hash, "another")), known.actor
        name = f"{self.seed}-{self.number}"
        return name, f"hash of {name}", self.subject("actor")

    def some_decision(self, *states: str) -> str:
        wanted = self.random.choice(states) if self.random.random() < 0.9 else None
        names = [name for name, known in self.model.known.items() if wanted in (None, known.state)][-12:]
        return self.random.choice(names) if names else "unknown"

    def subject(self, scope: str) -> str:
        return f"{scope} {self.random.randrange(SUBJECTS[scope])}"

    def wanted(self, actor: str) -> tuple[Wanted, ...]:
        cost = self.random.choice((0, 10, 20, 50))
        picked = []
        for _ in range(self.random.choice((0, 1, 2, 3, 4))):
            scope = self.random.choice(tuple(SUBJECTS))
            subject = actor if scope == "actor" else self.subject(scope)
            measure = self.random.choice(("cost", "cost", "count"))
            calendar = self.random.choice(CALENDAR)
            own = (*ROLLING, *ROLLING) if scope in ("case", "customer", "actor") else ()
            window = self.random.choice(("life", calendar, *own))
            amount = 1 if measure == "count" else self.random.choice((cost, cost, cost, cost // 2))
            caps = (0, 1, 2, 3, None) if measure == "count" else (0, 50, 100, 100, 150, None)
            authority = self.random.choice(("low", "low", "high"))
            key = Key(scope, subject, measure, *self.window(window))
            self.meter(key)
            picked.append(Wanted(key, amount, self.random.choice(caps), authority))
        return tuple(picked)

    def window(self, window: str | int) -> tuple[int, str]:
        """Give the hours of a rolling window, or the label of a calendar one: its kind and first date."""
        if isinstance(window, int):
            return window, ""
        day = self.now.astimezone(ZoneInfo(self.zone)).date()
        first = {
            "life": lambda: "",
            "day": lambda: str(day),
            "week": lambda: str(day - timedelta(days=day.isoweekday() - 1)),
            "month": lambda: f"{day:%Y-%m}",
            "quarter": lambda: f"{day.year}-{(day.month + 2) // 3}",
            "year": lambda: f"{day.year}",
        }[window]()
        return 0, f"{window} {first}"

    def meter(self, key: Key) -> Any:
        """Give the ledger's meter for the model's key; a calendar window's beginning is asked of the room."""
        if key.label == "excess":
            self.meters[key] = self.room.excess_meter(key.measure, key.subject)
        if key not in self.meters:
            kind = key.label.split()[0] if key.label else f"rolling {key.hours}h"
            starts = self.room.window_start(kind, self.now, self.zone) if kind in CALENDAR else None
            self.meters[key] = self.room.Meter("g", key.measure, key.scope, kind, key.subject, starts)
        return self.meters[key]

    def proposal(
        self,
        name: str,
        hash_: str,
        actor: str,
        options: list[tuple[Wanted, ...]],
        *,
        hold: bool = False,
        watch: Any = (),
    ) -> Any:
        candidates = tuple(
            self.room.Candidate(
                "g",
                tuple(
                    self.room.Charge(self.meter(each.key), each.amount, each.cap, each.authority)
                    for each in wanted
                ),
            )
            for wanted in options
        )
        return self.room.Proposal(
            id=name,
            request_hash=hash_,
            candidates=candidates,
            at=self.now,
            watch=tuple(self.meter(key) for key in watch),
            hold=hold,
            actor=actor,
        )
