"""Who is this person? Name, points, consents; merging and taking apart; export and erasure.

Start reading at `about`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.conversations import commands
from leeway.desk.conversations.views.agreeing import TOLD, WAYS, agreements
from leeway.desk.conversations.views.around import back_to, case_seen, desk_page, entered, person_seen
from leeway.desk.people import queries as people
from leeway.desk.persons import commands as persons
from leeway.desk.persons import queries as known

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.conversations.views.around import Here

SURE = "ERASE"


@desk_page
@require_GET
def about(request: HttpRequest, person: str) -> HttpResponse:
    """All that is known of a person, and who may be the same."""
    found, here = person_seen(request, person)
    whole = known.whole(found)
    if whole is None:
        raise Http404
    shown = {
        "whole": whole, "alike": known.alike(found), "may_erase": _may_erase(here),
        "consents": agreements(found), "told_how": TOLD.items(), "ways": WAYS.items(),
    }  # fmt: skip
    return render(request, "conversations/about.html", shown)


@desk_page
@require_POST
def describe_person(request: HttpRequest, person: str) -> HttpResponse:
    """Set how they are called and which language they are written to in."""
    found, _here = person_seen(request, person)
    persons.describe(
        found, name=entered(request, "name", most=200), language=entered(request, "language", most=8)
    )
    return redirect("about", person=found)


@desk_page
@require_POST
def point(request: HttpRequest, person: str) -> HttpResponse:
    """Add a point, note that it was checked, or remove it."""
    found, here = person_seen(request, person)
    do, kind, value = (request.POST.get(name, "")[:200] for name in ("do", "kind", "value"))
    if do == "add" and (typed := entered(request, "typed", most=200)):
        kind, value = known.canonical(typed, site=here.site)
        if kind != "name" and not persons.add_point(
            found, kind=kind, value=value, at=here.at, source=here.me.id, typed=typed
        ):
            messages.info(request, _("Somebody else has it. If they are one person, join them below."))
    elif do == "verify":
        persons.verify(kind=kind, value=value, how=f"seen by {here.me.id}", at=here.at)
    elif do == "remove":
        persons.remove_point(found, kind=kind, value=value)
    return redirect("about", person=found)


@desk_page
@require_POST
def merge(request: HttpRequest, person: str) -> HttpResponse:
    """Say that two are one, or that two who look alike are two."""
    found, here = person_seen(request, person)
    other, _same = person_seen(request, request.POST.get("other", ""))
    if request.POST.get("do") == "apart":
        persons.keep_apart(found, other, by=here.me.id, at=here.at)
        return redirect("about", person=found)
    try:
        persons.merge(
            gone=other, kept=found, by=here.me.id, at=here.at, because=entered(request, "because", most=300)
        )
    except persons.MergeError:
        messages.error(request, _("These two cannot be joined."))
    return redirect("about", person=found)


@desk_page
@require_POST
def undo_merge(request: HttpRequest, person: str, merge: str) -> HttpResponse:
    """Take it back: each has what was theirs."""
    found, here = person_seen(request, person)
    whole = known.whole(found)
    if whole is not None and any(each.id == merge for each in whole.merged):
        persons.undo_merge(merge, by=here.me.id, at=here.at)
        messages.success(request, _("They are two again, and each has what was theirs."))
    return redirect("about", person=found)


@desk_page
@require_POST
def consent(request: HttpRequest, person: str) -> HttpResponse:
    """Note what they agreed to, or took back."""
    found, here = person_seen(request, person)
    purpose = request.POST.get("purpose", "")
    if purpose in ("outreach", "survey"):
        how, way = request.POST.get("told", ""), request.POST.get("channel", "")
        persons.agree(
            found, purpose=purpose, given=request.POST.get("given") == "yes", at=here.at, by=here.me.id,
            source=how if how in TOLD else "visit", channel=way if way in WAYS else "",
        )  # fmt: skip
    return redirect("about", person=found)


@desk_page
@require_GET
def export_person(request: HttpRequest, person: str) -> HttpResponse:
    """All that is kept of a person, as a file."""
    found, _here = person_seen(request, person)
    body = json.dumps(commands.exported(found), ensure_ascii=False, indent=2)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="person-{found}.json"'
    return answer


@desk_page
@require_POST
def erase_person(request: HttpRequest, person: str) -> HttpResponse:
    """Forget a person for good; only who looks after operations may, and only after typing so."""
    found, here = person_seen(request, person)
    if not _may_erase(here):
        raise Http404
    if request.POST.get("sure") != SURE:
        messages.info(request, _("Nothing was erased: the word was not typed."))
        return redirect("about", person=found)
    commands.erase_person(found, at=here.at)
    messages.success(request, _("Erased. What is left has no name."))
    return redirect("people")


@desk_page
@require_http_methods(["GET", "POST"])
def unknown_person(request: HttpRequest, case: str) -> HttpResponse:
    """A matter of somebody nobody knows yet: read it, and say who it is."""
    held, here = case_seen(request, case)
    if held.person:
        return back_to(request, held.person, case)
    if request.method == "POST" and (typed := entered(request, "who", most=200)):
        person = persons.know(typed, at=here.at, site=held.site)
        cases.give_to(case, person=person, by=here.me.id, at=here.at)
        return back_to(request, person, case)
    return render(request, "conversations/unknown.html", {"case": held, "entries": matters.entries_of(case)})


def _may_erase(here: Here) -> bool:
    root = people.root()
    return root is not None and people.may_look_after("operations", here.me.id, root.id)
