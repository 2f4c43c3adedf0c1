"""How far? Limit phrases as fields, and fields as limit phrases.

Anything typed is written, right or wrong: what is wrong with it, the book's own check says. Start reading at
`limit_row`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form.fields import ANONYMOUS, LimitRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.policy import Entry

SCOPES: Final = ("case", "customer", "actor", "site", "network")
_PHRASE: Final = re.compile(r"(?P<quantity>.*?)\s+per\s+(?P<scope>\w+)(?:\s+per\s+(?P<window>.+))?")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[,\s\u00a0\u202f]\d{3})+(?:\.\d+)?")
_COMMA: Final = re.compile(r"\d+,\d{1,2}")


def number_typed(text: str) -> str:
    """A number as books write it, from how people type it; anything else as it is.

    >>> number_typed("1,000"), number_typed("12,50"), number_typed(" 1 000.5 "), number_typed("many")
    ('1000', '12.50', '1000.5', 'many')
    """
    text = text.strip()
    if _THOUSANDS.fullmatch(text):
        return re.sub(r"[,\s]", "", text)
    return text.replace(",", ".") if _COMMA.fullmatch(text) else text


def limit_row(phrase: str, *, authority: str, currency: str) -> LimitRow:
    """One limit phrase as fields.

    >>> limit_row("1 per customer per 90 days", authority="staff", currency="EUR").window
    '90 days'
    """
    found = _PHRASE.fullmatch(phrase.strip())
    if found is None or found["scope"] not in SCOPES:
        return LimitRow(authority=authority, written=phrase.strip())
    quantity = " ".join(found["quantity"].split())
    window = " ".join((found["window"] or "").split())
    if quantity == "no limit":
        return LimitRow(authority=authority, measure="none", scope=found["scope"], window=window)
    amount, _, money = quantity.rpartition(f" {currency}")
    if amount and money in ("", " cost"):
        return LimitRow(authority=authority, quantity=amount, scope=found["scope"], window=window)
    return LimitRow(
        authority=authority, measure="times", quantity=quantity, scope=found["scope"], window=window
    )


def phrase_of(row: LimitRow, *, currency: str) -> str:
    """The phrase of a row.

    >>> phrase_of(LimitRow(authority="staff", quantity="1,000", scope="actor", window="week"), currency="EUR")
    '1000 EUR per actor per week'
    """
    if row.written:
        return " ".join(row.written.split())
    quantity = " ".join(number_typed(row.quantity).split())
    many = {"money": f"{quantity} {currency}", "none": "no limit"}.get(row.measure, quantity)
    return f"{many} per {row.scope}" + (f" per {row.window}" if row.window else "")


def limit_rows(
    limits: Entry | None, anonymous: Entry | None, *, lowest: str, currency: str
) -> tuple[LimitRow, ...]:
    """All limits of a clause as rows, lowest authority first as in the file."""
    levels = limits if isinstance(limits, dict) else {lowest: limits or []}
    levels = {**levels, ANONYMOUS: anonymous or []}
    return tuple(
        limit_row(phrase, authority=authority, currency=currency)
        for authority, phrases in levels.items()
        for phrase in texts_in(phrases)
    )


def limits_entry(
    rows: Iterable[LimitRow], before: Entry | None, *, authorities: Sequence[str], currency: str
) -> Entry | None:
    """The rows as the file holds them: a list where only the lowest authority has limits, else by authority.

    A phrase that says the same as before stays as it was written. None: there are no limits.
    """
    old = before if isinstance(before, dict) else {authorities[0]: before or []}
    by_level: dict[str, list[Entry]] = {}
    for row in rows:
        if not row.is_blank:
            level = by_level.setdefault(row.authority, [])
            level.append(_kept(row, texts_in(old.get(row.authority, [])), currency=currency))
    if not by_level:
        return None
    if not isinstance(before, dict) and set(by_level) == {authorities[0]}:
        return one_or_many(by_level[authorities[0]], before)
    order = [
        *(each for each in authorities if each in by_level),
        *(e for e in by_level if e not in authorities),
    ]
    return {each: one_or_many(by_level[each], old.get(each)) for each in order}


def anonymous_entry(rows: Iterable[LimitRow], before: Entry | None, *, currency: str) -> Entry | None:
    """The limits that hold while the customer is not known."""
    old = texts_in(before)
    found: list[Entry] = [_kept(row, old, currency=currency) for row in rows if not row.is_blank]
    return one_or_many(found, before) if found else None


def _kept(row: LimitRow, old: Sequence[str], *, currency: str) -> str:
    for phrase in old:
        if limit_row(phrase, authority=row.authority, currency=currency) == row:
            return phrase
    return phrase_of(row, currency=currency)


def texts_in(entry: Entry | None) -> list[str]:
    """One text or a list of such, as a list."""
    if isinstance(entry, str):
        return [entry] if entry.strip() else []
    return [each for each in entry if isinstance(each, str)] if isinstance(entry, list) else []


def one_or_many(found: list[Entry], before: Entry | None) -> Entry:
    """A single text alone where the file had it so, else a list."""
    if len(found) == 1 and isinstance(before, str) and before.strip():
        return found[0]
    return found
