"""A small network with a book, people who lead in it, and matters that come, are answered and closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, NextNews, Saying
from leeway.desk.insight import commands, queries
from tests.desk.supervisor.conftest import NOON, Region, region, store

__all__ = ["NOON", "Region", "region", "store"]

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def matter(region: Region) -> Callable[..., str]:
    """Let somebody write to a site; gives the matter's id."""
    number = iter(range(10_000))

    def comes(*, site: str = "214", at: datetime, channel: str = "mail", **more: object) -> str:
        key = next(number)
        sender = Contact(kind="email", value=str(more.pop("sender", f"p{key}@example.com")), name=f"P {key}")
        incoming = Incoming(
            key=f"m{key}", channel=channel, site=site, sender=sender, text="It was wrong.", **more  # type: ignore[arg-type]
        )  # fmt: skip
        return cases.receive(incoming, at=at).case

    return comes


@pytest.fixture
def settle(matter: Callable[..., str]) -> Callable[..., str]:
    """A matter that was answered some time later and closed with it; gives its id."""

    def settled(*, at: datetime, after: timedelta = HOUR, **more: object) -> str:
        case = matter(at=at, **more)
        cases.say(Saying(case=case, text="Here it is.", closes=True), by="nina", at=at + after)
        return case

    return settled


@pytest.fixture
def counted() -> Callable[..., queries.Report]:
    """Bring the sums up to date and give the report of a site."""

    def report(site: str = "network", *, at: datetime = NOON, **typed: str) -> queries.Report:
        while commands.count_due(at=at):
            pass
        here = queries.house()
        assert here is not None
        scope = queries.scope_within(("network/",), site=site)
        assert scope is not None
        channel = typed.pop("channel", None)
        period = queries.period_of(typed, today=here.day_of(at))
        return queries.report(queries.Wished(scope=scope, period=period, channel=channel))

    return report


def promise(case: str, *, at: datetime, due: datetime, by: str = "nina", nothing_new: bool = False) -> None:
    """Say that it takes longer, and by when there is news."""
    saying = Saying(
        case=case, text="It takes longer.", next_news=NextNews(due_at=due, words="news"), nothing_new=nothing_new
    )  # fmt: skip
    cases.say(saying, by=by, at=at)
