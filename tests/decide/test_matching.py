"""The bare answer names exactly the clauses that the reference finds true, and what follows from them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from leeway import policy
from leeway.decide import Actor, Given, Matched, Matcher, Outcome, Request
from leeway.decide.facts import read_facts
from leeway.decide.parts.clauses import guidelines_on, rules_on
from leeway.decide.worth.conditions import truth

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BOOK = """book: small
currency: EUR
zone: Europe/Berlin
authorities: [staff, owner]
facts:
  tier: {type: text, one of: [new, silver, gold]}
  queue: {type: number, presume: 0}
  age: number
actions:
  refund: {amount: money, max: 500}
  smile: {otherwise: go ahead}
  sell: {otherwise: ask owner}
rules:
  minors: {forbid: sell, when: age < 18}
guidelines:
  gold:
    allow: refund
    when: tier = "gold"
    limits: [30 EUR per case, 100 EUR per actor per week]
  calm:
    allow: refund
    when: queue < 3 and amount <= 20
    limits: [30 EUR per case, 100 EUR per actor per week]
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    loaded = policy.load_texts({"book.yaml": BOOK})
    assert loaded.book is not None, [each.render() for each in loaded.diagnostics]
    return Matcher(loaded.book, at=AT)


@pytest.mark.parametrize(
    ("action", "facts", "expected"),
    [
        ("refund", {"tier": "gold", "queue": 1, "amount": 5}, (Outcome.GO_AHEAD, ("small/gold", "small/calm"))),
        ("refund", {"tier": "new", "queue": 5, "amount": 5}, (Outcome.DECLINE, ())),
        ("refund", {"tier": "new", "amount": 5}, (Outcome.GO_AHEAD, ("small/calm",))),
        ("refund", {"amount": 25}, (Outcome.FIND_OUT, (), ("small/gold",))),
        ("refund", {"amount": 5}, (Outcome.GO_AHEAD, ("small/calm",), ("small/gold",))),
        ("sell", {"age": Decimal("17.9")}, (Outcome.DECLINE, ("small/minors",))),
        ("sell", {"age": 18}, (Outcome.ASK, ())),
        ("sell", {}, (Outcome.FIND_OUT, (), ("small/minors",))),
        ("smile", {}, (Outcome.GO_AHEAD, ())),
    ],
)
def test_every_clause_that_holds_is_named(
    matcher: Matcher, action: str, facts: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert matcher.match(action, facts) == Matched(*expected)


CONDITIONS = (
    'tier = "gold"', 'tier in ("gold", "new")', 'tier != "new"', "queue < 3", "queue in [2..5)", "queue > 0.1", "age >= 18",
    'list contains(tags, "vip")', 'not(list contains(tags, "odd"))', 'since < date("2026-03-01")', "late", "not(late)",
    "(queue < 2 or age > 60)", "age * 2 > queue", "count(tags) > 1",
)  # fmt: skip


def large(random: Random, count: int) -> policy.Book:
    def clause(number: int) -> str:
        kind = random.choice(("forbid", "allow"))
        condition = " and ".join(random.sample(CONDITIONS, random.randint(1, 3)))
        return f"  c{number}:\n    {kind}: {random.choice(('smile', 'wave'))}\n    when: |\n      {condition}\n"

    clauses = [clause(number) for number in range(count)]
    rules = "".join(each for each in clauses if "forbid:" in each)
    guidelines = "".join(each for each in clauses if "allow:" in each)
    text = f"""book: large
currency: EUR
zone: Europe/Berlin
authorities: [staff, owner]
facts:
  tier: text
  queue: number
  age: number
  tags: {{list of: text}}
  since: date
  late: boolean
actions:
  smile: {{otherwise: no}}
  wave: {{otherwise: go ahead}}
guidelines:
{guidelines or "  {}"}
"""
    loaded = policy.load_texts({"book.yaml": text + (f"rules:\n{rules}" if rules else "")})
    assert loaded.book is not None, [each.render() for each in loaded.diagnostics]
    return loaded.book


@pytest.mark.parametrize("seed", range(12))
def test_what_holds_is_what_the_reference_finds(seed: int) -> None:
    random = Random(seed)
    book = large(random, random.choice((12, 40, 200)))
    matcher = Matcher(book, at=AT)
    for _ in range(60):
        facts = {
            "tier": random.choice(("new", "gold", "odd")), "queue": random.choice((0, 2, 0.1, Decimal("0.1"), 5, 2.5)),
            "age": random.choice((17, 18, 61)), "late": random.random() < 0.5,
            "tags": random.sample(("vip", "odd", "other"), random.randrange(4)),
            "since": date(2026, random.choice((2, 3)), random.choice((1, 28))),
        }  # fmt: skip
        if random.random() < 0.3:
            del facts[random.choice(list(facts))]
        action = random.choice(("smile", "wave"))
        nobody = Actor(id="nobody", authority="staff")
        request = Request(action=action, actor=nobody, at=AT, facts={k: Given(v) for k, v in facts.items()})
        known = read_facts(book, request)
        worths = [
            (each, truth(each.when, known))
            for each in (*rules_on(book, request), *guidelines_on(book, request))
        ]

        found = matcher.match(action, facts)

        assert found.clauses == tuple(each.id for each, worth in worths if worth is True)
        assert found.open == tuple(
            each.id for each, worth in worths if worth is not True and worth is not False
        )
