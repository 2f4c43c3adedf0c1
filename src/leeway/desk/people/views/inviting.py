"""Invitations: made at a site, shown once, withdrawn; and accepted, with a password or a passkey.

Start reading at `invite`, then `join`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import context
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import activate, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from leeway.desk.clock import new_id, now
from leeway.desk.people import commands, queries
from leeway.desk.people.forms import InviteForm, JoinByPasskeyForm, JoinForm
from leeway.desk.people.models import Colleague
from leeway.desk.people.passkeys import sound_credentials
from leeway.desk.people.views.enter import come_in
from leeway.desk.people.views.mine import book_now
from leeway.desk.people.views.sites import led_site, told_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Invited

RESERVED = "joining"
"""In the session: the id that somebody will have when their passkey is made."""


@login_required
@require_POST
@never_cache
def invite(request: HttpRequest, site: str) -> HttpResponse:
    """Invite somebody to serve at a site; the link is shown now and never again."""
    here, book = led_site(request, site), book_now()
    if book is None:
        raise Http404
    form = InviteForm(request.POST, authorities=book.authorities, auto_id="invite_%s")
    if form.is_valid():
        invitee = commands.Invitee(site=here.id, **form.cleaned_data)
        try:
            token = commands.invite(invitee, by=queries.who_signed_in(request.user).id, at=now())
        except commands.EmailTakenError as refused:
            form.add_error("email", str(refused.sentence))
        else:
            told = {"place": here, "invitee": invitee, "link": request.build_absolute_uri(f"/join/{token}/")}
            return render(request, "people/invited.html", told)
    return render(request, "people/site.html", {**told_of(here, leads=True), "invite": form}, status=422)


@login_required
@require_POST
def withdraw(request: HttpRequest, invitation: str) -> HttpResponse:
    """Let the link of an invitation lead nowhere."""
    found = queries.invitation(invitation)
    here = led_site(request, found.site if found else "")
    commands.withdraw_invitation(invitation, at=now())
    return redirect("site", site=here.id)


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation with a password; only the button uses the link up."""
    invited = queries.invitation_by_link(token, at=now())
    if invited is None:
        return render(request, "people/join-spent.html", status=410)
    activate(invited.language)
    form = JoinForm(request.POST or None, initial={"name": invited.name, "email": invited.email})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            joined = _join(token, name=said["name"], email=said["email"], password=said["password"])
        except commands.EmailTakenError as refused:
            form.add_error("email", str(refused.sentence))
        else:
            return _welcome(request, joined, by="password")
    return _page(request, invited, form)


@never_cache
def join_by_passkey(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation with a passkey: ask the browser to make one, then keep it with the new colleague."""
    invited = queries.invitation_by_link(token, at=now())
    if invited is None:
        return render(request, "people/join-spent.html", status=410)
    if request.method != "POST":
        request.session[RESERVED] = new_id()
        coming = Colleague(pk=request.session[RESERVED], name=invited.name, email=invited.email or None)
        return JsonResponse({"creation_options": auth.begin_registration(coming, passwordless=True)})
    form = JoinByPasskeyForm(request.POST)
    try:
        joined = _join_by_passkey(request, token, form) if form.is_valid() else None
    except (ValidationError, commands.EmailTakenError):
        joined = None
    if joined is None:
        again = JoinForm(initial={"name": invited.name, "email": invited.email})
        told = gettext("The passkey could not be made. Try again, or choose a password.")
        return _page(request, invited, again, problem=told)
    return _welcome(request, joined, by="passkey")


@transaction.atomic
def _join(token: str, *, name: str, email: str, password: str) -> str | None:
    joined = commands.accept_invitation(token, at=now(), name=name, email=email)
    if joined is not None:
        commands.set_password(joined, password=password)
    return joined


@transaction.atomic
def _join_by_passkey(request: HttpRequest, token: str, form: JoinByPasskeyForm) -> str | None:
    credential, reserved = form.cleaned_data["credential"], request.session.pop(RESERVED, None)
    with context.request_context(request), sound_credentials():
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    if reserved is None or not made.is_user_verified():
        return None
    joined = commands.accept_invitation(token, at=now(), name=form.cleaned_data["name"], id_=reserved)
    if joined is not None:
        auth.WebAuthn.add(Colleague.objects.get(pk=joined), gettext("My passkey"), credential)
    return joined


def _welcome(request: HttpRequest, joined: str | None, *, by: str) -> HttpResponse:
    if joined is None:
        return render(request, "people/join-spent.html", status=410)
    come_in(request, joined, by=by)
    return redirect("counter")


def _page(request: HttpRequest, invited: Invited, form: JoinForm, *, problem: str = "") -> HttpResponse:
    told = {"invited": invited, "form": form, "problem": problem}
    return render(request, "people/join.html", told, status=422 if form.errors or problem else 200)
