"""Real mail servers for tests: dovecot for IMAP, aiosmtpd for SMTP, each on a free port of this machine."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from imap_tools import MailBoxUnencrypted

from tests.external import missing

PASSWORD = "a password of nobody"

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {run}
state_dir = {run}
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = 0
auth_failure_delay = 0
auth_mechanisms = plain login
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
"""


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Dovecot:
    """An IMAP server with a mailbox for whoever asks."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        name = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.user = name
        group = grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name
        (folder / "mail").mkdir(parents=True)
        for path in (folder, folder / "mail"):
            path.chmod(0o755)
            shutil.chown(path, name, group)
        run = folder / "run"
        run.mkdir()
        text = _CONFIG.format(
            run=run, folder=folder, user=name, group=group, port=self.port, password=f'"{PASSWORD}"'
        )
        (folder / "dovecot.conf").write_text(text.replace(f'"{PASSWORD}"', PASSWORD.replace(" ", "-")), "utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def password(self) -> str:
        return PASSWORD.replace(" ", "-")

    def start(self) -> None:
        self._process = subprocess.Popen(["dovecot", "-F", "-c", str(self.folder / "dovecot.conf")])
        for _ in range(100):
            with socket.socket() as trying:
                trying.settimeout(1)
                if trying.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "dovecot.log").read_text("utf-8"))

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    @contextmanager
    def box(self, user: str) -> Iterator[Any]:
        with MailBoxUnencrypted("127.0.0.1", self.port).login(user, self.password) as box:
            yield box

    def put(self, user: str, letters: Sequence[bytes], folder: str = "INBOX") -> None:
        with self.box(user) as box:
            for raw in letters:
                box.append(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), folder)


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    if shutil.which("dovecot") is None and not Path("/usr/sbin/dovecot").exists():
        missing("dovecot is not installed (apt install dovecot-imapd)")
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
    # The folders of pytest are closed to the user that dovecot works as.
    folder = Path(tempfile.mkdtemp(prefix="leeway-dovecot-"))
    server = Dovecot(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Post:
    """An SMTP server that keeps what it is handed, and refuses or breaks off where it is told to."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, list[str], bytes]] = []
        self.answer_recipient = ""
        self.answer_text = ""
        self.break_off = False
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, data_size_limit=200_000_000, server_hostname="localhost"
        )
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.answer_recipient:
            return self.answer_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer_text:
            return self.answer_text
        self.letters.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if self.break_off:
            server.transport.abort()
        return "250 OK"


@contextmanager
def post() -> Iterator[Post]:
    server = Post()
    server.start()
    try:
        yield server
    finally:
        server.stop()
