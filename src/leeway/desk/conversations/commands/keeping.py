"""What do colleagues keep for each other? Saved views, snippets, articles.

Start reading at `keep_article`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from leeway.desk.conversations.commands.indexing import index_article
from leeway.desk.conversations.models import Article, SavedView, Snippet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@transaction.atomic
def keep_view(colleague: str, *, name: str, wanted: Mapping[str, str]) -> None:
    """Save a list under a name; one of the same name is replaced."""
    SavedView.objects.update_or_create(
        colleague=colleague, name=" ".join(name.split())[:60], defaults={"wanted": dict(wanted)}
    )


@transaction.atomic
def drop_view(colleague: str, *, view: str) -> None:
    """Forget a saved list of one's own."""
    SavedView.objects.filter(colleague=colleague, pk=view).delete()


@transaction.atomic
def keep_snippet(*, name: str, text: str, by: str, at: datetime, language: str = "") -> str:
    """Keep words to begin with, under a name; empty text drops them. Give the id."""
    if not text.strip():
        Snippet.objects.filter(name=name).delete()
        return ""
    row, _ = Snippet.objects.update_or_create(
        name=" ".join(name.split())[:60], defaults={"text": text, "language": language, "by": by, "at": at}
    )
    return row.pk


@transaction.atomic
def keep_article(  # noqa: PLR0913  one line a fact of the article
    *, title: str, text: str, by: str, at: datetime, id_: str = "", public: bool = False, language: str = "",
    clause: str = "",
) -> str:  # fmt: skip
    """Write an article, or change one; give its id."""
    values = {
        "title": " ".join(title.split())[:200], "text": text, "by": by, "at": at, "public": public,
        "language": language, "clause": clause,
    }  # fmt: skip
    if id_:
        row, _ = Article.objects.update_or_create(pk=id_, defaults=values)
    else:
        row = Article.objects.create(**values)
    index_article(row)
    return row.pk
