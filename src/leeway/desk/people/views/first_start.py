"""The first minutes of a desk: one link from the terminal, one form, and the counter.

Start reading at `set_up`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache

from leeway.desk.clock import now
from leeway.desk.people.commands import NewDesk, open_desk, set_password
from leeway.desk.people.first_book import AUTHORITIES, first_book
from leeway.desk.people.forms import CURRENCIES, SetUpForm, zones
from leeway.desk.people.gates import is_set_up
from leeway.desk.people.queries import is_set_up_link
from leeway.desk.people.views.enter import come_in
from leeway.desk.studio import commands as studio

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.http import HttpRequest, HttpResponse


@never_cache
def not_set_up(request: HttpRequest) -> HttpResponse:
    """Say how a desk is set up."""
    if is_set_up():
        return redirect("counter")
    return render(request, "people/not-set-up.html")


@never_cache
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Set up the desk with the link from the terminal."""
    if not is_set_up_link(token, at=now()):
        return render(request, "people/set-up-spent.html", {"is_set_up": is_set_up()}, status=410)
    form = SetUpForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        owner = begin(token, said=form.cleaned_data, at=now())
        if owner is not None:
            come_in(request, owner, by="link")
            return redirect("counter")
        return render(request, "people/set-up-spent.html", {"is_set_up": True}, status=410)
    told = {"form": form, "currencies": CURRENCIES, "zones": zones()}
    return render(request, "people/set-up.html", told, status=422 if form.errors else 200)


@transaction.atomic
def begin(token: str, *, said: dict[str, Any], at: datetime) -> str | None:
    """Set the desk up and sign its first book, both or neither; the owner's id."""
    desk = NewDesk(
        business=said["business"], zone=said["zone"], owner=said["name"], email=said["email"],
        language=said["language"], authority=AUTHORITIES[-1],
    )  # fmt: skip
    owner = open_desk(token, said=desk, at=at)
    if owner is None:
        return None
    set_password(owner, password=said["password"])
    with override(said["language"]):
        texts = first_book(
            title=said["business"], currency=said["currency"], zone=said["zone"], allowance=said["allowance"]
        )
        studio.sign(texts, by=owner, at=at, note=gettext("The beginning: no policies yet."))
    return owner
