"""What changes a matter at a counter? Opening it, learning more, proposing something; one function a change.

Start reading at `open_case`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F

from leeway.desk.cases.models import Case, Entry
from leeway.desk.cases.queries.matters import Matter, seen
from leeway.desk.clock import now

if TYPE_CHECKING:
    from datetime import datetime

_COLUMNS: Final = frozenset({"wish", "situation", "chosen"})
_MEANT: Final = frozenset({"action", "amount_minor", "parameters", "text", "judged", "reason", "principle"})
"""What is proposed and how it is meant; it is forgotten once it was done, or something else is tried."""
_PROPOSED: Final = _MEANT | {"answers", "anonymous", "question"}


@transaction.atomic
def open_case(
    *, site: str, by: str, at: datetime, person: str | None = None, wish: str = "", id_: str | None = None
) -> Matter:
    """Open a matter at a site; one that was opened under the id by the same colleague is given back."""
    known = {"site": site, "opened_by": by, "opened_at": at, "person": person or "", "wish": wish}
    if id_ is None:
        return seen(Case.objects.create(**known))
    return seen(Case.objects.get_or_create(pk=id_, opened_by=by, defaults=known)[0])


@transaction.atomic
def learn(case: str, **known: Any) -> Matter:
    """Note what became known or is proposed: `wish`, `situation`, `person`, or a field of what is proposed.

    Raises: Case.DoesNotExist, TypeError for a field that a matter does not have.
    """
    row = Case.objects.select_for_update().get(pk=case)
    for name, value in known.items():
        if name == "person" or name in _COLUMNS:
            setattr(row, name, value or "")
        elif name in _PROPOSED:
            row.proposed[name] = value
        else:
            raise TypeError(f"a matter has no `{name}`")
    row.save()
    return seen(row)


@transaction.atomic
def try_other(case: str, **meant: Any) -> Matter:
    """Forget what was proposed, and propose something else, if anything; what is known stays.

    Raises: Case.DoesNotExist.
    """
    row = Case.objects.select_for_update().get(pk=case)
    row.proposed = {name: value for name, value in row.proposed.items() if name not in _MEANT} | meant
    row.save(update_fields=["proposed"])
    return seen(row)


@transaction.atomic
def note_done(
    case: str, *, decision: str, after: int, at: datetime | None = None, by: str = "", deed: str = ""
) -> None:
    """Note that a decision was made in it: what was proposed is over, and the next has a key of its own.

    Where the person is known it stands in their conversation, once.
    """
    row = Case.objects.select_for_update().get(pk=case)
    if row.person:
        Entry.objects.get_or_create(
            key=f"decision {decision}",
            defaults={
                "person": row.person, "case": row, "at": at or now(), "kind": Entry.Kind.DECISION,
                "author": by or row.opened_by, "happened": "decided", "text": deed,
                "details": {"decision": decision, **{n: v for n, v in row.proposed.items() if n in _MEANT}},
            },
        )  # fmt: skip
    if row.turn == after:
        done = [*row.proposed.get("done", ()), decision]
        row.proposed = {n: v for n, v in row.proposed.items() if n not in _MEANT} | {"done": done}
        row.turn += 1
        row.save(update_fields=["proposed", "turn"])


@transaction.atomic
def answer(case: str, *, fact: str, value: Any, trust: str, source: str) -> Matter:
    """Keep one answer; null says that nobody knows for now."""
    row = Case.objects.select_for_update().get(pk=case)
    row.proposed.setdefault("answers", {})[fact] = {"value": value, "trust": trust, "source": source}
    row.save(update_fields=["proposed"])
    return seen(row)


@transaction.atomic
def next_turn(case: str, *, after: int) -> None:
    """Let the next proposal have a key of its own; twice after the same turn changes nothing."""
    Case.objects.filter(pk=case, turn=after).update(turn=F("turn") + 1)
