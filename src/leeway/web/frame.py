"""What does every page know? Who is signed in, where they serve, the page's language and direction.

Start reading at `frame`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.csp import CSP
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from leeway.desk.decisions.queries.screens.present import present_of
from leeway.desk.people import queries as people
from leeway.web.pages import every_page, fitting, tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def frame(request: HttpRequest) -> dict[str, Any]:
    """The values of the frame around each page."""
    signed_in = getattr(request, "user", None)
    if signed_in is None or not signed_in.is_authenticated:
        return {"rtl": get_language_bidi(), "languages": settings.LANGUAGES, "live": live_address(request)}
    return {
        "rtl": get_language_bidi(),
        "languages": settings.LANGUAGES,
        "me": people.who_signed_in(signed_in),
        "live": live_address(request),
        "leads": SimpleLazyObject(lambda: present_of(request).leads),
        "waiting": SimpleLazyObject(lambda: present_of(request).waiting),
        "tabs": SimpleLazyObject(lambda: tabs(request)),
        "pages_found": SimpleLazyObject(lambda: fitting(every_page(request), request.GET.get("q", ""))),
        "on_duty": SimpleLazyObject(lambda: present_of(request).stands.duty is not None),
        "here": SimpleLazyObject(lambda: present_of(request).home),
    }


def with_live_updates(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let pages, and only pages, listen to the live updates of this very desk."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not settings.ORIGIN:
            own = getattr(response, "_csp_config", None) or settings.SECURE_CSP
            allowed = {**own, "connect-src": [CSP.SELF, live_address(request)]}
            response._csp_config = allowed  # type: ignore[attr-defined]  # noqa: SLF001  as Django's own decorator does
        return response

    return answer


def live_address(request: HttpRequest) -> str:
    """Where live updates come from: the port above ours, or our own address where a proxy stands before."""
    if settings.ORIGIN:
        return f"{settings.ORIGIN}/live/"
    host = request.get_host().rpartition(":")[0] or request.get_host()
    port = int(request.get_port()) + 1
    return f"{request.scheme}://{host}:{port}/live/"
