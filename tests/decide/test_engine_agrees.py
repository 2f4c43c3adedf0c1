"""The compiled engine and the reference give the same whole answer, on small odd worlds and on large ordinary books."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from leeway import feel, policy
from leeway.decide import Decision, Engine, Given, Mode, Request, RequestError, decide, options, plan, to_json
from leeway.ledger import MemoryLedger, Meter
from leeway.policy import Book, Trust
from tests.decide import worlds

FULL = os.environ.get("LEEWAY_FULL") == "1"
PAIRS = int(os.environ.get("LEEWAY_PAIRS", "100000" if FULL else "1200"))
REQUESTS_PER_BOOK = 15


def pairs(count: int) -> Iterator[tuple[Book, Engine, Request, dict[Meter, int]]]:
    """Books and requests, with the balances that the earlier requests to the same book really left."""
    for seed in range(count // REQUESTS_PER_BOOK):
        random = Random(seed)
        book, ledger, at = worlds.book(random), MemoryLedger(), worlds.START
        engine = Engine(book)
        for number in range(REQUESTS_PER_BOOK):
            at += timedelta(hours=random.choice((0, 1, 13)))
            request = worlds.request(random, book, at=at, number=number)
            planned = engine.plan(request)
            yield book, engine, request, ledger.balances(planned.meters, at=request.at)
            if random.random() < 0.2:
                worlds.post(ledger, planned)


def test_the_engine_decides_every_small_world_as_the_reference_does() -> None:
    outcomes: Counter[str] = Counter()
    unknown = at_once = 0
    for book, engine, request, balances in pairs(PAIRS):
        then = balances if request.mode is Mode.TOLD else None
        expected = decide(book, request, balances, then=then)
        found = engine.decide(request, balances, then=then)
        outcomes[found.outcome.value] += 1
        unknown += any(name not in request.facts for name in book.facts)
        at_once += engine.at_once(request, balances) is not None

        assert found == expected, (request, balances)
    declined = outcomes.pop("decline")
    print(
        f"{PAIRS:,} pairs, 0 differences; {dict(outcomes)} and {declined} declined; {unknown} with unknown facts; "
        f"{at_once} answered at once"
    )

    assert sum(outcomes.values()) >= declined, "at least half of the answers are no refusals"
    assert unknown >= PAIRS / 4
    assert at_once >= PAIRS * 0.4, "the quick way is compared too, not only what is left to the plain one"


def test_the_engine_asks_the_ledger_for_the_same() -> None:
    asked = 0
    for book, engine, request, _ in pairs(min(PAIRS, 2000) // 4):
        expected = plan(book, request).proposal()
        asked += len(expected.candidates)

        assert engine.plan(request).proposal() == expected
    assert asked


def test_the_engine_lists_the_same_options() -> None:
    for book, engine, request, balances in pairs(min(PAIRS, 2000) // 10):
        ordinary = replace(request, mode=Mode.ORDINARY, reason=None, principle=None)

        assert engine.options(ordinary, balances) == options(book, ordinary, balances)


CONDITIONS = (
    'tier = "gold"', 'tier in ("gold", "silver") and queue > 3', "late", "not(late)", "late and amount <= 0.5 * total",
    "birthday = null or queue < 2", '"gold" = tier and not(late)', "queue in [1..5]", "queue between 2 and 4 or late",
    'if late then queue > 1 else tier = "new"', 'some item in items satisfies item.price > 10 and item.kind = "glass"',
    "10 / queue > 2", "amount > 20 and queue = 3", 'site.kind = "large" and customer.known', "count(items) > 1",
    "amount < total", "late or amount < 5 * total",
)  # fmt: skip


def real_book(random: Random) -> Book:
    """A book as people write them, with every kind of fact, from sampled conditions."""

    def clauses(word: str, key: str, count: int, rest: str = "") -> str:
        usable = [each for each in CONDITIONS if word in {"grant", "rule"} or "amount" not in each]
        chosen = [random.choice(usable) for _ in range(count)]
        return "".join(
            f"  {word} {number}:\n    {key}\n    when: |\n      {text}\n{rest.format(number=number)}"
            for number, text in enumerate(chosen)
        )

    text = f"""book: odd
currency: EUR
zone: Europe/Berlin
authorities: [staff, lead, owner]
facts:
  tier: {{type: text, one of: [new, silver, gold]}}
  queue: {{type: number, presume: 0}}
  late: boolean
  total: {{type: number, trust: system}}
  birthday: {{type: number, optional: true}}
  site.kind: {{type: text, trust: system}}
  items:
    list of:
      kind: text
      price: number
actions:
  refund: {{amount: money, max: 500}}
  gift: {{cost: 3}}
  repair: {{amount: money, cost: 0.4 * amount}}
guidelines:
{
        clauses(
            "grant",
            "allow: [refund, repair]",
            4,
            '''    limits:
      staff: [{number}0 EUR per case, 900 EUR per site per day, 100 EUR per actor per week, 2 per customer per 30 days]
      lead: [200 EUR per case]
    anonymous: [3 per site per day]
    instead: [gift]
''',
        )
    }situations:
{clauses("situation", "do: {look: Look at it.}", 2)}circumstances:
{clauses("rush", "skip: [look]", 1)}"""
    rules = clauses("rule", "forbid: refund", 1).replace("queue", "total").replace("tier", "site.kind")
    loaded = policy.load_texts({"book.yaml": text + f"rules:\n{rules}"})
    assert loaded.book is not None, [each.render() for each in loaded.diagnostics]
    return loaded.book


def odd_request(random: Random, book: Book, number: int) -> Request:
    """A request with values plain and odd: whole numbers, claims, lists with gaps, nothing at all."""
    items = [
        {"kind": random.choice(("glass", "tin")), "price": random.choice((5, 11))}
        for _ in range(random.randrange(3))
    ]
    if items and random.random() < 0.2:
        del items[0]["price"]
    values = {
        "tier": random.choice(("new", "silver", "gold")), "queue": random.randrange(6), "late": random.random() < 0.5,
        "total": random.randrange(100), "birthday": random.choice((None, 1, 7)),
        "site.kind": random.choice(("large", "small")), "items": items,
    }  # fmt: skip
    facts = {
        name: Given(
            feel.freeze(value), random.choice((Trust.SYSTEM, Trust.SYSTEM, Trust.SYSTEM, Trust.CLAIMED))
        )
        for name, value in values.items()
        if random.random() < 0.9
    }
    action = book.actions[random.choice(("refund", "gift", "repair"))]
    return replace(
        worlds.request(random, replace(book, actions={**book.actions, **dict.fromkeys(worlds.ACTIONS, action)}),
                       at=worlds.START + timedelta(days=number), number=number, modes=False),
        action=action.name, facts=facts, stopped={}, actor=replace(worlds.actor(random), authority="staff", on_behalf_of=None),
        amount_minor=random.randrange(1, 20_000) if action.amount else None,
        site_zone=random.choice((None, None, "Asia/Tokyo", "America/New_York")),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(200 if FULL else 8))
def test_the_engine_decides_books_as_people_write_them(seed: int) -> None:
    random = Random(seed)
    book = real_book(random)
    engine = Engine(book)
    for number in range(40):
        request = odd_request(random, book, number)
        used = {meter: random.choice((0, 0, 0, 0, 1, 2, 999, 9_999)) for meter in plan(book, request).meters}
        expected: Decision = decide(book, request, used)

        assert to_json(engine.decide(request, used)) == to_json(expected), request


@pytest.mark.parametrize("seed", range(200 if FULL else 8))
def test_the_facts_of_a_case_are_read_once_for_all_its_requests(seed: int) -> None:
    random = Random(seed)
    book = real_book(random)
    engine = Engine(book)
    for number in range(20):
        request = odd_request(random, book, number)
        used = {meter: random.choice((0, 0, 0, 1, 999)) for meter in plan(book, request).meters}
        expected = decide(book, request, used)
        about = replace(request, facts=engine.case_facts(request.facts))

        assert about == request
        assert engine.decide(about, used) == expected
        assert engine.plan(about).proposal() == plan(book, request).proposal()
        assert Engine(book).decide(about, used) == expected, "to another engine they are what was given"


@pytest.mark.parametrize("value", ["3", Decimal("NaN"), None])
def test_what_is_wrong_with_the_facts_of_a_case_is_said_once(value: object) -> None:
    with pytest.raises(RequestError, match=r"facts\.n"):
        Engine(worlds.book(Random(1))).case_facts({"n": Given(value)})


@pytest.mark.parametrize(
    ("name", "value"),
    [("y", "platinum"), ("n", Decimal("NaN")), ("n", "3"), ("z", 1), ("z", None), ("no such", 1)],
)
@pytest.mark.parametrize("seed", range(10))
def test_the_engine_refuses_what_the_reference_refuses(name: str, value: object, seed: int) -> None:
    random = Random(seed)
    book = worlds.book(random)
    request = worlds.request(random, book, at=worlds.START, number=0, modes=False)
    known = {each: Given(values[-1], Trust.SYSTEM) for each, values in worlds.VALUES.items()}
    wrong = replace(request, facts={**known, name: Given(value, Trust.SYSTEM)})
    with pytest.raises(RequestError) as expected:
        decide(book, wrong)
    with pytest.raises(RequestError) as found:
        Engine(book).decide(wrong)

    assert found.value.problems == expected.value.problems
