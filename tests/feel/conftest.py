"""What every test of FEEL begins with: nothing remembered from what was worked out before in the same process."""

from __future__ import annotations

import functools
import sys

import pytest


@pytest.fixture(scope="session", autouse=True)
def nothing_is_remembered() -> None:
    """Forget what the room keeps of readings; a kept answer would hide that the code now gives another."""
    for name, module in list(sys.modules.items()):
        if name.startswith("leeway.feel"):
            for each in list(vars(module).values()):
                if isinstance(each, functools._lru_cache_wrapper):
                    each.cache_clear()
