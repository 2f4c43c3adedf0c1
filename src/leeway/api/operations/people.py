"""Who serves where, and as what? Sites and colleagues, their postings and certificates.

Only whoever looks after the people (or, for sites, the operations) of a place changes it.
Start reading at `add_person`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import available_timezones

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from leeway.api import replies
from leeway.api.bearing import allowed, bearer_of
from leeway.api.problems import ProblemError, not_found, not_valid
from leeway.api.scoping import law_now, reaches, site_for
from leeway.api.shapes.asked import Id
from leeway.api.shapes.kept import Bearer as BearerShape
from leeway.api.shapes.kept import People, Person, Site, Sites
from leeway.api.shapes.sent import NewCertificate, NewPerson, NewPosting, NewSite
from leeway.desk.clock import now
from leeway.desk.people import commands
from leeway.desk.people import queries as people
from leeway.desk.people.queries.access import may_change_record_of, may_see_record_of
from leeway.desk.people.queries.roster import roster_of

if TYPE_CHECKING:
    from leeway.desk.access.queries import Bearer
    from leeway.desk.people.queries import Place
    from leeway.desk.people.queries.roster import Roster

router = Router(tags=["people"])


@router.get("/me", auth=allowed(), response=BearerShape, operation_id="me")
def me(request: HttpRequest) -> HttpResponse:
    """Who comes in with this token, where it counts, and for what."""
    bearer = bearer_of(request)
    return replies.answer(
        {
            "colleague": bearer.colleague, "name": bearer.name, "ai": bearer.ai, "site": bearer.site,
            "scopes": sorted(bearer.scopes), "expires_at": bearer.expires_at.isoformat(),
        }
    )  # fmt: skip


@router.get("/sites", auth=allowed(), response=Sites, operation_id="sites")
def sites(request: HttpRequest) -> HttpResponse:
    """The sites that this token reaches, in the order of the tree."""
    found = people.nodes_below([bearer_of(request).path])
    return replies.answer({"sites": [_site(each) for each in found]})


@router.get("/sites/{id}", auth=allowed(), response=Site, operation_id="site")
def site(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002  the path's own word
    """One site."""
    return replies.answer(_site(site_for(bearer_of(request), id)))


@router.post("/sites", auth=allowed("people"), response=Site, operation_id="add_site")
def add_site(request: HttpRequest, body: NewSite) -> HttpResponse:
    """Add a site under another that you look after."""
    bearer = bearer_of(request)
    parent = site_for(bearer, body.parent)
    if not people.may_look_after("operations", bearer.colleague, parent.id):
        raise ProblemError("not-allowed", "only who looks after the operations of a place adds sites to it")
    if body.zone and body.zone not in available_timezones():
        raise not_valid("unknown-zone", "/zone", "write the name of a time zone such as `Europe/Kyiv`")
    try:
        made = commands.add_site(name=body.name, parent=parent.id, id_=body.id, zone=body.zone)
    except (IntegrityError, ValueError) as taken:
        raise not_valid("not-possible", "/id", "the id is taken, or the tree would be too deep") from taken
    return replies.answer(_site(site_for(bearer, made)))


@router.get("/sites/{id}/people", auth=allowed("people"), response=People, operation_id="people")
def people_at(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002
    """The colleagues who are posted at a site, not above it."""
    bearer, at = bearer_of(request), now()
    place = site_for(bearer, id)
    _leads(bearer, place)
    found = (roster_of(each, at=at) for each in people.posted_at(place.id, at=at))
    return replies.answer({"people": [_person(each, bearer) for each in found if each is not None]})


@router.get("/people/{id}", auth=allowed("people"), response=Person, operation_id="person")
def person(request: HttpRequest, id: Annotated[Id, Path()]) -> HttpResponse:  # noqa: A002
    """A colleague with postings and certificates: yourself, or whose people you look after."""
    bearer = bearer_of(request)
    return replies.answer(_person(_in_reach(bearer, id), bearer))


@router.post("/people", auth=allowed("people"), response=Person, operation_id="add_person")
def add_person(request: HttpRequest, body: NewPerson) -> HttpResponse:
    """Add somebody who serves at a site; they sign in once they are invited, an AI agent by a token."""
    bearer, at = bearer_of(request), now()
    place = site_for(bearer, body.site)
    _leads(bearer, place)
    _known_authority(body.authority)
    try:
        made = commands.add_colleague(name=body.name, at=at, id_=body.id, language=body.language, ai=body.ai)
    except IntegrityError as taken:
        raise not_valid("not-possible", "/id", "the id is taken") from taken
    commands.post(made, site=place.id, authority=body.authority, at=at)
    return replies.answer(_person(_in_reach(bearer, made), bearer))


@router.post("/people/{id}/postings", auth=allowed("people"), response=Person, operation_id="post_person")
def post_person(request: HttpRequest, id: Annotated[Id, Path()], body: NewPosting) -> HttpResponse:  # noqa: A002
    """Give a colleague an authority at a site, in place of the one they had there; null ends it."""
    bearer, at = bearer_of(request), now()
    place, found = site_for(bearer, body.site), _in_reach(bearer, id)
    _leads(bearer, place)
    _may_change(bearer, found)
    if body.authority is None:
        commands.end_posting(found.id, site=place.id, at=at)
    else:
        _known_authority(body.authority)
        commands.post(found.id, site=place.id, authority=body.authority, at=at)
    shown = roster_of(found.id, at=at)
    assert shown is not None, "colleagues are never deleted"
    return replies.answer(_person(shown, bearer))


@router.post("/people/{id}/certificates", auth=allowed("people"), response=Person, operation_id="certify")
def certify(request: HttpRequest, id: Annotated[Id, Path()], body: NewCertificate) -> HttpResponse:  # noqa: A002
    """Give a colleague a certificate."""
    bearer, at = bearer_of(request), now()
    found = _in_reach(bearer, id)
    _may_change(bearer, found)
    if body.expires_at is not None and body.expires_at <= at:
        raise not_valid("in-the-past", "/expires_at", "a certificate ends in the future")
    commands.certify(found.id, name=body.name, at=at, by=bearer.colleague, expires_at=body.expires_at)
    return replies.answer(_person(_in_reach(bearer, id), bearer))


def _in_reach(bearer: Bearer, colleague: str) -> Roster:
    at = now()
    found = roster_of(colleague, at=at)
    if (
        found is None
        or not any(reaches(bearer, each.path) for each in found.postings)
        or not may_see_record_of(bearer.colleague, colleague, at=at)
    ):
        raise not_found()
    return found


def _leads(bearer: Bearer, place: Place) -> None:
    if not people.may_lead_people_at(bearer.colleague, place.id):
        raise ProblemError("not-allowed", "only who looks after the people of a place sees and changes them")


def _may_change(bearer: Bearer, found: Roster) -> None:
    if not may_change_record_of(bearer.colleague, found.id, at=now()):
        raise ProblemError("not-allowed", "only who looks after the people where somebody works changes this")


def _known_authority(authority: str) -> None:
    known = law_now(now()).book.authorities
    if authority not in known:
        raise not_valid("unknown-authority", "/authority", f"the authorities are: {', '.join(known)}")


def _site(place: Place) -> dict[str, Any]:
    return {"id": place.id, "name": place.name, "path": place.path, "zone": place.zone}


def _person(found: Roster, bearer: Bearer) -> dict[str, Any]:
    """A colleague, with the postings that the token reaches."""
    return {
        "id": found.id, "name": found.name, "language": found.language, "ai": found.ai,
        "is_active": found.is_active,
        "postings": [
            {"site": each.site, "authority": each.authority, "since": each.since.isoformat()}
            for each in found.postings
            if reaches(bearer, each.path)
        ],
        "certificates": list(found.certificates),
    }  # fmt: skip
