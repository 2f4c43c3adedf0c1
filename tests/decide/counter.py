"""A small shop's counter for tests: one book, the people at it, and a short way to ask.

Nina is an attendant, Taras a trainee, Vera a supervisor, Oles the manager; Carol is the customer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from leeway.decide import Actor, Approval, Decision, Given, Mode, Request, decide
from leeway.ledger import Meter
from leeway.policy import Book, Trust, load_texts

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""A Monday."""

BOOK = """
book: station
currency: UAH
zone: Europe/Kyiv
authorities: [trainee, attendant, supervisor, manager]
certificates: [cash desk]
on error: ask manager
principles: {care: People come first.}
facts:
  litres:    {type: number, unit: l, trust: system, ask: "How many litres?"}
  container: {type: text, one of: [tank, canister, bottle], ask: "What is being filled?"}
  receipt:   {type: boolean, ask: "Is there a receipt?", effort: 2}
  queue:     {type: number, unit: people, presume: 0, ask: "How many wait?"}
  birthday:  {type: date, optional: true}
  visits:    {type: number}
actions:
  dispense:     {otherwise: go ahead}
  write off:    {amount: money, max: 5000, cost: amount}
  pay later:    {amount: money, max: 900, cost: 0.2 * amount}
  coffee:       {cost: 12, worth: 60}
  wash:         {cost: 70, worth: 140}
  pay by phone: {otherwise: go ahead}
  keep papers:  {otherwise: no}
  lend:         {}
otherwise:
  attendant: [100 UAH per case, 2000 UAH per site per month]
  supervisor: [1000 UAH per case]
overall limits: [3000 UAH per site per month]
own judgement:
  limits: {attendant: [300 UAH per case, 2 per actor per month], supervisor: [900 UAH per case, 5 per actor per month]}
  review: supervisor within 3 working days
rules:
  no bottle:
    forbid: dispense
    when: container = "bottle"
    because: Static charge ignites vapour.
    instead: [lend]
    say: [It would burn.]
  never on wheels:
    forbid: coffee
    when: 10 / visits > 9
guidelines:
  shortfall:
    allow: write off
    when: litres > 0 and amount <= 1000
    limits:
      attendant: [200 UAH per case, 1 per customer per 90 days, 1000 UAH per actor per week, 9000 UAH per site per month]
      supervisor: [1000 UAH per case, no limit per actor]
    anonymous: [5 per site per day]
    requires: [cash desk]
    do:
      phone: Note the phone number.
      greet: Say that it happens.
    say:
      - point: no blame
        words: "No problem."
    because: A small debt costs less than a lost regular.
    instead: [pay by phone]
    good: She came back.
    bad: Sending her away.
  a cup:
    allow: coffee
    when: receipt
    limits: [2 per actor per day, 24 UAH per case]
  a clean car:
    allow: wash
    when: receipt and container = "tank"
    limits: {supervisor: [1 per actor per day]}
situations:
  short of money:
    when: litres > 100
    wish: I left my purse.
    remedies: [write off, pay later, coffee]
    do: {listen: Let them finish.}
circumstances:
  rush:
    when: queue > 3
    skip: [phone]
    instead: {greet: A short word.}
"""


def book(text: str = BOOK) -> Book:
    """A book from its text; a mistake in it fails the test."""
    loaded = load_texts({"book.yaml": text})
    assert loaded.book is not None, [each.message for each in loaded.diagnostics]
    return loaded.book


STATION = book()
NINA = Actor(id="nina", authority="attendant", certificates=frozenset({"cash desk"}))
TARAS = Actor(id="taras", authority="trainee", certificates=frozenset({"cash desk"}))
VERA = Actor(id="vera", authority="supervisor", certificates=frozenset({"cash desk"}))
OLES = Actor(id="oles", authority="manager", certificates=frozenset({"cash desk"}))


def request(action: str, actor: Actor = NINA, *, uah: int | None = None, **more: Any) -> Request:
    """A request at noon for Carol; facts are given as keywords `facts={...}`, at the trust they need."""
    facts = {
        name: value if isinstance(value, Given) else Given(value, Trust.SYSTEM)
        for name, value in more.pop("facts", {}).items()
    }
    asked = Request(
        action=action,
        actor=actor,
        at=NOON,
        id="r1",
        customer="carol",
        facts=facts,
        amount_minor=None if uah is None else uah * 100,
    )
    return replace(asked, **more)


def ask(
    action: str,
    actor: Actor = NINA,
    *,
    uah: int | None = None,
    used: dict[Meter, int] | None = None,
    **more: Any,
) -> Decision:
    """The decision on such a request."""
    return decide(STATION, request(action, actor, uah=uah, **more), used or {})


def judged(action: str, actor: Actor = NINA, *, uah: int | None = None, **more: Any) -> Decision:
    """The same on own judgement."""
    return ask(action, actor, uah=uah, mode=Mode.JUDGEMENT, reason="It was kind.", principle="care", **more)


def told(action: str, actor: Actor = NINA, *, uah: int | None = None, **more: Any) -> Decision:
    """The same, told afterwards."""
    return ask(action, actor, uah=uah, mode=Mode.TOLD, reason="It was kind.", **more)


def approved(action: str, approver: Actor, *, settles: tuple[str, ...] = (), **more: Any) -> Decision:
    """The same, approved."""
    approval = Approval(
        approver=approver, settles=frozenset(settles), reason="I know them.", conditions=("Ring me after.",)
    )
    return ask(action, approval=approval, **more)


FORTY = {"litres": 40}
"""Forty litres in the tank."""
