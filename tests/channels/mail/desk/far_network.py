"""A small public network on this machine alone: strangers' servers, a house that must not be looked into, a desk.

It runs in a network of its own (`unshare`), where public addresses, names and a certificate authority are what it
says they are; nothing of the desk is replaced. It prints what became of each picture of a letter. Run by
`test_pictures_from_servers.py`; start reading at `main`.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
INSIDE = ("127.0.0.1", "10.0.0.5", "169.254.169.254", "::1")
NAMES = {
    "shop.example": (PUBLIC,), "six.example": (PUBLIC_6,), "wrong.example": (PUBLIC,), "house.example": ("10.0.0.5",),
    "cloud.example": ("169.254.169.254",), "both.example": (PUBLIC, "127.0.0.1"), "localhost": ("127.0.0.1", "::1"),
    "mapped.example": ("::ffff:10.0.0.5",),
}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
LARGE = 6_000_000


class Stranger(BaseHTTPRequestHandler):
    """A server far away; its path says how it answers."""

    heard: list[dict[str, str]] = []
    sent: dict[str, int] = {}

    def do_GET(self) -> None:
        path, _, more = self.path.partition("?")
        self.heard.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
        if path == "/to":
            return self._answer(302, {"Location": more})
        if path == "/hop":
            left = int(more)
            return self._answer(302, {"Location": f"/hop?{left - 1}"}) if left else self._answer(200, body=PNG)
        if path == "/silent":
            time.sleep(30)
            return None
        if path in {"/drips", "/endless", "/head-drips"}:
            return self._slowly(path)
        bodies = {
            "/ok.png": PNG, "/large": PNG + b"\0" * LARGE, "/page": b"<html><script>x()</script>",
            "/svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "/packed": b"\x1f\x8b\x08" + b"\0" * 40,
        }  # fmt: skip
        packed = {"Content-Encoding": "gzip"} if path == "/packed" else {}
        return self._answer(
            200, {"Content-Type": "image/png", "Set-Cookie": "who=reader", **packed}, bodies[path]
        )

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._write(body)

    def _slowly(self, path: str) -> None:
        """Byte by byte; or without an end; or not even the head."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if path == "/head-drips":
            for number in range(200):
                self.wfile.write(f"X-{number}: y\r\n".encode())
                time.sleep(0.2)
        self.wfile.write(b"\r\n")
        pieces = [PNG] + [b"\0" * 65_536] * 2_000 if path == "/endless" else [bytes([each]) for each in PNG * 9]
        for piece in pieces:
            self._write(piece)
            time.sleep(0 if path == "/endless" else 0.2)

    def _write(self, body: bytes) -> None:
        for start in range(0, len(body), 65_536):
            piece = body[start : start + 65_536]
            self.wfile.write(piece)
            self.sent[self.path] = self.sent.get(self.path, 0) + len(piece)

    def log_message(self, *_: object) -> None:
        pass


class House(BaseHTTPRequestHandler):
    """What listens inside, and tells whoever asks what nobody outside should know."""

    heard: list[str] = []

    def do_GET(self) -> None:
        self.heard.append(f"{self.server.server_address}{self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PNG)

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    """A server that does not complain when it is left in the middle of a word."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Quiet6(Quiet):
    """The same at a longer address."""

    address_family = socket.AF_INET6


def settle(folder: Path) -> tuple[Path, Path]:
    """Give this network its addresses, names and certificate authority; give a certificate and its key."""
    import certifi

    _run("ip", "link", "set", "lo", "up")
    for address in (PUBLIC, "10.0.0.5", "169.254.169.254"):
        _run("ip", "addr", "add", f"{address}/32", "dev", "lo")
    _run("ip", "-6", "addr", "add", f"{PUBLIC_6}/128", "dev", "lo", "nodad")
    hosts = folder / "hosts"
    hosts.write_text("".join(f"{each} {name}\n" for name, found in NAMES.items() for each in found))
    authority, certificate, key = certified(folder)
    _run("mount", "--bind", str(hosts), "/etc/hosts")
    _run("mount", "--bind", str(authority), certifi.where())
    return certificate, key


def _run(*words: str) -> None:
    subprocess.run(words, check=True)


def certified(folder: Path) -> tuple[Path, Path, Path]:
    """An authority of our own, and what it certifies of two of the names."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    now = dt.datetime.now(dt.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    called = [
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in ("authority", "strangers")
    ]

    def signed(number: int, *extensions: tuple[Any, bool]) -> bytes:
        made = (
            x509.CertificateBuilder().subject_name(called[number]).issuer_name(called[0])
            .public_key(keys[number].public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=2))
        )  # fmt: skip
        for extension, critical in extensions:
            made = made.add_extension(extension, critical=critical)
        return made.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    of_authority = x509.SubjectKeyIdentifier.from_public_key(keys[0].public_key())
    by_authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key())
    uses = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    names = x509.SubjectAlternativeName([x509.DNSName(each) for each in ("shop.example", "six.example")])
    places = folder / "authority.pem", folder / "strangers.pem", folder / "strangers.key"
    places[0].write_bytes(
        signed(0, (x509.BasicConstraints(True, None), True), (uses, True), (of_authority, False))
    )
    places[1].write_bytes(signed(1, (names, False), (by_authority, False)))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    places[2].write_bytes(keys[1].private_bytes(serialization.Encoding.PEM, *form))
    return places


def serve(certificate: Path, key: Path) -> None:
    """Start the strangers' servers, plain and by TLS, and what listens inside."""
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusted.load_cert_chain(certificate, key)
    for kind, address in ((Quiet, PUBLIC), (Quiet6, PUBLIC_6)):
        plain, safe = kind((address, 80), Stranger), kind((address, 443), Stranger)
        safe.socket = trusted.wrap_socket(safe.socket, server_side=True)
        for each in (plain, safe):
            threading.Thread(target=each.serve_forever, daemon=True).start()
    for address in INSIDE:
        house = (Quiet6 if ":" in address else Quiet)((address, 80), House)
        threading.Thread(target=house.serve_forever, daemon=True).start()


def desk_with(addresses: list[str]) -> tuple[Any, dict[str, str]]:
    """A desk with a letter that names these pictures, whose pictures somebody asked for: by address, where each is."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from leeway.channels.mail import commands as mail
    from leeway.channels.mail.models import Letter
    from leeway.desk.people import commands as people
    from leeway.desk.people.models import Colleague

    at = dt.datetime.now(dt.UTC)
    people.add_site(name="Shop", parent=None, id_="shop")
    people.add_colleague(name="Mira", at=at, id_="mira")
    people.post("mira", site="shop", authority="attendant", at=at)
    mail.add_mailbox(mail.Wanted(id="help", site="shop", address="help@shop.example", brand="shop"))
    shown = "".join(f'<img alt="{n}" src="{escape(each)}">' for n, each in enumerate(addresses))
    head = "From: Maria <maria@example.com>\nSubject: Sale\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    raw = f"{head}<p>Hello</p>{shown}".encode()
    mail.keep("help", [(raw, len(raw))], at=at)
    mail.take_in_waiting(at=at)
    mira = Client(SERVER_NAME="localhost")
    mira.force_login(Colleague.objects.get(pk="mira"), "allauth.account.auth_backends.AuthenticationBackend")
    page = mira.post(f"/letters/{Letter.objects.get().entry}/pictures/", follow=True).content.decode()
    there = [
        (re.search(r'alt="(\d+)"', each), re.search(r'src="([^"]+)"', each))
        for each in re.findall("<img[^>]*>", page)
    ]
    return mira, {addresses[int(alt[1])]: unescape(src[1]) for alt, src in there if alt and src}


def main(home: str, addresses: list[str]) -> None:
    """Print, for each address, what the colleague's browser got and how long it took; and what was heard where."""
    serve(*settle(Path(home)))
    mira, there = desk_with(addresses)

    def seen(address: str) -> tuple[str, list[Any]]:
        began = time.monotonic()
        answer = mira.get(there[address])
        took = time.monotonic() - began
        return address, [
            answer.status_code,
            answer.get("Content-Type", ""),
            len(answer.content),
            round(took, 2),
        ]

    slow = [each for each in there if re.search("drips|silent", each)]
    found: dict[str, list[Any]] = dict(map(seen, (each for each in there if each not in slow)))
    with ThreadPoolExecutor(4) as pool:
        found |= dict(pool.map(seen, slow))
    result: dict[str, Any] = {
        "found": found,
        "inside": House.heard,
        "heard": Stranger.heard,
        "sent": Stranger.sent,
    }
    print(json.dumps(result))
    sys.stdout.flush()
    os._exit(0)  # some servers still drip


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
