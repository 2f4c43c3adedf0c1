"""What does every page know? Who is signed in, where they serve, the page's language and direction.

Start reading at `frame`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from leeway.desk.clock import now
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The values of the frame around each page."""
    signed_in = getattr(request, "user", None)
    if signed_in is None or not signed_in.is_authenticated:
        return {"rtl": get_language_bidi(), "languages": settings.LANGUAGES}
    who = people.who_signed_in(signed_in)
    return {
        "rtl": get_language_bidi(),
        "languages": settings.LANGUAGES,
        "me": who,
        "here": SimpleLazyObject(lambda: people.home_site(who.id, at=now())),
    }
