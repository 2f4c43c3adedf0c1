"""The form: what happened, and how we reach you. And the poster with the code that leads to it.

The form needs neither scripts nor cookies, and no token of a session: nothing here is done in anybody's name,
and the stamp says that the form is ours. Start reading at `say`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leeway.channels.form import brakes
from leeway.channels.form.commands import KINDS, Written, contact, take_in
from leeway.channels.form.poster import code_of
from leeway.channels.page import commands as pages
from leeway.channels.page.files import taken
from leeway.channels.page.queries import page_of
from leeway.channels.page.session import hold, may_see
from leeway.channels.page.views import TEXT_MAX
from leeway.channels.page.words import send_first
from leeway.desk.clock import now
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Place

FIELDS: Final = {"text": TEXT_MAX, "reach": 200, "name": 200, "wish": 2_000, "kind": 20}
"""Each field with how much of it is read."""
RECEIPT: Final = "receipt"
RECEIPT_SECONDS: Final = 600


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, site: str = "") -> HttpResponse:
    """Show the form; take in what was written, once; lead to the page of the matter."""
    place = people.place(site) if site else people.root()
    if place is None:
        raise Http404
    at = now()
    typed = {name: _typed(request, name)[:most] for name, most in FIELDS.items()}
    if request.method != "POST":
        return _form(request, place, typed, at=at)
    if not typed["text"]:
        return _form(request, place, typed, at=at, held="empty", status=422)
    return _sent(request, place, typed, at=at)


@never_cache
@require_safe
def received(request: HttpRequest, signed: str) -> HttpResponse:
    """What we promise, at once, and the link to keep; a few minutes long, also without cookies."""
    at = now()
    try:
        case = signing.loads(signed, salt=RECEIPT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature:
        return redirect("tell-us")
    if not may_see(request, case, at=at):
        hold(request, pages.open_here(case, at=at))
    page = page_of(case, at=at, language=(get_language() or "en")[:2])
    if page is None:
        raise Http404
    link = request.build_absolute_uri(reverse("matter-link", args=[pages.make_link(case, at=at)]))
    by_mail = pages.hears_by_mail(case)
    shown = {"page": page, "case": case, "link": link, "by_mail": by_mail, "house": page.site}
    return render(request, "form/received.html", shown)


@login_required
@require_safe
def poster(request: HttpRequest, site: str) -> HttpResponse:
    """A page to print and hang up: the code that leads to the form of a site."""
    me, place = people.who_signed_in(request.user), people.place(site)
    if place is None or not people.may_see_site(me.id, site, at=now()):
        raise Http404
    address = request.build_absolute_uri(reverse("tell-us-at", args=[site]))
    return render(request, "form/poster.html", {"place": place, "address": address, "code": code_of(address)})


def _sent(request: HttpRequest, place: Place, typed: dict[str, str], *, at: datetime) -> HttpResponse:
    stamp = brakes.read_stamp(request.POST.get("stamp", ""), place.id)
    address = request.META.get("REMOTE_ADDR", "")
    writes = brakes.writer(site=place.id, address=address, text=typed["text"], reach=typed["reach"])
    if before := brakes.sent_before(stamp, writes, at=at):
        # The same form again leads to its receipt; the same words from another only to where the matter is.
        same_form = stamp is not None and brakes.is_known(stamp)
        return _to_receipt(before) if same_form else redirect("public_matter", before)
    held = brakes.held_up(stamp, trap=request.POST.get("website", ""), writes=writes, at=at)
    if held or stamp is None:
        return _form(request, place, typed, at=at, held=held, status=429 if held == "later" else 422)
    files, refused = taken(request.FILES.getlist("files"))
    if refused:
        return _form(request, place, typed, at=at, held="files", refused=refused, status=422)
    written = Written(
        key=stamp.key, site=place.id, files=files, language=(get_language() or "en")[:2], **typed
    )  # fmt: skip
    received = take_in(written, at=at)
    brakes.note_sending(stamp, writes, case=received.case, at=at)
    if received.opened:
        pages.tell_everybody(received.case, person=received.person, at=at)
        _tell(request, received.case, written, at=at)
    return _to_receipt(received.case)


def _tell(request: HttpRequest, case: str, written: Written, *, at: datetime) -> None:
    """Who left an e-mail address gets the promise and a link there, in their language, where mail leaves us."""
    to = contact(written)
    if pages.goes_by_mail((to.kind, to.value), site=written.site):
        link = request.build_absolute_uri(reverse("matter-link", args=[pages.make_link(case, at=at)]))
        send_first(case, to=(to.kind, to.value), link=link, language=written.language, at=at)


def _to_receipt(case: str) -> HttpResponse:
    return redirect("received", signing.dumps(case, salt=RECEIPT))


def _form(  # noqa: PLR0913  what a form shows again
    request: HttpRequest, place: Place, typed: dict[str, str], *, at: datetime, held: str = "",
    refused: tuple[str, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown: dict[str, Any] = {
        "place": place, "typed": typed, "stamp": brakes.new_stamp(place.id, at=at), "held": held,
        "refused": refused, "kinds": KINDS, "house": place.name,
    }  # fmt: skip
    return render(request, "form/say.html", shown, status=status)


def _typed(request: HttpRequest, name: str) -> str:
    given = request.POST.get(name) or request.GET.get(name) or ""
    return given.replace("\0", "").strip()
