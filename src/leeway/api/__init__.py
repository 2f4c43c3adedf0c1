"""How do programs ask and decide? The HTTP API, version 1.

It parses requests, calls the desk and renders JSON; nothing is decided here. May import desk and all below, not
the other front doors. Start reading at `urls.py`.
"""

from __future__ import annotations

__all__: list[str] = []
