"""What does a file say, before anybody knows what it means? YAML text as raw nodes with their places.

Public: Source, Span, Node, Scalar, Items, Pairs, Pair, read_nodes. Imports nothing of the loader above it.
Nothing is typed here: `10.10`, `no` and `007` are the texts that stand in the file.
Start reading at `nodes.py` (what there is), then `events.py` (how it is read), `source.py` (where it stands).
"""

from __future__ import annotations

from leeway.policy.loader.text.events import read_nodes
from leeway.policy.loader.text.nodes import Items, Node, Pair, Pairs, Scalar
from leeway.policy.loader.text.sentences import Flaw
from leeway.policy.loader.text.source import Source, Span

__all__ = ["Flaw", "Items", "Node", "Pair", "Pairs", "Scalar", "Source", "Span", "read_nodes"]
