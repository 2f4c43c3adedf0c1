"""The page of tokens: what programs may do in one's name, made here and shown once.

Start reading at `tokens`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from leeway.desk.access import commands
from leeway.desk.access.commands import NewAI, TokenRefusedError, Wanted
from leeway.desk.access.queries import SCOPES, tokens_for
from leeway.desk.clock import now
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Who

DAYS: Final = (1, 30, 90, 365)
NEW_AI: Final = "new AI"
"""Chosen instead of a colleague: an AI colleague is added with its first token."""
SAID: Final = {
    "decide": gettext_lazy("Decide"),
    "facts": gettext_lazy("Bring facts from systems of record"),
    "read": gettext_lazy("Read decisions"),
    "approve": gettext_lazy("Answer questions and review exceptions"),
    "people": gettext_lazy("People and sites"),
    "policies": gettext_lazy("Policies"),
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; make one more, for oneself or an AI colleague, and show it this once."""
    me = people.who_signed_in(request.user)
    shown: dict[str, object] = {}
    if request.method == "POST":
        try:
            shown["token"] = _make(request, me)
        except TokenRefusedError:
            shown["refused"] = True
    scopes = [(each, SAID[each]) for each in SCOPES]
    told = {"scopes": scopes, "days": DAYS, "entered": request.POST if "refused" in shown else {}}
    return render(
        request, "access/tokens.html", {**told, **_around(me), **shown},
        status=422 if "refused" in shown else 200,
    )  # fmt: skip


def _around(me: Who) -> dict[str, object]:
    """Where a token may count, who may act with it, and the tokens there are."""
    at = now()
    led = people.paths_led(me.id)
    law = studio.in_force(at=at)
    lines = [
        {"token": each, "scopes": [SAID[scope] for scope in each.scopes if scope in SAID]}
        for each in tokens_for(me.id, at=at)
    ]
    return {
        "lines": lines,
        "places": tuple(dict.fromkeys((*people.places_of(me.id, at=at), *people.nodes_below(led)))),
        "ais": people.ais_within(led, at=at),
        "leads_people": bool(led),
        "authorities": law.book.authorities if law and led else (),
    }


@login_required
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw a token; programs that have it are turned away within a second."""
    if not commands.withdraw_token(token, by=people.who_signed_in(request.user).id, at=now()):
        raise Http404
    return redirect("tokens")


def _make(request: HttpRequest, me: Who) -> str:
    days, acts = request.POST.get("days", ""), request.POST.get("colleague") or me.id
    if not days.isdecimal() or int(days) not in DAYS:
        raise TokenRefusedError(_("Say how long it lasts."))
    wanted = Wanted(
        name=_short(request, "name"),
        colleague=acts,
        site=request.POST.get("site", ""),
        scopes=tuple(request.POST.getlist("scopes")),
        expires_at=now() + timedelta(days=int(days)),
    )
    if acts != NEW_AI:
        return commands.make_token(wanted, at=now(), by=me.id)
    authority, law = request.POST.get("authority", ""), studio.in_force(at=now())
    if law is None or authority not in law.book.authorities:
        raise TokenRefusedError(_("Choose what it may decide."))
    newcomer = NewAI(name=_short(request, "ai_name"), authority=authority)
    return commands.make_token_for_new_ai(newcomer, wanted, at=now(), by=me.id)


def _short(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "")[:200].replace("\0", "")
