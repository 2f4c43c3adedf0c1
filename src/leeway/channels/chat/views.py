"""The pages of the chat: the first line, and the talk. They work without scripts too, with a tap to look again.

The frame has no cookies: whoever holds the signed name of a talk may read it and write in it, for half a day
after the last line. Start reading at `begin`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leeway.channels.chat import commands, queries
from leeway.channels.form import brakes
from leeway.channels.form.commands import Written
from leeway.channels.page.queries import page_of
from leeway.channels.page.views import TEXT_MAX
from leeway.desk.cases import queries as matters
from leeway.desk.clock import new_id, now
from leeway.desk.decisions.queries.news import signed_topics
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    from leeway.channels.chat.queries import Talking


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the company's own pages, and only those an operator named, show this one in a frame."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        if origins := settings.LEEWAY_CHAT_ORIGINS:
            response.xframe_options_exempt = True  # as Django's own decorator does
            response._csp_config = {**settings.SECURE_CSP, "frame-ancestors": ["'self'", *origins]}  # type: ignore[attr-defined]  # noqa: SLF001
        return response

    return answer


@csrf_exempt
@never_cache
@framed
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, site: str = "") -> HttpResponse:
    """Ask for the first line; begin the talk with it."""
    place = people.place(site) if site else people.root()
    if place is None:
        raise Http404
    at, text, reach = now(), _typed(request, "text", TEXT_MAX), _typed(request, "reach", 200)
    shown = {
        "place": place, "text": text, "reach": reach, "stamp": brakes.new_stamp(place.id, at=at),
        "open": matters.calendar_of(place.id).is_open(at), "house": place.name,
    }  # fmt: skip
    if request.method != "POST" or not text:
        return render(request, "chat/begin.html", shown)
    stamp = brakes.read_stamp(request.POST.get("stamp", ""), place.id)
    address = request.META.get("REMOTE_ADDR", "")
    writes = brakes.writer(site=place.id, address=address, text=f"{text} {stamp and stamp.key}", reach=reach)
    known = stamp is not None and brakes.is_known(stamp)
    held = "" if known else brakes.held_up(stamp, trap=request.POST.get("website", ""), writes=writes, at=at)
    if held or stamp is None:
        status = 429 if held == "later" else 422
        return render(request, "chat/begin.html", shown | {"held": held}, status=status)
    begun = commands.begin(
        Written(
            key=stamp.key, site=place.id, text=text, reach=reach, kind="question", channel="chat",
            language=_language(),
        ),
        at=at,
    )  # fmt: skip
    brakes.note_sending(stamp, writes, case=begun.case, at=at)
    return redirect("chat-talk", begun.name)


@csrf_exempt
@never_cache
@framed
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, name: str) -> HttpResponse:
    """The talk, with a line to write; or the address to go on at."""
    at = now()
    found = _found(name, at=at)
    if request.method != "POST":
        commands.seen(found.case, at=at, was_here=found.here)
        return render(request, "chat/talk.html", _shown(found, name, at=at))
    if typed := _typed(request, "reach", 200):
        case = matters.case(found.case)
        person = case.person if case else ""
        if not commands.give_address(found.case, typed=typed, person=person, at=at):
            return render(request, "chat/talk.html", _shown(found, name, at=at) | {"wrong": typed}, status=422)
    elif text := _typed(request, "text", TEXT_MAX):
        key = f"{found.case} {request.POST.get('key') or new_id()}"[:120]
        commands.go_on(found.case, text=text, key=key, at=at, language=_language())
    return redirect("chat-talk", name)


@never_cache
@framed
@require_safe
def lines(request: HttpRequest, name: str) -> HttpResponse:
    """The part that changes; that it is asked for says that somebody is there."""
    at = now()
    found = _found(name, at=at)
    commands.seen(found.case, at=at, was_here=found.here)
    return render(request, "chat/lines.html", _shown(found, name, at=at))


@csrf_exempt
@require_POST
def leave(request: HttpRequest, name: str) -> HttpResponse:
    """Note that the frame closes."""
    at = now()
    commands.left(_found(name, at=at).case, at=at)
    return HttpResponse(status=204)


def _found(name: str, *, at: datetime) -> Talking:
    found = queries.talk_named(name, at=at)
    if found is None:
        raise Http404
    return found


def _shown(found: Talking, name: str, *, at: datetime) -> dict[str, object]:
    page = page_of(found.case, at=at, language=_language())
    if page is None:
        raise Http404
    topics = signed_topics([f"matter:{found.case}"])
    return {"page": page, "talk": found, "name": name, "key": new_id(), "topics": topics, "case": found.case}


def _typed(request: HttpRequest, name: str, most: int) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:most]


def _language() -> str:
    return (get_language() or "en")[:2]
