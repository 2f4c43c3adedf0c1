"""Is mail well? What is wrong, where and since when, and what helps; for whoever runs the desk.

Start reading at `mailboxes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leeway.channels.mail import queries
from leeway.desk.cases.queries.undelivered import undelivered
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.channels.mail.queries import Looked

SIGNS = (
    ("refused", ("authentic", "login", "password", "credential", "auth failed", "535")),
    ("unreachable", ("refused", "timed out", "timeout", "unreachable", "getaddrinfo", "service", "broke")),
    ("certificate", ("certificate", "ssl", "tls")),
    ("large", ("larger than",)),
    ("missing", ("does not give",)),
)  # fmt: skip
"""By which words in a server's answer one knows what helps; the first that fits."""


@login_required
@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    """All mailboxes with how they are, letters that could not be taken in, answers that did not go out."""
    root, me = people.root(), people.who_signed_in(request.user)
    if root is None or not (
        people.may_look_after("operations", me.id, root.id) or people.may_lead_people_at(me.id, root.id)
    ):
        raise Http404
    boxes = [(box, what_helps(box)) for box in queries.mailboxes()]
    told = {
        "boxes": sorted(boxes, key=lambda each: not each[0].problem),
        "letters": queries.held_up(),
        "undelivered": undelivered("mail"),
    }
    response = render(request, "mail/mailboxes.html", told)
    add_never_cache_headers(response)
    return response


def what_helps(box: Looked) -> str:
    """What an operator does about the problem of a mailbox, in a sentence; empty where all is well."""
    said = box.problem.casefold()
    if not said:
        return ""
    known = {
        "refused": _("The server does not let us in. Give the user and the password anew: leeway mail add"),
        "unreachable": _(
            "The server does not answer. Look whether its name and port are right, and whether it runs."
        ),
        "certificate": _("The connection is not safe enough to trust. Look at the server's certificate."),
        "large": _("Only its beginning is here. Read the rest in the mailbox itself."),
        "missing": _("Open the letter in the mailbox itself; it is asked for again at each look."),
    }
    found = next((name for name, words in SIGNS if any(word in said for word in words)), "")
    return known.get(found, "") or _("Try it by hand: leeway mail check")
