"""Settings of every test: property tests are repeatable, their size follows `LEEWAY_FULL`."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

# Settings of the desk are read when the first test is collected: none may touch the data of who runs them.
os.environ["LEEWAY_HOME"] = tempfile.mkdtemp(prefix="leeway-test-")
os.environ["LEEWAY_SECRET"] = "only for tests"
os.environ.pop("DATABASE_URL", None)

_CALM = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile(
    "everyday", max_examples=100, deadline=None, derandomize=True, suppress_health_check=_CALM
)
settings.register_profile("full", max_examples=2_000, deadline=None, suppress_health_check=_CALM)
settings.load_profile("full" if os.environ.get("LEEWAY_FULL") == "1" else "everyday")
