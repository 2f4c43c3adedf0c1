"""Which questions wait for me, and what do I say? The live queue, and an answer with one tap and one sentence.

Start reading at `queue`, then `answer`.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import words
from leeway.desk.decisions import commands
from leeway.desk.decisions.models import Question
from leeway.desk.decisions.queries.asking import Reply
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.decisions.queries.proposing import typed
from leeway.desk.decisions.queries.reviewing import count_open
from leeway.desk.decisions.queries.supervising import queue as queued
from leeway.desk.decisions.queries.team import used_at
from leeway.desk.decisions.views.supervisor.looking import looking_of, supervisor_page
from leeway.desk.people import queries as people
from leeway.policy import MoneyError, to_minor

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.decisions.commands import Answered
    from leeway.desk.decisions.queries.supervising import Looking

YES_OR_NO = {"yes": True, "no": False}


@supervisor_page
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The questions that I may answer; with `X-Part` only the cards, for a page that is open already."""
    looking = looking_of(request)
    shown = {"looking": looking, "cards": queued(looking)}
    if request.headers.get("X-Part"):
        return render(request, "supervisor/parts/cards.html", shown)
    return render(request, "supervisor/questions.html", shown | _around(looking))


def _around(looking: Looking) -> dict[str, Any]:
    """What stands around the queue: my sites, what is to be read, the leeway used, and what the page hears."""
    sites = people.sites_below(people.sites_within(looking.me.id, at=looking.at))
    return {
        "sites": sites,
        "unread": count_open(looking),
        "team": used_at(sites, looking),
        "topics": signed_topics([f"queue:{looking.me.id}"]),
    }


@supervisor_page
@require_POST
def answer(request: HttpRequest, question: str) -> HttpResponse:
    """Answer a question; of two answers the first stands, and where there is no room it is said."""
    looking = looking_of(request)
    try:
        reply = _reply(request, looking)
        answered = commands.answer(question, by=looking.me.id, reply=reply, at=looking.at)
    except Question.DoesNotExist:
        raise Http404 from None
    except commands.AnswerError as refused:
        if refused.code == "not-yours":
            raise Http404 from None
        messages.error(request, _too_little(refused.code))
        return redirect("questions")
    level, said = _told(answered, looking)
    messages.add_message(request, level, said)
    return redirect("questions")


@supervisor_page
@require_POST
def hand_on(request: HttpRequest, question: str) -> HttpResponse:
    """Let somebody above me answer it."""
    looking = looking_of(request)
    try:
        authority = request.POST.get("authority", "")
        found = commands.hand_on(question, by=looking.me.id, authority=authority, at=looking.at)
    except (Question.DoesNotExist, commands.AnswerError):
        raise Http404 from None
    if found:
        messages.success(request, _("Handed on. Whoever is next has it now."))
    else:
        messages.info(
            request, _("Handed on. Nobody is there at the moment, so it waits for whoever comes first.")
        )
    return redirect("questions")


def _reply(request: HttpRequest, looking: Looking) -> Reply:
    """An answer as it was typed. Raises: AnswerError for an amount that is none."""
    posted = request.POST
    step = posted.get("step", "").strip()
    return Reply(
        kind=posted.get("kind", ""),
        sentence=posted.get("sentence", "").strip()[:1000],
        amount_minor=_amount(posted.get("amount", ""), digits=looking.book.digits),
        conditions=(step[:500],) if step else (),
        vouched={
            name.removeprefix("fact:"): _vouched(str(value), name.removeprefix("fact:"), looking)
            for name, value in posted.items()
            if name.startswith("fact:") and name.removeprefix("fact:") in looking.book.facts and value
        },
    )


def _vouched(value: str, name: str, looking: Looking) -> Any:
    return typed(looking.book.facts[name].type, YES_OR_NO.get(value, value))


def _amount(text: str, *, digits: int) -> int | None:
    """An amount as people type it, in minor units; None where nothing was typed."""
    if not (text := text.strip()):
        return None
    try:
        return to_minor(Decimal(text.replace(",", ".")), digits=digits)
    except (InvalidOperation, MoneyError):
        raise commands.AnswerError("amount", f"`{text}` is no amount") from None


def _too_little(code: str) -> str:
    return {
        "sentence": _("One sentence is needed with that, so that it is understood."),
        "amount": _("“Less” needs an amount above nothing and below what was asked."),
    }.get(code, _("This could not be read as an answer. The question is still open."))


def _told(answered: Answered, looking: Looking) -> tuple[int, str]:
    """What came of an answer, in a sentence."""
    if answered.stands or answered.by == looking.me.id:
        return messages.SUCCESS, {
            "no": _("Your no is there, with your sentence."),
            "taken": _("It is yours now; whoever asked has been told."),
        }.get(answered.state, _("Your yes is there already."))
    if answered.state != Question.State.OPEN:
        first = people.who(answered.by)
        if first is None:
            return messages.INFO, _("The question was withdrawn meanwhile; nothing is needed any more.")
        return messages.INFO, _("%(name)s was first. That answer stands; yours changed nothing.") % {
            "name": first.name
        }
    if answered.made is not None and answered.made.state == "unreachable":
        return messages.ERROR, _(
            "The ledger could not be reached. Nothing was given; the question is still open."
        )
    said = _("Meanwhile there is no room for this, so nothing was given.")
    return messages.ERROR, " ".join((said, *_why(answered, looking)))


def _why(answered: Answered, looking: Looking) -> tuple[str, ...]:
    if answered.made is None:
        return ()
    said = words(answered.made.decision, language=looking.naming.voice.language, book=looking.book)
    return tuple(reason.sentence for reason in said.reasons[:2])
