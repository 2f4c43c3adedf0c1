"""The counter: choose, find out, answer, done. Pages are plain forms; scripts only smooth them.

Start reading at `start`, then `matter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import implied, words
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries.proposing import actor_at, request_of
from leeway.desk.decisions.queries.screens import Reader, choices, next_screen, situation_of
from leeway.desk.people import queries as people
from leeway.desk.persons.commands import know
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Matter


def reader_of(request: HttpRequest, site: str) -> Reader:
    """For whom this page is made. Raises: Http404 where they may not decide, or nothing is in force."""
    at = now()
    law = studio.in_force(at=at)
    if law is None:
        raise Http404
    actor = actor_at(people.who_signed_in(request.user).id, site, book=law.book, at=at)
    if actor is None:
        raise Http404
    return Reader(actor=actor, law=law, at=at, language=get_language() or "en")


def own_matter(request: HttpRequest, case: str) -> tuple[Matter, Reader]:
    """A matter that the one who is signed in may work on. Raises: Http404."""
    found = matters.matter(case)
    if found is None:
        raise Http404
    return found, reader_of(request, found.site)


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What is it about? Situations and actions of the book in force."""
    here = people.home_site(people.who_signed_in(request.user).id, at=now())
    if here is None:
        return render(request, "counter/nowhere.html")
    reader = reader_of(request, here.id)
    return render(request, "counter/start.html", {"rows": choices(reader), "reader": reader})


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a matter with what was chosen."""
    at, me = now(), people.who_signed_in(request.user)
    here = people.home_site(me.id, at=at)
    if here is None:
        raise Http404
    reader = reader_of(request, here.id)
    opened = cases.open_case(site=here.id, by=me.id, at=at, wish=request.POST.get("wish", "").strip())
    if (situation := situation_of(request.POST.get("situation"), book=reader.book)) is not None:
        cases.learn(opened.id, situation=situation.id)
        for fact, value in implied(situation, book=reader.book).items():
            cases.answer(opened.id, fact=fact, value=value, trust="staff", source=f"seen by {me.id}")
    elif request.POST.get("action") in reader.book.actions:
        cases.learn(opened.id, action=request.POST["action"])
    return redirect("matter", case=opened.id)


@login_required
@require_GET
def matter(request: HttpRequest, case: str) -> HttpResponse:
    """The next screen of a matter; a reload shows the same."""
    found, reader = own_matter(request, case)
    screen = next_screen(found, reader)
    return render(request, f"counter/{screen.kind}.html", {"screen": screen, "reader": reader})


@login_required
@require_POST
def learn(request: HttpRequest, case: str) -> HttpResponse:
    """Note an answer, an amount, an action or who the customer is."""
    found, reader = own_matter(request, case)
    me = reader.actor.id
    for name in request.POST:
        if (fact := reader.book.facts.get(name.removeprefix("fact:"))) is not None:
            typed: str = request.POST[name]
            known = {"yes": True, "no": False, "?": None}.get(typed, typed)
            cases.answer(
                case, fact=fact.name, value=known, trust=fact.trust.name.lower(), source=f"answered by {me}"
            )
    if request.POST.get("action") in reader.book.actions:
        cases.learn(case, action=request.POST["action"], amount_minor=None)
    if amount := request.POST.get("amount"):
        cases.learn(case, amount_minor=round(float(amount) * 10**reader.book.digits))
    if customer := request.POST.get("customer"):
        cases.learn(case, person=know(customer, at=reader.at))
    return redirect("matter", case=found.id)


@login_required
@require_POST
def do(request: HttpRequest, case: str) -> HttpResponse:
    """Do it: once, however often the button is pressed."""
    found, reader = own_matter(request, case)
    key = request.POST.get("key", found.key)
    made = commands.decide(
        request_of(found, actor=reader.actor, book=reader.book, at=reader.at, key=key), law=reader.law
    )
    cases.next_turn(case, after=found.turn)
    return redirect("done", decision=made.id)


@login_required
@require_GET
def done(request: HttpRequest, decision: str) -> HttpResponse:
    """What was done, with undo while there is time."""
    made = commands.reopened(decision)
    reader = reader_of(request, made.request.site)
    said = words(made.decision, book=reader.book)
    return render(request, "counter/done.html", {"made": made, "said": said})


@login_required
@require_POST
def undo(request: HttpRequest, decision: str) -> HttpResponse:
    """Take it back."""
    commands.undo(decision, by=people.who_signed_in(request.user).id, at=now())
    return redirect("done", decision=decision)
