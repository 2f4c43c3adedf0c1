"""What people are promised: the promises of a file as rows of a form, and rows as what stands in the file.

Their order counts: the first that fits is made. Start reading at `promise_rows` and `entry_of_promise`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form.clauses import merged
from leeway.desk.studio.form.conditions import condition_rows, condition_text
from leeway.desk.studio.form.fields import ConditionRow, PromiseRow
from leeway.desk.studio.form.vocabulary import FactWords, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leeway.policy import Entry

PROMISES: Final = "promises"
UNITS: Final = ("minutes", "hours", "days", "opening minutes", "opening hours")
ORDER: Final = ("of", "when", "hear", "within", "because", "source")
WORDS: Final = Vocabulary(
    currency="",
    facts={name: FactWords(name=name, kind="text") for name in ("kind", "channel")},
    names=frozenset({"kind", "channel"}),
)
"""What a promise may read: nothing else is known of a matter when it opens."""
_WITHIN: Final = re.compile(r"(?P<number>\S*)\s+(?P<unit>(?:opening )?(?:minute|hour|day))s?")


def promise_rows(table: Entry | None) -> tuple[PromiseRow, ...]:
    """The promises of a policy, in the order of the file."""
    said = table if isinstance(table, dict) else {}
    return tuple(_row(name, entry if isinstance(entry, dict) else {}) for name, entry in said.items())


def entry_of_promise(row: PromiseRow, before: Entry | None) -> Entry:
    """What a row says, as it stands in the file; what the row has no field for stays as before."""
    old = before if isinstance(before, dict) else {}
    then = _row(row.name, old)
    within = f"{row.quantity.strip()} {_unit(row)}".strip() if row.quantity.strip() else ""
    new: dict[str, Entry | None] = {
        "of": row.of,
        "when": condition_text(_conditions(row), _text(old, "when"), WORDS),
        "hear": row.hear,
        "within": _text(old, "within") if (row.quantity, row.unit) == (then.quantity, then.unit) else within,
        "because": row.because,
    }
    return merged(old, new, order=ORDER)


def _row(name: str, said: Mapping[str, Entry]) -> PromiseRow:
    when = _text(said, "when")
    ways = _ways(condition_rows(when, WORDS))
    found = _WITHIN.fullmatch(_text(said, "within"))
    unit = f"{found['unit']}s" if found else ""
    return PromiseRow(
        name=name, of=_text(said, "of"), ways=ways or (), written=when if ways is None else "",
        hear=_text(said, "hear"), because=_text(said, "because"),
        quantity=found["number"] if found else _text(said, "within"), unit=unit,
    )  # fmt: skip


def _ways(rows: tuple[ConditionRow, ...]) -> tuple[str, ...] | None:
    """The channels that a condition names; None where it says anything else."""
    if not rows:
        return ()
    first = rows[0]
    if len(rows) > 1 or first.fact != "channel" or first.test not in ("=", "one of") or not first.value:
        return None
    return (first.value,) if first.test == "=" else tuple(each.strip() for each in first.value.split(","))


def _conditions(row: PromiseRow) -> tuple[ConditionRow, ...]:
    if row.written.strip():
        return (ConditionRow(written=row.written),)
    if not row.ways:
        return ()
    test = "=" if len(row.ways) == 1 else "one of"
    return (ConditionRow(fact="channel", test=test, value=", ".join(row.ways)),)


def _unit(row: PromiseRow) -> str:
    """The unit as one writes it after the number."""
    return row.unit.removesuffix("s") if row.quantity.strip() == "1" else row.unit


def _text(said: Mapping[str, Entry], key: str) -> str:
    found = said.get(key)
    return " ".join(found.split()) if isinstance(found, str) else ""
