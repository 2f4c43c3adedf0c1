"""The pages of public articles: all of them, and one; no account, nothing about anybody.

Start reading at `articles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from leeway.channels.articles import queries
from leeway.desk.clock import now
from leeway.desk.people import queries as people
from leeway.desk.studio import queries as studio

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@cache_control(max_age=60, private=True)
def articles(request: HttpRequest) -> HttpResponse:
    """All articles by what people say, to be looked through."""
    at = now()
    law = studio.in_force(at=at)
    found = () if law is None else queries.articles(law.engine, at=at)
    sought = " ".join(request.GET.get("q", "").split())[:100]
    shown = [each for each in found if _speaks_of(each, sought)]
    return render(request, "articles/articles.html", {"articles": shown, "sought": sought, "house": _house()})


@require_safe
@cache_control(max_age=60, private=True)
def article(request: HttpRequest, policy: str) -> HttpResponse:
    """One article, to be read or printed."""
    at = now()
    law = studio.in_force(at=at)
    found = None if law is None else queries.article(law.engine, policy, at=at)
    if found is None or law is None:
        raise Http404
    more = [each for each in queries.articles(law.engine, at=at) if each.policy != policy]
    return render(
        request, "articles/article.html",
        {"article": found, "more": more, "house": _house(), "since": law.starts_at},
    )  # fmt: skip


def _speaks_of(found: queries.Article, sought: str) -> bool:
    words = sought.casefold().split()
    said = [found.title, *(text for each in found.topics for text in (each.note, each.wish))]
    said += [each.title for each in found.refusals]
    text = " ".join(said).casefold()
    return all(word in text for word in words)


def _house() -> str:
    root = people.root()
    return root.name if root else ""
