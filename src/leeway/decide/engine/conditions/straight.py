"""Which of a few conditions hold? Their plain tests, written one after the other as one Python function.

For up to a dozen conditions that is faster than any look-up. Start reading at `Straight`.
"""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.engine.conditions.boxes import compiled_rest, places_of
from leeway.decide.engine.conditions.index import Undecided
from leeway.decide.engine.conditions.needs import day_key, needs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from leeway.decide.engine.conditions.needs import Among, Holds, Needs, Within
    from leeway.decide.engine.conditions.rows import Compiled

_NUMBERS = frozenset({int, Decimal})


class Straight:
    """A few conditions; facts may be whole numbers and days of Python as well as FEEL's."""

    __slots__ = ("_names", "_namespace", "holding", "reads")

    places = staticmethod(places_of)

    def __init__(
        self,
        conditions: Sequence[feel.Node],
        *,
        types: Mapping[str, feel.Type],
        compiled: Callable[[feel.Node], Compiled],
    ) -> None:
        """Write the function; `types` are those of the facts that are never null."""
        needs = [needs_of(each, types) for each in conditions]
        self.reads = frozenset[str]().union(*map(feel.names_read, conditions))
        self._names = {name: f"fact_{place}" for place, name in enumerate(_names(needs))}
        self._namespace: dict[str, Any] = {"day_key": day_key, "numbers": _NUMBERS, "sure": _sure}
        lines = ["def holding(values):", *(f"    {line}" for line in self._reading(needs, types))]
        lines += ["    found = 0"]
        rest = compiled_rest(needs, compiled)
        for place, each in enumerate(needs):
            tests = [*self._tests(each)]
            if 1 << place in rest:
                tests.append(f"sure({self._kept(rest[1 << place])}(values))")
            lines += [f"    if {' and '.join(tests) or 'True'}:", f"        found |= {1 << place}"]
        exec("\n".join([*lines, "    return found"]), self._namespace)  # noqa: S102 - only code that we wrote
        self.holding: Callable[[Mapping[str, Any]], int] = self._namespace["holding"]

    def _reading(self, needs: Sequence[Needs], types: Mapping[str, feel.Type]) -> Iterator[str]:
        """Each fact once; a number of another kind, such as a float, is not compared but refused."""
        lines = {name for each in needs for name in each.within}
        for name, variable in self._names.items():
            if name not in lines:
                yield f"{variable} = values[{name!r}]"
            elif str(types[name]) == "date":
                yield f"{variable} = day_key(values[{name!r}])"
            else:
                yield f"{variable} = values[{name!r}]"
                yield f"if {variable}.__class__ not in numbers: raise TypeError"

    def _tests(self, needs: Needs) -> Iterator[str]:
        for name, among in needs.among.items():
            yield self._among(self._names[name], among)
        for name, within in needs.within.items():
            yield from self._within(self._names[name], within)
        for name, holds in needs.holds.items():
            yield from self._holds(self._names[name], holds)

    def _among(self, variable: str, among: Among) -> str:
        if among.values <= {True, False} and not among.others:
            return (
                f"{variable} is {next(iter(among.values))}"
                if len(among.values) == 1
                else str(bool(among.values))
            )
        operator = "not in" if among.others else "in"
        return f"{variable} {operator} {self._kept(among.values)}"

    def _within(self, variable: str, within: Within) -> Iterator[str]:
        low, after = within.low
        high, before = within.high
        if low != -inf:
            yield f"{variable} {'>' if after > 0 else '>='} {self._kept(_whole(low))}"
        if high != inf:
            yield f"{variable} {'<' if before < 0 else '<='} {self._kept(_whole(high))}"

    def _holds(self, variable: str, holds: Holds) -> Iterator[str]:
        if holds.one is not None:
            yield f"{self._kept(holds.one)} in {variable}"
        yield from (f"{self._kept(text)} not in {variable}" for text in sorted(holds.none_of))

    def _kept(self, thing: Any) -> str:
        """The name by which the function finds a constant."""
        name = f"constant_{len(self._namespace)}"
        self._namespace[name] = thing
        return name


def _names(needs: Sequence[Needs]) -> list[str]:
    return list(dict.fromkeys(name for each in needs for part in each[:3] for name in part))


def _whole(number: Decimal | float) -> Decimal | float:
    """A whole number as Python's own, which is compared faster."""
    return int(number) if number == int(number) else number


def _sure(worth: feel.Value) -> bool:
    if worth is not True and worth is not False:
        raise Undecided
    return worth is True
