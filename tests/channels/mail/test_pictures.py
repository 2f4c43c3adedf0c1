"""Pictures come from elsewhere through the desk: only pictures, only from the public network, and not for ever."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from leeway.channels.mail.carrying import pictures
from leeway.channels.mail.carrying.pictures import Bounds, NotShownError, Picture, is_public, public_addresses

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:192.168.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "::127.0.0.1", "nonsense",
]  # fmt: skip


def alone[Found](work: Callable[[], Found]) -> Found:
    """What comes of work in a thread of its own: in this one a browser's tests may keep a loop running."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(work).result()


def fetched(address: str, *, bounds: Bounds | None = None) -> Picture:
    """A picture from elsewhere."""
    return alone(lambda: pictures.fetched(address, bounds=bounds or Bounds()))


class Elsewhere(BaseHTTPRequestHandler):
    """A server of a stranger that answers as its test says."""

    answers: dict[str, tuple[int, dict[str, str], bytes]]
    heard: list[dict[str, str]]
    drips = False

    def do_GET(self) -> None:
        self.heard.append({**{name.lower(): value for name, value in self.headers.items()}, "path": self.path})
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for byte in body if self.drips else ():
            time.sleep(0.05)
            self.wfile.write(bytes([byte]))
        if not self.drips:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[type[Elsewhere]]:
    class Server(Elsewhere):
        answers, heard = {}, []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a picture given up on breaks its pipe
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Server.port = server.server_address[1]  # type: ignore[attr-defined]
    yield Server
    server.shutdown()
    server.server_close()


@pytest.fixture
def get(elsewhere: type[Elsewhere]) -> Callable[..., bytes]:
    port = elsewhere.port  # type: ignore[attr-defined]

    async def reach(host: str) -> list[str]:
        return ["127.0.0.1"] if host == "shop.example" else list(await public_addresses(host))

    def got(path: str, **bounds: float) -> bytes:
        wanted = Bounds(reach=reach, ports=frozenset({port}), **bounds)  # type: ignore[arg-type]
        return fetched(f"http://shop.example:{port}{path}", bounds=wanted).body

    return got


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_of_a_house_are_not_public_however_they_are_written(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_public_network_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "0x7f000001", "2130706433", "169.254.169.254"]
)
def test_a_host_of_our_own_house_is_refused(host: str) -> None:
    with pytest.raises(NotShownError):
        fetched(f"http://{host}/latest/")


def test_a_host_with_one_address_inside_is_refused_whatever_its_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = [(2, 1, 6, "", ("93.184.215.14", 0)), (2, 1, 6, "", ("10.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)

    with pytest.raises(NotShownError, match="no host of the public network"):
        alone(lambda: asyncio.run(public_addresses("two.example")))


def test_a_picture_comes_and_its_server_learns_nothing_of_the_reader(
    elsewhere: type[Elsewhere], get: Callable[..., bytes]
) -> None:
    elsewhere.answers["/logo.png?you=1"] = (200, {"Content-Type": "text/html", "Set-Cookie": "a=b"}, PNG)

    assert get("/logo.png?you=1") == PNG
    assert get("/logo.png?you=1") == PNG
    assert all(set(each) == {"accept", "accept-encoding", "connection", "host", "path", "user-agent"}
               for each in elsewhere.heard)  # fmt: skip
    assert elsewhere.heard[0]["host"].startswith("shop.example:")


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        b"<html>",
        b"",
        b"GIF",
        b"\x1f\x8b\x08",
    ],
)
def test_what_is_no_picture_is_not_shown_whatever_its_server_calls_it(
    elsewhere: type[Elsewhere], get: Callable[..., bytes], body: bytes
) -> None:
    elsewhere.answers["/x"] = (200, {"Content-Type": "image/png"}, body)

    with pytest.raises(NotShownError, match="no picture"):
        get("/x")


def test_a_redirection_is_followed_but_not_into_the_house_and_not_for_ever(
    elsewhere: type[Elsewhere], get: Callable[..., bytes]
) -> None:
    port = elsewhere.port  # type: ignore[attr-defined]
    elsewhere.answers |= {
        "/moved": (302, {"Location": "/logo"}, b""),
        "/logo": (200, {}, PNG),
        "/inside": (302, {"Location": f"http://127.0.0.1:{port}/logo"}, b""),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/port": (302, {"Location": "http://shop.example:22/"}, b""),
        "/round": (302, {"Location": "/round"}, b""),
        "/nowhere": (302, {}, b""),
    }

    assert get("/moved") == PNG
    for path in ("/inside", "/file", "/port", "/round", "/nowhere"):
        with pytest.raises(NotShownError):
            get(path)


def test_what_is_too_large_or_drips_in_is_given_up(
    elsewhere: type[Elsewhere], get: Callable[..., bytes]
) -> None:
    elsewhere.answers |= {"/large": (200, {}, PNG * 100), "/gone": (404, {}, PNG)}

    with pytest.raises(NotShownError, match="too large"):
        get("/large", bytes_max=1_000)
    with pytest.raises(NotShownError, match="404"):
        get("/gone")
    elsewhere.drips = True
    begun = time.monotonic()
    with pytest.raises(NotShownError, match="slowly"):
        get("/large", seconds_max=0.4)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "address",
    ["ftp://shop.example/a", "http://", "http://me:you@shop.example/", "http://shop.example:8000/", "javascript:x()",
     "http://[", "http://a b/", "http://\udcff/", "data:image/png;base64,AA", f"http://{'a' * 300}.example/"],
)  # fmt: skip
def test_an_address_that_no_picture_has_is_refused(address: str) -> None:
    async def reach(_: str) -> list[str]:
        return ["127.0.0.1"]

    with pytest.raises(NotShownError):
        fetched(address, bounds=Bounds(reach=reach, seconds_max=2))
