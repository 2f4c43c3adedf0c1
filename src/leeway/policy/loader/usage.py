"""What kind of value is a fact that nobody declared? Its type shows in how conditions use it.

The smallest books declare nothing: `age < 18` makes `age` a number, `action` names become actions. Each is
noted, so that `leeway check` lists it. Where the use says nothing, any value is taken.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

from leeway import feel
from leeway.feel import Type, tree, types
from leeway.policy.loader.scope import place_of
from leeway.policy.model import Action, Cost, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.feel import Span
    from leeway.policy.loader.conditions import Reading
    from leeway.policy.loader.scope import Scope

type Uses = Mapping[str, list[tuple[Reading, Span]]]
"""Names that nobody declared, each with the places that read it."""

_TYPE_WORDS: dict[Type, str] = {
    types.NUMBER: "a number",
    types.STRING: "a text",
    types.BOOLEAN: "true or false",
}


def _word(type_: Type) -> str:
    return "a list" if isinstance(type_, types.ListOf) else _TYPE_WORDS.get(type_, f"a {type_}")


def declare_from_use(scope: Scope, uses: Uses, readings: list[Reading]) -> None:
    """Make facts of undeclared names, and give declared facts without a type the one of their use."""
    untyped = {name for name, fact in scope.facts.items() if fact.type == types.ANY}
    votes = _votes(readings, {*uses, *untyped}, scope.types())
    for name in sorted(untyped):
        found = votes.get(name, {})
        if len(found) == 1:
            scope.facts[name] = replace(scope.facts[name], type=next(iter(found)))
    for name, places in uses.items():
        _declare(scope, name, places, votes.get(name, {}))


def _declare(scope: Scope, name: str, places: list[tuple[Reading, Span]], votes: dict[Type, Reading]) -> None:
    reading, span = places[0]
    node = reading.node
    assert node is not None
    if len(votes) > 1:
        _mixed(scope, name, votes)
    type_ = next(iter(votes)) if len(votes) == 1 else types.ANY
    scope.facts[name] = Fact(name=name, type=type_, declared=False, place=place_of(node))
    taken = "its use does not tell its type" if type_ == types.ANY else f"it is taken for {_word(type_)}"
    scope.report.at(
        node, "undeclared-fact", f"`{name}` is read and not declared; {taken}",
        help="declare it under `facts:` to give it a question and a trust", start=span.start, end=span.end,
    )  # fmt: skip


def _mixed(scope: Scope, name: str, votes: dict[Type, Reading]) -> None:
    (first, before), (second, reading), *_ = votes.items()
    place = before.condition.place
    span = next(reading.places_of(name))
    assert reading.node is not None
    message = f"`{name}` is used as {_word(second)} here and as {_word(first)} at {place.path}:{place.line}"
    scope.report.at(
        reading.node, "mixed-use", message,
        help="declare it under `facts:` with its type", start=span.start, end=span.end,
    )  # fmt: skip


# -- votes: what each use says about the type -----------------------------------------------------------------
def _votes(
    readings: list[Reading], names: set[str], known: Mapping[str, Type]
) -> dict[str, dict[Type, Reading]]:
    found: dict[str, dict[Type, Reading]] = {}
    guesses: dict[str, Reading] = {}
    for reading in readings:
        if reading.names.isdisjoint(names):
            continue
        uses = _Uses(names, known)
        for name, type_ in uses.of(reading.condition.tree):
            found.setdefault(name, {}).setdefault(type_, reading)
        for name in uses.guessed:
            guesses.setdefault(name, reading)
    for name, reading in guesses.items():
        found.setdefault(name, {types.NUMBER: reading})
    return {name: _narrowed(votes) for name, votes in found.items()}


def _narrowed(votes: dict[Type, Reading]) -> dict[Type, Reading]:
    """Without the list of anything where another use says a list of what."""
    if len(votes) > 1 and _ANY_LIST in votes and all(isinstance(each, types.ListOf) for each in votes):
        return {type_: reading for type_, reading in votes.items() if type_ != _ANY_LIST}
    return votes


_ANY_LIST = types.ListOf(types.ANY)


_OF_TEXTS = frozenset(
    {"contains", "starts with", "ends with", "matches", "lower case", "upper case", "string length"}
)
_OF_NUMBERS = frozenset({"abs", "floor", "ceiling", "modulo", "even", "odd", "sqrt", "decimal"})
_OF_LISTS = frozenset({"count", "list contains", "sum", "mean", "all", "any"})


class _Uses:
    """What one condition says about the types of names."""

    def __init__(self, names: set[str], known: Mapping[str, Type]) -> None:
        self.names = names
        self.known = known
        self.guessed: list[str] = []
        """Names in arithmetic whose other side shows no type: numbers, unless another use says more."""

    def of(self, expression: feel.Node) -> Iterator[tuple[str, Type]]:
        yield from self._is(expression, types.BOOLEAN)
        for node in expression.walk():
            yield from self._at(node)

    def _is(self, node: feel.Node, type_: Type | None) -> Iterator[tuple[str, Type]]:
        if type_ is not None and self._is_asked(node):
            yield node.name, type_

    def _is_asked(self, node: feel.Node) -> TypeGuard[tree.Name]:
        return isinstance(node, tree.Name) and node.name in self.names

    def _at(self, node: feel.Node) -> Iterator[tuple[str, Type]]:
        if isinstance(node, tree.And | tree.Or):
            for each in node.operands:
                yield from self._is(each, types.BOOLEAN)
        elif isinstance(node, tree.If):
            yield from self._is(node.condition, types.BOOLEAN)
        elif isinstance(node, tree.Compare):
            yield from self._is(node.left, self._type(node.right))
            yield from self._is(node.right, self._type(node.left))
        elif isinstance(node, tree.Between):
            yield from self._is(node.value, self._type(node.low) or self._type(node.high))
        elif isinstance(node, tree.In):
            yield from self._in(node)
        else:
            yield from self._computed(node)

    def _computed(self, node: feel.Node) -> Iterator[tuple[str, Type]]:
        if isinstance(node, tree.Arithmetic):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                yield from self._is(one, self._beside(node, other))
        elif isinstance(node, tree.Negate):
            yield from self._is(node.operand, types.NUMBER)
        elif isinstance(node, tree.Quantified | tree.For):
            for each in node.iterators:
                yield from self._is(
                    each.source, types.ListOf(types.ANY) if each.until is None else types.NUMBER
                )
        elif isinstance(node, tree.Filter):
            yield from self._is(node.of, types.ListOf(types.ANY))
        elif isinstance(node, tree.Call):
            yield from self._called(node)

    def _in(self, node: tree.In) -> Iterator[tuple[str, Type]]:
        for test in node.tests:
            if isinstance(test, tree.Name):
                item = self._type(node.value)
                yield from self._is(test, types.ListOf(item) if item else None)
            else:
                yield from self._is(node.value, self._tested(test))

    def _called(self, node: tree.Call) -> Iterator[tuple[str, Type]]:
        name = node.function.name if isinstance(node.function, tree.Name) else ""
        first = node.arguments[0] if node.arguments else None
        if first is None:
            return
        if name == "not":
            yield from self._is(first, types.BOOLEAN)
        elif name in _OF_TEXTS:
            yield from self._is(first, types.STRING)
        elif name in _OF_NUMBERS:
            yield from self._is(first, types.NUMBER)
        elif name in _OF_LISTS:
            yield from self._is(first, _ANY_LIST)

    # -- the type of what stands beside a name ------------------------------------------------------
    def _type(self, node: feel.Node) -> Type | None:
        """The type an expression shows by itself; None when it does not."""
        found = feel.check(node, self.known).type
        if isinstance(found, types.Union):
            found = found.members[0]
        if isinstance(found, types.OneOf):
            found = found.base
        if found == types.ANY and isinstance(node, tree.Arithmetic):
            return types.NUMBER if types.NUMBER in (self._type(node.left), self._type(node.right)) else None
        return None if found in (types.ANY, types.NULL) else found

    def _beside(self, node: tree.Arithmetic, other: feel.Node) -> Type | None:
        """What arithmetic says about one side, given the other: `today() - x` is no sum of numbers."""
        type_ = self._type(other)
        if type_ is None:
            self.guessed.extend(each.name for each in (node.left, node.right) if self._is_asked(each))
        if type_ == types.NUMBER:
            return type_
        if type_ == types.STRING:
            return type_ if node.op == "+" else None
        is_subtracted = node.op == "-" and other is node.left
        return type_ if type_ in (types.DATE, types.DATE_AND_TIME) and is_subtracted else None

    def _tested(self, test: feel.Node) -> Type | None:
        if isinstance(test, tree.Test):
            return self._type(test.operand)
        if isinstance(test, tree.Range):
            return self._type(test.low or test.high or test)
        if isinstance(test, tree.NotTests):
            return next((found for each in test.tests if (found := self._tested(each))), None)
        if isinstance(test, tree.List):
            return next((found for each in test.items if (found := self._type(each))), None)
        return self._type(test)


# -- actions ---------------------------------------------------------------------------------------------------
def declare_actions(scope: Scope, with_amount: set[str]) -> None:
    """Make actions of undeclared names; those whose clauses speak of an amount carry one, at its own cost."""
    for name, node in scope.used_actions.items():
        amount = name in with_amount
        cost = Cost(factor=Decimal(1)) if amount else Cost()
        scope.actions[name] = Action(name=name, amount=amount, cost=cost, declared=False, place=place_of(node))
        carries = "it carries an amount" if amount else "it carries no amount and costs nothing"
        scope.report.at(
            node, "undeclared-action", f"`{name}` is used and not declared; {carries}",
            help="declare it under `actions:` to give it a cost, a title or a default",
        )  # fmt: skip
