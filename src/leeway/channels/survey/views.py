"""The one question, and the two ways to say "no more". Nobody is signed in here; who holds the link may answer.

Start reading at `how_was_it`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from leeway.channels.page.queries import followed
from leeway.channels.page.session import may_see
from leeway.desk.clock import now
from leeway.desk.listening import commands, queries
from leeway.desk.persons import commands as persons

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.listening.queries import Asked

SCORES: Final = (5, 4, 3, 2, 1)


@csrf_exempt  # the link itself is the proof; a page elsewhere cannot know it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def how_was_it(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the question; keep the one answer; thank for it."""
    asked = _asked(request, secret)
    if request.method != "POST" or not asked.open:
        return _shown(request, asked, status=200 if asked.open or asked.answered else 410)
    score = request.POST.get("score", "")
    words = request.POST.get("words", "").replace("\0", "").strip()
    if score not in {str(each) for each in SCORES}:
        return _shown(request, asked, words=words, missing=True, status=422)
    try:
        answered = commands.answer(secret, score=int(score), words=words, at=now())
    except commands.AnswerError:
        return _shown(request, _asked(request, secret), status=410)
    return _shown(request, asked, thanks=True, unhappy=answered.unhappy)


@require_POST
def on_page(request: HttpRequest, case: str) -> HttpResponse:
    """Keep the answer that somebody gives on the page of their matter; it counts once, by whichever way."""
    at = now()
    asked = queries.asked_about(followed(case), at=at) if may_see(request, case, at=at) else None
    if asked is None:
        raise Http404
    score = request.POST.get("score", "")
    if not asked.open or score not in {str(each) for each in SCORES}:
        return redirect("public_matter", case)
    words = request.POST.get("words", "").replace("\0", "").strip()
    try:
        answered = commands.answer_on_page(asked.survey, score=int(score), words=words, at=at)
    except commands.AnswerError:
        return redirect("public_matter", case)
    messages.success(request, _("We let you down, and somebody sees to it now.") if answered.unhappy
                     else _("A person reads your answer, and whoever it is about hears of it."))  # fmt: skip
    return redirect("public_matter", case)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_no_more(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody be asked no more."""
    asked = _asked(request, secret)
    if request.method == "POST":
        persons.agree(asked.person, purpose="survey", given=False, at=now(), source="stop link")
    shown = {"done": request.method == "POST", "asking": True, "house": asked.house}
    return render(request, "survey/no-more.html", shown)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request: HttpRequest, signed: str) -> HttpResponse:
    """Let somebody not be written to first any more; programs of mailboxes may press the button, too."""
    if not commands.is_stop_link(signed):
        raise Http404
    if request.method == "POST":
        commands.stop_writing_to(signed, at=now())
    return render(request, "survey/no-more.html", {"done": request.method == "POST"})


def _asked(request: HttpRequest, secret: str) -> Asked:
    """The question, read in the language of the person. Raises: Http404."""
    asked = queries.asked(secret, at=now())
    if asked is None:
        raise Http404
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if not chosen and asked.language and translation.check_for_language(asked.language):
        translation.activate(asked.language)
        request.LANGUAGE_CODE = asked.language
    return asked


def _shown(request: HttpRequest, asked: Asked, *, status: int = 200, **more: object) -> HttpResponse:
    shown = {"asked": asked, "scores": SCORES, "house": asked.house, **more}
    return render(request, "survey/how-was-it.html", shown, status=status)
