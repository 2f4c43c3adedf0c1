"""How does an open page hear that something changed? Server-sent events from one process, rendered by nobody.

A page subscribes with a signed list of topics; an event only says which topic changed, and the page fetches its
part again. News is read from the database once for all who listen. Start reading at `application`.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

import django
from asgiref.sync import sync_to_async

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    type Receive = Callable[[], Awaitable[dict[str, Any]]]
    type Send = Callable[[dict[str, Any]], Awaitable[None]]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
django.setup()

LOOK_SECONDS: Final = 0.3
BREATH_SECONDS: Final = 20.0
"""An empty line now and then, so that a dead connection is noticed."""

_listening: dict[asyncio.Queue[str], frozenset[str]] = {}
_looking: list[asyncio.Task[None]] = []


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer one subscription: `/live/?topics=<signed>`."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    if scope["type"] != "http":
        return
    from leeway.desk.decisions.queries.news import topics_of

    signed = parse_qs(scope["query_string"].decode()).get("topics", [""])[0]
    topics = topics_of(signed)
    origin = dict(scope["headers"]).get(b"origin", b"")
    if topics is None:
        await _answer(send, 403)
        return
    if not _looking:
        _looking.append(asyncio.create_task(_look()))
    await _stream(topics, receive, send, origin=origin)


async def _stream(topics: frozenset[str], receive: Receive, send: Send, *, origin: bytes) -> None:
    queue: asyncio.Queue[str] = asyncio.Queue(maxsize=100)
    _listening[queue] = topics
    gone = asyncio.create_task(_until_gone(receive))
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"access-control-allow-origin", origin or b"null"),
        (b"x-accel-buffering", b"no"),
    ]
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await _send(send, "retry: 2000\n\n")
        while not gone.done():
            try:
                topic = await asyncio.wait_for(queue.get(), BREATH_SECONDS)
                await _send(send, f"event: changed\ndata: {topic}\n\n")
            except TimeoutError:
                await _send(send, ":\n\n")
    except OSError:
        pass
    finally:
        _listening.pop(queue, None)
        gone.cancel()


async def _look() -> None:
    """Read news once for everybody, and hand it to who listens."""
    from leeway.desk.decisions.queries.news import latest, news_after

    seen: int | None = await sync_to_async(latest)()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if not _listening:
            seen = None
            continue
        try:
            found = await sync_to_async(news_after)(seen)
        except Exception:  # noqa: BLE001, S112  a database that is away for a moment is asked again
            continue
        seen = found.last
        for queue, topics in list(_listening.items()):
            for topic in found.topics & topics:
                if not queue.full():
                    queue.put_nowait(topic)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
