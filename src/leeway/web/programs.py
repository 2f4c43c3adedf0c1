"""Which addresses do programs use? Those of the API, apart, so that pages need not wait for it to load.

Start reading at `for_programs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import include, path
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PREFIX: Final = "/api/"
URLCONF: Final = "leeway.web.programs"


def for_programs(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Look up what programs ask among the addresses of this module."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIX):
            request.urlconf = URLCONF
        return get_response(request)

    return answer


urlpatterns = SimpleLazyObject(lambda: [path("api/v1/", include("leeway.api.urls"))])
