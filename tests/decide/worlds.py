"""Random small worlds: a book, requests to it, and balances reached by really posting. Made directly of model objects, so
that a hundred thousand of them are cheap; small windows, few subjects and few values find more than realistic sizes.

A `random.Random` decides everything: seeded for speed, or Hypothesis's own, which shrinks what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from leeway import feel
from leeway.decide import Actor, Approval, Decision, Given, Mode, Outcome, Plan, Request, plan, settle, telling
from leeway.decide.reference import found
from leeway.feel import tree, types
from leeway.ledger import MemoryLedger, Meter
from leeway.policy import (
    Action,
    Book,
    Condition,
    Cost,
    Default,
    Fact,
    Guideline,
    Limit,
    Measure,
    Otherwise,
    OwnJudgement,
    Policy,
    Rule,
    Scope,
    Situation,
    Step,
    Trust,
    Window,
)

AUTHORITIES = ("low", "middle", "high")
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
NAMES = ("x", "y", "z", "n", "o", "p", "s", "amount", "actor.ai", "actor.certificates", "customer.known")

VALUES: dict[str, tuple[Any, ...]] = {
    "x": (Decimal(0), Decimal(1)),
    "y": ("a", "b", "c"),
    "z": (True, False),
    "n": tuple(map(Decimal, (-1, 0, 1, 2, 3, 4, 5, 6))),
    "o": (None, Decimal(0), Decimal(2), Decimal(4)),
    "p": (Decimal(0), Decimal(1)),
    "s": (True, False),
}
"""Values of each fact that tell all conditions below apart."""

_ATOMS = (
    "x = 0", "x < 1", "1 / x = 1", 'y = "a"', 'y != "b"', 'y in ("a", "c")', "z", "n < 3", "n >= 3", "n < amount",
    "n = x", "10 / n > 2", "o < 3", "o = null", "s", "amount <= 2", "amount > 1", "customer.known",
)  # fmt: skip
_RULE_ATOMS = (*_ATOMS, 'not(list contains(actor.certificates, "paper"))', "actor.ai")
_GUIDELINE_ATOMS = (*_ATOMS, "p = 0", "p < 1", "z", "x = 1", "amount <= 3")


@cache
def atom(text: str) -> tree.Node:
    return feel.parse(text, names=NAMES)


@dataclass(frozen=True)
class World:
    """One book, one request, and what has been used so far, with the ledger that says so."""

    book: Book
    request: Request
    balances: dict[Meter, int]
    ledger: MemoryLedger

    @property
    def plan(self) -> Plan:
        return plan(self.book, self.request)


# -- conditions ---------------------------------------------------------------------------------------
def condition(random: Random, atoms: tuple[str, ...], *, depth: int = 2) -> tuple[str, tree.Node]:
    """A text and its tree, made by hand because parsing each would cost more than deciding."""
    shape = random.random()
    if depth == 0 or shape < 0.55:
        text = random.choice(atoms)
        return text, atom(text)
    span = feel.Span(0, 1)
    if shape < 0.65:
        text, inner = condition(random, atoms, depth=depth - 1)
        function = tree.Name(span=span, name="not")
        return f"not({text})", tree.Call(span=span, function=function, arguments=(inner,))
    parts = [condition(random, atoms, depth=depth - 1) for _ in range(2)]
    word, kind = ("and", tree.And) if shape < 0.82 else ("or", tree.Or)
    text = f" {word} ".join(f"({text})" for text, _ in parts)
    return text, kind(span=span, operands=tuple(part for _, part in parts))


def when(random: Random, atoms: tuple[str, ...], *, always: float) -> Condition:
    text, node = ("true", atom("true")) if random.random() < always else condition(random, atoms)
    return Condition(text, node)


# -- limits ---------------------------------------------------------------------------------------------
_METERS = (
    (Measure.COST, Scope.CASE, Window()),
    (Measure.COUNT, Scope.CUSTOMER, Window()),
    (Measure.COUNT, Scope.CUSTOMER, Window("rolling", 48)),
    (Measure.COST, Scope.ACTOR, Window("day")),
    (Measure.COUNT, Scope.ACTOR, Window("rolling", 24)),
    (Measure.COST, Scope.SITE, Window("week")),
    (Measure.COUNT, Scope.SITE, Window("day")),
    (Measure.COST, Scope.NETWORK, Window("month")),
)


def limits(random: Random) -> dict[str, tuple[Limit, ...]]:
    """Limits by level as the loader admits them: the first entry names all meters, caps never fall."""
    if random.random() < 0.25:
        return {}
    levels = sorted(random.sample(range(3), random.randint(1, 3)))
    current: dict[Any, int | None] = {
        meter: random.choice((1, 2, 3, 5)) for meter in random.sample(_METERS, random.randint(1, 2))
    }
    found = {AUTHORITIES[levels[0]]: tuple(Limit(*meter, cap) for meter, cap in current.items())}
    for level in levels[1:]:
        entry = []
        for meter, cap in current.items():
            raised = random.choice((cap, None, 2, 5, 9))
            if cap is None or (raised is not None and raised < cap):
                continue
            current[meter] = raised
            entry.append(Limit(*meter, raised))
        found[AUTHORITIES[level]] = tuple(entry)
    return found


def anonymous(random: Random) -> tuple[Limit, ...]:
    if random.random() < 0.5:
        return ()
    return (Limit(Measure.COUNT, Scope.SITE, Window("day"), random.choice((1, 2, 3))),)


# -- books ------------------------------------------------------------------------------------------------
FACTS = {
    fact.name: fact
    for fact in (
        Fact(name="x", type=types.NUMBER, one_of=VALUES["x"]),
        Fact(name="y", type=types.STRING, one_of=VALUES["y"], effort=2),
        Fact(name="z", type=types.BOOLEAN),
        Fact(name="n", type=types.NUMBER, effort=3),
        Fact(name="o", type=types.NUMBER, optional=True),
        Fact(name="p", type=types.NUMBER, presume=Decimal(0)),
        Fact(name="s", type=types.BOOLEAN, trust=Trust.SYSTEM),
    )
}
ACTIONS = ("give", "twice", "treat", "smile")


def default(random: Random) -> Default:
    kind = random.choice(list(Otherwise))
    authority = random.choice(AUTHORITIES) if kind is Otherwise.ASK else None
    by_level = limits(random) if kind is Otherwise.LIMITS else {}
    if kind is Otherwise.LIMITS and not by_level:
        kind = Otherwise.GO_AHEAD
    return Default(kind=kind, authority=authority, limits=by_level, anonymous=anonymous(random))


def actions(random: Random) -> dict[str, Action]:
    found = (
        Action(name="give", amount=True, max_minor=5, cost=Cost(factor=Decimal(1))),
        Action(name="twice", amount=True, max_minor=4, cost=Cost(fixed_minor=1, factor=Decimal("1.5"))),
        Action(name="treat", cost=Cost(fixed_minor=1), worth_minor=5),
        Action(name="smile"),
    )
    return {
        each.name: replace(each, otherwise=default(random) if random.random() < 0.4 else None) for each in found
    }


def book(random: Random) -> Book:
    """A book of at most two rules and four guidelines, spread over up to three files."""
    names = [f"policy {number}" for number in range(random.randint(1, 3))]
    policies = [
        Policy(id=name, title=name, order=random.choice((0, 0, 1))) for name in random.sample(names, len(names))
    ]
    for number in range(random.choice((0, 0, 0, 1, 1, 2))):
        place = random.randrange(len(policies))
        clause = rule(random, policies[place].id, number)
        policies[place] = replace(policies[place], rules=(*policies[place].rules, clause))
    for number in range(random.choice((1, 2, 2, 3, 4))):
        place = random.randrange(len(policies))
        granting = guideline(random, policies[place].id, number)
        policies[place] = replace(policies[place], guidelines=(*policies[place].guidelines, granting))
    if random.random() < 0.3:
        policies[0] = replace(policies[0], situations=(situation(random, policies[0].id),))
    overall = (
        Limit(
            Measure.COST, random.choice((Scope.SITE, Scope.CUSTOMER)), Window("month"), random.choice((3, 8))
        ),
    )
    return Book(
        name="small",
        currency="JPY",
        digits=0,
        zone="Europe/Kyiv",
        authorities=AUTHORITIES,
        facts=FACTS,
        actions=actions(random),
        policies=tuple(policies),
        otherwise=default(random),
        on_error=random.choice(AUTHORITIES),
        overall=overall if random.random() < 0.4 else (),
        own_judgement=OwnJudgement(limits=limits(random), anonymous=anonymous(random), ai=("robot",)),
        principles={"care": "People first."} if random.random() < 0.5 else {},
        certificates=("paper",),
        version="1",
    )


def rule(random: Random, policy: str, number: int) -> Rule:
    named = () if random.random() < 0.3 else tuple(random.sample(ACTIONS, 2))
    instead = tuple(random.sample(ACTIONS, random.randint(0, 2)))
    return Rule(
        id=f"{policy}/rule {number}", name=f"rule {number}", policy=policy, actions=named, instead=instead,
        when=when(random, _RULE_ATOMS, always=0.03),
    )  # fmt: skip


def guideline(random: Random, policy: str, number: int) -> Guideline:
    clause = f"{policy}/guideline {number}"
    return Guideline(
        id=clause, name=f"guideline {number}", policy=policy,
        actions=tuple(random.sample(ACTIONS, random.choice((1, 2)))),
        when=when(random, _GUIDELINE_ATOMS, always=0.25),
        limits=limits(random), anonymous=anonymous(random),
        requires=("paper",) if random.random() < 0.2 else (),
        instead=tuple(random.sample(ACTIONS, random.randint(0, 2))),
        order=random.choice((0, 0, 0, 1, 2)),
        steps=(Step(id="greet", text=f"Greet, says {number}.", clause=clause),),
    )  # fmt: skip


def situation(random: Random, policy: str) -> Situation:
    return Situation(
        id=f"{policy}/situation", name="situation", policy=policy, when=when(random, _ATOMS, always=0.4),
        remedies=tuple(random.sample(ACTIONS, 2)),
    )  # fmt: skip


# -- requests ------------------------------------------------------------------------------------------------
def given(random: Random, name: str, *, unknown: float) -> Given | None:
    """A fact at its trust, or missing, merely claimed, or tried in vain."""
    value = random.choice(VALUES[name])
    if random.random() < unknown:
        doubt = random.random()
        if doubt < 0.5:
            return None
        return Given(value, Trust.CLAIMED) if doubt < 0.9 else Given(feel.UNKNOWN, Trust.STAFF)
    return Given(value, FACTS[name].trust)


def actor(random: Random) -> Actor:
    papers = frozenset({"paper"}) if random.random() < 0.7 else frozenset[str]()
    if random.random() < 0.85:
        return Actor(
            id=random.choice(("ann", "bob")), authority=random.choice(AUTHORITIES), certificates=papers
        )
    person = Actor(id="ann", authority=random.choice(AUTHORITIES), certificates=papers)
    return Actor(
        id=random.choice(("robot", "other robot")), authority=random.choice(AUTHORITIES), certificates=papers, ai=True,
        on_behalf_of=person if random.random() < 0.5 else None,
    )  # fmt: skip


def request(random: Random, book: Book, *, at: datetime, number: int, modes: bool = True) -> Request:
    """A request to a book; in a third of them something is unknown."""
    unknown = 0.5 if random.random() < 0.4 else 0.0
    facts = {name: given(random, name, unknown=unknown) for name in VALUES}
    action = book.actions[random.choice(ACTIONS)]
    mode = random.choices(list(Mode), (8, 1, 1))[0] if modes else Mode.ORDINARY
    stopped: dict[str, str] = {}
    if random.random() < 0.1:
        clauses = [each.id for policy in book.policies for each in policy.guidelines]
        stopped[random.choice([*clauses, *ACTIONS])] = random.choice(AUTHORITIES)
    return Request(
        id=f"request {number}",
        action=action.name,
        actor=actor(random),
        at=at,
        amount_minor=random.randint(1, action.max_minor) if action.max_minor is not None else None,
        facts={name: each for name, each in facts.items() if each is not None},
        customer=random.choice(("carol", "carol", "dan", None)),
        case=random.choice(("case 1", "case 2")),
        site=random.choice(("site 1", "site 1", "site 2")),
        mode=mode,
        reason="it was kind" if mode is not Mode.ORDINARY else None,
        principle="care" if mode is not Mode.ORDINARY and book.principles else None,
        stopped=stopped,
    )


def world(random: Random, *, modes: bool = True, earlier_max: int = 4) -> World:
    """A book, a request, and the balances that up to four earlier requests really left in a ledger."""
    made, ledger, at = book(random), MemoryLedger(), START
    for number in range(random.randint(0, earlier_max)):
        at += timedelta(hours=random.choice((0, 1, 13, 30)))
        post(ledger, plan(made, request(random, made, at=at, number=number)))
    asked = request(random, made, at=at + timedelta(hours=random.choice((0, 1, 30))), number=99, modes=modes)
    planned = plan(made, asked)
    return World(made, asked, ledger.balances(planned.meters, at=asked.at), ledger)


def post(ledger: MemoryLedger, planned: Plan) -> Outcome | None:
    """Commit a plan as the desk does; a deed told afterwards is told."""
    if planned.request.mode is Mode.TOLD:
        balances = ledger.balances(planned.meters, at=planned.request.charged_at)
        ledger.tell(telling(planned, balances))
        return None
    receipt = ledger.commit(planned.proposal())
    return Outcome.GO_AHEAD if receipt.chosen is not None else None


# -- looking at a world ------------------------------------------------------------------------------------
RANK = {Outcome.DECLINE: 0, Outcome.FIND_OUT: 0, Outcome.ASK: 1, Outcome.GO_AHEAD: 2}
"""How generous an outcome is."""


def decided(world: World) -> Decision:
    """The whole decision of a world."""
    return settle(world.plan, world.balances)


def outcome(book: Book, request: Request, balances: dict[Meter, int]) -> Outcome:
    """The outcome alone, without everything that is shown along with it."""
    return found(plan(book, request), balances, None).outcome


def knowing(request: Request, name: str, value: Any) -> Request:
    """The same request with one fact known."""
    return replace(request, facts={**request.facts, name: Given(value, Trust.SYSTEM)})


def silent(request: Request, name: str) -> Request:
    """The same request with one fact not mentioned."""
    return replace(request, facts={key: each for key, each in request.facts.items() if key != name})


def approved(book: Book, request: Request, *, level: str, settles: frozenset[str]) -> Request:
    """The same request, approved by a certified person of a level who has an unused allowance."""
    papers = frozenset(book.certificates)
    approver = Actor(id="approver", authority=level, certificates=papers)
    return replace(
        request, id="approval", approval=Approval(approver=approver, settles=settles, reason="I know them")
    )
