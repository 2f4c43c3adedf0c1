"""What was typed? A posted form as rows of plain fields; rows stand in lists of equal length.

Nothing is judged here: what is wrong with it, the book's check says. Start reading at `posted_clause`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.desk.studio.form import (
    ChangeRow,
    ClauseForm,
    ConditionRow,
    ExampleForm,
    GivenRow,
    LimitRow,
    NewAction,
    NewFact,
    PointRow,
    PolicyForm,
    PromiseRow,
    StepRow,
    clean,
)
from leeway.policy import INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

ROWS_MAX = 200
"""So many rows of a kind are read; no clause has more."""


def posted_policy(posted: QueryDict, policy: str) -> PolicyForm:
    """The head of a policy."""
    keys = ("title", "purpose", "owner", "since", "until", "source")
    return PolicyForm(id=policy, **{key: _one(posted, f"policy.{key}") for key in keys})


def posted_clause(posted: QueryDict, kind: str, name: str) -> ClauseForm:
    """One clause; blank rows are left out."""
    conditions = (
        ConditionRow(fact=fact, test=test, value=value, written=written)
        for fact, test, value, written in _rows(posted, "c", "fact", "test", "value", "written")
    )
    limits = (
        LimitRow(
            authority=who, quantity=quantity, measure=measure or "money", scope=scope or "case", window=window,
            written=written,
        )
        for who, quantity, measure, scope, window, written in _rows(
            posted, "l", "authority", "quantity", "measure", "scope", "window", "written"
        )
    )  # fmt: skip
    points = (PointRow(point=point, words=words) for point, words in _rows(posted, "p", "point", "words"))
    return ClauseForm(
        kind=kind,
        name=name,
        title=_one(posted, "title"),
        actions=_listed(posted, "action"),
        conditions=tuple(row for row in conditions if not row.is_blank),
        limits=tuple(row for row in limits if not row.is_blank),
        requires=_listed(posted, "requires"),
        steps=tuple(
            StepRow(id=id_, text=text) for id_, text in _rows(posted, "s", "id", "text") if text.strip()
        ),
        changes=tuple(
            ChangeRow(step=step, text=text if how == "instead" else "")
            for step, how, text in _rows(posted, "x", "step", "how", "text")
            if step and how != "keep"
        ),
        points=tuple(row for row in points if row.point.strip() or row.words.strip()),
        instead=_listed(posted, "instead"),
        wish=_one(posted, "wish"),
        because=_one(posted, "because"),
        public=INSIDE if "inside" in posted else _one(posted, "public"),
        source=_one(posted, "source"),
        good=_lines(posted, "good"),
        bad=_lines(posted, "bad"),
    )


def posted_examples(posted: QueryDict) -> tuple[ExampleForm, ...]:
    """The examples of the page, each under a number of its own."""
    return tuple(_example(posted, f"e.{number}.") for number in posted.getlist("e")[:ROWS_MAX])


def _example(posted: QueryDict, lead: str) -> ExampleForm:
    given = _rows(posted, f"{lead}g", "fact", "value")
    return ExampleForm(
        was=_one(posted, f"{lead}was"),
        name=_one(posted, f"{lead}name"),
        actor=_one(posted, f"{lead}actor"),
        action=_one(posted, f"{lead}action"),
        amount=_one(posted, f"{lead}amount"),
        given=tuple(GivenRow(fact=fact, value=value) for fact, value in given if fact),
        unknown_customer=f"{lead}unknown" in posted,
        expect=_one(posted, f"{lead}expect"),
        good=_one(posted, f"{lead}good"),
        bad=_one(posted, f"{lead}bad"),
    )


def posted_promises(posted: QueryDict) -> tuple[PromiseRow, ...]:
    """The promises of the page in their order; one may be taken out, or put before another."""
    numbers = posted.getlist("q")[:ROWS_MAX]
    if (up := posted.get("up", "")) in numbers[1:]:
        place = numbers.index(up)
        numbers[place - 1 : place + 1] = [up, numbers[place - 1]]
    rows = (_promise(posted, f"q.{number}.") for number in numbers if number != posted.get("out"))
    return tuple(row for row in rows if row.name or not row.is_blank)


def _promise(posted: QueryDict, lead: str) -> PromiseRow:
    return PromiseRow(
        name=_one(posted, f"{lead}name"), of=_one(posted, f"{lead}of"), ways=_listed(posted, f"{lead}way"),
        written=_one(posted, f"{lead}written"), hear=_one(posted, f"{lead}hear"),
        quantity=_one(posted, f"{lead}quantity"), unit=_one(posted, f"{lead}unit"),
        because=_one(posted, f"{lead}because"),
    )  # fmt: skip


def posted_action(posted: QueryDict) -> NewAction | None:
    """An action that the book does not know yet; None where none was filled in."""
    title = _one(posted, "new_action.title")
    if not clean(title):
        return None
    return NewAction(
        title=title, cost=_one(posted, "new_action.cost") or "nothing",
        figure=_one(posted, "new_action.figure"), most=_one(posted, "new_action.most"),
    )  # fmt: skip


def posted_fact(posted: QueryDict) -> NewFact | None:
    """A fact that the book does not know yet; None where none was filled in."""
    name = _one(posted, "new_fact.name")
    if not clean(name):
        return None
    return NewFact(
        name=name,
        ask=_one(posted, "new_fact.ask"),
        kind=_one(posted, "new_fact.kind") or "boolean",
        unit=_one(posted, "new_fact.unit"),
        choices=tuple(each.strip() for each in _one(posted, "new_fact.choices").split(",") if each.strip()),
    )


def _one(posted: QueryDict, key: str) -> str:
    return str(posted.get(key, "")).strip()


def _listed(posted: QueryDict, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in posted.getlist(key) if each.strip()))


def _lines(posted: QueryDict, key: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _one(posted, key).splitlines() if line.strip())


def _rows(posted: QueryDict, lead: str, *keys: str) -> Iterator[tuple[str, ...]]:
    """Rows from lists of equal length; a list that is too short is blank at its end."""
    lists = [posted.getlist(f"{lead}.{key}")[:ROWS_MAX] for key in keys]
    for number in range(max(map(len, lists), default=0)):
        yield tuple(each[number] if number < len(each) else "" for each in lists)
