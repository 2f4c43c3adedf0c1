"""A believable book of any size, and requests to it: for benches of loading and deciding. Fixed seeds, no two requests alike."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from leeway.decide import Actor, Given, Request
from leeway.policy import Book, Trust

TEXTS = {
    "tier": ("new", "regular", "silver", "gold"),
    "channel": ("counter", "phone", "mail", "chat", "app"),
    "kind of goods": ("fuel", "shop", "wash", "coffee", "tyres", "parcel"),
    "cause": ("our fault", "their fault", "nobody", "a partner"),
    "region": ("north", "south", "east", "west", "centre"),
    "proof": ("receipt", "card record", "camera", "none"),
}
NUMBERS = ("queue", "age", "visits", "order.total", "days since", "litres", "complaints", "distance", "danger")
BOOLEANS = ("has receipt", "damaged", "first time", "late", "children present", "loyal")
CLAUSES_PER_FILE = 250
CLAUSES_PER_ACTION = 10


def texts(*, clauses: int, seed: int = 1) -> dict[str, str]:
    """The files of a book with so many clauses: one in five a rule, one in ten about steps, the others guidelines."""
    rnd = random.Random(seed)
    actions = [f"remedy {number}" for number in range(max(1, clauses // CLAUSES_PER_ACTION))]
    files = {"book.yaml": _book(actions)}
    for first in range(0, clauses, CLAUSES_PER_FILE):
        name = f"part-{first // CLAUSES_PER_FILE}"
        files[f"policies/{name}.yaml"] = _policy(
            name, range(first, min(first + CLAUSES_PER_FILE, clauses)), actions, rnd
        )
    return files


def _book(actions: list[str]) -> str:
    lines = [
        "book: grown", "currency: EUR", "zone: Europe/Berlin", "size: {sites: 400, actors per site: 12}",
        "authorities: [trainee, attendant, supervisor, director]", "on error: ask director", "facts:",
    ]  # fmt: skip
    lines += [f"  {name}: {{type: text, one of: [{', '.join(values)}]}}" for name, values in TEXTS.items()]
    lines += [f"  {name}: {{type: number, trust: staff}}" for name in NUMBERS]
    lines += [f"  {name}: {{type: boolean}}" for name in BOOLEANS]
    lines += ["actions:", *(f"  {name}: {{amount: money, max: 5000}}" for name in actions)]
    lines += ["overall limits: [3000000 EUR per site per month]"]
    lines += [
        "own judgement:",
        "  limits: {attendant: [2 per actor per month, 50 EUR per case]}",
        "  review: supervisor",
    ]
    lines += ["principles: {dignity: Nobody leaves humiliated.}"]
    return "\n".join(lines) + "\n"


def _policy(name: str, numbers: range, actions: list[str], rnd: random.Random) -> str:
    kinds: dict[str, list[str]] = {"rules": [], "guidelines": [], "situations": []}
    for number in numbers:
        action = actions[number // CLAUSES_PER_ACTION % len(actions)]
        place = number % 10
        if place in (0, 5):
            kinds["rules"].append(_rule(number, action, rnd))
        elif place == 9:
            kinds["situations"].append(_situation(number, rnd))
        else:
            kinds["guidelines"].append(_guideline(number, action, rnd))
    lines = [f"policy: {name}", f"title: Part {name}", "owner: director", "purpose: To measure."]
    for kind, entries in kinds.items():
        if entries:
            lines += [f"{kind}:", *entries]
    return "\n".join(lines) + "\n"


def _tests(rnd: random.Random, count: int, *, amount: bool = True) -> str:
    """So many comparisons joined by `and`, no fact twice."""
    found: dict[str, str] = {}
    while len(found) < count:
        test = _test(rnd)
        if amount or not test.startswith("amount"):
            found.setdefault(
                next(name for name in (*TEXTS, *NUMBERS, *BOOLEANS) if test.startswith(name) or name in test),
                test,
            )
    return " and ".join(found.values())


def _test(rnd: random.Random) -> str:
    kind = rnd.random()
    if kind < 0.4:
        name, values = rnd.choice(list(TEXTS.items()))
        return f'{name} = "{rnd.choice(values)}"'
    if kind < 0.5:
        name, values = rnd.choice(list(TEXTS.items()))
        return f"{name} in ({', '.join(f'{chr(34)}{each}{chr(34)}' for each in rnd.sample(values, 2))})"
    if kind < 0.75:
        return f"{rnd.choice(NUMBERS[:-1])} {rnd.choice(('<', '<=', '>', '>='))} {rnd.randint(1, 99)}"
    if kind < 0.85:
        return "amount <= 0.5 * order.total"
    return rnd.choice(BOOLEANS)


def _rule(number: int, action: str, rnd: random.Random) -> str:
    condition = f"danger > {rnd.randint(90, 99)} and {_tests(rnd, 2)}"
    return f"  rule {number}:\n    forbid: {action}\n    when: |\n      {condition}\n    because: It would harm somebody."


def _guideline(number: int, action: str, rnd: random.Random) -> str:
    condition = _tests(rnd, rnd.randint(1, 3))
    least = rnd.randint(20, 200)
    return (
        f"  guideline {number}:\n    allow: {action}\n    when: |\n      {condition}\n    limits:\n"
        f"      attendant: [{least} EUR per case, {least * 20} EUR per actor per week, {least * 400} EUR per site per month]\n"
        f"      supervisor: [{least * 5} EUR per case, {least * 100} EUR per actor per week]\n"
        f"    do: {{note {number}: Write down what happened.}}\n"
        f"    say: [It was our turn to be kind.]\n    because: A small sum keeps a large customer."
    )


def _situation(number: int, rnd: random.Random) -> str:
    return f"  situation {number}:\n    when: |\n      {_tests(rnd, 2, amount=False)}\n    do: {{look {number}: Look at the matter together.}}"


def requests(book: Book, *, count: int, seed: int = 2, unknown: float = 0.0) -> Iterator[Request]:
    """Distinct requests to a grown book; `unknown` is the share that lacks a fact."""
    rnd = random.Random(seed)
    names = list(book.actions)
    start = datetime(2026, 3, 2, 8, tzinfo=UTC)
    for number in range(count):
        facts = {name: Given(rnd.choice(values)) for name, values in TEXTS.items()}
        facts |= {name: Given(Decimal(rnd.randint(0, 100)), Trust.SYSTEM) for name in NUMBERS}
        facts |= {name: Given(rnd.random() < 0.5) for name in BOOLEANS}
        if rnd.random() < unknown:
            del facts[rnd.choice(list(facts))]
        yield Request(
            id=f"request {number}",
            action=rnd.choice(names),
            actor=Actor(
                id=f"actor {rnd.randint(1, 5000)}",
                authority=rnd.choice(("attendant", "attendant", "supervisor")),
            ),
            at=start + timedelta(seconds=number * 7),
            amount_minor=rnd.randint(1, 30_000),
            facts=facts,
            customer=f"customer {rnd.randint(1, 200_000)}",
            case=f"case {number}",
            site=f"site {rnd.randint(1, 400)}",
        )
