"""How long until a new desk answers, and how much memory does it take? `python -m bench.start [--database postgresql://…]`.

A desk is started on an empty home; the first page is fetched as soon as it answers; then all processes of the
group are asked for their proportional share of memory (PSS), after they have been idle for a while.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

IDLE_SECONDS = 5
SECONDS_MAX = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="a PostgreSQL URL; SQLite when left out")
    parser.add_argument("--demo", action="store_true", help="start the demonstration instead of an empty desk")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "LEEWAY_HOME": home}
        surroundings.pop("DATABASE_URL", None)
        if wanted.database:
            surroundings["DATABASE_URL"] = wanted.database
        port = _free_port()
        command = [sys.executable, "-m", "leeway", "demo" if wanted.demo else "serve", "--port", str(port)]
        if wanted.demo:
            command += ["--home", home]
        began = time.monotonic()
        process = subprocess.Popen(command, env=surroundings, start_new_session=True, stdout=subprocess.DEVNULL)
        try:
            size = _first_page(port, began)
            answered = time.monotonic() - began
            time.sleep(IDLE_SECONDS)
            shares = _memory(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    print(f"first page after {answered:.1f} s ({size:,} bytes; wanted < 5 s)")
    for name, megabytes in shares:
        print(f"  {megabytes:6.1f} MB  {name}")
    print(f"memory, all processes, idle: {sum(each for _, each in shares):.0f} MB PSS (wanted ≤ 350)")


def _first_page(port: int, began: float) -> int:
    while time.monotonic() - began < SECONDS_MAX:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return len(answer.read())
        except urllib.error.HTTPError as refused:
            return len(refused.read())
        except OSError:
            time.sleep(0.02)
    raise SystemExit("no page within a minute")


def _memory(pid: int) -> list[tuple[str, float]]:
    """PSS in MB of a process and everything below it."""
    found = []
    for each in [pid, *_below(pid)]:
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
            command = Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            continue
        share = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        found.append((command[-70:], share / 1024))
    return found


def _below(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


if __name__ == "__main__":
    main()
