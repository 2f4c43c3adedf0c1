"""How does somebody come in? By a link that works once, or an invitation; nobody signs up by themselves.

Start reading at `enter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from leeway.desk.clock import now
from leeway.desk.people.commands import use_sign_in_link
from leeway.desk.people.models import Colleague

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link; only the button uses it up, so that a preview of the link does not."""
    if request.method != "POST":
        return render(request, "people/enter.html")
    known = use_sign_in_link(token, at=now())
    if known is None:
        return render(request, "people/enter.html", {"spent": True}, status=410)
    come_in(request, known.id, by="link")
    return redirect("counter")


def come_in(request: HttpRequest, colleague: str, *, by: str) -> None:
    """Open a session for a colleague, and note how it was opened."""
    user = Colleague.objects.get(pk=colleague)
    login(request, user, backend=SIGNED_IN_BY)
    record_authentication(request, user, method=by, reauthenticated=True)
    UserSession.objects.create_from_request(request)
