"""What if a worker is killed between the mailbox, the desk and the server that sends? Nothing is lost, nothing is twice.

Everyday size: 220 letters and 22 kills; with LEEWAY_FULL=1 3,000 letters and 121 kills.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from leeway.channels.mail.reading import read
from tests.channels.mail.servers import dovecot, post

ROOT = Path(__file__).resolve().parents[4]
FULL = os.environ.get("LEEWAY_FULL") == "1"
LETTERS, KILLS, DEPTH = (3_000, 121, 20) if FULL else (220, 22, 4)


@pytest.mark.parametrize("done", ["", "Done"], ids=["marked as seen", "moved"])
def test_killed_anywhere_each_letter_is_one_entry_and_each_answer_goes_out_at_most_once(
    tmp_path: Path, done: str
) -> None:
    with dovecot() as imap, post() as smtp:
        wanted = {
            "imap": imap.port, "smtp": smtp.port, "password": imap.password, "kills": KILLS, "depth": DEPTH,
            "seed": 7, "done": done, "letters": LETTERS,
        }  # fmt: skip
        left = _run(wanted, tmp_path)
        with imap.box("crash") as box:
            waiting = box.uids() if done else box.uids("UNSEEN")
        arrived = Counter(read(raw).message_id for _, _, raw in smtp.letters)

    assert left["killed"] >= KILLS * 0.8
    assert waiting == []
    assert left["ids"] == [f"{n:05}@mail.example" for n in range(LETTERS)]
    assert left["entries"] == left["messages"] == LETTERS
    assert set(arrived.values()) == {1}
    assert set(left["states"]) <= {"sent", "unknown"}
    assert len(left["states"]) == LETTERS
    assert set(left["sent"]) <= set(arrived)
    assert len(left["states"]) - len(left["sent"]) <= KILLS * 20


def _run(wanted: dict[str, object], home: Path) -> dict[str, object]:
    environment = {**os.environ, "LEEWAY_HOME": str(home), "PYTHONPATH": str(ROOT)}
    finished = subprocess.run(
        [sys.executable, "-m", "tests.channels.mail.crashing", json.dumps(wanted)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=5_400,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr[-3_000:]
    found: dict[str, object] = json.loads(finished.stdout.splitlines()[-1])
    return found
