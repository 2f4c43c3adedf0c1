"""What was done beyond the guidelines, and what do I say to it? To read and to learn from, not to punish.

Start reading at `exceptions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leeway.desk.decisions.commands import reviewing
from leeway.desk.decisions.models import Review
from leeway.desk.decisions.queries.growing.newcomers import newcomers
from leeway.desk.decisions.queries.reviewing import exceptions as waiting
from leeway.desk.decisions.queries.reviewing import grouped
from leeway.desk.decisions.views.supervisor.looking import leading, looking_of, supervisor_page
from leeway.desk.people import queries as people
from leeway.ledger import WrongState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.decisions.commands.reviewing import Reviewed
    from leeway.desk.decisions.queries.supervising import Looking


@supervisor_page
@require_GET
def exceptions(request: HttpRequest) -> HttpResponse:
    """The exceptions of my sites that nobody has read, what stands out first; and what newcomers decided."""
    looking = leading(request)
    found = waiting(looking)
    shown = {
        "looking": looking, "exceptions": found, "groups": grouped(found), "lessons": newcomers(looking),
    }  # fmt: skip
    return render(request, "supervisor/reviews.html", shown)


@supervisor_page
@require_POST
def review(request: HttpRequest, decision: str) -> HttpResponse:
    """Say fine, lesson or serious; the first answer stands."""
    looking = looking_of(request)
    try:
        reviewed = reviewing.review(
            decision, found=request.POST.get("found", ""), looking=looking,
            sentence=request.POST.get("sentence", "").strip()[:1000],
        )  # fmt: skip
    except Review.DoesNotExist:
        raise Http404 from None
    except reviewing.ReviewError as refused:
        if refused.code == "not-yours":
            raise Http404 from None
        messages.error(request, _("Write a sentence with it: it helps more than a mark."))
        return redirect("reviews")
    messages.success(request, _told(reviewed, looking))
    return redirect("reviews")


@supervisor_page
@require_POST
def reverse(request: HttpRequest, decision: str) -> HttpResponse:
    """Give back what a decision of my sites took, with a reason."""
    looking = looking_of(request)
    try:
        reviewing.reverse(decision, reason=request.POST.get("reason", "").strip()[:1000], looking=looking)
    except WrongState:
        messages.info(request, _("There is nothing to give back: it took nothing, or was given back already."))
        return redirect("used")
    except reviewing.ReviewError as refused:
        if refused.code == "not-yours":
            raise Http404 from None
        messages.error(request, _("Say why, so that whoever decided it understands."))
        return redirect("used")
    messages.success(request, _("Reversed. What it took is there again, and your reason is with it."))
    return redirect("used")


def _told(reviewed: Reviewed, looking: Looking) -> str:
    if not reviewed.stands:
        first = people.who(reviewed.by)
        return _("%(name)s had read it already.") % {"name": first.name if first else looking.me.name}
    if reviewed.steps:
        return _("Fine. That earns more leeway: %(authority)s.") % {"authority": reviewed.steps[-1]}
    return {
        "fine": _("Fine. It is on their page."),
        "lesson": _("Thank you. Your sentence is on their page, and nowhere else."),
    }.get(reviewed.state, _("Noted. Your sentence is on their page; talk to them soon."))
