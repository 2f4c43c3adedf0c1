"""How much is left? One bar a limit: what was used before, what this takes, what stays.

Shares are percentages of the bar's width, counted from where reading starts, so that a page from right to left
fills its bars from the right. Start reading at `bars`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.decide import SaidMeter

LEAST_SHARE: Final = 2.0
"""Whatever is more than nothing is seen, and so is whatever is left, in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One limit as a bar: its words, and where its parts begin and how long they are, in percent."""

    label: str
    short: str
    sentence: str
    """All of it in one sentence, for who hears the page."""
    used_at: float = 0
    used: float = 0
    this_at: float = 0
    this: float = 0
    bounded: bool = True


def bars(meters: Sequence[SaidMeter], *, rtl: bool) -> tuple[tuple[Bar, ...], int]:
    """The bars worth a look, and how many wide limits are left out because they have plenty left.

    Those of the matter, the customer and the actor are always shown; those of a site or the network once less
    than half is left, or where there is nothing closer.
    """
    shown = [each for each in meters if not each.wide or not _has_plenty(each)] or list(meters)
    return tuple(bar(each, rtl=rtl) for each in shown), len(meters) - len(shown)


def bar(meter: SaidMeter, *, rtl: bool) -> Bar:
    """The bar of one limit; without a ceiling it is empty."""
    plain = Bar(label=meter.label, short=meter.short, sentence=meter.sentence, bounded=meter.cap is not None)
    if meter.cap is None:
        return plain
    used, this = shares(cap=meter.cap, before=meter.before, charge=meter.charge)
    return Bar(
        label=plain.label, short=plain.short, sentence=plain.sentence, used=used, this=this,
        used_at=100 - used if rtl else 0, this_at=100 - used - this if rtl else used,
    )  # fmt: skip


def shares(*, cap: int, before: int, charge: int) -> tuple[float, float]:
    """How many percent were used before, and how many this takes: together 100 only when nothing is left.

    >>> shares(cap=1000, before=240, charge=150)
    (24.0, 15.0)
    >>> shares(cap=100_000, before=0, charge=1)
    (0.0, 2.0)
    """
    whole = max(cap, 1)
    total = min(before + charge, whole)
    used = round(100 * min(before, whole) / whole, 1)
    this = round(100 * total / whole - used, 1) if charge else 0.0
    if before and used < LEAST_SHARE:
        used = LEAST_SHARE
    if charge and this < LEAST_SHARE:
        this = LEAST_SHARE
        used = min(used, 100 - this)
    if total < whole and used + this > 100 - LEAST_SHARE:
        used = round(max(100 - LEAST_SHARE - this, 0), 1)
    return used, this


def _has_plenty(meter: SaidMeter) -> bool:
    return meter.cap is None or 2 * (meter.before + meter.charge) <= meter.cap
