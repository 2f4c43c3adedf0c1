"""What comes next in this matter? Its one page, which always shows the next thing, and what is entered there.

Start reading at `matter`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from leeway.decide import RequestError
from leeway.desk.decisions.queries.entries import amount
from leeway.desk.decisions.queries.screens import next_screen, tried
from leeway.desk.decisions.views.counter.entered import take, text
from leeway.desk.decisions.views.counter.reading import around, counter_page, own_matter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens import Reader


@counter_page
@require_GET
def matter(request: HttpRequest, case: str) -> HttpResponse:
    """The next screen of a matter; a reload shows the same. With `amount`, the answer as it would be then."""
    found, reader = own_matter(request, case)
    if "amount" in request.GET:
        return _tried(request, found, reader)
    screen = next_screen(found, reader)
    return render(request, f"counter/{screen.kind}.html", {"screen": screen, **around(found, reader)})


@counter_page
@require_POST
def learn(request: HttpRequest, case: str) -> HttpResponse:
    """Note an answer, an amount, a choice, an action or who the customer is."""
    found, reader = own_matter(request, case)
    for problem in take(request.POST, found, reader):
        messages.error(request, problem)
    return redirect("matter", case=found.id)


def _tried(request: HttpRequest, found: Matter, reader: Reader) -> HttpResponse:
    """The live parts of an answer while the amount is being moved; nothing is kept."""
    minor = amount(text(request.GET, "amount"), digits=reader.book.digits)
    if minor is None or found.action is None:
        return redirect("matter", case=found.id)
    try:
        screen = tried(replace(found, amount_minor=minor), reader)
    except RequestError as refused:
        problems = [each.message for each in refused.problems]
        return render(request, "counter/parts/refused.html", {"problems": problems}, status=422)
    return render(request, "counter/parts/answer.html", {"screen": screen, **around(found, reader)})
