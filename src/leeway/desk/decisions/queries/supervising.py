"""What does a supervisor need to answer at once? The open questions of their sites, each whole on one screen.

Nothing is taken here: how far a yes would reach is tried out at the balances of now. Start reading at `queue`.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from leeway import feel
from leeway.decide import LANGUAGES, AskKind, Naming, Outcome, sentence_case, voice
from leeway.desk.decisions.commands.asking import TRIED, askers
from leeway.desk.decisions.commands.deciding import look_at_all, read_again
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import approved, authorities_from
from leeway.desk.decisions.queries.proposing import actor_as
from leeway.desk.decisions.queries.reviewing import recorded_of
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.ledger import LedgerError, State, changes
from leeway.policy import Trust
from leeway.stores import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from leeway.decide import Actor, Decision, MeterLine
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
    around = Around.of(ranked, looking)
    mine = [row for row in ranked if _may_answer(row, around, looking)]
    reaches = _reaches(mine, around, looking)
    return tuple(
        card_of(row, looking, around=around, reach=reach) for row, reach in zip(mine, reaches, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the questions of a page are about, and what the reader may, looked up together."""

    asked: Mapping[str, Done]
    """What was asked, by the decision that led to it."""
    whos: Mapping[str, Who]
    places: Mapping[str, Place]
    since: Mapping[str, datetime | None]
    """Since when the customers are known."""
    held: Mapping[str, frozenset[str]]
    """The reader's authorities at each site."""
    certificates: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[Question], looking: Looking) -> Around:
        """Everybody, every site and every decision that some questions name."""
        found, me = list(rows), looking.me.id
        asked = {id_: read_again(kept) for id_, kept in recorded_of(row.decision for row in found).items()}
        places = people.places_among({row.site for row in found})
        reached = people.reaches({me}, at=looking.at).get(me, ())
        sources = (given.source or "" for done in asked.values() for given in done.request.facts.values())
        said_by = {named[1] for named in map(_SOMEBODY.match, sources) if named}
        return cls(
            asked=asked, places=places,
            whos=people.whos({name for row in found for name in (row.actor, row.asked_of) if name} | said_by),
            since=persons.knowns_since({who for done in asked.values() if (who := done.request.customer)}),
            held={site: people.held_along(reached, place.path) for site, place in places.items()},
            certificates=people.certificates_of(me, at=looking.at),
        )  # fmt: skip

    def approver(self, site: str, looking: Looking) -> Actor | None:
        """The reader, with the highest authority they have at a site."""
        me = looking.me
        standing = people.Standing(
            colleague=me.id, ai=me.ai, authorities=self.held[site], certificates=self.certificates
        )
        return actor_as(standing, book=looking.book)


def open_questions(looking: Looking) -> Any:
    """Open questions at and below the sites where the reader is posted, soonest due first."""
    paths = people.sites_within(looking.me.id, at=looking.at)
    if not paths:
        return Question.objects.none()
    below = reduce(or_, (Q(path__startswith=path) for path in paths))
    return Question.objects.filter(below, state=Question.State.OPEN).order_by("due_at")


def card_of(row: Question, looking: Looking, *, around: Around, reach: Reach) -> Card:
    """A question that the reader may answer, as a card."""
    done = around.asked[row.decision]
    request, decision = done.request, done.decision
    naming = looking.naming
    amount = request.amount_minor
    return Card(
        id=row.pk, kind=str(decision.ask.kind) if decision.ask else "",
        asker=around.whos[row.actor], place=around.places[row.site],
        title=request.text if request.action not in looking.book.actions and request.text
        else naming.deed(request.action, amount=None if amount is None else looking.money(amount)),
        mine=row.asked_of == looking.me.id,
        asked_of=around.whos.get(row.asked_of),
        asked_at=row.asked_at, due_at=row.due_at, reach=reach,
        wish=row.wish, amount_minor=amount, amount="" if amount is None else looking.money(amount),
        least=_less(amount, reach, looking), most_bare=_most(amount, reach, looking),
        asker_most=looking.money(decision.leeway_minor) if decision.leeway_minor else "",
        my_most=looking.money(reach.most_minor) if reach.most_minor else "",
        reason=request.reason or "",
        principle=naming.principle(request.principle) if request.principle else "",
        obstacles=tuple(naming.thing(each) for each in (decision.ask.obstacles if decision.ask else ())),
        facts=tuple(_fact(name, given, looking, around=around) for name, given in request.facts.items()),
        vouching=vouching(decision, looking),
        is_known=request.customer is not None,
        known_since=around.since.get(request.customer) if request.customer else None,
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


def _may_answer(row: Question, around: Around, looking: Looking) -> bool:
    """Whoever has the authority asked for, or one above, may answer; nobody their own question, no AI."""
    done = around.asked.get(row.decision)
    if done is None or row.site not in around.places or row.actor not in around.whos or looking.me.ai:
        return False
    authorities = authorities_from(row.authority, book=looking.book)
    own = looking.me.id in askers(done.request.actor)
    return not own and not around.held[row.site].isdisjoint(authorities)


def _reaches(rows: list[Question], around: Around, looking: Looking) -> Iterator[Reach]:
    """What would come of a plain yes to each now, at balances that are read once."""
    stopped, tried = _Stopped(looking), []
    for row in rows:
        done = around.asked[row.decision]
        approver = around.approver(done.request.site, looking)
        tried.append(
            None
            if approver is None
            else approved(
                done,
                TRIED,
                approver=approver,
                book=looking.book,
                at=looking.at,
                stopped=stopped.at(done.request.site),
            )
        )
    seen = iter(look_at_all([each for each in tried if each is not None], law=looking.law))
    for each in tried:
        found = None if each is None else next(seen)
        if each is None or found is None or each.approval is None:
            yield Reach(enough=False)
        else:
            yield _reach(found.decision, each.approval.approver, looking)


class _Stopped:
    """What is stopped at any site, read once; where it cannot be read, balances cannot either."""

    def __init__(self, looking: Looking) -> None:
        self._state, self._authorities = State(), looking.book.authorities
        with suppress(LedgerError):
            self._state.switches = list(store().switches())

    def at(self, site: str) -> Mapping[str, str]:
        """What is stopped at a site: name → whom to ask."""
        return changes.stopped(self._state, site, authorities=self._authorities)


def _reach(decision: Decision, approver: Actor, looking: Looking) -> Reach:
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


def _fact(name: str, given: Any, looking: Looking, *, around: Around) -> ShownFact:
    naming = looking.naming
    source = given.source or ""
    somebody = _SOMEBODY.match(source)
    known = around.whos.get(somebody[1]) if somebody else None
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
