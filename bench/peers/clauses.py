"""What is asked of every engine? Clauses and requests that belong to no engine, from fixed seeds, and the right answers.

A clause forbids or allows one or two actions when all its tests hold. An answer is whether the action is allowed –
a clause allows it and none forbids it – and every clause that holds. `holds` is the meaning; each engine's answers
are compared with it.
"""

from __future__ import annotations

import datetime as dt
import operator
import random
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

ACTIONS = ("refund", "exchange", "voucher", "discount", "replace", "waive fee", "callback", "cancel")
TEXTS: Mapping[str, tuple[str, ...]] = {
    "category": tuple(f"category {i:02}" for i in range(60)),
    "country": tuple(f"country {i:02}" for i in range(25)),
    "channel": ("web", "phone", "mail", "social", "shop", "chat"),
    "tier": ("none", "bronze", "silver", "gold", "platinum"),
    "role": ("trainee", "clerk", "lead", "bot"),
    "payment": ("card", "cash", "bank", "gift card"),
    "site": tuple(f"site {i}" for i in range(400)),
}
NUMBERS: Mapping[str, tuple[int, int]] = {
    "total": (0, 50_000),
    "age": (0, 365),
    "years": (0, 20),
    "refunds": (0, 10),
    "refunded": (0, 100_000),
    "queue": (0, 20),
    "fraud": (0, 1_000),
    "score": (1, 10),
}
BOOLEANS = ("defect", "receipt")
TAGS = (
    "vip",
    "fragile",
    "sale",
    "gift",
    "bulk",
    "recall",
    "trade",
    "press",
    "first",
    "promised",
    "heavy",
    "odd",
)
FIRST_DAY = dt.date(2024, 1, 1)
DAYS = 900

type Facts = dict[str, Any]
type Answer = tuple[bool, list[str]]
type Deciding = Callable[[Facts], Answer]


class Test(NamedTuple):
    """One test of a fact: `=`, `in`, `<`, `<=`, `>`, `>=` for texts, numbers and days, `has`, `lacks`, `is`, or `any` of some."""

    sign: str
    fact: str
    value: Any


class Clause(NamedTuple):
    """What is forbidden or allowed, and when."""

    name: str
    forbids: bool
    actions: tuple[str, ...]
    tests: tuple[Test, ...]

    @property
    def has_equality(self) -> bool:
        """Whether a test, apart from the action, compares for equality or looks into a list of values."""
        return any(test.sign in ("=", "in") for test in self.tests)


def ordinary(count: int, *, seed: int = 7) -> list[Clause]:
    """Clauses as people write them; two in five have no equality test but the action."""
    rnd = random.Random(seed)
    return [_ordinary(rnd, number) for number in range(count)]


def ranges(count: int, *, seed: int = 8) -> list[Clause]:
    """Clauses about one and the same action with nothing but ranges of numbers: no key tells them apart."""
    rnd = random.Random(seed)
    found = []
    for number in range(count):
        tests = [test for fact in rnd.sample(list(NUMBERS), rnd.randint(2, 4)) for test in _between(rnd, fact)]
        found.append(Clause(f"c{number}", rnd.random() < 0.3, ACTIONS[:1], tuple(tests)))
    return found


SETS: Mapping[str, Callable[[int], list[Clause]]] = {"ordinary": ordinary, "ranges": ranges}


def requests(kind: str, count: int, *, seed: int = 11) -> list[Facts]:
    """Distinct requests: an action and nineteen facts, as plain Python values."""
    rnd = random.Random(seed)
    actions = ACTIONS if kind == "ordinary" else ACTIONS[:1]
    found = []
    for _ in range(count):
        facts: Facts = {"action": rnd.choice(actions)}
        facts |= {name: rnd.choice(values) for name, values in TEXTS.items()}
        facts |= {name: rnd.randint(low, high) for name, (low, high) in NUMBERS.items()}
        facts |= {name: rnd.random() < 0.5 for name in BOOLEANS}
        facts["tags"] = rnd.sample(TAGS, rnd.choice((0, 1, 1, 2, 3)))
        facts["ordered"] = _day(rnd)
        found.append(facts)
    assert len({repr(facts) for facts in found}) == count
    return found


def right_answer(clauses: Iterable[Clause], facts: Facts) -> Answer:
    """The answer by the meaning of the clauses, the names sorted."""
    holding = [clause for clause in clauses if holds(clause, facts)]
    return answer(holding)


def answer(holding: Iterable[Clause]) -> Answer:
    """The answer when these clauses hold."""
    effects = {clause.forbids for clause in holding}
    return effects == {False}, sorted(clause.name for clause in holding)


def holds(clause: Clause, facts: Facts) -> bool:
    """Whether a clause holds: one of its actions, and all of its tests."""
    return facts["action"] in clause.actions and all(_passes(test, facts) for test in clause.tests)


_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "in": lambda value, values: value in values,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "has": operator.contains,
    "lacks": lambda values, value: value not in values,
    "is": operator.is_,
}


def _passes(test: Test, facts: Facts) -> bool:
    if test.sign == "any":
        return any(_passes(each, facts) for each in test.value)
    return _SIGNS[test.sign](facts[test.fact], test.value)


# -- clauses ---------------------------------------------------------------------------------------------
def _ordinary(rnd: random.Random, number: int) -> Clause:
    actions = (rnd.choice(ACTIONS),) if rnd.random() < 0.95 else tuple(rnd.sample(ACTIONS, 2))
    tests = [] if rnd.random() < 0.4 else _equalities(rnd)
    for fact in rnd.sample(list(NUMBERS), rnd.choice((2, 2, 3) if not tests else (1, 2))):
        tests += _between(rnd, fact) if rnd.random() < 0.4 else [_bound(rnd, fact)]
    if rnd.random() < 0.25:
        tests.append(Test(rnd.choice((">=", "<")), "ordered", _day(rnd)))
    if rnd.random() < 0.3:
        tests.append(Test(rnd.choice(("has", "has", "lacks")), "tags", rnd.choice(TAGS)))
    if rnd.random() < 0.25:
        tests.append(Test("is", rnd.choice(BOOLEANS), rnd.random() < 0.5))
    if rnd.random() < 0.15:
        tests.append(Test("any", "", (_bound(rnd, "queue"), _bound(rnd, "age"))))
    return Clause(f"c{number}", rnd.random() < 0.4, actions, tuple(tests))


def _equalities(rnd: random.Random) -> list[Test]:
    chosen = [Test("=", "category", rnd.choice(TEXTS["category"]))]
    if rnd.random() < 0.15:
        chosen = [Test("in", "category", tuple(rnd.sample(TEXTS["category"], 3)))]
    chosen += [
        Test("=", fact, rnd.choice(TEXTS[fact]))
        for fact, share in (("country", 0.3), ("channel", 0.2), ("role", 0.25))
        if rnd.random() < share
    ]
    if rnd.random() < 0.2:
        chosen.append(Test("in", "tier", tuple(rnd.sample(TEXTS["tier"], 2))))
    return chosen


def _bound(rnd: random.Random, fact: str) -> Test:
    low, high = NUMBERS[fact]
    return Test(rnd.choice(("<", "<=", ">", ">=")), fact, rnd.randint(low, high))


def _between(rnd: random.Random, fact: str) -> list[Test]:
    low, high = NUMBERS[fact]
    least = rnd.randint(low, high)
    return [Test(">=", fact, least), Test("<=", fact, least + (high - low) * rnd.randint(5, 40) // 100)]


def _day(rnd: random.Random) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=rnd.randrange(DAYS))
