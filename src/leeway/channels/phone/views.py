"""The page of a call: one short form, and how long there is.

Start reading at `call`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from leeway.channels.phone.commands import WAYS, Note, take_down
from leeway.channels.phone.joining import offered
from leeway.channels.phone.time import CallTime, time_for
from leeway.desk.cases import queries as cases
from leeway.desk.cases.queries.past import known_words
from leeway.desk.clock import new_id, now
from leeway.desk.conversations.queries.access import may_see_case, may_see_person, paths_of
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.people import queries as people
from leeway.desk.persons import queries as persons
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from leeway.desk.people.queries import Place, Who
    from leeway.desk.studio.queries import InForce
    from leeway.policy import Situation

SALT: Final = "call"
KINDS: Final = ("request", "question", "complaint", "praise")
FIELDS: Final = {"text": 10_000, "who": 200, "wish": 2_000, "situation": 200, "kind": 20}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Write down what was said, once; then on to the person."""
    at, me = now(), people.who_signed_in(request.user)
    place = people.home_site(me.id, at=at)
    if place is None:
        return render(request, "counter/nowhere.html", status=403)
    typed = {name: _typed(request, name)[:most] for name, most in FIELDS.items()}
    known = _known(request, me, at=at)
    lacking = not typed["text"] or not (typed["who"] or known["person"])
    offer = offered(request, person=known["person"], who=typed["who"], case=known["case"], me=me, place=place)
    if request.method != "POST" or lacking or (offer.unanswered and not _kept(request)):
        status = 422 if request.method == "POST" and lacking else 200
        shown = _shown(request, me, place, typed | known, at=at)
        return render(
            request, "phone/call.html", shown | {"offer": offer, "lacking": status == 422}, status=status
        )
    note = Note(
        key=_begun(request)[0], site=place.id, way=_way(request), minutes=_minutes(request, at=at),
        settled=request.POST.get("state") == "settled", **typed, person=known["person"],
        case=offer.case,
    )  # fmt: skip
    received = take_down(note, by=me.id, at=at)
    where = reverse("person", args=[received.person])
    return redirect(f"{where}?case={received.case}")


@login_required
@never_cache
@require_safe
def call_time(request: HttpRequest) -> HttpResponse:
    """How long there is for a situation: the part of the page that changes with it."""
    at, me = now(), people.who_signed_in(request.user)
    place = people.home_site(me.id, at=at)
    time = _time(_typed(request, "situation"), me=me, place=place, at=at) if place else None
    return render(request, "phone/time.html", {"time": time})


@login_required
@never_cache
@require_safe
def whose(request: HttpRequest) -> HttpResponse:
    """What is open of who was just typed: the part of the page that asks whether it goes on with that."""
    at, me = now(), people.who_signed_in(request.user)
    place, who = people.home_site(me.id, at=at), _typed(request, "who")[: FIELDS["who"]]
    offer = offered(request, who=who, me=me, place=place) if place else None
    return render(request, "phone/goes-on.html", {"offer": offer})


def _kept(request: HttpRequest) -> bool:
    """Whether this very note is there already: sent twice, nothing is asked about it."""
    key = f"{_way(request)} {_begun(request)[0]}"
    return bool(known_words([key]))


def _shown(
    request: HttpRequest, me: Who, place: Place, typed: dict[str, str], *, at: datetime
) -> dict[str, Any]:
    law = studio.in_force(at=at)
    key, begun_at = _begun(request)
    known = persons.customer(typed["person"]) if typed["person"] else None
    return {
        "typed": typed, "known": known, "way": _way(request), "kinds": KINDS, "place": place,
        "situations": _situations(law), "begun_at": begun_at,
        "begun": signing.dumps([key, begun_at], salt=SALT),
        "asked": request.method == "POST",
        "time": _time(typed["situation"], me=me, place=place, at=at),
    }  # fmt: skip


def _known(request: HttpRequest, me: Who, *, at: datetime) -> dict[str, str]:
    """The person and matter that the form was opened from, if this colleague may see them. Raises: Http404."""
    case, person = _typed(request, "case"), _typed(request, "person")
    paths = paths_of(me.id, at=at)
    found = cases.case(case) if case else None
    if case and (found is None or not may_see_case(found, paths)):
        raise Http404
    if person and not may_see_person(cases.cases_of(persons.same_as(person)), paths):
        raise Http404
    if found is not None and person and persons.root_of(found.person) != persons.root_of(person):
        raise Http404
    return {"case": case, "person": person or (found.person if found else "")}


def _situations(law: InForce | None) -> tuple[Situation, ...]:
    return () if law is None else tuple(each for policy in law.book.policies for each in policy.situations)


def _time(situation: str, *, me: Who, place: Place, at: datetime) -> CallTime | None:
    law = studio.in_force(at=at)
    actor = actor_at(me.id, place.id, book=law.book, at=at) if law else None
    if law is None or actor is None:
        return None
    chosen = next((each for each in _situations(law) if each.id == situation), None)
    return time_for(chosen, actor=actor, law=law, site=place.id, at=at)


def _begun(request: HttpRequest) -> tuple[str, float]:
    """The name of this note and when the form was opened; new ones for a new form, or one that is not ours."""
    try:
        key, at = signing.loads(request.POST.get("begun", ""), salt=SALT, max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        return new_id(20), now().timestamp()
    return str(key), float(at)


def _minutes(request: HttpRequest, *, at: datetime) -> int:
    return max(0, round((at.timestamp() - _begun(request)[1]) / 60))


def _way(request: HttpRequest) -> str:
    way = request.POST.get("way") or request.GET.get("way") or WAYS[0]
    return way if way in WAYS else WAYS[0]


def _typed(request: HttpRequest, name: str) -> str:
    return (request.POST.get(name) or request.GET.get(name) or "").replace("\0", "").strip()
