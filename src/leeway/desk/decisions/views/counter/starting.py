"""What is it about? The first page of the counter, and a matter begun with what was chosen there.

Start reading at `start`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import implied
from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.decisions.queries.screens import choices, found, situation_of
from leeway.desk.decisions.views.counter.entered import text
from leeway.desk.decisions.views.counter.reading import counter_page, reader_of
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens import Reader, Row


@counter_page
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What is it about? Situations and actions of the book in force, most used first."""
    here = people.home_site(people.who_signed_in(request.user).id, at=now())
    if here is None:
        return render(request, "counter/nowhere.html")
    reader = reader_of(request, here.id)
    rows = choices(reader, often=matters.chosen_often(here.id))
    if typed := text(request.GET, "q"):
        rows = found(rows, typed, digits=reader.book.digits)
    situations = [row for row in rows if row.kind == "situation"]
    actions = [row for row in rows if row.kind == "action"]
    shown = {"situations": situations, "actions": actions, "typed": typed, "reader": reader, "place": here}
    return render(request, "counter/start.html", shown)


@counter_page
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a matter with what was chosen, or look for what was typed."""
    at, me = now(), people.who_signed_in(request.user)
    here = people.home_site(me.id, at=at)
    if here is None:
        raise Http404
    reader = reader_of(request, here.id)
    row = _chosen(request, reader)
    if row is None:
        return redirect(f"{reverse('counter')}?{urlencode({'q': text(request.POST, 'q')})}")
    opened = cases.open_case(site=here.id, by=me.id, at=at)
    _take_up(row, opened, reader)
    return redirect("matter", case=opened.id)


def _chosen(request: HttpRequest, reader: Reader) -> Row | None:
    """The row that was tapped; else the only one that fits what was typed."""
    rows, typed = choices(reader, often=Counter()), text(request.POST, "q")
    for kind in ("situation", "action"):
        if (name := request.POST.get(kind)) is not None:
            tapped = [row for row in rows if (row.kind, row.name) == (kind, name)]
            fitting = found(tapped, typed, digits=reader.book.digits)
            return next(iter(fitting or tapped), None)
    fitting = found(rows, typed, digits=reader.book.digits) if typed else ()
    return fitting[0] if len(fitting) == 1 else None


def _take_up(row: Row, opened: Matter, reader: Reader) -> None:
    """What a situation's condition says for certain is known from now on; an action is proposed at once."""
    cases.learn(opened.id, chosen=row.chosen)
    if row.kind == "action":
        cases.learn(opened.id, action=row.name, amount_minor=row.amount_minor)
        return
    situation = situation_of(row.name, book=reader.book)
    if situation is None:
        return
    cases.learn(opened.id, situation=situation.id)
    for fact, value in implied(situation, book=reader.book).items():
        source = f"seen by {reader.actor.id}"
        cases.answer(opened.id, fact=fact, value=value, trust="staff", source=source)
