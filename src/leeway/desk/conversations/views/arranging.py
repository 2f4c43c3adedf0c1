"""Who sees to a matter, what is it, and is it over? Each a small form that goes back to the person's page.

Start reading at `open_matter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeway.decide import implied
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import LinkError
from leeway.desk.conversations import commands
from leeway.desk.conversations.queries.access import open_seen
from leeway.desk.conversations.views.around import (
    back_to,
    case_seen,
    desk_page,
    entered,
    here_of,
    person_seen,
    reader_at,
)
from leeway.desk.decisions.queries.entries import amount
from leeway.desk.decisions.queries.screens import situation_of
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.desk.persons.commands import know
from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.conversations.views.around import Here

KINDS = frozenset({"question", "request", "complaint", "praise"})


@desk_page
@require_POST
def open_matter(request: HttpRequest) -> HttpResponse:
    """Open a matter of somebody who calls or comes in, or go on with one that is open: that is asked first."""
    here, typed = here_of(request), entered(request, "who", most=200)
    given = request.POST.get("person", "")
    person = person_seen(request, given)[0] if given else _known(typed, here)
    if here.place is None or not person:
        raise Http404
    open_ = open_seen(persons.same_as(person), here.paths)
    kind = request.POST.get("kind", "request")
    if open_ and not request.POST.get("goes_on"):
        shown = {"known": persons.customer(person), "open_matters": open_, "typed": request.POST}
        return render(request, "conversations/comes-in.html", shown)
    case = _gone_on_with(request, open_, here) or cases.open_matter(
        person=person, site=here.place.id, by=here.me.id, at=here.at,
        summary=entered(request, "summary", most=300), kind=kind if kind in KINDS else "request",
    )  # fmt: skip
    return back_to(request, person, case)


@desk_page
@require_POST
def describe(request: HttpRequest, case: str) -> HttpResponse:
    """Note what it is about, of what kind, what would put it right."""
    held, here = case_seen(request, case)
    known = {
        name: entered(request, name, most=2000) for name in ("summary", "wish", "kind") if name in request.POST
    }
    if known.get("kind", "request") not in KINDS:
        del known["kind"]
    cases.describe(case, by=here.me.id, at=here.at, **known)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def assign(request: HttpRequest, case: str) -> HttpResponse:
    """Let somebody see to it: oneself, a colleague, or whoever's turn it is."""
    held, here = case_seen(request, case)
    to = request.POST.get("to", "")
    if to == "turn":
        if not commands.assign_in_turn([_unowned(held)], by=here.me.id, at=here.at):
            messages.info(request, _("Nobody is on duty there now."))
    elif not to or people.who(to) is not None:
        cases.assign(case, to=to, by=here.me.id, at=here.at)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def tags(request: HttpRequest, case: str) -> HttpResponse:
    """Give a matter these tags."""
    held, here = case_seen(request, case)
    cases.set_tags(case, names=entered(request, "tags", most=600).split(","), by=here.me.id, at=here.at)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def follow(request: HttpRequest, case: str) -> HttpResponse:
    """Hear of a matter from now on, or no longer."""
    held, here = case_seen(request, case)
    cases.follow(case, colleague=here.me.id, follows=request.POST.get("follow") == "yes")
    return back_to(request, held.person, case)


@desk_page
@require_POST
def close(request: HttpRequest, case: str) -> HttpResponse:
    """Close a matter, with the reason."""
    held, here = case_seen(request, case)
    cases.close(case, by=here.me.id, at=here.at, because=entered(request, "because", most=300))
    return back_to(request, held.person, case)


@desk_page
@require_POST
def reopen(request: HttpRequest, case: str) -> HttpResponse:
    """Open a closed matter again."""
    held, here = case_seen(request, case)
    cases.reopen(case, by=here.me.id, at=here.at)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def join(request: HttpRequest, case: str) -> HttpResponse:
    """Let a matter go on in another of the same person."""
    held, here = case_seen(request, case)
    into, _same = case_seen(request, request.POST.get("into", ""))
    try:
        cases.join(case, into=into.id, by=here.me.id, at=here.at)
    except LinkError:
        messages.error(request, _("These two cannot be joined: one of them is joined already."))
        return back_to(request, held.person, case)
    return back_to(request, held.person, into.id)


@desk_page
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, case: str) -> HttpResponse:
    """Make a matter of its own of some of what was said."""
    held, here = case_seen(request, case)
    if request.method == "POST":
        ticked = [int(each) for each in request.POST.getlist("entry") if each.isdecimal()]
        try:
            made = cases.split(
                case, entries=ticked, by=here.me.id, at=here.at, summary=entered(request, "summary", most=300)
            )
        except LinkError:
            messages.error(request, _("Tick what belongs to the new matter."))
            return redirect("split", case=case)
        return back_to(request, held.person, made)
    said = [each for each in matters.entries_of(case) if each.text and each.state != "draft"]
    return render(request, "conversations/split.html", {"case": held, "entries": said})


@desk_page
@require_POST
def undo_link(request: HttpRequest, case: str, link: str) -> HttpResponse:
    """Take a split, a join or a link back."""
    held, here = case_seen(request, case)
    if any(each.id == link for each in matters.ties_of([case])):
        cases.undo_link(link, by=here.me.id, at=here.at)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def situate(request: HttpRequest, case: str) -> HttpResponse:
    """Say which of the book's situations it is; what that means for certain is known from then on."""
    held, here = case_seen(request, case)
    reader = reader_at(here, held.site)
    if reader is None:
        raise Http404
    name = request.POST.get("situation", "") or request.POST.get("other", "")
    situation = situation_of(name, book=reader.book)
    cases.learn(
        case, situation=situation.id if situation else "", chosen=f"situation {name}" if situation else ""
    )
    for fact, value in (implied(situation, book=reader.book) if situation else {}).items():
        cases.answer(case, fact=fact, value=value, trust="staff", source=f"seen by {here.me.id}")
    return back_to(request, held.person, case)


@desk_page
@require_POST
def take_here(request: HttpRequest, case: str) -> HttpResponse:
    """Take a matter from a site above to where one serves: from then on it is decided there."""
    held, here = case_seen(request, case)
    if here.place is not None:
        cases.move(case, site=here.place.id, by=here.me.id, at=here.at)
    return back_to(request, held.person, case)


@desk_page
@require_POST
def take(request: HttpRequest, case: str) -> HttpResponse:
    """Decide right here where nothing is open, else go on at the counter."""
    held, here = case_seen(request, case)
    reader = reader_at(here, held.site)
    if reader is None:
        raise Http404
    minor = amount(entered(request, "amount", most=40), digits=reader.book.digits)
    try:
        taken = commands.take(
            case, action=request.POST.get("action", ""), amount_minor=minor, key=request.POST.get("key", ""),
            reader=reader,
        )  # fmt: skip
    except LedgerError:
        messages.error(request, _("Nothing could be counted just now, so nothing may be given yet."))
        return back_to(request, held.person, case)
    if not taken.decision:
        return redirect("matter", case=case)
    messages.success(request, _("Done: %(deed)s. Tell them.") % {"deed": taken.deed or taken.decision})
    return back_to(request, held.person, case)


@desk_page
@require_GET
def case_page(request: HttpRequest, case: str) -> HttpResponse:
    """From a matter to its person's page."""
    held, _here = case_seen(request, case)
    return redirect("unknown_person", case=case) if not held.person else back_to(request, held.person, case)


def _known(typed: str, here: Here) -> str:
    return know(typed, at=here.at, site=here.site) if typed else ""


def _gone_on_with(request: HttpRequest, open_: Sequence[matters.Held], here: Here) -> str:
    """The open matter that was chosen, with a note of what they come with now; empty: a new one is wanted."""
    case = next((each.id for each in open_ if each.id == request.POST.get("goes_on")), "")
    if case and (summary := entered(request, "summary", most=300)):
        cases.note(case, text=summary, by=here.me.id, at=here.at)
    return case


def _unowned(held: matters.Held) -> matters.Held:
    from dataclasses import replace

    return replace(held, owner="")
