"""What does `leeway serve` run? Migrations, then the processes; it prints the address and how to sign in."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leeway.web.running.processes import Serving, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from leeway.desk.demo import Invited


def main() -> int:
    """Serve a desk until it is stopped."""
    parser = argparse.ArgumentParser(prog="leeway serve")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--demo", choices=["station", "network"])
    parser.add_argument("--book")
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    serving = Serving(host=wanted.host, port=wanted.port)
    links: list[Invited] = []
    return serve(
        serving,
        prepare=lambda: links.extend(prepare(demo=wanted.demo, book=wanted.book)),
        ready=lambda: _say(serving, tuple(links)),
    )


def prepare(*, demo: str | None, book: str | None = None) -> tuple[Invited, ...]:
    """Bring the tables up to date; for a demonstration (by a book, if one is named) fill them, make links."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if demo is None:
        return _first_start()
    from leeway.desk import demo as demonstration
    from leeway.desk.clock import now

    if book is not None:
        return demonstration.build_house(book, at=now())
    from leeway.desk.ledger import using
    from leeway.stores import open_store
    from leeway.web.databases import owned_ledger_url

    with open_store(owned_ledger_url()) as store, using(store):
        if demo == "network":
            with _progress() as progress:
                demonstration.build_network(demonstration.Extent(), at=now(), progress=progress)
        else:
            demonstration.build_station(at=now())
    return demonstration.invited(at=now())


def _first_start() -> tuple[Invited, ...]:
    """The link that sets up an empty desk; nothing on one that is set up."""
    from leeway.desk.clock import now
    from leeway.desk.demo import Invited
    from leeway.desk.people.commands import make_set_up_link

    token = make_set_up_link(at=now())
    return () if token is None else (Invited(name="your desk", as_="set up", path=f"/set-up/{token}/"),)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each thing that is being made."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)

        yield tell


def _say(serving: Serving, links: tuple[Invited, ...]) -> None:
    print(f"\nThe desk is open: {serving.address}\n", flush=True)
    for link in links:
        print(f"  {link.as_:<13} {link.name:<20} {serving.address}{link.path}", flush=True)
    if links:
        print("\nEach link signs in once. Stop with Ctrl-C.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
