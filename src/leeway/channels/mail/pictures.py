"""A letter with the pictures that it fetches from elsewhere, for whoever asked for them, and nobody else.

Asking is a button of our own and gives a signed address: no link in a letter and no page elsewhere can ask in a
reader's name. The browser talks to the desk alone. Start reading at `ask`.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from leeway.channels.mail.queries import letter_of, raw_of
from leeway.channels.mail.reading import read, safe_html
from leeway.desk.cases import queries as matters
from leeway.desk.clock import now
from leeway.desk.conversations.queries.access import may_see_case, paths_of
from leeway.desk.conversations.queries.letters import with_pictures
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest

    from leeway.desk.cases.queries import Said

SALT: Final = "pictures of a letter"
ASKED_FOR_SECONDS: Final = 3_600
"""So long the pages lead to pictures that somebody asked for."""
ADDRESS_MAX: Final = 3_000
AT_ONCE_MAX: Final = 4
"""So many pictures are fetched at the same time: slow servers must not keep the desk from answering others."""
WAIT_SECONDS: Final = 2.0
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_fetching = threading.BoundedSemaphore(AT_ONCE_MAX)


@login_required
@never_cache
@require_POST
def ask(request: HttpRequest, entry: int) -> HttpResponse:
    """Let the one who asks see the pictures of one letter, for a while."""
    me = people.who_signed_in(request.user).id
    _seen(entry, me)
    asked = signing.dumps({"entry": entry, "for": me}, salt=SALT)
    return redirect("letter_with_pictures", asked)


@login_required
@never_cache
@require_GET
def letter(request: HttpRequest, asked: str) -> HttpResponse:
    """A letter made safe again from what came, with every picture at an address of the desk."""
    wanted = _asked(request, asked)
    said = _seen(wanted["entry"], wanted["for"])
    kept = letter_of(said.raw)
    found = read(raw_of(kept)) if kept is not None else None
    if found is None or not found.html:
        raise Http404
    html = safe_html(found.html, inline=found.inline, remote=partial(_ours, wanted))
    shown = with_pictures(replace(said, html=html))
    answer = render(
        request, "conversations/as-sent.html", {"said": said, "letter": shown, "with_pictures": True}
    )
    answer["Content-Security-Policy"] = POLICY
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@login_required
@never_cache
@require_GET
def picture(request: HttpRequest, signed: str) -> HttpResponse:
    """One picture of a letter, fetched by the desk; nothing where it cannot be had."""
    from leeway.channels.mail.carrying.pictures import NotShownError, fetched

    wanted = _asked(request, signed)
    _seen(wanted["entry"], wanted["for"])
    if "address" not in wanted:
        raise Http404
    if not _fetching.acquire(timeout=WAIT_SECONDS):
        return HttpResponse(status=503)
    try:
        found = fetched(wanted["address"])
    except NotShownError:
        return HttpResponse(status=204)
    finally:
        _fetching.release()
    answer = HttpResponse(found.body, content_type=found.type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _asked(request: HttpRequest, signed: str) -> dict[str, Any]:
    """What was asked for by the one who looks. Raises: Http404 for anybody else, and when it was long ago."""
    try:
        wanted: dict[str, Any] = signing.loads(signed, salt=SALT, max_age=ASKED_FOR_SECONDS)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    if wanted["for"] != people.who_signed_in(request.user).id:
        raise Http404
    return wanted


def _seen(entry: int, me: str) -> Said:
    """A letter that the one who looks may see. Raises: Http404."""
    said = matters.entry(entry)
    case = matters.case(said.case) if said else None
    if (
        said is None
        or said.erased
        or not said.html
        or case is None
        or not may_see_case(case, paths_of(me, at=now()))
    ):
        raise Http404
    return said


def _ours(wanted: dict[str, Any], address: str) -> str | None:
    """Where the desk shows a picture that stands at an address elsewhere."""
    if len(address) > ADDRESS_MAX:
        return None
    return reverse("picture_of_letter", args=[signing.dumps({**wanted, "address": address}, salt=SALT)])
