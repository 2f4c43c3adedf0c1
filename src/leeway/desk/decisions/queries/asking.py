"""Who is asked, and how far has a question upwards come? The line of those who can answer, and what they said.

A line holds everybody of the authority asked for and above: the lowest first, the nearest first, and only those
on duty while somebody is. Start reading at `question`, then `in_line`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from leeway.decide import Approval, AskKind, Given
from leeway.desk.clock import now
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.proposing import stopped_at
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.decide import Actor, Request
    from leeway.desk.decisions.commands.deciding import Done
    from leeway.desk.people.queries import Who
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody answers: `kind` is `yes`, `less`, `no` or `taken`."""

    kind: str
    sentence: str = ""
    amount_minor: int | None = None
    """With `less`: how much."""
    conditions: tuple[str, ...] = ()
    """What is to be done along with it."""
    vouched: Mapping[str, Any] = field(default_factory=dict)
    """Facts that nobody present could say, and who answers vouches for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question upwards as the one who waits sees it."""

    id: str
    decision: str
    case: str
    site: str
    actor: str
    authority: str
    state: str
    """`open`, `yes`, `less`, `no`, `taken` or `withdrawn`."""
    asked_of: Who | None
    """Whose turn it is; None: nobody is there, whoever comes first."""
    next_in_line: Who | None
    asked_at: datetime
    due_at: datetime
    wish: str = ""
    sentence: str = ""
    amount_minor: int | None = None
    """With `less`: how much instead."""
    conditions: tuple[str, ...] = ()
    result: str = ""
    """The decision made with the approval."""
    answered_by: Who | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == Question.State.OPEN


def waiting_for(colleague: str) -> int:
    """How many open questions it is a colleague's turn to answer."""
    return Question.objects.filter(asked_of=colleague, state=Question.State.OPEN).count()


def question(id_: str, *, at: datetime | None = None) -> Waiting | None:
    """A question by its id; None where there is none."""
    row = Question.objects.filter(pk=id_).first()
    return None if row is None else _seen(row, at=at or now())


def question_of(decision: str, *, at: datetime | None = None) -> Waiting | None:
    """The question that a decision led to; None where there is none."""
    row = Question.objects.filter(decision=decision).first()
    return None if row is None else _seen(row, at=at or now())


def in_line(row: Question, *, law: InForce | None, at: datetime) -> tuple[Who, ...]:
    """Who can still be asked, in their order: everybody who has not had their turn."""
    authorities = authorities_from(row.authority, book=law.book) if law else (row.authority,)
    had_their_turn = {*row.passed_by, row.asked_of}
    return tuple(each for each in line(row.site, authorities=authorities, at=at, never=(row.actor,))
                 if each.id not in had_their_turn)  # fmt: skip


def line(site: str, *, authorities: tuple[str, ...], at: datetime, never: tuple[str, ...]) -> tuple[Who, ...]:
    """Everybody who can be asked at a site; while somebody of them is on duty, only those who are."""
    everybody = people.whom_to_ask(site, authorities=authorities, at=at, never=never)
    on_duty = {each.colleague for each in people.authorities_at(site, at=at) if each.on_duty}
    return tuple(each for each in everybody if each.id in on_duty) or everybody


def authorities_from(lowest: str, *, book: Book) -> tuple[str, ...]:
    """An authority and those above it, lowest first; one that a newer book lacks: all above the first."""
    start = book.level(lowest) if lowest in book.authorities else 1
    return book.authorities[start:]


def approved(  # noqa: PLR0913  one line each thing it is made of
    asked: Done, reply: Reply, *, approver: Actor, book: Book, at: datetime, key: str | None = None,
    stopped: Mapping[str, str] | None = None,
) -> Request:  # fmt: skip
    """What was asked, as a request with a yes: decided anew, now, at the approver's level.

    `stopped` is what is stopped at its site, where that is known already.
    """
    request, ask = asked.request, asked.decision.ask
    settles = frozenset(ask.obstacles) if ask and ask.kind is AskKind.JUDGEMENT else frozenset[str]()
    facts = {name: given for name, given in request.facts.items() if name in book.facts}
    for name, value in reply.vouched.items():
        facts[name] = Given(value, Trust.STAFF, f"vouched for by {approver.id}")
    return replace(
        request,
        id=key or request.id,
        at=at,
        facts=facts,
        amount_minor=reply.amount_minor if reply.kind == "less" else request.amount_minor,
        stopped=stopped_at(request.site, book=book) if stopped is None else stopped,
        approval=Approval(
            approver=approver, settles=settles, reason=reply.sentence or None, conditions=reply.conditions
        ),
    )


def _seen(row: Question, *, at: datetime) -> Waiting:
    waits = row.state == Question.State.OPEN
    following = in_line(row, law=studio.in_force(at=at), at=at) if waits else ()
    return Waiting(
        id=row.pk, decision=row.decision, case=row.case, site=row.site, actor=row.actor,
        authority=row.authority, state=row.state,
        asked_of=people.who(row.asked_of) if row.asked_of else None,
        next_in_line=next(iter(following), None),
        asked_at=row.asked_at, due_at=row.due_at, wish=row.wish, sentence=row.sentence,
        amount_minor=row.amount_minor, conditions=tuple(row.conditions), result=row.result,
        answered_by=people.who(row.answered_by) if row.answered_by else None, answered_at=row.answered_at,
    )  # fmt: skip
