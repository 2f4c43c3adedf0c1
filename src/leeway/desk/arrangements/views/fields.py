"""Which fields has a business of its own? A page for whoever runs the desk or looks after its people.

Start reading at `fields`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leeway.desk.arrangements import commands, queries
from leeway.desk.arrangements.views.around import entered, may_arrange, page
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KINDS = {
    "text": gettext_lazy("Words"), "number": gettext_lazy("A number"), "day": gettext_lazy("A day"),
    "yes or no": gettext_lazy("Yes or no"), "one of": gettext_lazy("One of several"),
}  # fmt: skip


@page
@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """Read, add, change and drop the fields of matters."""
    root = people.root()
    if root is None or not may_arrange(request, root.id):
        raise Http404
    if request.method == "POST":
        _change(request)
        return redirect("own_fields")
    return render(request, "arrangements/fields.html", {"fields": queries.own_fields(), "kinds": KINDS.items()})


def _change(request: HttpRequest) -> None:
    name = entered(request, "name", most=60)
    if request.POST.get("do") == "drop":
        commands.drop_field(name)
        return
    choices = request.POST.get("choices", "").replace("\n", ",").split(",")
    try:
        commands.keep_field(name=name, kind=request.POST.get("kind", ""), choices=choices)
    except commands.FieldError:
        messages.error(
            request, _("A field has a name, and “one of several” at least two words to choose from.")
        )
