"""The ledger does what its model says, and the checks that say so can fail."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import leeway.ledger
from tests.ledger.calendars import calendar_faults
from tests.ledger.doors import clock_faults, door_faults, malformed
from tests.ledger.hostile import accepted
from tests.ledger.mutants import MUTANTS
from tests.ledger.simulator import Difference, Simulation

WORLDS = 200 if os.environ.get("LEEWAY_FULL") == "1" else 8
ROOM = Path(leeway.ledger.__file__).parent


@pytest.mark.parametrize("half", [0, 1])
def test_the_ledger_and_its_model_agree(half: int) -> None:
    for seed in range(half * WORLDS, (half + 1) * WORLDS):
        Simulation(leeway.ledger, seed).run(300)


def test_the_journal_and_the_model_agree(tmp_path: Path) -> None:
    for seed in (1000, 1001):
        path = tmp_path / f"{seed}.jsonl"
        Simulation(leeway.ledger, seed, make=lambda path=path: leeway.ledger.JournalLedger(path)).run(100)


def test_the_simulator_notices_a_ledger_that_forgets() -> None:
    class Forgetful(leeway.ledger.MemoryLedger):
        def balances(self, meters, *, at):  # type: ignore[no-untyped-def]
            return dict.fromkeys(super().balances(meters, at=at), 0)

    with pytest.raises(Difference, match="seed 0, operation"):
        Simulation(leeway.ledger, 0, make=Forgetful).run(300)


def test_every_hostile_entry_is_refused_for_its_own_reason() -> None:
    assert accepted(leeway.ledger) == []


def test_every_malformed_proposal_is_refused() -> None:
    assert len(malformed(leeway.ledger)) >= 16
    assert door_faults(leeway.ledger) == []


def test_a_malformed_proposal_is_told_which_part_is_wrong() -> None:
    told = {}
    for name, proposal in malformed(leeway.ledger).items():
        with pytest.raises(leeway.ledger.InvalidProposal) as caught:
            leeway.ledger.MemoryLedger().commit(proposal)
        told[name] = str(caught.value)

    assert told["no id"] == "`id` must not be empty"
    assert told["an instant without a zone"] == "`at` has no time zone"
    assert told["a negative amount"] == "`amount` must be a whole number from 0, not -1"
    assert told["a negative cap"] == "`cap` must be a whole number from 0, not -1"
    assert told["a measure that is none"] == "`measure` `weight` is neither `cost` nor `count`"
    assert (
        told["a scope that is none"] == "`scope` `galaxy` is not a scope: case, customer, actor, site, network"
    )
    assert told["a window that is none"] == "`window` `fortnight` is not a window"
    assert told["a rolling window of no hours"] == "`window` `rolling 0h` is not of the form `rolling 8h`"
    assert told["a calendar window from an instant without a zone"] == "`starts` has no time zone"
    assert told["a lifelong window with a beginning"].startswith("`starts` must be absent: a `life` window")


def test_a_clock_that_jumps_is_not_believed() -> None:
    assert clock_faults(leeway.ledger) == []


def test_calendars_are_checked() -> None:
    class Wrong:
        window_start = staticmethod(lambda kind, at, zone: at)
        window_end = staticmethod(lambda kind, at, zone: at)

    assert len(calendar_faults(Wrong)) > 1000  # type: ignore[arg-type]


def test_at_least_thirty_defects_are_listed_and_each_can_be_made() -> None:
    assert len(MUTANTS) >= 30
    texts = {mutant.file: (ROOM / mutant.file).read_text(encoding="utf-8") for mutant in MUTANTS}

    assert [mutant for mutant in MUTANTS if texts[mutant.file].count(mutant.original) != 1] == []
    assert len({(mutant.file, mutant.original, mutant.replacement) for mutant in MUTANTS}) == len(MUTANTS)
