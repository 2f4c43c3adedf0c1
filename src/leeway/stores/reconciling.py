"""Was as much given as was decided? Totals of a till or a payment processor against what was posted.

The totals come as CSV with the columns `site`, `action`, `amount`, `currency` and either `day` (of the calendar
at the site) or `reference` (the id of a decision, or the key of one of its effects). What does not agree is a
finding for somebody to look at; nothing is changed here. Start reading at `read_totals`, then `reconcile`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from leeway.stores.rows import NUMBER_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.stores.records import Recorded

NEEDED = ("site", "action", "amount", "currency")
_AMOUNT = re.compile(r"(-?)([0-9]{1,15})(?:[.,]([0-9]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Key(NamedTuple):
    """What is compared: an action at a site, of a day or under a reference (the other one is None)."""

    site: str
    action: str
    day: date | None
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One line of totals; `line` counts from 1, the heading included."""

    key: Key
    amount_minor: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsProblem:
    """Why a line cannot be read; `line` and `column` count from 1, column 0 is the whole line."""

    line: int
    column: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not agree: `missing` was posted but not told, `extra` was told but not posted, or it `differs`.

    Amounts are minor units; `lines` are those of the totals.
    """

    kind: str
    key: Key
    posted_minor: int
    told_minor: int
    lines: tuple[int, ...] = ()
    decisions: tuple[str, ...] = ()


def read_totals(
    text: str, *, currency: str, digits: int = 2
) -> tuple[tuple[Total, ...], tuple[TotalsProblem, ...]]:
    r"""Read totals and everything that is wrong with them; `digits` is how many a minor unit has.

    >>> text = "site;day;action;amount;currency\nA;2026-03-02;refund;12,50;EUR"
    >>> read_totals(text, currency="EUR")[0][0].amount_minor
    1250
    """
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    separator = max(",;\t", key=(lines[0] if lines else "").count)
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator, strict=True)
    totals: list[Total] = []
    problems: list[TotalsProblem] = []
    try:
        heading = [name.strip().lower() for name in next(reader, [])]
        problems += _heading_problems(heading)
        for cells in () if problems else reader:
            if any(cell.strip() for cell in cells):
                line = _Line(heading, cells, reader.line_num, currency, digits)
                problems += line.problems()
                totals += line.totals()
    except csv.Error as problem:
        problems.append(TotalsProblem(line=reader.line_num, column=0, reason=str(problem)))
    return tuple(totals), tuple(problems)


def reconcile(totals: Iterable[Total], recorded: Iterable[Recorded], *, zone: str) -> tuple[Finding, ...]:
    """Compare totals with the decisions posted at the same sites; days are those of the zone.

    A decision that the totals name by reference is not counted in a day as well. What was given back counts as
    not given. Whoever asks chooses the decisions: those of the days and sites that the totals are of.
    """
    told: Counter[Key] = Counter()
    lines: dict[Key, list[int]] = {}
    for total in totals:
        told[total.key] += total.amount_minor
        lines.setdefault(total.key, []).append(total.line)
    references = {key.reference for key in told if key.reference is not None}
    by_day = any(key.day is not None for key in told) or not told
    posted: Counter[Key] = Counter()
    decisions: dict[Key, list[str]] = {}
    for each in recorded:
        if each.receipt.state == "posted" and (amount := _given(each)):
            key = _key(each, references, ZoneInfo(zone), by_day=by_day)
            posted[key] += amount
            decisions.setdefault(key, []).append(each.id)
    return tuple(
        Finding(
            kind="differs" if key in told and key in posted else "extra" if key in told else "missing",
            key=key,
            posted_minor=posted[key],
            told_minor=told[key],
            lines=tuple(lines.get(key, ())),
            decisions=tuple(decisions.get(key, ())),
        )
        for key in sorted({**told, **posted}, key=_in_order)
        if posted[key] != told[key]
    )


class _Line:
    """One line of the file."""

    def __init__(self, heading: list[str], cells: list[str], number: int, currency: str, digits: int) -> None:
        self._columns = {name: column for column, name in enumerate(heading, start=1)}
        self._number, self._currency, self._digits = number, currency, digits
        self._cells = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        self._is_whole = len(cells) == len(heading)

    def problems(self) -> Iterator[TotalsProblem]:
        """Name what is wrong."""
        if not self._is_whole:
            reason = "has another number of columns than the heading"
            yield TotalsProblem(line=self._number, column=0, reason=reason)
            return
        for name in ("site", "action"):
            if not self._cells[name]:
                yield self._problem(name, f"`{name}` is empty")
        amount = self._cells["amount"]
        if self._amount() is None:
            digits = f"at most {self._digits} digits after the point"
            yield self._problem("amount", f"`{amount}` is not an amount with {digits}")
        currency = self._cells["currency"]
        if currency != self._currency:
            yield self._problem("currency", f"`{currency}` is not `{self._currency}`, the book's currency")
        if not self._reference() and self._day() is None:
            name = "day" if "day" in self._columns else "reference"
            given = self._cells[name]
            yield self._problem(name, f"`{given}` is not a {name}" if given else f"`{name}` is empty")

    def totals(self) -> Iterator[Total]:
        """Give the line as a total, if nothing is wrong with it."""
        amount = self._amount() if self._is_whole else None
        if amount is not None and not any(self.problems()):
            reference = self._reference()
            day = None if reference else self._day()
            key = Key(self._cells["site"], self._cells["action"], day, reference)
            yield Total(key=key, amount_minor=amount, line=self._number)

    def _reference(self) -> str | None:
        return self._cells.get("reference") or None

    def _day(self) -> date | None:
        day = self._cells.get("day", "")
        try:
            return date.fromisoformat(day) if _DAY.fullmatch(day) else None
        except ValueError:
            return None

    def _amount(self) -> int | None:
        found = _AMOUNT.fullmatch(self._cells["amount"])
        if found is None or len(found[3] or "") > self._digits:
            return None
        amount = int(found[2] + (found[3] or "").ljust(self._digits, "0"))
        return None if amount > NUMBER_MAX else -amount if found[1] else amount

    def _problem(self, name: str, reason: str) -> TotalsProblem:
        return TotalsProblem(line=self._number, column=self._columns[name], reason=reason)


def _heading_problems(heading: list[str]) -> Iterator[TotalsProblem]:
    for name in NEEDED:
        if name not in heading:
            yield TotalsProblem(line=1, column=0, reason=f"there is no column `{name}`")
    if "day" not in heading and "reference" not in heading:
        yield TotalsProblem(line=1, column=0, reason="there is neither a column `day` nor `reference`")
    for column, name in enumerate(heading, start=1):
        if name in heading[: column - 1]:
            yield TotalsProblem(line=1, column=column, reason=f"there are two columns `{name}`")


def _given(each: Recorded) -> int:
    """Say what was given and not given back, in minor units."""
    if each.answer is None:
        # Nobody has written down the answer yet: then what the meters were charged tells it.
        charged = [amount for meter, amount in each.receipt.charged.items() if meter.measure == "cost"]
        excess = [amount for meter, amount in each.receipt.excess.items() if meter.measure == "cost"]
        return max(charged, default=0) + sum(excess)
    amount = each.answer.cost_minor if each.answer.amount_minor is None else each.answer.amount_minor
    return amount - each.receipt.reversed_minor


def _key(each: Recorded, references: set[str], zone: ZoneInfo, *, by_day: bool) -> Key:
    names = (each.id, *(effect.key for effect in each.record.effects))
    known = [name for name in names if name in references]
    reference = known[0] if known else None if by_day else each.id
    day = None if reference else each.at.astimezone(zone).date()
    return Key(each.record.site, each.record.action, day, reference)


def _in_order(key: Key) -> tuple[str, str, str, str]:
    return (key.site, str(key.day or ""), key.reference or "", key.action)
