"""Which matters may this browser see? Marks in its session; each stands for one link that was opened in it.

Start reading at `may_see`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.channels.page.queries import cases_seen

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from leeway.channels.page.commands import Opened

HELD: Final = "matters"
HELD_MAX: Final = 20
"""So many matters one browser holds; the first goes first."""


def hold(request: HttpRequest, opened: Opened) -> None:
    """Let this browser see a matter from now on."""
    marks = [each for each in request.session.get(HELD, []) if each != opened.mark]
    request.session[HELD] = [*marks, opened.mark][-HELD_MAX:]


def may_see(request: HttpRequest, case: str, *, at: datetime) -> bool:
    """Whether a link to this very matter was opened in this browser, lasts still and was not revoked."""
    marks = request.session.get(HELD, [])
    return bool(marks) and case in cases_seen(marks, at=at)
