"""A worker that is killed at a chosen step, again and again, and then says what it left behind.

Run by `test_crashes.py` as a process of its own: `python -m tests.channels.mail.crashing <json>`. Children are forked
from a process that has loaded everything, so that a hundred kills take seconds.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

ONCE_A_LOOK = {
    "before it is stored",
    "stored, not acknowledged",
    "acknowledged by half",
    "acknowledged, not counted",
}
"""Steps that a worker comes to once for all that has come, not once a letter."""

STEPS = (
    "before it is stored",
    "stored, not acknowledged",
    "acknowledged by half",
    "acknowledged, not counted",
    "before it is taken in",
    "received, not committed",
    "taken in",
    "claimed, not handed over",
    "handed over, not noted",
    "noted",
    "at any moment",
)


def main() -> None:
    """Set the desk up, kill workers, let one work in peace, print what there is."""
    wanted = json.loads(sys.argv[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    _set_up(wanted)
    connections.close_all()
    chance = random.Random(wanted["seed"])
    killed, put = 0, 0
    for number in range(wanted["kills"]):
        until = wanted["letters"] * (number + 1) // wanted["kills"]
        _put(wanted, range(put, until))
        put = until
        killed += _forked(STEPS[number % len(STEPS)], chance.randrange(1, wanted["depth"] + 1))
    _forked("never", 0)
    from leeway.desk.cases import commands as desk
    from leeway.desk.clock import now

    # What was being sent when its worker died is given up after ten minutes.
    desk.do_what_is_due(at=now() + timedelta(minutes=11))
    print(json.dumps({"killed": killed, **_left()}))


def _put(wanted: dict[str, Any], numbers: range) -> None:
    from imap_tools import MailBoxUnencrypted

    with MailBoxUnencrypted("127.0.0.1", wanted["imap"]).login("crash", wanted["password"]) as box:
        for n in numbers:
            box.append(
                f"From: Person {n} <p{n}@mail.example>\r\nTo: help@shop.example\r\n"
                f"Message-ID: <{n:05}@mail.example>\r\nSubject: Matter {n}\r\n\r\nNumber {n}.\r\n".encode()
            )


def _set_up(wanted: dict[str, Any]) -> None:
    from leeway.channels.mail import commands as mail
    from leeway.desk.people import commands as people

    people.add_site(name="Shop", parent=None, id_="shop", zone="UTC")
    fetch = mail.Server(
        host="127.0.0.1", port=wanted["imap"], security="none", user="crash", done=wanted.get("done", "")
    )
    send = mail.Server(host="127.0.0.1", port=wanted["smtp"], security="none")
    mail.add_mailbox(
        mail.Wanted(
            id="crash", site="shop", address="help@shop.example", fetch=fetch, send=send,
            fetch_password=wanted["password"],
        )
    )  # fmt: skip


def _forked(step: str, count: int) -> bool:
    child = os.fork()
    if not child:
        try:
            _die_at(step, count)
            _work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(step: str, count: int) -> None:
    """Let this process die at the step, when it comes there for that time."""
    from leeway.channels.mail.carrying import Fetching
    from leeway.channels.mail.commands import fetching, sending, taking

    if step == "at any moment":
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, 0.01 * count)
        return
    count = 1 if step in ONCE_A_LOOK else count
    passed = 0

    def dying() -> None:
        nonlocal passed
        passed += 1
        if passed >= count:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(owner: Any, name: str, *, before: bool) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if before:
                dying()
            done = real(*args, **kwargs)
            if not before:
                dying()
            return done

        setattr(owner, name, wrapped)

    places: dict[str, tuple[Any, str, bool]] = {
        "before it is stored": (fetching, "keep", True),
        "stored, not acknowledged": (Fetching, "acknowledge", True),
        "acknowledged, not counted": (Fetching, "acknowledge", False),
        "before it is taken in": (taking, "_take_in", True),
        "received, not committed": (taking, "_after", True),
        "taken in": (taking, "_taken", False),
        "claimed, not handed over": (sending, "sent_over", True),
        "handed over, not noted": (sending, "sent_over", False),
        "noted": (sending, "_note", False),
    }
    if step == "acknowledged by half":
        from imap_tools import BaseMailBox

        around(BaseMailBox, "flag", before=False)
    elif step in places:
        owner, name, before = places[step]
        around(owner, name, before=before)


def _work() -> None:
    """Fetch, take in, answer each matter once, send: until nothing is left to do."""
    from leeway.channels.mail import commands as mail
    from leeway.desk.cases import commands as desk
    from leeway.desk.clock import now

    with mail.connection_to("crash") as connection:
        while True:
            done = mail.fetch("crash", connection, at=now())
            done += mail.take_in_waiting(at=now(), most=20)
            for case in _unanswered():
                desk.say(desk.Saying(case=case, text="Yes.", key=f"answer {case}"), by="mira", at=now())
            done += mail.send_waiting(worker=str(os.getpid()), at=now(), most=20)
            if not done:
                return


def _unanswered() -> list[int]:
    """Every matter that nobody has answered yet, also those that a worker left behind long ago."""
    from leeway.desk.cases.models import Entry

    answered = Entry.objects.filter(direction="out").values("case_id")
    written = Entry.objects.filter(direction="in").exclude(case_id__in=answered).order_by("pk")
    return list(dict.fromkeys(written.values_list("case_id", flat=True)))


def _left() -> dict[str, Any]:
    from leeway.channels.mail.models import Letter
    from leeway.desk.cases import queries as cases

    rows = Letter.objects.order_by("pk")
    entries = [cases.entry(number) for number in rows.values_list("entry", flat=True) if number]
    outgoing = [
        each
        for case in {said.case for said in entries if said is not None}
        for each in cases.entries_of(case)
        if each.direction == "out"
    ]
    return {
        "letters": rows.count(),
        "ids": sorted(rows.values_list("message_id", flat=True)),
        "entries": len({said.id for said in entries if said is not None}),
        "messages": sum(
            each.kind == "message" and each.direction == "in"
            for case in {said.case for said in entries if said is not None}
            for each in cases.entries_of(case)
        ),
        "states": [each.state for each in outgoing],
        "sent": sorted(each.reference for each in outgoing if each.state == "sent"),
    }


if __name__ == "__main__":
    main()
