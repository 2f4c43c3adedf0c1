"""What does a person see of their matter? What we promised, what was said, what was decided; nothing else.

Shown is what the person said and what they were told. Notes, facts, drafts, machine mail and what colleagues do
among themselves never leave the desk. Start reading at `page_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leeway.channels.page.models import Link
from leeway.decide import Naming, sentence_case, voice
from leeway.desk.cases import queries as cases
from leeway.desk.conversations.queries.moments import by_when, clock_time, day_of
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.ledger import LedgerUnavailable, UnknownDecision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from leeway.desk.cases.queries import File, Held, Promised, Said
    from leeway.policy import Book

TOLD: Final = frozenset({"to send", "sending", "sent", "unknown"})
"""States of what is on its way to the person, or has reached them."""
FACE_TO_FACE: Final = frozenset({"phone", "visit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of what was said and decided."""

    id: int
    shape: str
    """`mine`, `ours`, `decided` or `happened`."""
    text: str
    who: str = ""
    when: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What we promised last, said to the person."""

    tone: str
    """`open`, `late` or `done`."""
    head: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """All that a page of a matter shows."""

    case: str
    site: str
    summary: str
    wish: str
    state: State
    lines: tuple[Line, ...]
    is_open: bool


def cases_seen(marks: Collection[str], *, at: datetime) -> frozenset[str]:
    """The matters that a browser with these marks may see now."""
    held = Link.objects.filter(pk__in=list(marks), revoked_at=None, opened_at__isnull=False, lasts_until__gt=at)
    return frozenset(held.values_list("case", flat=True))


def page_of(case: str, *, at: datetime, language: str) -> MatterPage | None:
    """The page of a matter, or of the one it was joined into; None where there is none."""
    held = cases.case(case)
    if held is None:
        return None
    zone = cases.calendar_of(held.site).zone
    place = people.place(held.site)
    return MatterPage(
        case=held.id, site=place.name if place else "", summary=held.summary, wish=held.wish,
        state=_state(held, at=at, zone=zone), lines=tuple(_lines(held, at=at, zone=zone, language=language)),
        is_open=held.state == "open",
    )  # fmt: skip


def followed(case: str) -> str:
    """The matter to show for a link to this one: that one it was joined into, if the person is the same."""
    own, end = cases.case(case), cases.case(cases.stands_for(case))
    return end.id if own is not None and end is not None and own.person == end.person else case


def file_of(case: str, file: int) -> tuple[File, bytes] | None:
    """A file that was said in a matter, with its bytes; None for one of another matter, or of a note."""
    shown = {
        each.id for said in cases.entries_of(case) if _shape(said) in ("mine", "ours") for each in said.files
    }
    found = cases.body_of(file) if file in shown else None
    return None if found is None else (found[0], found[2])


def last_link_at(case: str) -> datetime | None:
    """When the last link of a matter was made."""
    return Link.objects.filter(case=case).exclude(digest=None).order_by("-made_at").values_list(
        "made_at", flat=True
    ).first()  # fmt: skip


# -- the promise ----------------------------------------------------------------------------------------------
def _state(held: Held, *, at: datetime, zone: str) -> State:
    if held.state != "open":
        return State(
            tone="done", head=_("This matter is settled."),
            words=_("If something is still wrong, write below: it opens again, and you tell nothing twice."),
        )  # fmt: skip
    promised = cases.open_promises([held.id]).get(held.id)
    if promised is None:
        return State(
            tone="open", head=_("We have your message."), words=_("A person reads it and answers here.")
        )
    return _of_promise(promised, at=at, zone=zone)


def _of_promise(promised: Promised, *, at: datetime, zone: str) -> State:
    when = by_when(promised.due_at, now=at, zone=zone)
    what = promised.words or _("an answer from a person")
    if promised.due_at < at or promised.state == "broken":
        sorry = _("That is our fault, not yours. You were to have: %(what)s. Our team sees that it is overdue.")
        head = _("We promised you news by %(when)s, and we are late.") % {"when": when}
        return State(tone="late", head=head, words=sorry % {"what": what})
    honest = _("What you will have: %(what)s. If there is nothing new by then, we say that too.")
    head = _("You hear from us by %(when)s.") % {"when": when}
    return State(tone="open", head=head, words=honest % {"what": what})


# -- the conversation -----------------------------------------------------------------------------------------
def _lines(held: Held, *, at: datetime, zone: str, language: str) -> Iterator[Line]:
    shown = [(shape, said) for said in cases.entries_of(held.id) if (shape := _shape(said))]
    names = people.names_of({said.author for _shape_, said in shown if said.author})
    for shape, said in shown:
        text = said.text if shape in ("mine", "ours") else _happened(said, language=language)
        if text or said.files:
            who = _first_name(names, said) if shape == "ours" else ""
            when = _when(said.at, now=at, zone=zone)
            yield Line(id=said.id, shape=shape, text=text, who=who, when=when, files=said.files)


def _shape(said: Said) -> str:
    """How an entry is shown to the person; empty for what stays inside."""
    if said.erased or said.details.get("automatic"):
        return ""
    if said.kind == "message":
        return "mine" if said.direction == "in" else "ours" if said.state in TOLD else ""
    if said.kind in FACE_TO_FACE:
        return "happened"
    if said.kind == "decision":
        return "decided"
    return "happened" if said.kind == "event" and said.happened in ("closed", "reopened") else ""


def _happened(said: Said, *, language: str) -> str:
    if said.kind == "decision":
        return _decided(said, language=language)
    words = {
        "phone": _("We spoke on the telephone."), "visit": _("You were with us."),
        "closed": _("Settled."), "reopened": _("Opened again."),
    }  # fmt: skip
    return words.get(said.kind) or words.get(said.happened, "")


def _decided(said: Said, *, language: str) -> str:
    """What was decided for the person; nothing where it did not go ahead, or is our own note."""
    law = _book_of(str(said.details.get("decision", "")))
    action = str(said.details.get("action") or "")
    if law is None or action not in law.actions:
        return ""
    minor = said.details.get("amount_minor")
    naming = Naming(voice(language), book=law)
    money = None if minor is None else naming.voice.money(int(minor), currency=law.currency, digits=law.digits)
    return sentence_case(naming.deed(action, amount=money))


def _book_of(decision: str) -> Book | None:
    """The book by which something went ahead; None where it did not, or the ledger cannot be asked now."""
    try:
        kept = store().recorded(decision)
    except (UnknownDecision, LedgerUnavailable):
        return None
    if kept.answer is None or kept.answer.outcome != "go_ahead":
        return None
    law = studio.by_hash(kept.record.book)
    return None if law is None else law.book


def _first_name(names: Mapping[str, str], said: Said) -> str:
    known = names.get(said.author, "").split()
    return known[0] if known else ""


def _when(at: datetime, *, now: datetime, zone: str) -> str:
    there, today = at.astimezone(ZoneInfo(zone)).date(), now.astimezone(ZoneInfo(zone)).date()
    time = clock_time(at, zone=zone)
    return time if there == today else f"{day_of(there, today=today, long=True)}, {time}"
