"""What does the counter look like? Few colours that mean something, readable on light and on dark terminals.

Each accent has the same contrast (about 4.5) against white and against black; an outcome's band brings its own
background. Without colour, signs and words say the same.
"""

from __future__ import annotations

from typing import Final

from rich.style import Style

from leeway.decide import Outcome

MARGIN: Final = 2
"""Columns left free at the left of everything."""

WIDTH_MAX: Final = 84
"""Lines longer than this are hard to read, however wide the terminal is."""

STRONG: Final = Style(bold=True)
SOFT: Final = Style(color="#767676")
GO: Final = Style(color="#12875c")
ASK: Final = Style(color="#a86500")
NO: Final = Style(color="#d0453f")
FAINT: Final = Style(color="#767676", dim=True)
FIND: Final = Style(color="#3b78c4")
KEY: Final = FIND + STRONG
WORDS: Final = SOFT + Style(italic=True)

ACCENT: Final = {Outcome.GO_AHEAD: GO, Outcome.FIND_OUT: FIND, Outcome.ASK: ASK, Outcome.DECLINE: NO}
"""The colour of an outcome in running text."""

_WHITE: Final = Style(color="#ffffff", bold=True)
BAND: Final = {
    Outcome.GO_AHEAD: _WHITE + Style(bgcolor="#146c4a"),
    Outcome.FIND_OUT: _WHITE + Style(bgcolor="#24568f"),
    Outcome.ASK: _WHITE + Style(bgcolor="#8a5300"),
    Outcome.DECLINE: _WHITE + Style(bgcolor="#9b2c2c"),
}
"""The band behind an outcome."""

BAND_TEXT: Final = {outcome: style + Style(bold=False) for outcome, style in BAND.items()}
"""Running text on that band."""

SIGN: Final = {Outcome.GO_AHEAD: "✓", Outcome.FIND_OUT: "?", Outcome.ASK: "↑", Outcome.DECLINE: "✕"}
"""What says the same without colour."""
