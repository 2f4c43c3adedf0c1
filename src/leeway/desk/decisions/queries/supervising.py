"""What does a supervisor need to answer at once? The open questions of their sites, each whole on one screen.

Nothing is taken here: how far a yes would reach is tried out at the balances of now. Start reading at `queue`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from leeway import feel
from leeway.decide import LANGUAGES, AskKind, Naming, Outcome, RequestError, sentence_case, voice
from leeway.desk.decisions.commands.asking import TRIED, askers
from leeway.desk.decisions.commands.deciding import look, reopened
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import approved, authorities_from
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.ledger import LedgerError
from leeway.policy import Trust
from leeway.stores import Sought

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Decision, MeterLine
    from leeway.desk.decisions.commands.deciding import Done
    from leeway.desk.people.queries import Place, Who
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Book, Fact

QUESTIONS_MAX: Final = 30
"""So many open questions are shown at once; the next follow as these are answered."""
A_YEAR: Final = timedelta(days=365)
_SOMEBODY: Final = re.compile(r"^(?:answered|seen|vouched for) by (\S+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """For whom a page is made: who looks, by which book, when, in which language."""

    me: Who
    law: InForce
    at: datetime
    language: str

    @property
    def book(self) -> Book:
        """The book in force."""
        return self.law.book

    @property
    def naming(self) -> Naming:
        """How things are called in the reader's language."""
        return Naming(voice(self.language if self.language in LANGUAGES else "en"), book=self.book)

    @property
    def zone(self) -> str:
        """The zone in which times are shown."""
        return self.book.zone or "UTC"

    def money(self, minor: int) -> str:
        """An amount with its currency."""
        return self.naming.voice.money(minor, currency=self.book.currency, digits=self.book.digits)

    def bare(self, minor: int) -> str:
        """An amount without its currency."""
        return self.naming.voice.bare_money(minor, currency=self.book.currency, digits=self.book.digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFact:
    """Something that is known: what it is, its value, and from whom or where."""

    label: str
    value: str
    by: str = ""
    """A name, or what the record says of where it comes from."""
    trust: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """A fact that nobody present could say: whoever answers may say it, and answers for it."""

    name: str
    ask: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLeft:
    """What is left at the site of the limit that a yes would take most of."""

    left: str
    cap: str
    window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a yes of the reader would reach now."""

    enough: bool
    """Whether a plain yes would go ahead."""
    most_minor: int | None = None
    """Their own leeway for this, as an amount; None: no amount, or no ceiling."""
    beyond: str | None = None
    """Who would have to be asked instead."""
    site: SiteLeft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One open question with all that is needed to answer it."""

    id: str
    title: str
    kind: str
    asker: Who
    place: Place
    mine: bool
    """Whether it is the reader's turn."""
    asked_of: Who | None
    asked_at: datetime
    due_at: datetime
    reach: Reach
    wish: str = ""
    amount: str = ""
    amount_minor: int | None = None
    least: str = ""
    """Where `less` begins: half of what is asked, or the reader's leeway where that is less."""
    most_bare: str = ""
    asker_most: str = ""
    my_most: str = ""
    reason: str = ""
    principle: str = ""
    obstacles: tuple[str, ...] = ()
    facts: tuple[ShownFact, ...] = ()
    vouching: tuple[Vouching, ...] = ()
    known_since: datetime | None = None
    times_before: int = 0
    """How often the same was done for this customer within a year."""
    is_known: bool = False

    @property
    def needs_reason(self) -> bool:
        """Whether a yes takes the answerer's own reason: their judgement is asked, not only their authority."""
        return self.kind == AskKind.JUDGEMENT

    @property
    def version(self) -> str:
        """Changes with anything that the card shows."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def queue(looking: Looking) -> tuple[Card, ...]:
    """The open questions that the reader may answer: those whose turn it is first, then the oldest."""
    rows = list(open_questions(looking)[:QUESTIONS_MAX])
    ranked = sorted(rows, key=lambda row: (row.asked_of != looking.me.id, row.asked_of != "", row.due_at))
    return tuple(card for row in ranked if (card := card_of(row, looking)) is not None)


def open_questions(looking: Looking) -> Any:
    """Open questions at and below the sites where the reader is posted, soonest due first."""
    paths = people.sites_within(looking.me.id, at=looking.at)
    if not paths:
        return Question.objects.none()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    return Question.objects.filter(below, state=Question.State.OPEN).order_by("due_at")


def card_of(row: Question, looking: Looking) -> Card | None:
    """A question as a card; None for one that the reader may not answer."""
    done = reopened(row.decision)
    place, asker = people.place(row.site), people.who(row.actor)
    if place is None or asker is None or not _may_answer(row, done, looking):
        return None
    request, decision = done.request, done.decision
    reach = _reach(done, looking)
    naming = looking.naming
    amount = request.amount_minor
    return Card(
        id=row.pk, kind=str(decision.ask.kind) if decision.ask else "", asker=asker, place=place,
        title=request.text if request.action not in looking.book.actions and request.text
        else naming.deed(request.action, amount=None if amount is None else looking.money(amount)),
        mine=row.asked_of == looking.me.id,
        asked_of=people.who(row.asked_of) if row.asked_of else None,
        asked_at=row.asked_at, due_at=row.due_at, reach=reach,
        wish=row.wish, amount_minor=amount, amount="" if amount is None else looking.money(amount),
        least=_less(amount, reach, looking), most_bare=_most(amount, reach, looking),
        asker_most=looking.money(decision.leeway_minor) if decision.leeway_minor else "",
        my_most=looking.money(reach.most_minor) if reach.most_minor else "",
        reason=request.reason or "",
        principle=naming.principle(request.principle) if request.principle else "",
        obstacles=tuple(naming.thing(each) for each in (decision.ask.obstacles if decision.ask else ())),
        facts=tuple(_fact(name, given, looking) for name, given in request.facts.items()),
        vouching=vouching(decision, looking),
        is_known=request.customer is not None,
        known_since=persons.known_since(request.customer) if request.customer else None,
        times_before=_times(done, looking) if request.customer else 0,
    )  # fmt: skip


def vouching(decision: Decision, looking: Looking) -> tuple[Vouching, ...]:
    """The facts among what stands in the way: whoever answers may vouch for them."""
    names = decision.ask.obstacles if decision.ask else ()
    facts = [looking.book.facts[name] for name in names if name in looking.book.facts]
    return tuple(_vouching(each, looking) for each in facts)


def _vouching(fact: Fact, looking: Looking) -> Vouching:
    naming = looking.naming
    if fact.type == feel.types.BOOLEAN:
        choices = tuple((value, naming.value(value == "yes")) for value in ("yes", "no"))
    else:
        choices = tuple((str(value), naming.value(value, fact=fact.name)) for value in fact.one_of)
    ask = fact.ask or sentence_case(naming.fact(fact.name))
    return Vouching(name=fact.name, ask=ask, type=str(fact.type), choices=choices)


def _may_answer(row: Question, done: Done, looking: Looking) -> bool:
    return people.may_answer_at(
        looking.me.id, row.site, askers=askers(done.request.actor),
        authorities=authorities_from(row.authority, book=looking.book), at=looking.at,
    )  # fmt: skip


def _reach(done: Done, looking: Looking) -> Reach:
    """What would come of a plain yes now."""
    approver = actor_at(looking.me.id, done.request.site, book=looking.book, at=looking.at)
    if approver is None:
        return Reach(enough=False)
    request = approved(done, TRIED, approver=approver, book=looking.book, at=looking.at)
    try:
        decision = look(request, law=looking.law).decision
    except RequestError:
        return Reach(enough=False)
    beyond = decision.ask.authority if decision.ask and decision.ask.authority != approver.authority else None
    return Reach(
        enough=decision.outcome is Outcome.GO_AHEAD,
        most_minor=decision.leeway_minor,
        beyond=beyond,
        site=_site_left(decision, looking),
    )


def _site_left(decision: Decision, looking: Looking) -> SiteLeft | None:
    """The site's own limit of the clause, else of everything together."""
    lines = [line for line in decision.meters if line.meter.scope == "site" and line.cap is not None]
    if not lines:
        return None
    line = min(lines, key=lambda each: (each.meter.clause == "overall", each.meter.measure != "cost"))
    return SiteLeft(
        left=_figure(line, max((line.cap or 0) - line.before, 0), looking),
        cap=_figure(line, line.cap or 0, looking), window=line.meter.window,
    )  # fmt: skip


def _figure(line: MeterLine, value: int, looking: Looking) -> str:
    return looking.bare(value) if line.meter.measure == "cost" else str(value)


def _most(amount: int | None, reach: Reach, looking: Looking) -> str:
    """Where the slider ends: below what was asked, within one's own leeway; a plain number for the form."""
    if amount is None:
        return ""
    unit = 10**looking.book.digits
    most = min(amount - 1, reach.most_minor if reach.most_minor is not None else amount)
    return str(most // unit) if most >= unit else ""


def _less(amount: int | None, reach: Reach, looking: Looking) -> str:
    most = _most(amount, reach, looking)
    return str(min(int(most), (amount or 0) // (2 * 10**looking.book.digits)) or 1) if most else ""


def _fact(name: str, given: Any, looking: Looking) -> ShownFact:
    naming = looking.naming
    source = given.source or ""
    somebody = _SOMEBODY.match(source)
    known = people.who(somebody[1]) if somebody else None
    return ShownFact(
        label=sentence_case(naming.fact(name)),
        value="" if given.value is feel.UNKNOWN else naming.value(given.value, fact=name),
        by=known.name if known else source,
        trust=given.trust.name.lower() if given.trust is not Trust.STAFF else "",
    )


def _times(done: Done, looking: Looking) -> int:
    try:
        return store().count(
            Sought(
                customer=done.request.customer, action=done.request.action, outcome=str(Outcome.GO_AHEAD),
                since=looking.at - A_YEAR,
            )
        )  # fmt: skip
    except LedgerError:
        return 0
