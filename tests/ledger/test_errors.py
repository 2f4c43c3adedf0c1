"""Errors say in a sentence what cannot be done, carry their fields, and survive the way between processes."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import timedelta

import pytest

import leeway.ledger
from leeway.ledger import (
    CannotCarry,
    ChainBroken,
    ClockSuspect,
    InstantOutOfRange,
    InvalidProposal,
    JournalDamaged,
    LedgerError,
    LedgerUnavailable,
    RequestDiffers,
    ReversesTooMuch,
    UnknownDecision,
    UnknownWindow,
    UnknownZone,
    WrongState,
)
from tests.ledger.cast import HOUR, NOON

SAID = [
    (InvalidProposal("amount", "must be more than 0"), "`amount` must be more than 0"),
    (RequestDiffers("7", "a", "b"), "decision `7` was made for another request (a, not b)"),
    (UnknownDecision("7"), "no decision has the id `7`"),
    (WrongState("7", "posted", "held"), "decision `7` is posted, it would have to be held"),
    (ReversesTooMuch("7", 50, 20), "50 cannot be given back of decision `7`: 20 is left"),
    (
        CannotCarry("lena", "olena", "they are one already"),
        "`lena` cannot be carried into `olena`: they are one already",
    ),
    (UnknownWindow("fortnight"), "`fortnight` is not a calendar window: day, week, month, quarter or year"),
    (UnknownZone("Kyiv"), "`Kyiv` is not a time zone; an example of one is `Europe/Kyiv`"),
    (InstantOutOfRange(NOON), "the window around 2026-03-02T12:00:00+00:00 reaches beyond the calendar"),
    (
        ClockSuspect(NOON + HOUR, NOON, timedelta(minutes=5)),
        "the clock says 2026-03-02T13:00:00+00:00, 2026-03-02T12:00:00+00:00 was expected",
    ),
    (ChainBroken("meter", 3, "does not add up"), "entry 3 of meter: does not add up"),
    (
        LedgerUnavailable("balances", "no space left"),
        "the balances in `balances` cannot be used: no space left",
    ),
    (JournalDamaged("balances", "torn", 4), "line 4 of `balances` is damaged: torn"),
]


@pytest.mark.parametrize(("error", "sentence"), SAID, ids=lambda value: type(value).__name__)
def test_an_error_says_what_cannot_be_done(error: LedgerError, sentence: str) -> None:
    assert str(error) == sentence
    assert isinstance(error, LedgerError)


@pytest.mark.parametrize("error", [error for error, _ in SAID], ids=lambda error: type(error).__name__)
def test_an_error_keeps_its_fields_between_processes(error: LedgerError) -> None:
    returned = pickle.loads(pickle.dumps(error))

    assert type(returned) is type(error)
    assert [getattr(returned, each.name) for each in fields(error)] == [
        getattr(error, each.name) for each in fields(error)
    ]  # type: ignore[arg-type]
    assert returned.args == error.args


def test_every_error_is_named_by_the_room() -> None:
    exported = {getattr(leeway.ledger, name) for name in leeway.ledger.__all__}

    assert {type(error) for error, _ in SAID} | {LedgerError} == {
        each for each in exported if isinstance(each, type) and issubclass(each, Exception)
    }
