"""What is on the counter's screen? Drawing only: no question is asked and nothing is decided here.

Public: `answer`, `guidance`, `numbered`, `keys`, `offers`, `look`. Start reading at `answer` in `answer.py`.
"""

from __future__ import annotations

from leeway.cli.counter.screens import look
from leeway.cli.counter.screens.answer import answer, bullet, guidance
from leeway.cli.counter.screens.lists import keys, numbered
from leeway.cli.counter.screens.offers import offers

__all__ = ["answer", "bullet", "guidance", "keys", "look", "numbered", "offers"]
