"""Who may see and write policies? Whoever looks after policies at the root; others find nothing.

Start reading at `owner_of`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from leeway.desk.clock import now
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio
from leeway.desk.studio.form import BookTexts

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.desk.people.queries import Who
    from leeway.desk.studio.queries import InForce


def owner_of(request: HttpRequest) -> Who:
    """The colleague who is signed in, where they look after all policies. Raises: Http404 for others."""
    me, root = people.who_signed_in(request.user), people.root()
    if root is None or not people.may_look_after("policies", me.id, root.id):
        raise Http404
    return me


def for_owners[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only those in who look after all policies; they read times in the book's zone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        owner_of(request)
        law, _ = law_now()
        with timezone.override((law.book.zone if law is not None else None) or "UTC"):
            return view(request, *args, **kwargs)

    found: Any = login_required(guarded)
    return found  # type: ignore[no-any-return]


def law_now() -> tuple[InForce | None, BookTexts]:
    """The version in force and its files; none before the first."""
    law = studio.in_force(at=now())
    return law, BookTexts({} if law is None else studio.texts_of(law.number))
