"""How fast does mail come in? Messages a second from raw bytes to an entry of a person's conversation, on SQLite.

Each message is stored as it came, read, recognised, folded, joined and received with its promise, in a transaction of
its own. Run as `python -m bench.mail [messages]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

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


def main() -> None:
    """Take in that many messages and print the rate."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    desk()
    from leeway.channels.mail.commands import keep, take_in_waiting
    from leeway.channels.mail.models import Letter
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


if __name__ == "__main__":
    main()
