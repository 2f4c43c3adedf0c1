"""What is done without anybody waiting? Deadlines of questions, lost answers, effects to be delivered.

Run as `python -m leeway.web.running.working`; due work is claimed in the database, so several may run. Reports
are added up apart: nobody waits for an answer because figures are long.
Start reading at `work`.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol

    class DueWork(Protocol):
        """What does everything that is due at an instant, once however often it is called."""

        def __call__(self, *, at: datetime) -> object:
            """Do it."""
            ...


TICK_SECONDS: Final = 1.0


def work(stopping: threading.Event) -> None:
    """Do what is due until stopped: within a second what somebody's writing brings, else a little later."""
    import django

    django.setup()
    often, apart = rounds_of()
    # Each by itself: reports do not wait for a long file that is brought in.
    beside = [threading.Thread(target=_rounds, args=([each], stopping), daemon=True) for each in apart]
    for thread in beside:
        thread.start()
    _rounds(often, stopping)
    for thread in beside:
        thread.join(TICK_SECONDS)


def rounds_of() -> tuple[list[DueWork], list[DueWork]]:
    """What is done in every round, and what is done apart because it may take long; loads the code of both."""
    from leeway.channels import giving
    from leeway.desk.conversations import commands as conversations
    from leeway.desk.decisions import commands
    from leeway.desk.importing import commands as importing
    from leeway.desk.insight import commands as insight
    from leeway.desk.listening import commands as listening

    channels = (import_module(each).do_what_is_due for each in giving("due"))
    rooms = (each.do_what_is_due for each in (commands, conversations, listening))
    return [*rooms, *channels], [insight.do_what_is_due, importing.do_what_is_due]


def _rounds(due: list[DueWork], stopping: threading.Event) -> None:
    """Do all of it again and again, as often as it is worth it."""
    from django.db import close_old_connections

    from leeway.desk.clock import now
    from leeway.web.running.idle import Attention

    attention = Attention()
    while not stopping.wait(TICK_SECONDS):
        close_old_connections()
        if not attention.is_wanted():
            continue
        for do_what_is_due in due:
            try:
                do_what_is_due(at=now())
            except Exception:
                logging.getLogger("leeway").exception("work that is due is tried again")


def main() -> None:
    """Work until the process is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    work(stopping)


if __name__ == "__main__":
    main()
