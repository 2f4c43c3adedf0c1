"""Pages about people: signing in by a link that works once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.shortcuts import redirect, render

from leeway.desk.clock import now
from leeway.desk.people.commands import use_sign_in_link
from leeway.desk.people.models import Colleague

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in with a link; only the button uses it up, so that a preview of the link does not."""
    if request.method != "POST":
        return render(request, "people/enter.html")
    known = use_sign_in_link(token, at=now())
    if known is None:
        return render(request, "people/enter.html", {"spent": True}, status=410)
    login(request, Colleague.objects.get(pk=known.id), backend=SIGNED_IN_BY)
    return redirect("counter")
