"""What would it take, quickly? The charges of `charges.py`, from templates made once for each level.

A template holds everything that no request changes: clause, measure, scope, window and cap. Subjects, amounts
and the starts of calendar windows are filled in. Start reading at `Charging.candidate`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from leeway.decide.charges import ANONYMOUS, OVERALL, level_caps, tightest
from leeway.ledger import CALENDAR_WINDOWS, Candidate, Charge, Meter, window_end, window_start
from leeway.policy import Measure, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from leeway.decide.charges import Allowance, Caps
    from leeway.decide.request import Request
    from leeway.policy import Book

    type Since = Mapping[str | None, datetime | None]

_NO_START = frozenset({"life", "rolling"})


class _Line(NamedTuple):
    """One charge without its subject, amount and start."""

    clause: str
    measure: str
    scope: str
    window: str
    since: str | None
    """Under which key `Charging.windows` has its start."""
    counts: bool
    cap: int | None
    authority: str


type Template = tuple[_Line, ...]


class Templates(NamedTuple):
    """One allowance at one level: for a known customer, and for an unknown one (None: cannot fit)."""

    known: Template
    unknown: Template | None


def templates(book: Book, allowance: Allowance) -> tuple[Templates | None, ...]:
    """The templates of an allowance by level; None where it grants nothing."""
    return tuple(_templates(book, allowance, level) for level in range(len(book.authorities)))


def _templates(book: Book, allowance: Allowance, level: int) -> Templates | None:
    own = level_caps(book, allowance, level=level)
    if own is None:
        return None
    overall = tightest(book.overall)
    lines = partial(_lines, authority=book.authorities[level])
    known = (*lines(allowance.clause, own), *lines(OVERALL, overall))
    stand_in = tightest(book.overall_anonymous) if _names_customer(overall) else {}
    rest = (*lines(OVERALL, _without_customer(overall)), *lines(OVERALL + ANONYMOUS, stand_in))
    if not _names_customer(own):
        return Templates(known, (*lines(allowance.clause, own), *rest))
    if not allowance.anonymous:
        return Templates(known, None)
    instead = lines(allowance.clause + ANONYMOUS, tightest(allowance.anonymous))
    return Templates(known, (*lines(allowance.clause, _without_customer(own)), *instead, *rest))


def metered(of: tuple[Templates | None, ...], *, own: int, lowest: int, known: bool) -> Template:
    """One line for each meter that the decider's level or one above may charge, the decider's own first.

    Lines of one meter differ in cap and authority alone; an allowance of somebody else's own is no meter here.
    """
    found: dict[tuple[str, str, str, str], _Line] = {}
    levels = [*([own] if own >= lowest else []), *range(max(own, lowest), len(of))]
    for number, level in enumerate(levels):
        made = of[level]
        template = None if made is None else made.known if known else made.unknown
        for line in template or ():
            if line.scope != "actor" or (number == 0 and own >= lowest):
                found.setdefault(line[:4], line)
    return tuple(found.values())


def _names_customer(found: Caps) -> bool:
    return any(scope is Scope.CUSTOMER for _, scope, _ in found)


def _without_customer(found: Caps) -> Caps:
    return {key: cap for key, cap in found.items() if key[1] is not Scope.CUSTOMER}


def _lines(clause: str, found: Caps, *, authority: str) -> Iterable[_Line]:
    for (measure, scope, window), cap in found.items():
        calendar = None if window.kind in _NO_START else window.kind
        since = f"{calendar} here" if calendar and scope is Scope.SITE else calendar
        counts = measure is Measure.COUNT
        yield _Line(clause, measure.value, scope.value, window.key, since, counts, cap, authority)


class Charging:
    """Fills templates in for requests to one book; remembers the calendar windows it met last."""

    __slots__ = ("_windows", "_zone")

    def __init__(self, book: Book) -> None:
        """Nothing is met yet."""
        self._zone = book.zone or "UTC"
        self._windows: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def candidate(
        self, request: Request, of: Templates | None, *, clause: str, cost: int, who: tuple[str, ...]
    ) -> Candidate | None:
        """Everything that a clause would charge at one level; None when the level has nothing to grant."""
        if of is None:
            return None
        template = of.known if request.customer is not None else of.unknown
        if template is None:
            return None
        charges: list[Charge] = []
        for named, measure, scope, window, since, counts, cap, authority in template:
            amount = 1 if counts else cost
            if amount:
                starts = None if since is None else self._starts(request, scope, window)
                for subject in who if scope == "actor" else (getattr(request, scope),):
                    meter = Meter(named, measure, scope, window, subject, starts)
                    charges.append(Charge(meter, amount, cap, authority))
        return Candidate(clause, tuple(charges))

    def meters(self, request: Request, lines: Template, *, cost: int, who: tuple[str, ...]) -> Iterable[Meter]:
        """The meters of somebody that lines from `metered` stand for; `who` decides."""
        for named, measure, scope, window, since, counts, *_ in lines:
            if counts or cost:
                starts = None if since is None else self._starts(request, scope, window)
                for subject in who if scope == "actor" else (getattr(request, scope),):
                    if subject:
                        yield Meter(named, measure, scope, window, subject, starts)

    def _starts(self, request: Request, scope: str, calendar: str) -> datetime:
        """When the calendar window began, in the book's zone, or the site's own for a site's meter."""
        zone = self._zone
        if scope == "site" and request.site_zone is not None:
            zone = request.site_zone
        at, key = request.charged_at, (calendar, zone)
        met = self._windows.get(key)
        if met is None or not met[0] <= at < met[1]:
            met = window_start(calendar, at, zone), window_end(calendar, at, zone)
            self._windows[key] = met
        return met[0]

    def windows(self, at: datetime, site_zone: str | None) -> tuple[datetime, datetime, Since]:
        """From when to when every calendar window is the one around an instant, and when each began.

        Raises: InstantOutOfRange at either end of the calendar, UnknownZone.
        """
        since: dict[str | None, datetime | None] = {None: None}
        begins, ends = [], []
        for tail, zone in (("", self._zone), (" here", self._zone if site_zone is None else site_zone)):
            for window in CALENDAR_WINDOWS:
                start = since[window + tail] = window_start(window, at, zone)
                begins.append(start)
                ends.append(window_end(window, at, zone))
        return max(begins), min(ends), since
