"""The counter: choose, find out, the answer, do it, undo it, ask, tell. Plain forms; scripts only smooth them.

A view reads what was entered, calls a command or a query, and renders. Start reading at `matters.py`.
"""

from __future__ import annotations

from leeway.desk.decisions.views.counter.asking import ask, waiting, withdraw
from leeway.desk.decisions.views.counter.doing import do, done, undo
from leeway.desk.decisions.views.counter.matters import learn, matter
from leeway.desk.decisions.views.counter.starting import begin, start
from leeway.desk.decisions.views.counter.telling import judge, tell

__all__ = [
    "ask",
    "begin",
    "do",
    "done",
    "judge",
    "learn",
    "matter",
    "start",
    "tell",
    "undo",
    "waiting",
    "withdraw",
]
