"""What is loaded once, and shared by all who serve? The whole desk; then each of them is forked from here.

The web server's workers, live updates and the worker use the same code. Loaded once and forked, they share its
memory, and a desk has two processes that answer for less than one took that loaded everything itself
(docs/decisions/0016). Start reading at `serve_loaded`.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, Final

from leeway.web.running.child import Child, lead
from leeway.web.running.preparing import wait_until_prepared

if TYPE_CHECKING:
    from leeway.web.running.processes import Serving

GARBAGE_OBJECTS: Final = 20_000
"""After so many new objects rings of them are looked for: some ten decisions."""
WORKERS_MAX: Final = 4
LOOK_SECONDS: Final = 0.2


def serve_loaded(serving: Serving, parent: int) -> None:
    """Load everything; as soon as the desk is prepared serve it, until stopped or until `parent` is gone."""
    stopping = lead()
    load()
    wait_until_prepared(parent)
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)  # for the workers of the web server
    children = [Child(answer, serving), Child(tell, serving), Child(work)]
    with ExitStack() as stack:
        for child in children:
            stack.callback(child.stop)
            child.start()
        while not stopping.wait(LOOK_SECONDS) and os.getppid() == parent:
            for child in children:
                child.keep_alive()


def load() -> None:
    """Load all that any of them uses; from then on the collector of garbage passes over it."""
    import granian  # noqa: F401

    for name in ("wsgi", "live", "working"):
        import_module(f"leeway.web.running.{name}")
    from django.db import connections

    from leeway.web.databases import database_url
    from leeway.web.running.working import rounds_of

    import_module("leeway.stores.remote" if database_url() is None else "leeway.stores.postgres")
    rounds_of()
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS)


def answer(serving: Serving) -> None:
    """Answer browsers and programs, with as many processes as there are cores, but not too many."""
    workers = min(os.cpu_count() or 1, WORKERS_MAX)
    _serve("wsgi", "wsgi", serving, port=serving.port, workers=workers, threads=serving.threads)


def tell(serving: Serving) -> None:
    """Tell open pages what changed."""
    _serve("live", "asginl", serving, port=serving.port + 1)


def work() -> None:
    """Do what is due."""
    from leeway.web.running.working import main

    main()


def _serve(
    name: str, interface: str, serving: Serving, *, port: int, workers: int = 1, threads: int | None = None
) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        f"leeway.web.running.{name}:application",
        address=serving.host,
        port=port,
        interface=Interfaces(interface),
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()
