"""How often a page asks the database: a bound that nobody passes unseen, however much there is of everything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leeway.desk import ledger
from leeway.desk.cases import commands as cases
from leeway.desk.cases.models import Attachment, Case, Entry, Fact, Follower, Link, Promise
from leeway.desk.conversations.models import SavedView, Snippet
from leeway.desk.decisions.commands.stopping import stop
from leeway.desk.decisions.queries.stops import stoppable
from leeway.desk.decisions.queries.supervising import Looking
from leeway.desk.people import queries as staff
from leeway.desk.persons import commands as persons
from leeway.desk.studio import queries as studio

from .conftest import NOON

LOOKS_MAX = 12


class Asked:
    """How often the desk's database and the ledger were asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ledger: list[str] = []
        self.queries = CaptureQueriesContext(connection)
        for name in (
            "balances",
            "balances_then",
            "stopped",
            "switches",
            "records",
            "recorded",
            "caps",
            "count",
        ):
            self._watch(monkeypatch, name)

    def _watch(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        kept = ledger.store()
        real = getattr(kept, name)

        def watched(*given: Any, **named: Any) -> Any:
            self.ledger.append(name)
            return real(*given, **named)

        monkeypatch.setattr(kept, name, watched)

    @property
    def looks(self) -> list[str]:
        return [each["sql"][:90] for each in self.queries.captured_queries] + self.ledger


def _plenty(person: str, *, matters: int, each: int) -> None:
    """Many matters of a person, and in each much of everything."""
    for number in range(matters):
        case = Case.objects.create(
            pk=f"m{number}", site="214", path="network/north/214/", opened_by="channel mail", person=person,
            opened_at=NOON - timedelta(days=number + 1), state="open" if number % 2 else "closed", channel="mail",
            situation="apology/our-mistake", due_at=NOON + timedelta(hours=number + 2), kind="request",
            owner="oksana" if number % 3 else "nina", waiting_since=NOON,
        )  # fmt: skip
        if number:
            Link.objects.create(kind="related", one=case, other_id="m0", by="nina", at=NOON)
        Follower.objects.create(case=case, colleague="nina")
        Promise.objects.create(case=case, person=person, made_at=NOON, due_at=NOON, state="open")
        for count in range(each):
            Fact.objects.create(
                case=case, name=f"fact {count}", value=count, trust="staff", source="nina", at=NOON
            )
            entry = Entry.objects.create(
                person=person, case=case, at=NOON - timedelta(minutes=count), kind="message", channel="mail",
                direction="in" if count % 2 else "out", author="" if count % 2 else ("nina", "andrii")[number % 2],
                state="" if count % 2 else "sent", text="And another word.",
            )  # fmt: skip
            Attachment.objects.create(entry=entry, name=f"{count}.jpg", type="image/jpeg", size=1)


def _asked(desk, colleague: str, path: str, monkeypatch: pytest.MonkeyPatch) -> Asked:
    at_desk = desk(colleague)
    asked = Asked(monkeypatch)
    with asked.queries:
        at_desk.get(path)
    assert at_desk.status == 200
    return asked


@pytest.mark.parametrize("colleague", ["nina", "oksana", "vera"])
def test_a_page_asks_as_often_for_much_as_for_little(desk, mail, monkeypatch, colleague) -> None:
    came = mail("1", text="Charged twice.")
    cases.learn(came.case, situation="apology/our-mistake")
    persons.add_point(came.person, kind="phone", value="380672140001", at=NOON)
    desk(colleague).get(f"/people/{came.person}/")
    little = _asked(desk, colleague, f"/people/{came.person}/", monkeypatch).looks
    _plenty(came.person, matters=12, each=8)
    for number in range(30):
        mail(f"other {number}", sender=f"p{number}@example.com", name=f"Person {number}")
        Snippet.objects.create(name=f"s{number}", text="Hello", by="nina", at=NOON)
        SavedView.objects.create(colleague=colleague, name=f"v{number}")
    much = _asked(desk, colleague, f"/people/{came.person}/", monkeypatch).looks

    assert len(little) == len(much), much
    assert len(much) <= LOOKS_MAX, much


def test_opening_a_page_for_the_first_time_stays_below_the_bound(desk, mail, monkeypatch) -> None:
    came = mail("1")
    cases.learn(came.case, situation="apology/our-mistake")
    looks = _asked(desk, "nina", f"/people/{came.person}/", monkeypatch).looks

    assert len(looks) <= LOOKS_MAX + 3, looks  # once in ten minutes: noted, and others who look hear of it


def test_whom_to_ask_is_looked_up_once_for_all_ways(desk, mail, monkeypatch) -> None:
    came = mail("1")
    cases.learn(came.case, situation="short-of-money/short-of-money")
    vera = staff.who("vera")
    law = studio.in_force(at=NOON)
    looking = Looking(me=vera, law=law, at=NOON, language="en")
    for each in stoppable(looking)[1]:
        stop(each.name, where=None, authority="supervisor", looking=looking)
    nina = desk("nina").get(f"/people/{came.person}/")
    looks = _asked(desk, "nina", f"/people/{came.person}/", monkeypatch).looks

    assert "ask Oksana" in nina.text
    assert len(looks) <= LOOKS_MAX, looks


def test_new_words_alone_are_fetched_with_half_as_many(desk, mail, monkeypatch) -> None:
    came = mail("1")
    looks = _asked(desk, "nina", f"/people/{came.person}/?part=talk", monkeypatch).looks

    assert len(looks) <= LOOKS_MAX // 2, looks


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_asks_as_often_for_many_as_for_few(desk, mail, monkeypatch, count) -> None:
    for number in range(count):
        came = mail(f"k{number}", sender=f"p{number}@example.com", name=f"Person {number}")
        Case.objects.filter(pk=came.case).update(owner=("nina", "oksana", "vera")[number % 3])
    looks = _asked(desk, "vera", "/people/", monkeypatch).looks

    assert len(looks) <= 6, looks
