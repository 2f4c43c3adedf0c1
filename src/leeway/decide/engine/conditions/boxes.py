"""Which of very many conditions hold? All of them at once: one bit each, one look-up for each fact.

For every value of a text, and for every span between the numbers that conditions name, it is known beforehand
which conditions it leaves possible. What remains when these are put together are the conditions whose plain
tests all hold; only what such a condition says beyond plain tests is worked out one by one.
Only for facts that are all known. Start reading at `Boxes.holding`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway import feel
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.engine.conditions.needs import Among, day_key, needs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from leeway.decide.engine.conditions.needs import Needs
    from leeway.decide.engine.conditions.rows import Compiled

_SPAN = feel.Span(0, 0)


class _Line(NamedTuple):
    """A fact that is a number or a day: which conditions it leaves, wherever it lies."""

    name: str
    key: Callable[[Any], float]
    ends: tuple[float, ...]
    """The places that conditions name, rising, and infinity."""
    exact: tuple[Decimal | float, ...] | None
    """The numbers themselves; None where places are as exact as they are."""
    between: tuple[int, ...]
    """What is left between the place before and this one."""
    at: tuple[int, ...]
    """What is left at the place itself."""


class _List(NamedTuple):
    """A fact that is a list of texts: which conditions need, or forbid, that it holds one."""

    name: str
    free: int
    """The conditions that need none."""
    has: Mapping[str, int]
    lacks: Mapping[str, int]


def places_of(bits: int) -> list[int]:
    """Which bits are set, the lowest first.

    >>> places_of(0b1101)
    [0, 2, 3]
    """
    found: list[int] = []
    while bits:
        place = bits.bit_length() - 1
        found.append(place)
        bits ^= 1 << place
    found.reverse()
    return found


class Boxes:
    """Conditions that are worked out together, however many they are."""

    __slots__ = ("_every", "_lines", "_lists", "_open", "_rest", "_words", "reads")

    def __init__(
        self,
        conditions: Sequence[feel.Node],
        *,
        types: Mapping[str, feel.Type],
        compiled: Callable[[feel.Node], Compiled],
    ) -> None:
        """Take them apart; `types` are those of the facts that are never null."""
        needs = [needs_of(each, types) for each in conditions]
        self.reads = frozenset[str]().union(*map(feel.names_read, conditions))
        self._every = (1 << len(needs)) - 1
        names = sorted({name for each in needs for name in each.among})
        self._words = tuple((name, *_words(name, needs)) for name in names)
        self._lines = tuple(
            _line(name, needs, is_day=str(types[name]) == "date")
            for name in sorted({name for each in needs for name in each.within})
        )
        self._lists = tuple(_list(name, needs) for name in sorted({n for each in needs for n in each.holds}))
        self._rest = compiled_rest(needs, compiled)
        self._open = sum(self._rest)

    places = staticmethod(places_of)

    def holding(self, values: Mapping[str, Any]) -> int:
        """The conditions that are true, a bit each; facts that are read must be known.

        Raises: Undecided when one is neither true nor false; TypeError for a value of another type.
        """
        found = self.possible(values)
        return self.certain(found, values) if found & self._open else found

    def possible(self, values: Mapping[str, Any]) -> int:
        """The conditions whose plain tests all hold."""
        found = self._every
        for name, by_value, otherwise in self._words:
            found &= by_value.get(values[name], otherwise)
        for name, key, ends, exact, between, at in self._lines:
            value = values[name]
            number = key(value)
            place = bisect_left(ends, number)
            if ends[place] != number:
                found &= between[place]
            elif exact is None:
                found &= at[place]
            else:  # at this number, or so near to it that only exact numbers tell
                value = Decimal(repr(value)) if type(value) is float else value
                place = bisect_left(exact, value)
                found &= at[place] if exact[place] == value else between[place]
        for name, free, has, lacks in self._lists:
            good, bad = free, 0
            for text in values[name]:
                good |= has.get(text, 0)
                bad |= lacks.get(text, 0)
            found = found & good & ~bad
        return found

    def certain(self, found: int, values: Mapping[str, Any]) -> int:
        """Those of the possible ones that are true, with all they say beyond plain tests."""
        waiting = found & self._open
        while waiting:
            bit = waiting & -waiting
            waiting ^= bit
            worth = self._rest[bit](values)
            if worth is False:
                found ^= bit
            elif worth is not True:
                raise Undecided
        return found


def compiled_rest(needs: Sequence[Needs], compiled: Callable[[feel.Node], Compiled]) -> dict[int, Compiled]:
    """What conditions say beyond plain tests, by their bits."""
    return {
        1 << place: compiled(feel.tree.And(span=_SPAN, operands=each.rest))
        for place, each in enumerate(needs)
        if each.rest
    }


def _words(name: str, needs: Sequence[Needs]) -> tuple[dict[Any, int], int]:
    """What each value of a fact leaves, and what any other does."""
    tests = {1 << place: each.among.get(name, _ANY) for place, each in enumerate(needs)}
    otherwise = sum(bit for bit, test in tests.items() if test.others)
    by_value = dict.fromkeys((value for test in tests.values() for value in test.values), otherwise)
    for bit, test in tests.items():
        for value in test.values:
            by_value[value] ^= bit
    return by_value, otherwise


_ANY = Among(frozenset(), others=True)


def _list(name: str, needs: Sequence[Needs]) -> _List:
    has, lacks = defaultdict[str, int](int), defaultdict[str, int](int)
    free = 0
    for place, each in enumerate(needs):
        bit, need = 1 << place, each.holds.get(name)
        if need is None or need.one is None:
            free |= bit
        else:
            has[need.one] |= bit
        for text in () if need is None else need.none_of:
            lacks[text] |= bit
    return _List(name, free, dict(has), dict(lacks))


def _line(name: str, needs: Sequence[Needs], *, is_day: bool) -> _Line:
    """Walk along the numbers that conditions name, up to each and onto it: spans begin and end on the way."""
    spans = [(1 << place, each.within[name]) for place, each in enumerate(needs) if name in each.within]
    exact = sorted({end[0] for _, span in spans for end in span} - {-inf, inf})
    steps = [(number, side) for number in (*exact, inf) for side in (-1, 0)]
    turns = [0] * (len(steps) + 1)
    left = (1 << len(needs)) - 1
    for bit, span in spans:
        left ^= bit
        begins, ends = bisect_left(steps, span.low), bisect_right(steps, span.high)
        if begins < ends:
            turns[begins] ^= bit
            turns[ends] ^= bit
    walked = [left := left ^ turn for turn in turns[:-1]]
    between, at = tuple(walked[::2]), tuple(walked[1::2])
    if is_day:
        return _Line(name, day_key, (*exact, inf), None, between, at)
    return _Line(name, float, (*map(float, exact), inf), (*exact, inf), between, at)
