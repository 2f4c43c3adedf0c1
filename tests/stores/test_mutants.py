"""The list of defects is one that can be made."""

from __future__ import annotations

from pathlib import Path

import leeway.stores
from tests.stores.mutants import MUTANTS

ROOM = Path(leeway.stores.__file__).parent


def test_at_least_thirty_defects_are_listed_and_each_can_be_made() -> None:
    texts = {mutant.file: (ROOM / mutant.file).read_text(encoding="utf-8") for mutant in MUTANTS}

    assert len(MUTANTS) >= 30
    assert [mutant.breaks for mutant in MUTANTS if texts[mutant.file].count(mutant.original) != 1] == []
    assert len({(mutant.file, mutant.original, mutant.replacement) for mutant in MUTANTS}) == len(MUTANTS)
