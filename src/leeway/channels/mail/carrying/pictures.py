"""How does a picture of a letter come from a stranger's server without a reader being seen there?

The desk fetches it, with nothing of whoever reads: no cookies, no address of theirs, no page they come from. A
letter must not make the desk look into its own house either, so every host is resolved first, refused where any
of its addresses is not a public one, and talked to at the very address that was looked at. Start reading at
`fetched`.
"""

from __future__ import annotations

import asyncio
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

SIGNS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
"""How a picture begins. What a server calls it is not believed; SVG is a program and no picture."""
HEADERS: Final = {
    "Accept": "image/png, image/jpeg, image/gif, image/webp",
    "Accept-Encoding": "identity",
    "User-Agent": "Mozilla/5.0",
}
REDIRECTS_MAX: Final = 3


class NotShownError(Exception):
    """A picture that is not shown, and why, in words for the log."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came."""

    type: str
    body: bytes


async def public_addresses(host: str) -> Sequence[str]:
    """Where a host is reached. Raises: NotShownError unless each of its addresses is a public one."""
    try:
        resolved = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError) as unknown:
        raise NotShownError(f"there is no host `{host[:100]}`") from unknown
    found = {str(each[4][0]) for each in resolved}
    if not found or not all(map(is_public, found)):
        raise NotShownError(f"`{host[:100]}` is no host of the public network")
    return sorted(found)


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, also where it is written within another.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or _translated(ip)
        if within is not None:
            return is_public(str(within))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address behind a translator's prefix (RFC 6052), which leads wherever the last four bytes say."""
    if ip in ipaddress.IPv6Network("64:ff9b::/96") or ip in ipaddress.IPv6Network("::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far the desk goes for a picture."""

    reach: Callable[[str], Awaitable[Sequence[str]]] = public_addresses
    """Where a host is reached; raises NotShownError where it may not be."""
    ports: frozenset[int] = frozenset({80, 443})
    bytes_max: int = 5_000_000
    seconds_max: float = 6.0
    """For all of it: what drips in is given up, too."""


BOUNDS: Final = Bounds()


def fetched(address: str, *, bounds: Bounds = BOUNDS) -> Picture:
    """The picture at an address of `http` or `https`.

    Raises: NotShownError where it cannot be had, is too large or slow, is no picture, or stands where the desk
    must not look; a redirection is looked at as the first address was.
    """
    try:
        return asyncio.run(_within(address, bounds))
    except TimeoutError as slow:
        raise NotShownError("it came too slowly") from slow
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError) as wrong:
        raise NotShownError(f"it could not be had: {type(wrong).__name__}") from wrong


async def _within(address: str, bounds: Bounds) -> Picture:
    async with asyncio.timeout(bounds.seconds_max):
        # `trust_env`: a proxy named in the surroundings would resolve the host again.
        async with httpx.AsyncClient(
            trust_env=False, follow_redirects=False, timeout=bounds.seconds_max
        ) as client:
            url = httpx.URL(address)
            for _ in range(REDIRECTS_MAX + 1):
                found = await _asked(client, url, bounds)
                if isinstance(found, Picture):
                    return found
                url = url.join(found)
    raise NotShownError("it leads from one place to the next")


async def _asked(client: httpx.AsyncClient, url: httpx.URL, bounds: Bounds) -> Picture | str:
    """The picture, or where it is said to be."""
    host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
    if url.scheme not in ("http", "https") or not host or url.userinfo or port not in bounds.ports:
        raise NotShownError("its address is none that pictures have")
    where = (await bounds.reach(host))[0]
    headers = {**HEADERS, "Host": url.netloc.decode("ascii")}
    # The host was resolved once and looked at; asked again by the client, it might answer otherwise.
    request = client.build_request(
        "GET",
        url.copy_with(host=where),
        headers=headers,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    answer = await client.send(request, stream=True)
    try:
        if answer.has_redirect_location:
            return answer.headers["location"]
        if answer.status_code != httpx.codes.OK:
            raise NotShownError(f"its server answered {answer.status_code}")
        return _seen(await _body(answer, bounds.bytes_max))
    finally:
        await answer.aclose()


async def _body(answer: httpx.Response, most: int) -> bytes:
    """What came, counted while it comes and never unpacked: a small answer might unpack to a very large one."""
    found = bytearray()
    async for piece in answer.aiter_raw(65_536):
        found += piece
        if len(found) > most:
            raise NotShownError("it is too large")
    return bytes(found)


def _seen(body: bytes) -> Picture:
    kind = next((kind for sign, kind in SIGNS if body.startswith(sign)), "")
    if not kind and body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        kind = "image/webp"
    if not kind:
        raise NotShownError("it is no picture of a kind that is shown")
    return Picture(kind, body)
