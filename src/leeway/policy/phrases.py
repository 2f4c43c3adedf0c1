"""How far may somebody go? Limit phrases: `200 UAH per case`, `1 per customer per 90 days`.

One parser, one formatter, `parse_limit(format_limit(x)) == x`. What limits mean together is in `limits.py`;
how money is counted is in `money.py`. Start reading at `parse_limit`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from leeway.policy.money import MoneyError, to_major, to_minor


class Measure(StrEnum):
    """What a limit adds up."""

    COST = "cost"
    COUNT = "count"


class Scope(StrEnum):
    """Whose sum it is, in the fixed order in which meters are locked: hottest last."""

    CASE = "case"
    CUSTOMER = "customer"
    ACTOR = "actor"
    SITE = "site"
    NETWORK = "network"


CALENDAR = ("day", "week", "month", "quarter", "year")
"""Windows that begin with the calendar, in the zone of the book or the site."""

ROLLING_SCOPES = frozenset({Scope.CASE, Scope.CUSTOMER, Scope.ACTOR})
"""Scopes small enough for a window that moves with the clock."""

BOUNDED_SCOPES = frozenset({Scope.ACTOR, Scope.SITE, Scope.NETWORK})
"""Scopes whose subjects nobody at the counter can create: only they bound what a clause can spend."""

MOST_HOURS = 10 * 366 * 24
"""The longest rolling window: ten years."""

MOST_COUNT_DIGITS = 15
"""A count has at most so many digits."""

_UNIT_HOURS = {"hour": 1, "hours": 1, "day": 24, "days": 24, "week": 168, "weeks": 168}
# Words of a phrase; a number with blanks between thousands (`20 000`) is one of them.
_WORDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?!\S)|\S+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Window:
    """Over what time: the life of the scope, a rolling span of hours, or a calendar period.

    `kind` is `life`, `rolling`, `day`, `week`, `month`, `quarter` or `year`; only `rolling` has hours.
    """

    kind: str = "life"
    hours: int = 0

    @property
    def key(self) -> str:
        """Its name inside a meter's key: `life`, `rolling 2160h`, `week` …"""
        return f"rolling {self.hours}h" if self.kind == "rolling" else self.kind


LIFE = Window()


@dataclass(frozen=True, slots=True)
class Limit:
    """A ceiling on a sum or count over a scope and a window.

    `cap` is in minor units for cost and a number of decisions for count. None lifts: this level has no
    ceiling on any meter of that scope (`no limit per actor`), or of that scope and window where one is named
    (`no limit per actor per week`); the measure says nothing then.
    """

    measure: Measure
    scope: Scope
    window: Window
    cap: int | None


class PhraseError(ValueError):
    """A limit phrase that cannot be read: the kebab name of the problem, a sentence, where, and advice.

    `start` and `end` are character offsets in the phrase, counted from 0.
    """

    def __init__(self, name: str, message: str, *, start: int, end: int, advice: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.start = start
        self.end = end
        self.advice = advice


_SHAPE = "say how much, for whom and over what time: `200 {currency} per case`, `1 per customer per 90 days`"


def parse_limit(text: str, *, currency: str, digits: int) -> Limit:
    """Read one limit phrase.

    Money is in `currency` with at most `digits` digits after the point; the cap comes back in minor units.

    Raises: PhraseError when the phrase cannot be read, names another currency, or asks for a window that its
    scope cannot have.

    >>> parse_limit("30 EUR per case", currency="EUR", digits=2).cap
    3000
    >>> parse_limit("1 per customer per 90 days", currency="EUR", digits=2).window
    Window(kind='rolling', hours=2160)
    """
    return _Phrase(text, currency=currency, digits=digits).limit()


class _Phrase:
    """One phrase being read, word by word."""

    def __init__(self, text: str, *, currency: str, digits: int) -> None:
        self.text = text
        self.currency = currency
        self.digits = digits
        found = list(_WORDS.finditer(text))
        end = found[-1].end() if found else 0
        self.words = [*(each.group() for each in found), ""]
        self.starts = [*(each.start() for each in found), end]
        self.at = 0

    def limit(self) -> Limit:
        if self._skips("no") and self._skips("limit"):
            measure, cap = Measure.COST, None
        else:
            self.at = 0
            measure, cap = self._quantity()
        scope = self._scope()
        window = self._window(scope) if self.word else LIFE
        self._end()
        return Limit(measure, scope, window, cap)

    # -- the parts of a phrase, in order --------------------------------------------------------
    def _quantity(self) -> tuple[Measure, int]:
        digits = self.word.replace(" ", "")
        if not _NUMBER.fullmatch(digits):
            advice = "write thousands together or with a blank: `1000` or `1 000`" if "," in digits else None
            raise self._problem("a limit begins with a number or `no limit`, not {}", advice=advice)
        number = self.at
        self.at += 1
        if self.word == "per":
            return Measure.COUNT, self._count(digits, number)
        self._money_word()
        try:
            cap = to_minor(Decimal(digits), digits=self.digits)
        except MoneyError as error:
            self.at = number + 1
            raise self._problem(error.message, first=number) from None
        self._skips("cost")
        return Measure.COST, cap

    def _count(self, digits: str, number: int) -> int:
        if "." in digits:
            message = f"`{digits}` is not a whole number of decisions"
            advice = f"for money, name the currency: `{digits} {self.currency} per …`"
            raise self._problem(message, advice=advice, first=number)
        if len(digits) > MOST_COUNT_DIGITS:
            raise self._problem(f"`{digits}` decisions are beyond counting", first=number)
        return int(digits)

    def _money_word(self) -> None:
        if self._skips(self.currency):
            return
        if re.fullmatch(r"[A-Za-z]{3}", self.word):
            message = f"{{}} is not the book's currency `{self.currency}`"
            advice = "a book has one currency; write the limit in it"
            raise self._problem(message, name="other-currency", advice=advice)
        raise self._problem(f"expected `{self.currency}` or `per` after the number, not {{}}")

    def _scope(self) -> Scope:
        if not self._skips("per"):
            raise self._problem("expected `per` and a scope, not {}")
        scope = _SCOPES.get(self.word)
        if scope is None:
            scopes = ", ".join(f"`{each}`" for each in Scope)
            raise self._problem("{} is no scope", advice=f"scopes are {scopes}")
        self.at += 1
        return scope

    def _window(self, scope: Scope) -> Window:
        if not self._skips("per"):
            raise self._problem("expected `per` and a window, not {}")
        if self.word in CALENDAR:
            self.at += 1
            return Window(self.words[self.at - 1])
        first = self.at
        hours = self._hours()
        if scope not in ROLLING_SCOPES:
            message = f"a window that moves with the clock does not fit `per {scope}`"
            advice = "use `per day`, `per week`, `per month`, `per quarter` or `per year` there"
            raise self._problem(message, name="window-does-not-fit", advice=advice, first=first)
        return Window("rolling", hours)

    def _hours(self) -> int:
        first, number = self.at, self.word
        if not (number.isascii() and number.isdigit()):
            raise self._problem("{} is no window", advice=_WINDOWS)
        self.at += 1
        unit = self.word
        if unit not in _UNIT_HOURS:
            raise self._problem(f"{{}} after `{number}` is no span of time", advice=_WINDOWS)
        self.at += 1
        hours = int(number[:9]) * _UNIT_HOURS[unit]
        if not 0 < hours <= MOST_HOURS:
            message = f"`{number} {unit}` is no window: it lasts from one hour to ten years"
            raise self._problem(message, first=first)
        return hours

    def _end(self) -> None:
        if self.word:
            first, self.at = self.at, len(self.words) - 1
            rest = self.text[self.starts[first] : self.starts[-1]]
            raise self._problem(f"`{rest}` is left over at the end of the limit", first=first)

    # -- words -------------------------------------------------------------------------------------
    @property
    def word(self) -> str:
        """The next word; empty at the end."""
        return self.words[self.at]

    def _skips(self, word: str) -> bool:
        if self.word != word:
            return False
        self.at += 1
        return True

    def _problem(
        self, message: str, *, name: str = "bad-limit", advice: str | None = None, first: int | None = None
    ) -> PhraseError:
        """A problem of the next word, or of the words from `first` up to it."""
        shown = f"`{self.word}`" if self.word else "the end of the phrase"
        start = self.starts[self.at if first is None else first]
        last = self.at if first is None else self.at - 1
        end = self.starts[last] + len(self.words[last])
        advice = advice or (_SHAPE.format(currency=self.currency) if first is None else None)
        message = message.replace("{}", shown)
        return PhraseError(name, message, start=start, end=max(end, start + 1), advice=advice)


_SCOPES = {scope.value: scope for scope in Scope}
_WINDOWS = "windows are `90 days`, `8 hours`, `day`, `week`, `month`, `quarter`, `year`"


def format_limit(limit: Limit, *, currency: str, digits: int, says_cost: bool = False) -> str:
    """Say one limit as its phrase.

    With `says_cost`, money reads `200 UAH cost per case`: the way to say it where cost and amount differ.

    >>> format_limit(Limit(Measure.COST, Scope.CASE, Window(), 3000), currency="EUR", digits=2)
    '30 EUR per case'
    """
    if limit.cap is None:
        quantity = "no limit"
    elif limit.measure is Measure.COUNT:
        quantity = str(limit.cap)
    else:
        quantity = f"{_plain(to_major(limit.cap, digits=digits))} {currency}" + (" cost" if says_cost else "")
    window = format_window(limit.window)
    return f"{quantity} per {limit.scope}" + (f" per {window}" if window else "")


def format_window(window: Window) -> str:
    """Say a window as a phrase does: `week`, `90 days`, `8 hours`; nothing for the life of the scope."""
    if window.kind == "life":
        return ""
    if window.kind != "rolling":
        return window.kind
    days, rest = divmod(window.hours, 24)
    if rest or days == 1:  # "1 day" would read like the calendar day
        return f"{window.hours} hour" + ("s" if window.hours != 1 else "")
    return f"{days} days"


def _plain(amount: Decimal) -> str:
    """Whole amounts without a point, others with all their minor digits."""
    return str(int(amount)) if amount == int(amount) else str(amount)
