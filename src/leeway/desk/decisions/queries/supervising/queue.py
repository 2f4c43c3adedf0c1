"""Which questions wait for a supervisor? Each as a card, whole on one screen. Start reading at `queue`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from leeway import feel
from leeway.decide import AskKind, Outcome, sentence_case
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.supervising.around import Around
from leeway.desk.decisions.queries.supervising.reach import reaches
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.ledger import LedgerError
from leeway.policy import Trust
from leeway.stores import Sought

if TYPE_CHECKING:
    from datetime import datetime

    from leeway.decide import Decision
    from leeway.desk.decisions.commands.deciding import Done
    from leeway.desk.decisions.queries.supervising.looking import Looking
    from leeway.desk.decisions.queries.supervising.reach import Reach
    from leeway.desk.people.queries import Place, Who
    from leeway.policy import Fact

QUESTIONS_MAX: Final = 30
"""So many open questions are shown at once; the next follow as these are answered."""
A_YEAR: Final = timedelta(days=365)


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
    mine = [row for row in ranked if around.may_answer(row, looking)]
    found = zip(mine, reaches(mine, around, looking), strict=True)
    return tuple(card_of(row, looking, around=around, reach=reach) for row, reach in found)


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
        least=reach.least(amount, looking), most_bare=reach.most(amount, looking),
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


def _fact(name: str, given: Any, looking: Looking, *, around: Around) -> ShownFact:
    naming = looking.naming
    return ShownFact(
        label=sentence_case(naming.fact(name)),
        value="" if given.value is feel.UNKNOWN else naming.value(given.value, fact=name),
        by=around.by(given.source or ""),
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
