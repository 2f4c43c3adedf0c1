"""How does a desk reach a browser? Settings, addresses, the frame of pages, live updates, processes.

It parses requests, calls the desk and renders; nothing is decided here. May import desk and all below, not the
other front doors. Start reading at `running/` (the processes), then `settings.py` and `urls.py`.
"""

from __future__ import annotations

__all__: list[str] = []
