"""Would it be decided the same again? A kept decision made once more, from nothing but its record.

Pure: record, receipt and the book as it was then give the answer, byte for byte. Nothing is charged, nothing is
written, no clock is read. Start reading at `reperform`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from leeway.decide import Decision, FormError, Request, RequestError, from_json, settle, to_json
from leeway.ledger import Meter

if TYPE_CHECKING:
    from leeway.decide import Engine
    from leeway.stores import Recorded


class Result(StrEnum):
    """What came of making a decision again."""

    IDENTICAL = "identical"
    DIFFERS = "differs"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reperformed:
    """A decision made again: the same, another (with the first field that differs), or why it cannot."""

    decision: str
    result: Result
    field: str | None = None
    kept: Any = None
    made: Any = None
    why: str | None = None
    """With `cannot`: what is missing or cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a record holds, read: the question, the answer, and the balances it was settled at."""

    request: Request
    decision: Decision
    balances: Mapping[Meter, int]
    then: Mapping[Meter, int]
    """With a deed told afterwards: what had been used at the time of the deed."""


def opened(kept: Recorded) -> Opened | None:
    """A record with its answer; None while the answer is not written yet.

    Raises: FormError when it is not what was written.
    """
    if kept.answer is None:
        return None
    form = _object(kept.answer.answer)
    request, decision = from_json(_object(kept.record.request)), from_json(form.get("decision", {}))
    if not isinstance(request, Request) or not isinstance(decision, Decision):
        raise FormError("a record holds a request, and its answer a decision")
    return Opened(
        request=request,
        decision=decision,
        balances={**_balances(form.get("others", [])), **kept.receipt.balances},
        then=_balances(form.get("then", [])),
    )


def reperform(kept: Recorded, *, engine: Engine | None) -> Reperformed:
    """Make a kept decision again by the book it names, and compare every field but the versions.

    `engine` answers by that book; None where its text is not kept here.
    """
    if engine is None:
        return _cannot(kept, f"the text of book {kept.record.book} is not kept here")
    if engine.book.version != kept.record.book:
        return _cannot(kept, f"the text of book {kept.record.book} reads as {engine.book.version}")
    try:
        read = opened(kept)
    except (FormError, ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
        return _cannot(kept, f"the record cannot be read: {problem}")
    if read is None or kept.answer is None:
        return _cannot(kept, "its answer is not written yet")
    try:
        plan = engine.plan(read.request)
    except RequestError as problem:
        return _cannot(kept, f"this engine does not take the request: {problem}")
    made = settle(plan, read.balances, then=read.then)
    return _compared(kept, made=made)


def _compared(kept: Recorded, *, made: Decision) -> Reperformed:
    """Identical means: the same text of the decision, the order of its fields apart.

    A newer engine is held to the same answer: its versions are those of the record.
    """
    assert kept.answer is not None, "only answered decisions are compared"
    record = kept.record
    before = _object(kept.answer.answer)["decision"]
    versions = {"book": record.book, "engine": record.engine, "tzdata": record.tzdata}
    again = {**to_json(made), "versions": versions}
    if _text(before) == _text(again):
        return Reperformed(decision=kept.id, result=Result.IDENTICAL)
    field, one, other = first_difference(before, again) or ("decision", before, again)
    return Reperformed(decision=kept.id, result=Result.DIFFERS, field=field, kept=one, made=other)


def _text(form: Any) -> str:
    return json.dumps(form, ensure_ascii=False, sort_keys=True)


def first_difference(kept: Any, made: Any, *, path: str = "") -> tuple[str, Any, Any] | None:
    """The first place at which two JSON values differ, with both; None where they are the same.

    >>> first_difference({"a": [1, 2], "b": 3}, {"a": [1, 5], "b": 3})
    ('a[1]', 2, 5)
    """
    if isinstance(kept, Mapping) and isinstance(made, Mapping):
        inner = [(f"{path}.{name}".lstrip("."), kept.get(name), made.get(name)) for name in {**kept, **made}]
    elif isinstance(kept, list) and isinstance(made, list) and len(kept) == len(made):
        inner = [(f"{path}[{at}]", one, other) for at, (one, other) in enumerate(zip(kept, made, strict=True))]
    else:
        return None if kept == made and type(kept) is type(made) else (path, kept, made)
    found = (first_difference(one, other, path=where) for where, one, other in inner)
    return next((each for each in found if each is not None), None)


def _cannot(kept: Recorded, why: str) -> Reperformed:
    return Reperformed(decision=kept.id, result=Result.CANNOT, why=why)


def _object(text: str) -> dict[str, Any]:
    read = json.loads(text)
    if not isinstance(read, dict):
        raise FormError("expected an object")
    return read


def _balances(rows: list[list[Any]]) -> dict[Meter, int]:
    """Balances as `commands/deciding.py` keeps them: the parts of the meter, its start, the balance."""
    return {
        Meter(clause, measure, scope, window, subject, datetime.fromisoformat(starts) if starts else None): left
        for clause, measure, scope, window, subject, starts, left in rows
    }
