"""Who is here, with which book, and where are the balances? All that a conversation needs.

Start reading at `open_counter`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from rich.console import Console

from leeway.cli.counter.conversation import Conversation
from leeway.cli.counter.house import Clock, House
from leeway.cli.counter.prompts.keys import ENGLISH, Keys
from leeway.cli.counter.prompts.talk import Talk
from leeway.cli.counter.prompts.terminal import Terminal
from leeway.cli.home import balances_file, record_file
from leeway.cli.inputs import open_book, refuse
from leeway.decide import LANGUAGES, Actor, Naming, Voice, instant_from_text
from leeway.ledger import JournalLedger, LedgerError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from leeway.ledger import Ledger
    from leeway.policy import Book


SPOKEN: Final = tuple(
    each for each in LANGUAGES if files(__package__).joinpath("texts", f"{each}.ftl").is_file()
)
"""The languages of this counter: terminals seldom write from right to left."""

NO_CERTIFICATE: Final = "none"
"""Said for `--certificate`, it means that none is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line."""

    book: Path
    actor: str
    authority: str | None
    certificates: list[str] | None
    customer: str | None
    site: str
    language: str
    balances: Path | None
    approver: str | None
    at: str | None


def open_counter(wanted: Wanted) -> Conversation:
    """Make everything ready, or say what is wrong and leave with exit code 2."""
    if wanted.language not in SPOKEN:
        hint = f"languages: {', '.join(SPOKEN)}; the desk in the browser speaks more"
        refuse(f"there are no words in `{wanted.language}`", hint=hint)
    opened = open_book(wanted.book)
    book = opened.book
    house = House(
        book=book,
        actor=_actor(book, wanted),
        site=wanted.site,
        ledger=_ledger(path := wanted.balances or balances_file(book.name)),
        clock=Clock(zone=book.zone or "UTC", start=_moment(wanted.at, book)),
        record=record_file(path),
        approver=_approver(book, wanted),
    )
    texts = files(__package__).joinpath("texts")
    voice = Voice(wanted.language, texts=(texts,))
    keys = Keys(voice, english=Voice(ENGLISH, texts=(texts,)))
    talk = Talk(
        Terminal(Console(highlight=False)), voice=voice, keys=keys, naming=Naming(voice, book=book), house=house
    )
    return Conversation(talk, customer=wanted.customer, assumed_zone=opened.assumed_zone)


def _actor(book: Book, wanted: Wanted) -> Actor:
    authority = wanted.authority or usual_authority(book)
    if authority not in book.authorities:
        refuse(f"the book has no authority `{authority}`", hint=f"there are: {', '.join(book.authorities)}")
    named = [name for name in wanted.certificates or () if name != NO_CERTIFICATE]
    for name in named:
        if name not in book.certificates:
            known = ", ".join(book.certificates) or "none"
            refuse(f"the book knows no certificate `{name}`", hint=f"there are: {known}")
    held = book.certificates if wanted.certificates is None else named
    return Actor(id=wanted.actor, authority=authority, certificates=frozenset(held))


def usual_authority(book: Book) -> str:
    """Who usually stands at the counter: the lowest authority trusted with own judgement, else the lowest."""
    trusted = [name for name in book.authorities if name in book.own_judgement.limits]
    return (trusted or list(book.authorities))[0]


def _approver(book: Book, wanted: Wanted) -> Actor | None:
    if wanted.approver is None:
        return None
    name, _, authority = wanted.approver.partition(":")
    if authority not in book.authorities:
        known = ", ".join(book.authorities)
        refuse(
            f"`--as {wanted.approver}` names no authority of the book", hint=f"NAME:AUTHORITY, one of: {known}"
        )
    if name.casefold() == wanted.actor.casefold():
        refuse(f"`{name}` cannot answer their own questions", hint="name somebody else with `--as`")
    return Actor(id=name, authority=authority, certificates=frozenset(book.certificates))


def _ledger(path: Path) -> Ledger:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return JournalLedger(path)
    except OSError as problem:
        refuse(f"`{path}` cannot be used for balances: {problem.strerror or problem}")
    except LedgerError as problem:
        refuse(str(problem), hint="choose another file with `--balances`")


def _moment(text: str | None, book: Book) -> datetime | None:
    if text is None:
        return None
    try:
        moment = instant_from_text(text)
    except ValueError:
        refuse(f"`--at {text}` is no moment", hint="write it like 2026-05-04T10:15")
    zone = ZoneInfo(book.zone or "UTC")
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
