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
from math import floor, inf
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway import feel
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.engine.conditions.needs import DAY_KEY, Among, needs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from leeway.decide.engine.conditions.needs import Needs
    from leeway.decide.engine.conditions.rows import Compiled

_SPAN = feel.Span(0, 0)


class _Line(NamedTuple):
    """A fact that is a number or a day: which conditions it leaves, wherever it lies."""

    ends: tuple[float, ...]
    """The places that conditions name, rising, and infinity."""
    exact: tuple[Decimal | float, ...]
    """The numbers themselves."""
    between: tuple[int, ...]
    """What is left between the place before and this one."""
    at: tuple[int, ...]
    """What is left at the place itself."""
    starts: tuple[int, ...]
    """The whole numbers from which something else is left, rising."""
    whole: tuple[int, ...]
    """What is left below the first of them, from the first on, and so forth."""

    def exactly(self, value: Any, place: int) -> int:
        """What is left at a place, or so near to it that only exact numbers tell on which side."""
        value = Decimal(repr(value)) if type(value) is float else value
        place = bisect_left(self.exact, value)
        return self.at[place] if self.exact[place] == value else self.between[place]


class _List(NamedTuple):
    """A fact that is a list of texts: which conditions need, or forbid, that it holds one."""

    free: int
    """The conditions that need none."""
    has: Mapping[str, int]
    lacks: Mapping[str, int]

    def left(self, texts: Sequence[str]) -> int:
        """What a list of these texts leaves."""
        good, bad = self.free, 0
        for text in texts:
            good |= self.has.get(text, 0)
            bad |= self.lacks.get(text, 0)
        return good & ~bad


def places_of(bits: int) -> list[int]:
    """Which bits are set, the lowest first.

    >>> places_of(0b1101)
    [0, 2, 3]
    """
    length = bits.bit_length()
    if length <= _CHUNK:
        return _places(bits, 0)
    found: list[int] = []
    for first in range(0, length, _CHUNK):
        found += _places(bits >> first & _CHUNK_BITS, first)
    return found


def _places(left: int, first: int) -> list[int]:
    found: list[int] = []
    while left:
        place = left.bit_length() - 1
        found.append(first + place)
        left ^= 1 << place
    found.reverse()
    return found


_CHUNK = 2_048
"""So many bits are taken apart at a time: the fewer, the faster each step."""
_CHUNK_BITS = (1 << _CHUNK) - 1


class Boxes:
    """Conditions that are worked out together, however many they are."""

    __slots__ = ("_open", "_rest", "possible", "reads")

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
        self.possible = _possible(needs, types)
        """Says for which conditions all plain tests hold."""
        self._rest = compiled_rest(needs, compiled)
        self._open = sum(self._rest)

    places = staticmethod(places_of)

    def holding(self, values: Mapping[str, Any]) -> int:
        """The conditions that are true, a bit each; facts that are read must be known.

        Raises: Undecided when one is neither true nor false; TypeError for a value of another type.
        """
        found = self.possible(values)
        return self.certain(found, values) if found & self._open else found

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


def _possible(needs: Sequence[Needs], types: Mapping[str, feel.Type]) -> Callable[[Mapping[str, Any]], int]:
    """One function with a look-up for each fact, written out: a loop would take longer."""
    among, within = (_named(each.among for each in needs), _named(each.within for each in needs))
    holds = _named(each.holds for each in needs)
    known: dict[str, Any] = {"every": (1 << len(needs)) - 1, "bisect": bisect_left, "right": bisect_right}
    code = ["def possible(values):", "    found = every"]
    for place, name in enumerate(among):
        by_value, known[f"other_{place}"] = _words(name, needs)
        known[f"word_{place}"] = by_value.get
        code.append(f"    found &= word_{place}(values[{name!r}], other_{place})")
    for place, name in enumerate(within):
        line = _line(name, needs)
        known |= {f"starts_{place}": line.starts, f"whole_{place}": line.whole}
        looked_up = f"found &= whole_{place}[right(starts_{place}, value)]"
        code.append(f"    value = values[{name!r}]")
        if str(types[name]) == "date":
            code += [f"    value = {DAY_KEY.format('value')}", f"    {looked_up}"]
            continue
        known |= {f"ends_{place}": line.ends, f"between_{place}": line.between, f"at_{place}": line.exactly}
        code += [
            "    if value.__class__ is int:",
            f"        {looked_up}",
            "    else:",
            "        number = float(value)",
            f"        place = bisect(ends_{place}, number)",
            f"        near = ends_{place}[place] == number",
            f"        found &= at_{place}(value, place) if near else between_{place}[place]",
        ]
    for place, name in enumerate(holds):
        known[f"left_{place}"] = _list(name, needs).left
        code.append(f"    found &= left_{place}(values[{name!r}])")
    exec("\n".join([*code, "    return found"]), known)  # noqa: S102 - only code that we wrote
    written: Callable[[Mapping[str, Any]], int] = known["possible"]
    return written


def _named(parts: Iterable[Mapping[str, object]]) -> list[str]:
    return sorted({name for each in parts for name in each})


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
    return _List(free, dict(has), dict(lacks))


def _line(name: str, needs: Sequence[Needs]) -> _Line:
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
    starts, whole = _whole(exact, between=between, at=at)
    return _Line((*map(float, exact), inf), (*exact, inf), between, at, starts, whole)


def _whole(
    exact: Sequence[Any], *, between: Sequence[int], at: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The whole numbers from which on something else is left, and what."""
    starts, left = [], [between[0]]
    for place, number in enumerate(exact):
        if number == (first := floor(number)):
            starts.append(first)
            left.append(at[place])
        starts.append(first + 1)
        left.append(between[place + 1])
    return tuple(starts), tuple(left)
