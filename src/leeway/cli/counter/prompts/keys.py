"""Which key does what? One letter each, in the counter's language; English ones work where they are free.

Start reading at `Keys`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.decide import Voice

ENGLISH: Final = "en"


class Keys:
    """The keys of one language."""

    def __init__(self, voice: Voice, *, english: Voice) -> None:
        self._voice, self._english = voice, english

    def of(self, name: str) -> str:
        """The key of something, as it is shown."""
        return self._voice.say(f"key-{name}")

    def meant(self, line: str, *, among: Iterable[str]) -> str | None:
        """Which of several things a typed key means, the first where two share it; None when it is none."""
        typed, names = line.casefold(), list(among)
        own = (name for name in names if self.of(name) == typed)
        english = (name for name in names if self._english.say(f"key-{name}") == typed)
        return next(own, None) or next(english, None)
