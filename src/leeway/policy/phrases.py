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

_UNIT_HOURS = {"hour": 1, "hours": 1, "day": 24, "days": 24, "week": 168, "weeks": 168}
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?")
_WORD = re.compile(r"\S+")


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
        self.at = 0

    def limit(self) -> Limit:
        if self._skips("no limit"):
            measure, cap = Measure.COST, None
        else:
            measure, cap = self._quantity()
        scope = self._scope()
        window = self._window(scope) if self._peek() else LIFE
        self._end()
        return Limit(measure, scope, window, cap)

    # -- the parts of a phrase, in order --------------------------------------------------------
    def _quantity(self) -> tuple[Measure, int]:
        self._spaces()
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            raise self._problem("bad-limit", "a limit begins with a number or `no limit`, not {}", self._peek())
        self.at = found.end()
        digits = found.group().replace(" ", "")
        word, start = self._peek(), self._start()
        if word == "per":
            return Measure.COUNT, self._count(digits, found.start(), found.end())
        self._money_word(word, start)
        try:
            cap = to_minor(Decimal(digits), digits=self.digits)
        except MoneyError as error:
            raise PhraseError("bad-limit", error.message, start=found.start(), end=found.end()) from None
        self._skips("cost")
        return Measure.COST, cap

    def _count(self, digits: str, start: int, end: int) -> int:
        if "." in digits:
            advice = f"for money, name the currency: `{digits} {self.currency} per …`"
            message = f"`{digits}` is not a whole number of decisions"
            raise PhraseError("bad-limit", message, start=start, end=end, advice=advice)
        return int(digits)

    def _money_word(self, word: str, start: int) -> None:
        if word == self.currency:
            self._take()
            return
        if word.startswith(","):
            message = f"`{word}` continues no number"
            advice = "write thousands together or with a blank: `1000` or `1 000`"
            raise PhraseError("bad-limit", message, start=start, end=start + len(word), advice=advice)
        span = {"start": start, "end": start + max(len(word), 1)}
        if re.fullmatch(r"[A-Za-z]{3}", word) and word not in ("day", "per"):
            message = f"`{word}` is not the book's currency `{self.currency}`"
            advice = "a book has one currency; write the limit in it"
            raise PhraseError("other-currency", message, **span, advice=advice)
        raise self._problem(
            "bad-limit", f"expected `{self.currency}` or `per` after the number, not {{}}", word
        )

    def _scope(self) -> Scope:
        if not self._skips("per"):
            raise self._problem("bad-limit", "expected `per` and a scope, not {}", self._peek())
        word = self._peek()
        if word not in Scope.__members__.values():
            scopes = ", ".join(f"`{each}`" for each in Scope)
            raise self._problem("bad-limit", "{} is no scope", word, advice=f"scopes are {scopes}")
        self._take()
        return Scope(word)

    def _window(self, scope: Scope) -> Window:
        if not self._skips("per"):
            raise self._problem("bad-limit", "expected `per` and a window, not {}", self._peek())
        word, start = self._peek(), self._start()
        if word in CALENDAR:
            self._take()
            return Window(word)
        hours = self._hours()
        if scope not in ROLLING_SCOPES:
            message = f"a window that moves with the clock does not fit `per {scope}`"
            advice = "use `per day`, `per week`, `per month`, `per quarter` or `per year` there"
            raise PhraseError("window-does-not-fit", message, start=start, end=self.at, advice=advice)
        return Window("rolling", hours)

    def _hours(self) -> int:
        number, start = self._peek(), self._start()
        if not number.isascii() or not number.isdigit():
            raise self._problem("bad-limit", "{} is no window", number, advice=_WINDOWS)
        self._take()
        unit = self._peek()
        if unit not in _UNIT_HOURS:
            raise self._problem("bad-limit", f"{{}} after `{number}` is no span of time", unit, advice=_WINDOWS)
        self._take()
        hours = int(number[:9]) * _UNIT_HOURS[unit]
        if not 0 < hours <= MOST_HOURS:
            message = f"`{number} {unit}` is no window: it lasts from one hour to ten years"
            raise PhraseError("bad-limit", message, start=start, end=self.at)
        return hours

    def _end(self) -> None:
        if self._peek():
            start = self._start()
            rest = self.text[start:].rstrip()
            message = f"`{rest}` is left over at the end of the limit"
            raise PhraseError("bad-limit", message, start=start, end=start + len(rest))

    # -- words -------------------------------------------------------------------------------------
    def _spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _start(self) -> int:
        self._spaces()
        return self.at

    def _peek(self) -> str:
        self._spaces()
        found = _WORD.match(self.text, self.at)
        return found.group() if found else ""

    def _take(self) -> None:
        self.at = self._start() + len(self._peek())

    def _skips(self, words: str) -> bool:
        before = self.at
        for word in words.split():
            if self._peek() != word:
                self.at = before
                return False
            self._take()
        return True

    def _problem(self, name: str, message: str, word: str, *, advice: str | None = None) -> PhraseError:
        start = self._start()
        shown = f"`{word}`" if word else "the end of the phrase"
        advice = advice or _SHAPE.format(currency=self.currency)
        return PhraseError(
            name, message.format(shown), start=start, end=start + max(len(word), 1), advice=advice
        )


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
