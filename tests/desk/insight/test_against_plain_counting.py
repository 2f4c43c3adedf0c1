"""Whatever happened, the sums of days say what somebody counting one by one on paper would say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming, NextNews, Saying
from leeway.desk.cases.models import Case, Entry, Promise
from leeway.desk.insight import commands, queries
from leeway.desk.insight.queries.figures import COUNTS
from leeway.desk.listening.models import Survey

from .conftest import NOON

KYIV = ZoneInfo("Europe/Kyiv")
SITES = ("214", "301", "north", "network")
UNDER = {"214": ("network", "north", "214"), "301": ("network", "north", "301"), "north": ("network", "north"),
         "network": ("network",)}  # fmt: skip
BOUNDS = (5, 15, 30, 60, 120, 240, 480, 1440, 4320, 10080)

steps = st.lists(
    st.tuples(
        st.integers(1, 5 * 24 * 60),
        st.sampled_from(["say", "later", "write", "close", "reopen", "auto", "fail"]),
    ),
    max_size=6,
)
matters = st.lists(
    st.tuples(st.integers(0, 20 * 24 * 60), st.sampled_from(SITES), st.sampled_from(["mail", "form"]), steps,
              st.sampled_from([None, 0, 1, 3, 5])),
    max_size=8,
)  # fmt: skip


class Undone(Exception):  # noqa: N818  a way out, no error
    """Takes back all that one example wrote."""


@settings(max_examples=30, suppress_health_check=[*HealthCheck])
@given(history=matters)
def test_sums_say_what_plain_counting_says(region, history) -> None:
    with pytest.raises(Undone), transaction.atomic():  # noqa: PT012  it is what is tried
        _live(history)
        while commands.count_due(at=NOON):
            pass
        for site in SITES:
            for channel in (None, "mail", "form", ""):
                assert _summed(site, channel) == _plain(site, channel), (site, channel)
        raise Undone


def _live(history: list) -> None:
    for number, (ago, site, channel, happenings, score) in enumerate(history):
        at = NOON - timedelta(minutes=ago)
        sender = Contact(kind="email", value=f"{number}@example.com", name="")
        case = cases.receive(
            Incoming(key=f"k{number}", channel=channel, site=site, sender=sender, text="…"), at=at
        ).case
        for step, (minutes, what) in enumerate(happenings):
            at = min(at + timedelta(minutes=minutes), NOON)
            _happen(case, what, at=at, key=f"k{number} {step}", channel=channel, site=site, sender=sender)
        _asked(case, score)
    cases.do_what_is_due(at=NOON)


def _happen(case: str, what: str, *, at: datetime, key: str, channel: str, site: str, sender: Contact) -> None:
    news = NextNews(due_at=at + timedelta(hours=5), words="news")
    if what == "write":
        cases.receive(
            Incoming(key=key, channel=channel, site=site, sender=sender, case=case, text="And?"), at=at
        )
    elif what == "close":
        cases.close(case, by="nina", at=at)
    elif what == "reopen":
        cases.reopen(case, by="nina", at=at)
    else:
        said = Saying(
            case=case, text="…", next_news=news, nothing_new=what == "later", automatic=what == "auto", key=key
        )
        entry = cases.say(said, by="nina", at=at)
        if what == "fail":
            cases.claim_outgoing(channel, worker="w", at=at, most=1_000)
            cases.failed(entry, at=at, problem="gone")


def _asked(case: str, score: int | None) -> None:
    row = Case.objects.get(pk=case)
    if row.closed_at is not None and score is not None:
        Survey.objects.create(
            case=case, site=row.site, path=row.path, channel=row.channel, closed_at=row.closed_at,
            ask_at=row.closed_at, asked_at=row.closed_at, score=score or None,
            answered_at=row.closed_at if score else None,
        )  # fmt: skip


@dataclass
class Paper:
    counts: Counter
    waits: dict


def _summed(site: str, channel: str | None) -> tuple:
    scope = queries.scope_within(("network/",), site=site)
    assert scope is not None
    report = queries.report(queries.Wished(scope=scope, period=_period(), channel=channel))
    waits = {what: report.now.waited(what).numbers for what in ("first", "update")}
    return {name: report.now.number(name) for name in COUNTS}, waits


def _plain(site: str, channel: str | None) -> tuple:
    counts: Counter = Counter(dict.fromkeys(COUNTS, 0))
    waits = {"first": [0] * 11, "update": [0] * 11}
    for row in Case.objects.all():
        if site not in UNDER[row.site] or channel not in (None, row.channel):
            continue
        counts["opened"] += _is_in(row.opened_at)
        counts["closed"] += row.state == "closed" and _is_in(row.closed_at)
        for promise in Promise.objects.filter(case=row):
            if promise.state in ("kept", "renegotiated", "broken"):
                counts[promise.state] += _is_in(promise.ended_at)
        for survey in Survey.objects.filter(case=row.pk):
            counts["asked"] += _is_in(survey.closed_at)
            if survey.score:
                counts[f"score_{survey.score}"] += _is_in(survey.closed_at)
        counts["reopened"] += _waited(row, waits)
    return dict(counts), {what: tuple(numbers) for what, numbers in waits.items()}


def _waited(row: Case, waits: dict) -> int:
    """Walk through one conversation, word by word; say how often it was opened again."""
    reopened, came, since, words = 0, None, None, 0
    for entry in Entry.objects.filter(case=row).order_by("at", "pk"):
        if entry.direction == "in":
            came = came or entry.at
        elif entry.happened == "reopened":
            since = entry.at
            reopened += _is_in(entry.at)
        elif entry.direction == "out" and entry.state in ("sent", "to send", "sending", "unknown"):
            if entry.details.get("automatic"):
                continue
            began = since if words or (since and came and since > came) else came
            if began is not None and _is_in(entry.at):
                seconds = int(entry.at.timestamp()) - int(began.timestamp())
                place = next((n for n, minutes in enumerate(BOUNDS) if seconds <= 60 * minutes), 10)
                waits["update" if words else "first"][place] += 1
            since, words = entry.at, words + 1
    return reopened


def _period() -> queries.Period:
    return queries.period_of({"since": "2026-06-02", "until": "2026-06-12"}, today=date(2026, 6, 15))


def _is_in(at: datetime | None) -> bool:
    return at is not None and date(2026, 6, 2) <= at.astimezone(KYIV).date() <= date(2026, 6, 12)
