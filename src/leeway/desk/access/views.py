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
from leeway.desk.access.commands import TokenRefusedError, Wanted
from leeway.desk.access.queries import SCOPES, tokens_for
from leeway.desk.clock import now
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Who

DAYS: Final = (1, 30, 90, 365)
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
    """List one's tokens; make one more, and show it this once."""
    me = people.who_signed_in(request.user)
    shown: dict[str, object] = {}
    if request.method == "POST":
        try:
            shown["token"] = _make(request, me)
        except TokenRefusedError:
            shown["refused"] = True
    places = people.places_of(me.id, at=now())
    lines = tokens_for(me.id, at=now())
    scopes = [(each, SAID[each]) for each in SCOPES]
    return render(
        request, "access/tokens.html",
        {"tokens": lines, "places": places, "scopes": scopes, "said": SAID, "days": DAYS, **shown},
        status=422 if "refused" in shown else 200,
    )  # fmt: skip


@login_required
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw a token; programs that have it are turned away within a second."""
    if not commands.withdraw_token(token, by=people.who_signed_in(request.user).id, at=now()):
        raise Http404
    return redirect("tokens")


def _make(request: HttpRequest, me: Who) -> str:
    days = request.POST.get("days", "")
    if not days.isdecimal() or int(days) not in DAYS:
        raise TokenRefusedError(_("Say how long it lasts."))
    wanted = Wanted(
        name=request.POST.get("name", "")[:200].replace("\0", ""),
        colleague=request.POST.get("colleague") or me.id,
        site=request.POST.get("site", ""),
        scopes=tuple(request.POST.getlist("scopes")),
        expires_at=now() + timedelta(days=int(days)),
    )
    return commands.make_token(wanted, at=now(), by=me.id)
