"""What happens to every request before a page is made? Set up first; then each reads in their own language.

Start reading at `set_up_first`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext

from leeway.desk.people.queries import root

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    type Answer = Callable[[HttpRequest], HttpResponse]

ALWAYS_OPEN: Final = ("/alive/", "/set-up/", "/language/")


def set_up_first(get_response: Answer) -> Answer:
    """Until the desk is set up, lead every page to the word that says how."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ALWAYS_OPEN) or is_set_up():
            return get_response(request)
        if request.method in ("GET", "HEAD") and request.accepts("text/html"):
            return redirect("not-set-up")
        sentence = gettext("This desk is not set up yet.")
        return HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")

    return answer


def in_their_language(get_response: Answer) -> Answer:
    """Whoever is signed in reads in the language they chose; for others the browser has said it."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", None)
        if chosen and translation.check_for_language(chosen):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language() or chosen
        return get_response(request)

    return answer


def is_set_up() -> bool:
    """Whether there is a site; once there is, nobody asks again."""
    try:
        return _known_to_be_set_up()
    except LookupError:
        return False


@cache
def _known_to_be_set_up() -> bool:
    if root() is None:
        raise LookupError  # not remembered: it may be set up in a moment
    return True
