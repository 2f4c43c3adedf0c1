"""How does a test open a desk that nobody has set up? `leeway serve` on an empty home, and the link it prints."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.opened import OpenDesk, free_ports


def serve_empty(home: Path | None = None) -> OpenDesk:
    """Run `leeway serve` on an empty home (or a given one), and wait until it says how to begin."""
    home, port = home or Path(tempfile.mkdtemp(prefix="leeway-empty-")), free_ports()
    surroundings = {**os.environ, "LEEWAY_HOME": str(home)}
    for name in ("DATABASE_URL", "LEEWAY_SECRET"):
        surroundings.pop(name, None)
    command = [sys.executable, "-m", "leeway", "serve", "--port", str(port)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, env=surroundings, start_new_session=True
        )
    desk = OpenDesk(address=f"http://localhost:{port}", home=home, process=process)
    desk._wait()
    return desk
