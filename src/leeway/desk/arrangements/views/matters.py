"""What else belongs to a matter? Fields of the business's own, and other matters linked to it by hand.

Start reading at `more`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.arrangements import commands, queries
from leeway.desk.arrangements.views.around import entered, matter_seen, page
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as asked
from leeway.desk.cases.commands import LinkError
from leeway.desk.clock import now
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Held


@page
@require_GET
def more(request: HttpRequest, case: str) -> HttpResponse:
    """The page: own fields, linked matters, and matters that may be linked."""
    return _shown(request, matter_seen(request, case))


@page
@require_POST
def fill(request: HttpRequest, case: str) -> HttpResponse:
    """Keep what stands in the own fields."""
    held = matter_seen(request, case)
    typed = {
        name.removeprefix("field "): value for name, value in request.POST.items() if name.startswith("field ")
    }
    try:
        commands.fill(case, {name: str(value) for name, value in typed.items()})
    except commands.FieldError as wrong:
        return _shown(request, held, wrong=str(wrong), typed=typed, status=422)
    messages.success(request, _("Kept."))
    return redirect("matter_more", case=case)


@page
@require_POST
def link(request: HttpRequest, case: str) -> HttpResponse:
    """Say that another matter belongs to this one, of the same person or of another."""
    matter_seen(request, case)
    other = matter_seen(request, entered(request, "other", most=64))
    me = people.who_signed_in(request.user)
    try:
        cases.link(case, other.id, by=me.id, at=now(), because=entered(request, "because", most=300))
    except LinkError:
        messages.error(request, _("A matter cannot be linked to itself."))
    return redirect("matter_more", case=case)


@page
@require_POST
def unlink(request: HttpRequest, case: str, link: str) -> HttpResponse:
    """Take a link back."""
    matter_seen(request, case)
    if any(each.id == link and each.kind == "related" for each in asked.ties_of([case])):
        cases.undo_link(link, by=people.who_signed_in(request.user).id, at=now())
    return redirect("matter_more", case=case)


def _shown(
    request: HttpRequest,
    held: Held,
    *,
    wrong: str = "",
    typed: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    said = {**held.fields, **(typed or {})}
    ties = [each for each in asked.ties_of([held.id]) if each.kind == "related"]
    others = asked.cases_by_id([each.other for each in ties])
    told = {
        "case": held, "wrong": wrong,
        "fields": [(each, said.get(each.name, "")) for each in queries.own_fields()],
        "links": [(each, others[each.other]) for each in ties if each.other in others],
        "may_link": _may_link(request, held, known={held.id, *others}),
    }  # fmt: skip
    return render(request, "arrangements/matter.html", told, status=status)


def _may_link(request: HttpRequest, held: Held, *, known: set[str]) -> list[Held]:
    """The person's other matters that the one who looks may see."""
    if not held.person:
        return []
    paths = people.sites_within(people.who_signed_in(request.user).id, at=now())
    theirs = asked.cases_of(persons.same_as(held.person))
    return [each for each in theirs if each.id not in known and may_see_case(each, paths)]
