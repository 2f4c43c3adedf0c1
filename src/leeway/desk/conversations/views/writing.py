"""What do we say, and what do we write down? Answers with their next news, notes, snippets.

Start reading at `say`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import NextNews, SayError, Saying
from leeway.desk.conversations import commands
from leeway.desk.conversations.queries.composing import sent_unchanged_before
from leeway.desk.conversations.queries.keeping import filled, snippet
from leeway.desk.conversations.views.around import (
    back_to,
    case_seen,
    desk_page,
    entered,
    local_time,
    person_seen,
)
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Held
    from leeway.desk.conversations.views.around import Here

UNSENT = "unsent"
"""Where the session keeps what could not be sent as it was: nobody writes anything twice."""


@desk_page
@require_POST
def say(request: HttpRequest, case: str) -> HttpResponse:
    """Send an answer with its next news, or write a note; or put a snippet into the field."""
    held, here = case_seen(request, case)
    text, wanted = entered(request, "text"), request.POST.get("do", "send")
    if wanted == "snippet":
        return _with_snippet(request, held, here, text=text)
    if not text:
        messages.info(request, _("There is nothing written yet."))
        return back_to(request, held.person, case)
    if wanted == "note":
        known = [each for each in cases.mentioned_in(text) if people.who(each) is not None]
        cases.note(case, text=text, by=here.me.id, at=here.at, mentioned=known, key=_key(request, "note"))
        return back_to(request, held.person, case)
    return _sent(request, held, here, text=text)


@desk_page
@require_POST
def send_again(request: HttpRequest, entry: int) -> HttpResponse:
    """Send once more what did not go out, or may not have."""
    said = matters.entry(entry)
    if said is None or not said.case:
        raise Http404
    held, here = case_seen(request, said.case)
    cases.send_again(entry, at=here.at)
    return back_to(request, held.person, held.id)


@desk_page
@require_POST
def looking(request: HttpRequest, person: str) -> HttpResponse:
    """Note that the page is open still, and give who else has it open."""
    from leeway.desk.conversations.queries.viewing import others_looking

    known, here = person_seen(request, person)
    writes = request.POST.get("writes") == "yes"
    commands.look_at(here.me.id, person=known, at=here.at, writes=writes)
    shown = {"looking": others_looking(known, me=here.me.id, at=here.at)}
    return render(request, "conversations/parts/who-looks.html", shown)


def unsent(request: HttpRequest, case: str) -> str:
    """What was written in this matter and not sent, once."""
    kept = request.session.get(UNSENT, {})
    text = str(kept.get(case, ""))
    if text:
        request.session[UNSENT] = {each: words for each, words in kept.items() if each != case}
    return text


def _sent(request: HttpRequest, held: Held, here: Here, *, text: str) -> HttpResponse:
    draft = request.POST.get("draft", "")
    at = local_time(request.POST.get("news_at", ""), zone=here.zone)
    words = entered(request, "news_words", most=300)
    repeats = sent_unchanged_before(held.person, text=text)
    saying = Saying(
        case=held.id, text=text, channel=_channel(request), key=_key(request, "said"),
        next_news=NextNews(due_at=at, words=words) if at is not None and at > here.at else None,
        nothing_new=request.POST.get("nothing_new") == "yes", closes=request.POST.get("closes") == "yes",
        draft=int(draft) if draft.isdecimal() else None,
    )  # fmt: skip
    try:
        cases.say(saying, by=here.me.id, at=here.at)
    except SayError:
        _keep_unsent(request, held.id, text)
        messages.error(
            request, _("No way to write to this person is known. Add one, or say it on the telephone.")
        )
        return back_to(request, held.person, held.id)
    if repeats:
        messages.info(request, _("This person got the very same words before. Next time, say it in your own."))
    return back_to(request, held.person, held.id)


def _with_snippet(request: HttpRequest, held: Held, here: Here, *, text: str) -> HttpResponse:
    chosen = snippet(request.POST.get("snippet", ""))
    if chosen is not None:
        person = persons.brief(held.person)
        values = {
            "first name": person.first_name if person else "", "name": person.name if person else "",
            "me": here.me.name, "site": here.place.name if here.place else "",
        }  # fmt: skip
        text = f"{text}\n\n{filled(chosen.text, values)}".strip()
    _keep_unsent(request, held.id, text)
    return back_to(request, held.person, held.id)


def _keep_unsent(request: HttpRequest, case: str, text: str) -> None:
    request.session[UNSENT] = {**request.session.get(UNSENT, {}), case: text}


def _channel(request: HttpRequest) -> str:
    wanted = request.POST.get("channel", "")
    return wanted if wanted in ("phone", "visit") else ""


def _key(request: HttpRequest, what: str) -> str:
    return f"{what} {request.POST.get('key', '')[:60]}" if request.POST.get("key") else ""


def to_person(request: HttpRequest, case: str) -> HttpResponse:
    """From a matter to its person's page."""
    held, _here = case_seen(request, case)
    if not held.person:
        return redirect("unknown_person", case=case)
    return back_to(request, held.person, case)
