"""How do styles and scripts travel light without a build step? Compressed when first asked for, and remembered.

Pages are compressed by Django; files that are small already (fonts) travel as they are. Start reading at
`compress_static`.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

KINDS: Final = (".css", ".js", ".svg")
REMEMBERED_MAX: Final = 200
LEVEL: Final = 9

_packed: dict[tuple[str, str], bytes] = {}


def compress_static(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer with styles, scripts and drawings compressed, to browsers that take it so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        path = request.path_info
        if not path.startswith(f"/{settings.STATIC_URL.lstrip('/')}") or not path.endswith(KINDS):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        takes = "gzip" in request.headers.get("Accept-Encoding", "")
        if not takes or response.status_code != 200 or request.method != "GET" or "Range" in request.headers:
            return response
        return _compressed(response, path)

    return answer


def _compressed(response: HttpResponse, path: str) -> HttpResponse:
    key = (path, response.headers.get("Last-Modified", ""))
    if key not in _packed:
        if len(_packed) >= REMEMBERED_MAX:
            _packed.clear()
        body = b"".join(response) if response.streaming else response.content
        _packed[key] = gzip.compress(body, LEVEL, mtime=0)
    light = HttpResponse(_packed[key], headers=dict(response.headers))
    light.headers["Content-Encoding"] = "gzip"
    light.headers["Content-Length"] = str(len(_packed[key]))
    response.close()
    return light
