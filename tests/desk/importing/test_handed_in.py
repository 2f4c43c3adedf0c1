"""A file is handed in on a page: first what it would do, then the worker brings it in, each row once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as File
from django.db import OperationalError
from django.test import Client

from leeway.channels.mail import commands as mail
from leeway.channels.mail.models import Letter
from leeway.desk.cases.models import Entry
from leeway.desk.clock import held_at
from leeway.desk.importing import commands
from leeway.desk.importing.commands import due, running, sorts, uploading
from leeway.desk.importing.models import Piece, Upload
from leeway.desk.importing.queries import said_problem
from leeway.desk.people import commands as people
from leeway.desk.people.models import Colleague, Site
from leeway.desk.people.queries import sites
from leeway.desk.persons.models import Person
from tests.desk.importing.conftest import NOW

PERSONS = "Name,Email,Phone\nMaria Ionescu,maria@example.com,0671112233\nOleg,not an address,\nNobody,,\n"
WORDS = (
    "Ticket ID,Created at,Email,Body,Status,Site\n"
    "1,2025-03-01T10:00:00Z,maria@example.com,The pump took my card.,closed,214\n"
    "1,2025-03-01T11:00:00Z,maria@example.com,And no receipt.,closed,214\n"
    "2,03/04/2025,oleg@example.com,Hello.,open,214\n"
    "3,2025-03-01T10:00:00Z,oleg@example.com,Hello.,open,999\n"
)
MBOX = b"".join(
    b"From x@y Mon Mar  3 10:00:00 2025\nFrom: Maria <maria@example.com>\nMessage-ID: <%d@x>\n"
    b"Date: Mon, 3 Mar 2025 10:00:00 +0000\nSubject: Kettle\n\nIt leaks, %d.\n\n" % (number, number)
    for number in range(3)
)


@pytest.fixture
def vera(house: None) -> Iterator[Client]:
    """A browser of Vera, who runs the desk; the clock stands."""
    from leeway.desk.people import gates

    people.add_colleague(name="Vera", at=NOW, id_="vera")
    people.post("vera", site="network", authority="manager", at=NOW)
    people.put_in_charge("vera", site="network", of="operations")
    gates._known_to_be_set_up.cache_clear()
    with held_at(NOW):
        yield _signed_in("vera")


def _signed_in(colleague: str) -> Client:
    client = Client()
    client.force_login(
        Colleague.objects.get(pk=colleague), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def hand_in(vera: Client) -> Callable[..., str]:
    """Hand in a file; give the address of its page."""

    def handed(text: str | bytes, *, kind: str = "persons", name: str = "old.csv") -> str:
        body = text.encode() if isinstance(text, str) else text
        answer = vera.post("/imports/", {"kind": kind, "file": File(name, body)})
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    return handed


def _work() -> None:
    due.do_what_is_due(at=NOW, clock=lambda: NOW)


def _seen(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def _fields(client: Client, path: str) -> dict[str, Any]:
    """The form that says how it is read, as a browser would send it."""
    page = client.get(path).content.decode()
    form = page[page.index("How it is read") :]
    chosen = dict(re.findall(r'<input id="\w+" name="(\w+)" value="([^"]*)"', form))
    columns = re.findall(r'name="column" value="([^"]*)".*?</select>', form, re.DOTALL)
    says = [
        (re.findall(r'value="([^"]*)" selected', each) or [""])[0]
        for each in re.findall(r'<select name="says".*?</select>', form, re.DOTALL)
    ]
    for name, select in re.findall(r'<select id="(\w+)" name="\w+"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen[name] = (re.findall(r'value="([^"]*)" selected', select) or [""])[0]
    return {**chosen, "column": columns, "says": says, "do": "read"}


def test_a_table_is_looked_at_first_and_nothing_is_changed(vera: Client, hand_in: Callable[..., str]) -> None:
    page = hand_in(PERSONS)
    waits = _seen(vera, page)
    _work()
    shown = _seen(vera, page)

    assert "Looking what it would do" in waits
    assert "What it would do 3 rows 1 new person" in shown
    assert "2 rows cannot come in" in shown
    assert "3 Email “not an address” is no e-mail address" in shown
    assert "4 – nothing says by what this person is known" in shown
    assert Person.objects.count() == 0


def test_started_the_worker_brings_it_in_and_rows_that_were_refused_can_be_saved(
    vera: Client, hand_in: Callable[..., str]
) -> None:
    page = hand_in(PERSONS)
    _work()
    vera.post(f"{page}do/", {"do": "bring"})
    going = _seen(vera, page)
    _work()
    refused = list(csv.reader(io.StringIO(vera.get(f"{page}refused/").content.decode())))

    assert "It is being brought in" in going
    assert "It is in 3 rows 1 new person" in _seen(vera, page)
    assert [Person.objects.get().name, len(refused), refused[1][:2]] == [
        "Maria Ionescu",
        3,
        ["Oleg", "not an address"],
    ]
    assert "Bring it in" not in _seen(vera, page)


def test_the_same_file_handed_in_again_brings_nothing_twice(vera: Client, hand_in: Callable[..., str]) -> None:
    for _ in range(2):
        page = hand_in(PERSONS)
        _work()
        vera.post(f"{page}do/", {"do": "bring"})
        _work()

    assert "This very file was brought in before." in _seen(vera, page)
    assert Person.objects.count() == 1


def test_conversations_are_read_as_they_were_written_elsewhere(
    vera: Client, hand_in: Callable[..., str]
) -> None:
    page = hand_in(WORDS, kind="conversations")
    _work()
    first = _seen(vera, page)
    vera.post(f"{page}do/", _fields(vera, page) | {"dates": "%d/%m/%Y"})
    _work()
    otherwise = _seen(vera, page)
    vera.post(f"{page}do/", _fields(vera, page) | {"dates": ""})
    _work()
    vera.post(f"{page}do/", {"do": "bring"})
    _work()

    assert "4 Created at “03/04/2025” is no date" in first
    assert "5 Site there is no site “999”" in first
    assert "2 Created at “2025-03-01T10:00:00Z” is no date" in otherwise
    assert sorted(Entry.objects.values_list("text", flat=True)) == ["And no receipt.", "The pump took my card."]


@pytest.mark.parametrize(
    ("root", "book", "said"),
    [("Europe/Kyiv", "Asia/Tokyo", "08:00"), ("", "Europe/Kyiv", "08:00"), ("", "", "10:00")],
)
def test_times_that_say_no_zone_are_by_the_desks_own_clock_as_its_form_shows(
    vera: Client, hand_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch, root: str, book: str, said: str
) -> None:
    Site.objects.filter(pk="network").update(zone=root)
    monkeypatch.setattr(sites, "_OTHERWISE", [lambda: book])
    page = hand_in(WORDS.replace("10:00:00Z", "10:00:00"), kind="conversations")
    _work()
    shown, form = _seen(vera, page), _fields(vera, page)
    vera.post(f"{page}do/", form | {"zone": " "})
    _work()
    emptied = _fields(vera, page)
    vera.post(f"{page}do/", {"do": "bring"})
    _work()
    entry = Entry.objects.get(text="The pump took my card.")

    assert form["zone"] == emptied["zone"] == (root or book or "UTC")
    assert f"The clock of this desk is {root or book or 'UTC'}." in shown
    assert entry.at.isoformat() == f"2025-03-01T{said}:00+00:00"


def test_columns_that_say_nothing_known_are_chosen_on_the_page(
    vera: Client, hand_in: Callable[..., str]
) -> None:
    page = hand_in("Wer,Wo erreichbar\nMaria Ionescu,maria@example.com\n")
    _work()
    refused = _seen(vera, page)
    form = _fields(vera, page)
    vera.post(f"{page}do/", form | {"says": ["name", "email"]})
    _work()
    looked = _seen(vera, page)
    kept = _fields(vera, page)

    assert "No column says enough: one of these is needed. E-mail, Phone" in refused
    assert form["column"] == ["Wer", "Wo erreichbar"]
    assert "1 row 1 new person" in looked
    assert kept["says"] == ["name", "email"]


def test_letters_come_in_through_the_mailbox_that_is_named(vera: Client, hand_in: Callable[..., str]) -> None:
    without = _seen(vera, "/imports/")
    mail.add_mailbox(mail.Wanted(id="help", site="214", address="help@shop.example", brand="shop"))
    page = hand_in(MBOX, kind="letters", name="old.mbox")
    _work()
    looked = _seen(vera, page)
    for _ in range(2):
        vera.post(f"{page}do/", {"do": "bring"})
        _work()

    assert "as soon as a mailbox is connected" in without
    assert "3 letters 3 letters of persons" in looked
    assert Letter.objects.filter(past=True).count() == 3
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Имя,Email\nОлег,oleg@example.com\n".encode("windows-1251"), "Line 1 is not in the encoding"),
        (b'Name,Email\n"Oleg,oleg@example.com\n' + b"x" * 1_100_000, "a cell that begins with a quotation mark"),
        (b"\n\n", "It is empty."),
        (b"\x00\x01\x02\xff\xfe", "is not in the encoding"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_helps(
    vera: Client, hand_in: Callable[..., str], body: bytes, said: str
) -> None:
    page = hand_in(body)
    _work()

    assert said in _seen(vera, page)
    assert "Bring it in" not in _seen(vera, page)


def test_a_file_that_is_too_large_is_not_even_read(vera: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "BYTES_MAX", 100)
    small = vera.post("/imports/", {"kind": "persons", "file": File("a.csv", b"x" * 101)})
    whole = vera.post("/imports/", {"kind": "persons"}, headers={"content-length": str(300 * 1024 * 1024)})

    assert (small.status_code, whole.status_code) == (413, 413)
    assert "larger than 200 MB" in small.content.decode()
    assert (Upload.objects.count(), Piece.objects.count()) == (0, 0)


def test_only_those_who_run_the_whole_desk_may_hand_in_files(vera: Client, hand_in: Callable[..., str]) -> None:
    page = hand_in(PERSONS)
    people.add_colleague(name="Nina", at=NOW, id_="nina")
    people.post("nina", site="214", authority="attendant", at=NOW)
    people.put_in_charge("nina", site="214", of="operations")
    nina, forger = _signed_in("nina"), Client(enforce_csrf_checks=True)
    forger.cookies = vera.cookies
    tried = [nina.get(each).status_code for each in ("/imports/", page, f"{page}part/", f"{page}refused/")]

    assert tried == [404] * 4
    assert nina.post(f"{page}do/", {"do": "forget"}).status_code == 404
    assert Client().get("/imports/").status_code == 302
    assert forger.post("/imports/", {"kind": "persons", "file": File("a.csv", b"x")}).status_code == 403
    assert forger.post(f"{page}do/", {"do": "forget"}).status_code == 403


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> str:
    """A table of 30 persons that is kept ten at a time, each batch told."""
    monkeypatch.setattr(running, "BATCH_ROWS", 10)
    monkeypatch.setattr(due, "TOLD_EVERY", timedelta())
    return "Name,Email\n" + "".join(f"Somebody {n},who{n}@example.com\n" for n in range(30))


def test_stopped_on_the_way_it_goes_on_where_it_was(
    vera: Client, hand_in: Callable[..., str], small_batches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hand_in(small_batches)
    _work()
    vera.post(f"{page}do/", {"do": "bring"})
    told, first = due._Told.__call__, []

    def stopping(self: Any, read_bytes: int) -> None:
        first.append(read_bytes)
        if len(first) == 1:
            vera.post(f"{page}do/", {"do": "stop"})
        told(self, read_bytes)

    monkeypatch.setattr(due._Told, "__call__", stopping)
    _work()
    stopped, there = _seen(vera, page), Person.objects.count()
    vera.post(f"{page}do/", {"do": "bring"})
    _work()

    assert there == 10
    assert "Stopped on the way" in stopped
    assert "Go on" in stopped
    assert Person.objects.count() == 30
    assert "It went on behind row 10." in _seen(vera, page)


def test_when_a_worker_dies_another_goes_on_and_each_row_is_in_once(
    vera: Client, hand_in: Callable[..., str], small_batches: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hand_in(small_batches)
    _work()
    vera.post(f"{page}do/", {"do": "bring"})

    class Killed(BaseException):
        pass

    def dying(self: Any, read_bytes: int) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(due._Told, "__call__", dying)
        with pytest.raises(Killed):
            _work()
    there = Person.objects.count()
    _work()
    too_early = Person.objects.count()
    due.do_what_is_due(at=NOW, clock=lambda: NOW + due.CLAIMED_FOR)

    assert (there, too_early, Person.objects.count()) == (10, 10, 30)
    assert Upload.objects.get().state == "done"


@pytest.mark.parametrize(("times", "state"), [(5, "done"), (6, "stopped")])
def test_a_database_that_is_busy_for_a_while_stops_no_file_and_no_row_is_there_twice(
    vera: Client, hand_in: Callable[..., str], small_batches: str, monkeypatch: pytest.MonkeyPatch,
    times: int, state: str,
) -> None:  # fmt: skip
    page = hand_in(small_batches)
    _work()
    vera.post(f"{page}do/", {"do": "bring"})
    kept, waited, busy = running._kept, [], iter([False, *[True] * times])

    def refusing(*given: Any, **named: Any) -> Any:
        if next(busy, False):
            raise OperationalError("database is locked")
        return kept(*given, **named)

    monkeypatch.setattr(running, "_kept", refusing)
    monkeypatch.setattr(due.time, "sleep", waited.append)
    _work()
    stopped = _seen(vera, page)
    vera.post(f"{page}do/", {"do": "bring"})
    _work()

    assert waited == list(due.PAUSES_SECONDS)
    assert ("database is locked" in stopped) == (state == "stopped")
    assert Upload.objects.get().state == "done"
    assert Person.objects.count() == 30


def test_a_failure_nobody_foresaw_is_told_and_can_be_gone_on_with(
    vera: Client, hand_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = hand_in(PERSONS)
    _work()
    vera.post(f"{page}do/", {"do": "bring"})

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(sorts.running, "go", broken)
        _work()
    failed = _seen(vera, page)
    vera.post(f"{page}do/", {"do": "bring"})
    _work()

    assert "OSError: the disk is full" in failed
    assert Upload.objects.get().state == "done"


def test_while_it_is_worked_on_its_page_hears_how_far_it_is_and_then_shows_itself_anew(
    vera: Client, hand_in: Callable[..., str]
) -> None:
    page = hand_in(PERSONS)
    Upload.objects.update(read_bytes=len(PERSONS) // 2)
    part = vera.get(f"{page}part/")
    _work()

    assert "49 %" in part.content.decode() or "50 %" in part.content.decode()
    assert vera.get(f"{page}part/")["X-Go-To"] == page


def test_files_are_forgotten_after_a_week_and_at_once_if_somebody_says_so(
    vera: Client, hand_in: Callable[..., str]
) -> None:
    done, looked, gone = (
        hand_in(PERSONS),
        hand_in(PERSONS + "A,a@example.com,\n"),
        hand_in("Name,Email\nB,b@example.com\n"),
    )
    _work()
    vera.post(f"{done}do/", {"do": "bring"})
    vera.post(f"{gone}do/", {"do": "forget"})
    _work()
    due.do_what_is_due(at=NOW + timedelta(days=8), clock=lambda: NOW)

    assert [row.file for row in Upload.objects.all()] == ["old.csv"]
    assert Piece.objects.count() == 0
    assert vera.get(f"{done}refused/").status_code == 404
    assert vera.get(looked).status_code == 404


def test_a_name_of_a_file_can_lead_nowhere(vera: Client, hand_in: Callable[..., str]) -> None:
    for name in ("../../etc/passwd", "..", "я" * 300 + ".csv", "a\\b\u202ec.csv", ".refused.csv"):
        with held_at(NOW):
            commands.hand_in(
                "persons", file=name, pieces=[PERSONS.encode()], reading=commands.Reading(), by="vera", at=NOW
            )
    _work()
    names = set(Upload.objects.values_list("file", flat=True))

    assert names == {"passwd", "file", "я" * 98 + ".csv", "bc.csv", "refused.csv"}
    assert set(Upload.objects.values_list("state", flat=True)) == {"looked"}


def test_every_sentence_of_the_command_line_about_a_row_has_its_counterpart() -> None:
    folder = Path(running.__file__).parents[1]
    written = "".join(each.read_text("utf-8") for each in folder.glob("reading/*.py"))
    raised = [
        re.sub(r"\{[^}]*\}", "x", each.replace("{when}", "in the future"))
        for each in re.findall(r'(?:CellError|Problem)\(\s*f?"([^"]+)"', written)
    ]

    assert len(raised) > 8
    assert [each for each in raised if said_problem(each) == each and each not in SAME] == []


SAME = {"nothing says by what this person is known", "nothing says when it was said", "nothing was said"}
