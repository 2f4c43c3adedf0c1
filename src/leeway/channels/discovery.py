"""Which channels are there? The folders of this room, by name; a new folder is a new channel.

Nothing of a channel is loaded here: settings ask before Django is ready. Start reading at `found`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel: its name and where its code is."""

    name: str
    folder: Path

    @property
    def package(self) -> str:
        """The name of its package."""
        return f"leeway.channels.{self.name}"

    def gives(self, module: str) -> bool:
        """Whether it has a module of that name: `urls`, `due`, `apps`."""
        return (self.folder / f"{module}.py").exists() or (self.folder / module / "__init__.py").exists()


@cache
def found() -> Mapping[str, Channel]:
    """The channels that are installed, by name.

    >>> "form" in found()
    True
    """
    folders = sorted(path.parent for path in HERE.glob("*/__init__.py"))
    return {folder.name: Channel(name=folder.name, folder=folder) for folder in folders}


def giving(module: str) -> tuple[str, ...]:
    """The full names of a module in each channel that has it.

    >>> "leeway.channels.form.urls" in giving("urls")
    True
    """
    return tuple(f"{each.package}.{module}" for each in found().values() if each.gives(module))
