"""Does the desk's worker look after its mailboxes? One that refuses is told to the operator and stops no other."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.channels.mail.servers import dovecot

ROOT = Path(__file__).resolve().parents[4]
LETTER = b"From: petra@mail.example\nTo: help@shop.example\nMessage-ID: <%d@mail.example>\nSubject: Kettle\n\nIt leaks."


def run(home: Path, *words: str, password: str = "") -> str:
    environment = {**os.environ, "LEEWAY_HOME": str(home), "LEEWAY_MAIL_PASSWORD": password}
    finished = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return finished.stdout + finished.stderr


def until(wanted: str, home: Path, *, seconds: float = 90) -> str:
    """What `leeway mail list` says, once it says that."""
    end = time.monotonic() + seconds
    said = ""
    while time.monotonic() < end:
        said = run(home, "leeway", "mail", "list")
        if wanted in said:
            return said
        time.sleep(1)
    return said


def test_the_worker_fetches_letters_beside_a_mailbox_that_refuses(tmp_path: Path) -> None:
    environment = {**os.environ, "LEEWAY_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "leeway.web.settings"}
    run_django = ["django", "migrate", "-v0"]
    subprocess.run([sys.executable, "-m", *run_django], cwd=ROOT, env=environment, check=True, timeout=240)
    with dovecot() as imap:
        server = f"127.0.0.1:{imap.port}"
        common = ("--site", "shop", "--security", "none")
        help_ = (
            "leeway",
            "mail",
            "add",
            "help",
            "--address",
            "help@shop.example",
            "--imap",
            server,
            "--user",
            "help",
        )
        shut = (
            "leeway",
            "mail",
            "add",
            "shut",
            "--address",
            "shut@shop.example",
            "--imap",
            server,
            "--user",
            "shut",
        )
        run(tmp_path, *help_, *common, password=imap.password)
        run(tmp_path, *shut, *common, password="wrong")
        imap.put("help", [LETTER % 1])
        worker = subprocess.Popen(
            [sys.executable, "-m", "leeway.web.running.working"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        try:
            first = until("help@shop.example  1 letters, 0 waiting", tmp_path)
            imap.put("help", [LETTER % 2])
            second = until("help@shop.example  2 letters, 0 waiting", tmp_path)
            tried = run(tmp_path, "leeway", "mail", "check", "shut")
        finally:
            worker.kill()
            worker.wait(10)

    assert "help@shop.example  1 letters, 0 waiting" in first
    assert "help@shop.example  2 letters, 0 waiting" in second
    assert "uthentication" in second
    assert "fetching: 127.0.0.1" in tried
