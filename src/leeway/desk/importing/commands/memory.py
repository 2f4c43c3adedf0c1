"""What would the rows before have brought? A dry run writes nothing, and must still know its own rows.

It is kept in a file of its own that goes away with it, so that half a million rows need no memory. Start
reading at `Memory`.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Memory:
    """What a dry run remembers: words by kind and key."""

    def __init__(self) -> None:
        # The empty name is a temporary file that SQLite removes by itself.
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute(
            "create table kept (kind text, key text, said text, primary key (kind, key)) without rowid"
        )

    def known(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:
        """What was remembered of these keys."""
        found: dict[str, str] = {}
        for key in keys:
            row = self._kept.execute("select said from kept where kind = ? and key = ?", (kind, key)).fetchone()
            if row is not None:
                found[key] = row[0]
        return found

    def remember(self, kind: str, said: Mapping[str, str]) -> None:
        """Remember more of a kind; what was said last counts."""
        self._kept.execute("begin")
        self._kept.executemany(
            "insert or replace into kept values (?, ?, ?)", [(kind, *each) for each in said.items()]
        )
        self._kept.execute("commit")

    def close(self) -> None:
        """Forget it all."""
        self._kept.close()


class Nothing(Memory):
    """The memory of a run that is carried out: what the rows before brought is in the desk."""

    def __init__(self) -> None:
        """Keep nothing."""

    def known(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002  as the other
        """Nothing."""
        return {}

    def remember(self, kind: str, said: Mapping[str, str]) -> None:
        """Do nothing."""
