"""Real data from outside the repository, for tests that judge us by it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]


def external(name: str) -> Path:
    """The file of that name in the external data folder; the test skips when it is not there.

    With `LEEWAY_NO_SKIP=1` a missing file fails the test instead.
    """
    folder = Path(os.environ.get("LEEWAY_EXTERNAL_DATA", "../shared/data"))
    path = (_ROOT / folder / name).resolve()
    if not path.exists():
        missing(f"external data `{name}` is absent (LEEWAY_EXTERNAL_DATA names its folder)")
    return path


def missing(what: str) -> None:
    """Skip the running test because of a missing component, or fail it with `LEEWAY_NO_SKIP=1`."""
    if os.environ.get("LEEWAY_NO_SKIP") == "1":
        pytest.fail(what)
    pytest.skip(what)
