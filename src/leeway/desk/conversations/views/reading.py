"""Who waits, and what was said? The list, one person's page and its parts, a file that came.

Start reading at `people_page`, then `person`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from leeway.desk.cases import queries as matters
from leeway.desk.clock import new_id
from leeway.desk.conversations import commands
from leeway.desk.conversations.queries.access import may_see_case
from leeway.desk.conversations.queries.composing import composer_of
from leeway.desk.conversations.queries.keeping import views_of
from leeway.desk.conversations.queries.letters import with_pictures
from leeway.desk.conversations.queries.listing import LISTED_MAX, listed, people_waiting
from leeway.desk.conversations.queries.moments import with_us
from leeway.desk.conversations.queries.page import Asked, first_looks, person_page
from leeway.desk.conversations.queries.panel import panel_of
from leeway.desk.conversations.queries.viewing import others_among
from leeway.desk.conversations.views.around import (
    FILTERS,
    PLACES,
    desk_page,
    here_of,
    here_with,
    in_list,
    reader_along,
)
from leeway.desk.conversations.views.writing import unsent
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.decisions.queries.proposing import where_along
from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.cases.queries import Held, Stretch, Wanted
    from leeway.desk.conversations.queries.keeping import View
    from leeway.desk.conversations.queries.listing import Listed
    from leeway.desk.conversations.queries.page import Page
    from leeway.desk.conversations.views.around import Here

SAFE_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@desk_page
@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    """The people waiting for us; on a wide screen with the first of them opened."""
    here = here_of(request)
    found = people_waiting(stretch(request, here, most=LISTED_MAX), now=here.at, zone=here.zone)
    shown = _list(request, here, found, views_of(here.me.id))
    if request.headers.get("X-Part"):
        shown["page"] = {"person": {"id": request.GET.get("at", "")}}
        return render(request, "conversations/parts/list.html", shown)
    return render(request, "conversations/people.html", shown)


@desk_page
@require_GET
def person(request: HttpRequest, person: str) -> HttpResponse:
    """One person's page: the conversation, their matters, and what may be done now."""
    here, rows = here_with(request, *first_looks(person, me=str(request.user.pk)))
    talk_only = request.GET.get("part") == "talk"
    beside = matters.Stretch() if talk_only else stretch(request, here, most=LISTED_MAX)
    page = person_page(_asked(request, here, person, beside.held), rows)
    if page is None:
        raise Http404
    if page.person.id != person:
        return redirect("person", person=page.person.id)
    if talk_only:
        shown = {"page": page, "here": here, "list_query": urlencode(in_list(request))}
        return render(request, "conversations/parts/lines.html", shown)
    mine = (each.seen_at for each in page.viewers if each.colleague == here.me.id and not each.writes)
    commands.open_page(here.me.id, person=page.person.id, at=here.at, since=next(mine, None))
    found = listed(beside, named=page.listed, owners=page.colleagues, now=here.at, zone=here.zone)
    shown = _shown(request, page, here) | _list(request, here, found, page.views)
    return render(request, "conversations/person.html", shown)


def _asked(request: HttpRequest, here: Here, person: str, held: tuple[Held, ...]) -> Asked:
    before = request.GET.get("before", "")
    return Asked(
        person=person, case=request.GET.get("case", ""), before=int(before) if before.isdecimal() else None,
        paths=here.paths, now=here.at, zone=here.zone, listed=held,
    )  # fmt: skip


@desk_page
@require_GET
def file(request: HttpRequest, attachment: int) -> HttpResponse:
    """A file that came with a message; only pictures are shown in the page, everything else is handed over."""
    here, found = here_of(request), matters.body_of(attachment)
    case = matters.case(found[1]) if found else None
    if found is None or case is None or not may_see_case(case, here.paths):
        raise Http404
    kept, _case, body = found
    shown = kept.type in SAFE_INLINE
    answer = HttpResponse(body, content_type=kept.type if shown else "application/octet-stream")
    answer["Content-Disposition"] = _disposition(kept.name, inline=shown)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@desk_page
@require_GET
def as_sent(request: HttpRequest, entry: int) -> HttpResponse:
    """A letter with its own tables and pictures, on a page that can do nothing but show it."""
    here, said = here_of(request), matters.entry(entry)
    case = matters.case(said.case) if said else None
    if said is None or not said.html or case is None or not may_see_case(case, here.paths):
        raise Http404
    answer = render(request, "conversations/as-sent.html", {"said": said, "letter": with_pictures(said)})
    answer["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return answer


def _list(request: HttpRequest, here: Here, found: Listed, views: tuple[View, ...]) -> dict[str, Any]:
    """The list at the left, as the address says it is filtered."""
    filters = {name: request.GET[name] for name in (*FILTERS, "whose") if request.GET.get(name)}
    return {
        "listed": found,
        "views": views,
        "filters": filters,
        "filters_query": urlencode(filters),
        "list_query": urlencode(in_list(request)),
        "list_topics": signed_topics(["people"]),
        "here_place": here.place,
    }


def wanted(request: HttpRequest, here: Here) -> Wanted:
    """Which matters the list is of."""
    whose = request.GET.get("whose", "")
    return matters.Wanted(
        paths=here.paths,
        owner={"mine": here.me.id, "nobody": ""}.get(whose),
        followed_by=here.me.id if whose == "followed" else "",
        **{name: request.GET.get(name, "")[:100] for name in FILTERS},
    )


def stretch(request: HttpRequest, here: Here, *, most: int) -> Stretch:
    """That part of the list of matters which the address asks for; the first, where it does not say."""
    place = {name: request.GET.get(name, "")[:200] for name in PLACES}
    return matters.waiting_from(wanted(request, here), most=most, before=place["earlier"], after=place["later"])


def _shown(request: HttpRequest, page: Page, here: Here) -> dict[str, Any]:
    case = page.case
    shown: dict[str, Any] = {
        "page": page, "here": here, "case": case, "form_key": new_id(),
        "language_name": dict(settings.LANGUAGES).get(page.person.language, page.person.language),
        "with_us": with_us(page.person.since, now=here.at),
        "looking": others_among(page.viewers, me=here.me.id, at=here.at, names=page.colleagues),
        "person_topics": signed_topics([f"person:{page.person.id}"]),
    }  # fmt: skip
    if case is not None:
        shown |= _leeway(page, here) | {
            "unsent": unsent(request, case.id), "follows": here.me.id in page.beside.followers,
        }  # fmt: skip
        if case.state == "open":
            shown["composer"] = composer_of(page, case, now=here.at, zone=here.zone)
            shown["snippets"] = page.snippets
    return shown


def _leeway(page: Page, here: Here) -> dict[str, Any]:
    """The leeway panel, or why there is none: not one's site, or balances cannot be read."""
    places, matter = page.places, page.matter
    reader = reader_along(here, [each.id for each in places])
    if reader is None or matter is None:
        return {"panel": None, "not_here": True}
    where = where_along(matter.site, places[-1], places[0], book=reader.book)
    try:
        return {"panel": panel_of(matter, replace(reader, where=where)), "reader": reader}
    except LedgerError:
        return {"panel": None, "away": True}


def _disposition(name: str, *, inline: bool) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=not inline, filename=name) or "attachment"
