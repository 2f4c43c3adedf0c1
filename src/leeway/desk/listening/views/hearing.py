"""What did people say, what is being done about it, and who was praised? One page, and one for each follow-up.

Start reading at `listening`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leeway.desk.clock import now
from leeway.desk.listening import commands, queries
from leeway.desk.listening.queries.access import leads, may_see_to, paths_heard
from leeway.desk.listening.queries.pictures import picture_of
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.listening.queries import Followed

STRETCH: Final = timedelta(days=90)


@login_required
@require_safe
def listening(request: HttpRequest) -> HttpResponse:
    """What people said of the last ninety days, follow-ups first; and kind words for whoever looks."""
    at = now()
    me = people.who_signed_in(request.user)
    paths = paths_heard(me.id, at=at)
    for_me = queries.praise_for(me.id, most=10)
    content = queries.content(paths, since=at - STRETCH, until=at + timedelta(seconds=1))
    shown = {
        "for_me": for_me, "follow_ups": queries.follow_ups(paths, most=20), "content": content, "now": at,
        "answers": queries.answers(paths, most=20), "picture": picture_of(content),
        "leading": leads(me.id, at=at), "to_hand_on": queries.praise_to_hand_on(paths, most=10),
    }  # fmt: skip
    return render(request, "listening/listening.html", shown)


@login_required
@require_POST
def praise_read(request: HttpRequest) -> HttpResponse:
    """Whoever looks has read the kind words for them: they are no longer new."""
    commands.praise_read(people.who_signed_in(request.user).id, at=now())
    return redirect("listening")


@login_required
@require_safe
def follow_up(request: HttpRequest, survey: str) -> HttpResponse:
    """One unhappy answer, with what is being done."""
    found = _found(request, survey)
    shown = {"each": found, "causes": causes(), "now": now(), "mine": _is_mine(request, found)}
    return render(request, "listening/follow-up.html", shown)


@login_required
@require_POST
def take_on(request: HttpRequest, survey: str) -> HttpResponse:
    """See to it oneself."""
    found = _found(request, survey)
    if found.done_at is None:
        commands.take_on(survey, by=people.who_signed_in(request.user).id, at=now())
        messages.success(request, _("It is yours now, and the matter with it."))
    return redirect("follow_up", survey)


@login_required
@require_POST
def finish(request: HttpRequest, survey: str) -> HttpResponse:
    """Note the cause and what was done; they are asked once more."""
    _found(request, survey)
    try:
        commands.finish(
            survey, cause=request.POST.get("cause", ""), by=people.who_signed_in(request.user).id, at=now(),
            cause_words=request.POST.get("cause_words", "")[:2_000],
            action=request.POST.get("action", "")[:2_000],
        )  # fmt: skip
    except commands.FollowUpError:
        messages.error(request, _("Choose a cause, and write what you did."))
        return redirect("follow_up", survey)
    messages.success(request, _("Done. In three days they are asked once more how it is."))
    return redirect("listening")


@login_required
@require_POST
def hand_on(request: HttpRequest, praise: int) -> HttpResponse:
    """Let kind words reach the colleague they are about."""
    at, me = now(), people.who_signed_in(request.user)
    paths = paths_heard(me.id, at=at)
    waiting = {each.id for each in queries.praise_to_hand_on(paths, most=1_000)}
    if praise not in waiting or not leads(me.id, at=at):
        raise Http404
    typed = request.POST.get("to", "").strip()
    found = people.people_found(typed, paths=paths, at=at).rows if typed else ()
    named = {each.who.id: each.who.name for each in found}
    exact = [id_ for id_, name in named.items() if name.casefold() == typed.casefold()]
    if len(named) != 1 and len(exact) != 1:
        messages.error(request, _("Write the whole name of one colleague of your sites."))
        return redirect("listening")
    to = exact[0] if exact else next(iter(named))
    if commands.hand_on(praise, to=to, by=me.id):
        messages.success(request, _("%(name)s reads it on this page.") % {"name": named[to]})
    return redirect("listening")


def causes() -> tuple[tuple[str, str], ...]:
    """Where it can have gone wrong, as people choose it."""
    return (
        ("promise", _("We did not keep a promise")), ("process", _("Our way of working")),
        ("policy", _("What our policy says")), ("product", _("The product or service itself")),
        ("knowledge", _("We did not know how")), ("manner", _("The way we spoke or wrote")),
        ("outside", _("Outside our hands")),
    )  # fmt: skip


def _found(request: HttpRequest, survey: str) -> Followed:
    at = now()
    me = people.who_signed_in(request.user)
    found = queries.follow_up(survey, paths=paths_heard(me.id, at=at))
    if found is None or not may_see_to(me.id, found, at=at):
        raise Http404
    return found


def _is_mine(request: HttpRequest, found: Followed) -> bool:
    return found.owner == people.who_signed_in(request.user).id
