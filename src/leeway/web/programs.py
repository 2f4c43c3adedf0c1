"""Which addresses do programs use? Those of the API, apart, so that pages need not wait for it to load.

A program has no session, no cookies and no frame around it: what it asks goes to its operation by a shorter way
than what browsers ask. Start reading at `for_programs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import get_resolver, include, path, set_urlconf
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PREFIX: Final = "/api/"
URLCONF: Final = "leeway.web.programs"


def for_programs(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer programs here; whatever else is asked goes on."""
    shorter = GZipMiddleware(LocaleMiddleware(_operation))

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        request.urlconf = URLCONF
        return cast("HttpResponse", shorter(request))

    return answer


def _operation(request: HttpRequest) -> HttpResponse:
    """What the operation at this address answers; all of them tell of their failures themselves."""
    set_urlconf(URLCONF)
    found = request.resolver_match = get_resolver(URLCONF).resolve(request.path_info)
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    answer.headers.setdefault("Content-Length", str(len(answer.content)))
    return answer


urlpatterns = SimpleLazyObject(lambda: [path("api/v1/", include("leeway.api.urls"))])
