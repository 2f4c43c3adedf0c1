"""How is somebody asked, and what if they do not answer? Asking, passing on in time, withdrawing.

Asking decides first, under the request's key: the answer is to ask and nothing is charged; asked twice there is
one question. Start reading at `ask`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from leeway.decide import Outcome, RequestError
from leeway.desk.decisions.commands.deciding import Done, decide, look
from leeway.desk.decisions.commands.news import tell_news
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import Reply, approved, authorities_from, in_line, line
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.decide import Actor, Request
    from leeway.desk.people.queries import Who
    from leeway.desk.studio.queries import InForce

ANSWER_WITHIN: Final = timedelta(minutes=5)
"""How long somebody has to answer before it is the next one's turn; `LEEWAY_ANSWER_SECONDS` sets another."""
TRIED_MAX: Final = 8
"""So many of a line are tried out, to ask first whoever has room; beyond, the order of the line counts."""
TRIED: Final = Reply(kind="yes", sentence="–")
"""A yes that is only tried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it was handed up; without a `question` the answer was found without asking anybody."""

    done: Done
    question: str | None = None
    asked_of: Who | None = None
    """None: nobody is there; whoever comes first."""
    due_at: datetime | None = None
    authority: str | None = None


def ask(request: Request, *, law: InForce, wish: str, at: datetime) -> Asked:
    """Hand a request up to the lowest on duty who can say yes; asked twice under one key, it is one question.

    Where it turns out that nobody has to be asked (or that nobody can be), there is no question, only the
    decision. Raises: RequestError, RequestDiffers.
    """
    done = decide(request, law=law)
    asked = done.decision.ask
    if done.decision.outcome is not Outcome.ASK or asked is None or done.state == "unreachable":
        return Asked(done=done, authority=asked.authority if asked else None)
    made = Question.objects.filter(decision=done.id).first() or _made(done, law=law, wish=wish, at=at)
    return Asked(
        done=done, question=made.pk, authority=made.authority, due_at=made.due_at,
        asked_of=people.who(made.asked_of) if made.asked_of else None,
    )  # fmt: skip


def answer_within() -> timedelta:
    """How long somebody has to answer."""
    seconds: int | None = getattr(settings, "LEEWAY_ANSWER_SECONDS", None)
    return ANSWER_WITHIN if seconds is None else timedelta(seconds=seconds)


@transaction.atomic
def pass_on(row: Question, following: tuple[Who, ...], *, at: datetime) -> None:
    """Let the next in line answer; where nobody is left it stays open for whoever comes first."""
    row.passed_by = [*row.passed_by, *([row.asked_of] if row.asked_of else [])]
    row.asked_of = following[0].id if following else ""
    row.due_at = at + answer_within() if following else row.due_at
    row.save(update_fields=["passed_by", "asked_of", "due_at"])
    tell_change(row, (*(each.id for each in following), *row.passed_by), at=at)


@transaction.atomic
def withdraw(question: str, *, by: str, at: datetime) -> bool:
    """Take one's own question back while nobody has answered; say whether that was so."""
    row = Question.objects.select_for_update().filter(pk=question, actor=by, state=Question.State.OPEN).first()
    if row is None:
        return False
    row.state, row.answered_at = Question.State.WITHDRAWN, at
    row.save(update_fields=["state", "answered_at"])
    tell_change(row, (row.asked_of, *row.passed_by), at=at)
    return True


def tell_change(row: Question, colleagues: Iterable[str], *, at: datetime) -> None:
    """Let the asker's page and those of everybody who may answer hear of it."""
    queues = sorted({f"queue:{each}" for each in colleagues if each})
    tell_news(f"question:{row.pk}", *queues, at=at)


def _made(done: Done, *, law: InForce, wish: str, at: datetime) -> Question:
    asked, request = done.decision.ask, done.request
    assert asked is not None, "there is somebody to ask"
    place = people.place(request.site)
    everybody = line(
        request.site, authorities=authorities_from(asked.authority, book=law.book), at=at,
        never=askers(request.actor),
    )  # fmt: skip
    following = able_first(everybody, done, law=law, at=at)
    with transaction.atomic():
        row, new = Question.objects.get_or_create(
            decision=done.id,
            defaults={
                "case": request.case, "site": request.site, "path": place.path if place else "",
                "actor": request.actor.id, "authority": asked.authority, "wish": wish,
                "asked_of": following[0].id if following else "", "asked_at": at,
                "due_at": at + answer_within(),
            },
        )  # fmt: skip
        if new:
            tell_change(row, (each.id for each in following), at=at)
    return row


def next_of(row: Question, done: Done, *, law: InForce, at: datetime) -> tuple[Who, ...]:
    """Who can still be asked, those in front whose yes would go ahead."""
    ask_none_of = askers(done.request.actor)
    left = tuple(each for each in in_line(row, law=law, at=at) if each.id not in ask_none_of)
    return able_first(left, done, law=law, at=at)


def askers(actor: Actor) -> tuple[str, ...]:
    """Who asks, and whom they ask for: none of them answers."""
    return (actor.id, *(askers(actor.on_behalf_of) if actor.on_behalf_of else ()))


def able_first(line: tuple[Who, ...], asked: Done, *, law: InForce, at: datetime) -> tuple[Who, ...]:
    """A line with those in front whose yes would go ahead as things stand, else as it was."""
    tried = {each.id: would_go_ahead(each.id, asked, law=law, at=at) for each in line[:TRIED_MAX]}
    return tuple(sorted(line, key=lambda each: not tried.get(each.id, False)))


def would_go_ahead(colleague: str, asked: Done, *, law: InForce, at: datetime) -> bool:
    """Whether a yes of this colleague would be enough now; nothing is taken."""
    approver = actor_at(colleague, asked.request.site, book=law.book, at=at)
    if approver is None:
        return False
    try:
        looked = look(approved(asked, TRIED, approver=approver, book=law.book, at=at), law=law)
    except RequestError:
        return False
    return looked.decision.outcome is Outcome.GO_AHEAD
