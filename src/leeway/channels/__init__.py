"""By which ways do people reach us, and we them? One folder a channel; each is found, none is listed.

Public names: `found` (the channels that are installed, by name), `Channel` (what one gives to the house),
`giving`. A channel is a folder beside this file; each is a Django app. It may give `urls.py` (its pages) and
`due.py` (with `do_what_is_due(*, at)`, called every second by the worker). May import: `desk` and the rooms
below it. Never: `web`, `api`, `cli`. Start reading at `leeway.channels.form`, the shortest.
"""

from __future__ import annotations

from leeway.channels.discovery import Channel, found, giving

__all__ = ["Channel", "found", "giving"]
