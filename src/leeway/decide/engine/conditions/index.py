"""Which clauses may hold at all? An index over conditions: one look-up in place of many comparisons.

A clause whose condition needs `fact = constant` (or `fact in (constants)`, or a plain boolean fact) is filed
under that fact and value; all others are tried every time. A fact that is not known opens its whole drawer.
What a condition is worth comes from its compiled form, which agrees with the reference.
Start reading at `Index`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.engine.conditions.needs import is_plain, items_of, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from leeway.decide.worth.conditions import Truth
    from leeway.policy import Clause

    type Compile = Callable[[Clause], Callable[[Mapping[str, feel.Value]], feel.Value]]


class Undecided(Exception):  # noqa: N818  it is no defect: the request is looked at in the plain way
    """A condition is neither true nor false with what is known."""


class Index[C: Clause]:
    """The clauses of one kind that are not false with the facts as known, found without trying them all."""

    __slots__ = ("_always", "_drawers", "clauses")

    def __init__(self, clauses: Sequence[C], *, types: Mapping[str, feel.Type], compiled: Compile) -> None:
        """File the clauses, in deciding order; `types` are those of the facts that are never null."""
        self.clauses = tuple(clauses)
        always: list[_Filed[C]] = []
        drawers: dict[str, _Drawer[C]] = {}
        for place, clause in enumerate(self.clauses):
            filed = (place, clause, compiled(clause))
            key = _key(clause.when.tree, types)
            if key is None:
                always.append(filed)
                continue
            name, values = key
            drawer = drawers.setdefault(name, ({}, []))
            drawer[1].append(filed)
            for value in values:
                drawer[0].setdefault(value, []).append(filed)
        self._always = tuple(always)
        self._drawers = tuple((name, by_value, tuple(every)) for name, (by_value, every) in drawers.items())

    def not_false(self, values: Mapping[str, feel.Value]) -> list[tuple[C, Truth]]:
        """Every clause that is true, unknown or in error, in deciding order, with what it is worth."""
        found: list[tuple[int, C, Truth]] = []
        for filed in self._always:
            _try(filed, values, found)
        for name, by_value, every in self._drawers:
            value = values[name]
            for filed in every if value is feel.UNKNOWN else by_value.get(value, ()):
                _try(filed, values, found)
        if len(found) > 1:
            found.sort(key=_place)
        return [(clause, worth) for _, clause, worth in found]

    def holding(self, values: Mapping[str, feel.Value]) -> list[int]:
        """The places of the clauses that are true, in order, where every other one is false.

        Raises: Undecided when a clause is neither.
        """
        found: list[int] = []
        for place, _, condition in self._always:
            worth = condition(values)
            if worth is True:
                found.append(place)
            elif worth is not False:
                raise Undecided
        for name, by_value, every in self._drawers:
            value = values[name]
            for place, _, condition in every if value is feel.UNKNOWN else by_value.get(value, ()):
                worth = condition(values)
                if worth is True:
                    found.append(place)
                elif worth is not False:
                    raise Undecided
        if len(found) > 1:
            found.sort()
        return found

    def every(self, values: Mapping[str, feel.Value]) -> list[tuple[C, Truth]]:
        """Every clause in deciding order, with what it is worth."""
        worths = {clause.id: worth for clause, worth in self.not_false(values)}
        return [(clause, worths.get(clause.id, False)) for clause in self.clauses]


type _Filed[C: Clause] = tuple[int, C, Callable[[Mapping[str, feel.Value]], feel.Value]]
type _Drawer[C: Clause] = tuple[dict[Any, list[_Filed[C]]], list[_Filed[C]]]


def _place(found: tuple[int, Any, Any]) -> int:
    return found[0]


def _try[C: Clause](
    filed: _Filed[C], values: Mapping[str, feel.Value], found: list[tuple[int, C, Truth]]
) -> None:
    place, clause, condition = filed
    worth = condition(values)
    if worth is True:
        found.append((place, clause, True))
    elif worth is not False:
        found.append((place, clause, feel.UNKNOWN if worth is feel.UNKNOWN else feel.ERROR))


# -- what a condition needs --------------------------------------------------------------------------
def _key(condition: feel.Node, types: Mapping[str, feel.Type]) -> tuple[str, frozenset[Any]] | None:
    """A fact and the few values without which the condition is false; None: nothing like it."""
    parts = condition.operands if isinstance(condition, feel.tree.And) else (condition,)
    keys = [found for part in parts if (found := _needed(part, types)) is not None]
    return min(keys, key=lambda key: (len(key[1]), key[0]), default=None)


def _needed(part: feel.Node, types: Mapping[str, feel.Type]) -> tuple[str, frozenset[Any]] | None:
    match part:
        case feel.tree.Name(name=name) if is_plain(types, name, "boolean"):
            return name, frozenset({True})
        case feel.tree.Call(function=feel.tree.Name(name="not"), arguments=(feel.tree.Name(name=name),)) if (
            is_plain(types, name, "boolean")
        ):
            return name, frozenset({False})
        case feel.tree.Compare(op="=", left=feel.tree.Name(name=name), right=feel.tree.Literal(value=value)) | (
            feel.tree.Compare(op="=", left=feel.tree.Literal(value=value), right=feel.tree.Name(name=name))
        ) if is_plain(types, name, type_of(value)):
            return name, frozenset({value})
        case feel.tree.In(value=feel.tree.Name(name=name), tests=tests):
            values = [each.value for each in items_of(tests) if isinstance(each, feel.tree.Literal)]
            if len(values) == sum(1 for _ in items_of(tests)) and all(
                is_plain(types, name, type_of(v)) for v in values
            ):
                return name, frozenset(values)
    return None
