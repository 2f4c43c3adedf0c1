"""By which ways do people reach us, and we them? One folder a channel; each is found, none is listed.

Public names: `found` (the channels that are installed, by name). A channel is a folder beside this file; what it gives to
the house is told by `Channel`. May import: `desk` and the rooms below it. Never: `web`, `api`, `cli`.
Start reading at `leeway.channels.mail`.
"""

from __future__ import annotations

__all__: list[str] = []
