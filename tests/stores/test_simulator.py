"""Every store does what the model says, operation for operation."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import leeway.ledger
from tests.ledger.doors import malformed
from tests.ledger.simulator import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.stores import Store

WORLDS, OPERATIONS = (60, 300) if os.environ.get("LEEWAY_FULL") == "1" else (4, 120)


def test_the_store_and_the_model_agree(make_store: Callable[..., Store]) -> None:
    for seed in range(2000, 2000 + WORLDS):
        Simulation(leeway.ledger, seed, make=make_store).run(OPERATIONS)


def test_every_malformed_proposal_is_refused(store: Store) -> None:
    accepted = []
    for name, proposal in malformed(leeway.ledger).items():
        try:
            store.commit(proposal)
        except leeway.ledger.InvalidProposal:
            continue
        accepted.append(name)

    assert accepted == []
