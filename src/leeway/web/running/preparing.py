"""How does a desk that is being prepared keep others waiting? By a file, which is there as long as that lasts.

Start reading at `holding_back`.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from leeway.desk import home_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

PREPARING: Final = "LEEWAY_PREPARING"
"""The variable that names a file, which is there as long as the desk is being prepared."""


@contextmanager
def holding_back() -> Iterator[None]:
    """While this lasts, nobody is answered yet: see `wait_until_prepared`."""
    flag = home_folder() / f"preparing-{os.getpid()}"
    flag.parent.mkdir(parents=True, exist_ok=True)
    flag.touch()
    os.environ[PREPARING] = str(flag)
    try:
        yield
    finally:
        flag.unlink(missing_ok=True)
        del os.environ[PREPARING]


def wait_until_prepared(parent: int) -> None:
    """Wait, in a child of `parent`, until it has made everything ready, or is gone."""
    named = os.environ.pop(PREPARING, None)
    while named and Path(named).exists() and os.getppid() == parent:
        time.sleep(0.01)
