"""How do other processes of one machine reach the one that writes? Over a local socket.

Public: `RemoteStore` (a `Store` that asks), `serve_store` (answers). Values travel as JSON, never as code; the
socket is open to the same user only. Start reading at `client.py`, then `server.py`; `form.py` is what travels.
"""

from __future__ import annotations

from leeway.stores.remote.client import RemoteStore
from leeway.stores.remote.server import serve_store

__all__ = ["RemoteStore", "serve_store"]
