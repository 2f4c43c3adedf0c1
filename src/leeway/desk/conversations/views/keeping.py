"""What is worth knowing, and which words do we begin with? Articles and snippets.

Start reading at `articles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from leeway.desk.conversations import commands
from leeway.desk.conversations.queries import keeping
from leeway.desk.conversations.views.around import desk_page, entered, here_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BESIDE = 5


@desk_page
@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """All articles by title, or those about what was typed; beside a person a few, to be read there."""
    typed, paths = request.GET.get("q", "").strip()[:200], here_of(request).paths
    if request.GET.get("part") == "beside":
        shown = {"articles": keeping.articles_about(typed, paths=paths, most=BESIDE), "typed": typed}
        return render(request, "conversations/parts/articles-found.html", shown)
    every = keeping.articles_about(typed, paths=paths) if typed else keeping.articles()
    return render(request, "conversations/articles.html", {"articles": every, "typed": typed})


@desk_page
@require_GET
def article(request: HttpRequest, article: str) -> HttpResponse:
    """One article."""
    found = keeping.article(article)
    if found is None:
        raise Http404
    return render(request, "conversations/article.html", {"article": found})


@desk_page
@require_http_methods(["GET", "POST"])
def write_article(request: HttpRequest, article: str = "") -> HttpResponse:
    """Write an article, or change one."""
    found, here = (keeping.article(article) if article else None), here_of(request)
    if article and found is None:
        raise Http404
    if request.method == "GET":
        return render(request, "conversations/write-article.html", {"article": found})
    kept = commands.keep_article(
        id_=article, title=entered(request, "title", most=200), text=entered(request, "text"), by=here.me.id,
        at=here.at, public=request.POST.get("public") == "yes", language=entered(request, "language", most=8),
        clause=found.clause if found else "",
    )  # fmt: skip
    return redirect("article", article=kept)


@desk_page
@require_http_methods(["GET", "POST"])
def snippets(request: HttpRequest) -> HttpResponse:
    """Words to begin with: read, add, change; one without words is dropped."""
    here = here_of(request)
    if request.method == "POST" and (name := entered(request, "name", most=60)):
        commands.keep_snippet(
            name=name, text=entered(request, "text", most=5000), by=here.me.id, at=here.at,
            language=entered(request, "language", most=8),
        )  # fmt: skip
        return redirect("snippets")
    shown = {"snippets": keeping.snippets(), "variables": keeping.VARIABLES}
    return render(request, "conversations/snippets.html", shown)
