"""What does the counter show next? Screens as frozen values; no page is rendered and nothing changes here.

Public: `next_screen` and `Screen`, `Reader` (for whom), `choices` and `found` (the start), `situation_of`,
`Row`. Start reading at `screen.py`.
"""

from __future__ import annotations

from leeway.desk.decisions.queries.screens.amounts import Slider
from leeway.desk.decisions.queries.screens.bars import Bar, bars
from leeway.desk.decisions.queries.screens.choosing import Row, choices, found, situation_of
from leeway.desk.decisions.queries.screens.reader import Reader
from leeway.desk.decisions.queries.screens.screen import Screen, next_screen, tried
from leeway.desk.decisions.queries.screens.upwards import Upwards, able_there, upwards

__all__ = [
    "Bar",
    "Reader",
    "Row",
    "Screen",
    "Slider",
    "Upwards",
    "able_there",
    "bars",
    "choices",
    "found",
    "next_screen",
    "situation_of",
    "tried",
    "upwards",
]
