"""Whoever tells a deed afterwards sees thanks, not a refusal, also when a rule spoke against it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rich.console import Console

from leeway import policy
from leeway.cli.counter.screens.answer import band
from leeway.decide import Actor, Given, Mode, Outcome, Request, decide, words

BOOKS = Path(__file__).resolve().parents[2] / "books"
RED = "155;44;44"


def drawn(mode: Mode) -> tuple[Outcome, str]:
    book = policy.load(BOOKS / "corner-shop.yaml").book
    assert book is not None
    request = Request(
        action="sell alcohol",
        actor=Actor(id="nadia", authority="staff"),
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        facts={"age": Given(Decimal(17))},
        mode=mode,
        reason=None if mode is Mode.ORDINARY else "she said that she was eighteen",
    )
    decision = decide(book, request)
    console = Console(force_terminal=True, color_system="truecolor", width=60)
    with console.capture() as capture:
        console.print(band(decision, words(decision, book=book)))
    return decision.outcome, capture.get()


def test_what_a_rule_forbids_is_red_when_asked_and_never_when_told() -> None:
    asked, told = drawn(Mode.ORDINARY), drawn(Mode.TOLD)

    assert asked[0] is Outcome.DECLINE
    assert RED in asked[1]
    assert RED not in told[1]
    assert "✕" not in told[1]
