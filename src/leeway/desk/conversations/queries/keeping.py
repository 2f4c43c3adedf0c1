"""What is kept for those who write? Saved views, snippets, articles; frozen values.

Start reading at `snippets`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.http import urlencode

from leeway.desk.conversations.models import Article, SavedView, Snippet
from leeway.desk.conversations.queries.finding import found as fitting
from leeway.desk.prepared import Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from leeway.desk.prepared import Texts

VARIABLES: Final = ("first name", "name", "me", "site", "by when")
"""What a snippet may name in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A list that somebody saved."""

    id: str
    name: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A snippet."""

    id: str
    name: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An article of the knowledge base."""

    id: str
    title: str
    text: str
    language: str
    public: bool
    clause: str
    by: str
    at: datetime


def views_of(colleague: str) -> tuple[View, ...]:
    """The lists a colleague saved, by name."""
    return tuple(
        View(id=row.pk, name=row.name, query=urlencode(row.wanted))
        for row in SavedView.objects.filter(colleague=colleague).order_by("name")
    )


def snippets(language: str = "") -> tuple[Words, ...]:
    """The snippets of a language and of none, by name; without a language, all."""
    rows = Snippet.objects.filter(Q(language=language) | Q(language="")) if language else Snippet.objects.all()
    return tuple(
        Words(id=row.pk, name=row.name, text=row.text, language=row.language) for row in rows.order_by("name")
    )


def snippets_look(language: str) -> Look:
    """The same snippets, to be looked up together with other things and read by `snippets_from`."""
    where, values = ("where language in (%s, '')", (language,)) if language else ("", ())
    columns = ("id", "name", "text", "language")
    return Look(columns=columns, source=f"from conversations_snippet {where}", values=values)


def snippets_from(rows: Texts) -> tuple[Words, ...]:
    """The snippets by name, from the rows of `snippets_look`."""
    found = (Words(id=a or "", name=b or "", text=c or "", language=d or "") for a, b, c, d in rows)
    return tuple(sorted(found, key=lambda each: each.name))


def views_look(colleague: str) -> Look:
    """The lists a colleague saved, to be looked up together with other things and read by `views_from`."""
    return Look(
        columns=("id", "name", "wanted"), source="from conversations_savedview where colleague = %s",
        values=(colleague,),
    )  # fmt: skip


def views_from(rows: Texts) -> tuple[View, ...]:
    """The lists by name, from the rows of `views_look`."""
    found = (View(id=a or "", name=b or "", query=urlencode(json.loads(c or "{}"))) for a, b, c in rows)
    return tuple(sorted(found, key=lambda each: each.name))


def snippet(id_: str) -> Words | None:
    """One snippet; None where there is none."""
    row = Snippet.objects.filter(pk=id_).first()
    return None if row is None else Words(id=row.pk, name=row.name, text=row.text, language=row.language)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A snippet with its variables filled in; one that is not known stays, to be seen before it is sent.

    >>> filled("Hello {first name}, by {by when}.", {"first name": "Maria"})
    'Hello Maria, by {by when}.'
    """
    for name, value in values.items():
        if value:
            text = text.replace(f"{{{name}}}", value)
    return text


def articles(*, public_only: bool = False) -> tuple[Written, ...]:
    """All articles, or those that everybody may read, by title."""
    rows = Article.objects.filter(public=True) if public_only else Article.objects.all()
    return tuple(_written(row) for row in rows.order_by("title")[:500])


def articles_about(typed: str, *, paths: Sequence[str], most: int = 100) -> tuple[Written, ...]:
    """The articles in which these words stand, however inflected, newest first, of those one may see."""
    ids = [each.of for each in fitting(typed, paths=paths, kinds=("article",), most=most)]
    rows = Article.objects.in_bulk(ids)
    return tuple(_written(rows[each]) for each in ids if each in rows)


def article(id_: str, *, public_only: bool = False) -> Written | None:
    """One article; None where there is none, or not everybody may read it."""
    rows = Article.objects.filter(public=True) if public_only else Article.objects.all()
    row = rows.filter(pk=id_).first()
    return None if row is None else _written(row)


def _written(row: Article) -> Written:
    return Written(
        id=row.pk, title=row.title, text=row.text, language=row.language, public=row.public, clause=row.clause,
        by=row.by, at=row.at,
    )  # fmt: skip
