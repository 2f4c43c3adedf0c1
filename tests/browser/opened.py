"""How does a test open a desk? The real command in a process group of its own, its links, and its end.

Start reading at `OpenDesk.open`.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

LINK = re.compile(r"^ {2}(\S.*?) {2,}(\S.*?) {2,}(http://\S+)$", re.MULTILINE)
OPEN_SECONDS_MAX = 180
BEGIN = "import django; django.setup()\nfrom leeway.desk.clock import now\nat = now()\n"


@dataclass
class OpenDesk:
    """A desk that answers: its address, where it keeps things, and a sign-in link for each authority."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]
    links: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    """Authority → cookies of somebody who signed in with its link."""
    database_url: str | None = None
    """The PostgreSQL database it uses; None: SQLite in its home."""

    @classmethod
    def open(cls, *, book: str | None, database_url: str | None = None) -> OpenDesk:
        """Run `leeway demo` and wait until it has printed its links."""
        home, port = Path(tempfile.mkdtemp(prefix="leeway-desk-")), free_ports()
        surroundings = {**os.environ, "LEEWAY_ANSWER_SECONDS": "60"}
        surroundings.pop("DATABASE_URL", None)
        surroundings.pop("LEEWAY_HOME", None)
        if database_url is not None:
            surroundings["DATABASE_URL"] = database_url
        command = [sys.executable, "-m", "leeway", "demo", "--port", str(port), "--home", str(home)]
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [*command, *(["--book", book] if book else [])],
                stdout=log, stderr=subprocess.STDOUT, env=surroundings, start_new_session=True,
            )  # fmt: skip
        desk = cls(address=f"http://localhost:{port}", home=home, process=process, database_url=database_url)
        desk._wait()
        return desk

    @property
    def log(self) -> str:
        """What the desk has printed."""
        return (self.home / "log").read_text("utf-8", errors="replace")

    def run(self, code: str) -> str:
        """Do something that no page of a test is about, in a process of its own; `at` is now."""
        surroundings = {
            **os.environ,
            "LEEWAY_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "leeway.web.settings",
        }
        surroundings |= {"DATABASE_URL": self.database_url} if self.database_url else {}
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + code], env=surroundings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def close(self) -> None:
        """Stop it with all its processes."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def _wait(self) -> None:
        began = time.monotonic()
        while "Each link signs in once" not in self.log:
            if self.process.poll() is not None or time.monotonic() - began > OPEN_SECONDS_MAX:
                self.close()
                raise RuntimeError(f"the desk did not open:\n{self.log[-3000:]}")
            time.sleep(0.05)
        self.links = {as_: link for as_, _, link in LINK.findall(self.log)}


def free_ports() -> int:
    """A port that is free, and the one above it, too."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            with socket.socket() as second:
                try:
                    second.bind(("127.0.0.1", port + 1))
                except OSError:
                    continue
                return port
