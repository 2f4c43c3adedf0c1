"""How fast does mail come in? Messages a second from raw bytes to an entry of a person's conversation, on SQLite.

Each message is stored as it came, read, recognised, folded, joined and received with its promise, in a transaction of
its own. Run as `python -m bench.mail [messages] [--beside]`; with the latter django-helpdesk takes the same messages in
too, on the same kind of database, from an environment of its own that is made for it in `.peers/`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELPDESK = "django-helpdesk==2.6.1"

TEXTS = (
    "The kettle that I bought on Friday leaks. I would like a new one, or the money back.\n\nPetra",
    "Добрий день! З мене двічі зняли гроші за одну покупку. Перевірте, будь ласка.\n\nЗ повагою, Петро",
    "Спасибо, всё пришло.\n\nпт, 3 окт. 2025 г. в 14:02, Служба <help@shop.example>:\n\n> Когда вам удобно?\n> Ждём ответа.",
    "<p>Hello,</p><p>the <b>second</b> parcel is missing.</p><blockquote>It was sent on Monday.</blockquote>",
)


def message(number: int) -> bytes:
    """One of four kinds of letters, each from a person of its own, with a file now and then."""
    text = TEXTS[number % 4]
    kind = "text/html" if text.startswith("<") else "text/plain"
    head = (
        f"Return-Path: <p{number}@mail.example>\nReceived: from mail.example by mx.shop.example; Fri, 3 Oct 2025 14:02:11 +0300\n"
        f"From: Person {number} <p{number}@mail.example>\nTo: help@shop.example\nDate: Fri, 3 Oct 2025 14:02:11 +0300\n"
        f"Message-ID: <{number}@mail.example>\nSubject: Order {number}\nMIME-Version: 1.0\n"
    )
    body = f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    if number % 5:
        return (head + body).encode()
    mixed = f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n{body}'
    file = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n" + "iVBORw0KGgo=\n" * 400
    return f"{head}{mixed}--b{number}\n{file}--b{number}--\n".encode()


def desk() -> None:
    """Set a desk up in a folder of its own."""
    os.environ["LEEWAY_HOME"] = tempfile.mkdtemp(prefix="leeway-bench-")
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leeway.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from leeway.channels.mail.commands import Wanted, add_mailbox
    from leeway.desk.people import commands as people

    call_command("migrate", verbosity=0)
    people.add_site(name="Shop", parent=None, id_="shop", zone="UTC")
    add_mailbox(Wanted(id="help", site="shop", address="help@shop.example"))


def taken_in(count: int) -> tuple[int, float]:
    """Take in that many messages and print the rate; how many say something of a kettle, and messages a second."""
    desk()
    from leeway.channels.mail.commands import keep, take_in_waiting
    from leeway.channels.mail.models import Letter
    from leeway.desk.cases.models import Entry
    from leeway.desk.clock import now

    raws = [message(number) for number in range(count)]
    started, spent = time.perf_counter(), time.process_time()
    for at in range(0, count, 50):
        keep("help", [(raw, len(raw)) for raw in raws[at : at + 50]], at=now())
    stored = time.perf_counter() - started
    while take_in_waiting(at=now()):
        pass
    took, used = time.perf_counter() - started, time.process_time() - spent
    taken = Letter.objects.filter(state="taken").count()
    print(f"messages taken in: {taken} of {count}; stored in {stored:.1f} s, all in {took:.1f} s")
    print(f"rate: {taken / took:.0f} messages/s on one core, {1000 * used / taken:.1f} ms of processor each")
    return Entry.objects.filter(text__contains="kettle").count(), taken / took


def beside(count: int) -> tuple[int, float]:
    """The same of django-helpdesk, by its own reading of a message."""
    python = Path(".peers/helpdesk/bin/python")
    if not python.exists():
        print("making .peers/helpdesk …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", ".peers/helpdesk"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", HELPDESK], check=True)
    run = subprocess.run(
        [python, "-m", "bench.mail_helpdesk", str(count)], check=True, capture_output=True, text=True
    )
    found = json.loads(run.stdout.splitlines()[-1])
    rate = found["taken"] / found["seconds"]
    each = 1000 * found["processor"] / found["taken"]
    print(f"{HELPDESK}: {found['taken']} of {count}; {rate:.0f} messages/s, {each:.1f} ms of processor each")
    return found["kettles"], rate


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("messages", type=int, nargs="?", default=1_000)
    parser.add_argument("--beside", action="store_true", help="django-helpdesk too")
    given = parser.parse_args()
    kettles, rate = taken_in(given.messages)
    if given.beside:
        theirs, slower = beside(given.messages)
        assert kettles == theirs, f"the same words were read {kettles} and {theirs} times"
        print(f"{rate / slower:.2f} times as many as django-helpdesk; both read the same words")


if __name__ == "__main__":
    main()
