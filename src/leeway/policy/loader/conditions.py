"""What does a condition read, and may it? FEEL texts of a book, their names, and the checks that need the book.

What FEEL itself finds wrong is put at its place in the file. What names that nobody declared mean is in
`usage.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leeway import feel
from leeway.feel import Span, tree, types
from leeway.policy.diagnostics import did_you_mean, nearest, slip_of
from leeway.policy.loader.scope import place_of
from leeway.policy.model import Condition
from leeway.policy.names import AMOUNT, BUILT_IN_FACTS, DESK_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leeway.feel import Node as Expression
    from leeway.feel import Type
    from leeway.policy.loader.scope import Scope
    from leeway.policy.loader.text import Node, Scalar

ALWAYS = tree.Literal(value=True, span=Span(0, 4))
"""The condition of a clause that names none."""


@dataclass(slots=True, eq=False)
class Reading:
    """One condition as it was read: the clause's condition, its place, and the names it reads."""

    condition: Condition
    node: Scalar | None = None
    names: frozenset[str] = frozenset()
    parameters: Mapping[str, Type] = field(default_factory=dict)
    sound: bool = True
    """Whether it can be checked further: its text is FEEL."""

    def reads(self, name: str) -> bool:
        """Whether the condition reads this name."""
        return name in self.names

    def places_of(self, name: str) -> Iterator[Span]:
        """Where in the condition's text a name stands."""
        for each in self.condition.tree.walk():
            if isinstance(each, tree.Name) and each.name == name:
                yield each.span


class Conditions:
    """Reads the conditions of one book."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.undeclared: dict[str, list[tuple[Reading, Span]]] = {}
        """Names that no list declares, each with the places that read it."""
        self._known = frozenset({*scope.facts, *BUILT_IN_FACTS, AMOUNT})
        self._members = _members_of(scope)
        self._enumerated = frozenset(name for name, fact in scope.facts.items() if fact.one_of)

    def read(self, node: Scalar | None, at: Node, *, parameters: Mapping[str, Type]) -> Reading:
        """The condition of a clause; without a text it always holds."""
        if node is None:
            return Reading(Condition(text="true", tree=ALWAYS, place=place_of(at)))
        text, place = node.text.strip(), place_of(node)
        found = self._parse(node, parameters)
        if found is None:
            return Reading(Condition(text=text, tree=ALWAYS, place=place), node, sound=False)
        expression, names = found
        reading = Reading(Condition(text=text, tree=expression, place=place), node, names, parameters)
        for name in sorted(names - self._known - parameters.keys()):
            self._undeclared(name, reading)
        return reading

    # -- names ----------------------------------------------------------------------------------
    def _parse(self, node: Scalar, parameters: Mapping[str, Type]) -> tuple[Expression, frozenset[str]] | None:
        """The expression and the names it reads; None, and a report, when the text is no FEEL."""
        known = self._known | parameters.keys() if parameters else self._known
        try:
            expression = feel.parse(node.text, names=known, members=self._members)
            names = feel.names_read(expression)
            if names <= known:
                return expression, names
            dotted = _dotted(expression, names - known)
            if dotted:
                expression = feel.parse(node.text, names=known | dotted, members=self._members)
        except feel.FeelSyntaxError as error:
            self.scope.report.feel(node, error.problem, advice=_advice(node, error.problem))
            return None
        called = _functions(expression) - known  # the checker says that there is no such function
        return expression, feel.names_read(expression) - self._only_members(expression) - called

    def _only_members(self, expression: Expression) -> frozenset[str]:
        """Names in filters that are members of the items (`basket[price > 10]`) and no facts."""
        filters = [each for each in expression.walk() if isinstance(each, tree.Filter)]
        inside = [part for each in filters for part in each.condition.walk() if isinstance(part, tree.Name)]
        places = {id(part) for part in inside}
        outside = {
            each.name for each in expression.walk() if isinstance(each, tree.Name) and id(each) not in places
        }
        members = {part.name for part in inside} - outside - self._known
        return frozenset(members & self._members if self.scope.lists_facts else members)

    def _undeclared(self, name: str, reading: Reading) -> None:
        places = list(reading.places_of(name)) or [Span(0, 1)]
        listed = self.scope.lists_facts or name.split(".", maxsplit=1)[0] in DESK_PREFIXES
        if listed or slip_of(name, [*self._known, *reading.parameters]):
            self._unknown(name, reading, places)
            # It has been reported; with any type, the rest of the condition is still checked.
            reading.parameters = {**reading.parameters, name: types.ANY}
            return
        self.undeclared.setdefault(name, []).extend((reading, span) for span in places)

    def _unknown(self, name: str, reading: Reading, places: list[Span]) -> None:
        known = [*self._known, *reading.parameters]
        root = name.split(".", maxsplit=1)[0]
        found = None
        if not self.scope.report.is_long:
            found = nearest(name, known) or nearest(root, [each for each in known if "." not in each])
        advice = f"did you mean `{found}`?" if found else "declare it under `facts:`"
        assert reading.node is not None
        for span in places:
            self.scope.report.at(
                reading.node, "unknown-fact", f"`{name}` is no fact of this book",
                help=advice, start=span.start, end=span.end,
            )  # fmt: skip

    # -- types ----------------------------------------------------------------------------------
    def schema(self) -> dict[str, Type]:
        """The type of every name that a condition may read."""
        return {**self.scope.types(), AMOUNT: types.NUMBER}

    def check(self, reading: Reading, schema: Mapping[str, Type]) -> None:
        """Report what FEEL's checker finds, and values that a fact cannot have."""
        if reading.node is None or not reading.sound or isinstance(reading.condition.tree, tree.Literal):
            return
        # Values that are not listed are reported below, as errors; here only the kinds of values count.
        parameters = {
            name: each.base if isinstance(each, types.OneOf) else each
            for name, each in reading.parameters.items()
        }
        known = {**schema, **parameters} if parameters else schema
        checked = feel.check(reading.condition.tree, known, expect=types.BOOLEAN, in_book=True)
        for problem in checked.problems:
            self.scope.report.feel(reading.node, problem)
        self._check_values(reading, reading.node)

    def _check_values(self, reading: Reading, node: Scalar) -> None:
        """A text that is compared with a fact must be among the fact's values, where the book lists them."""
        listed = {
            **{name: self.scope.facts[name].one_of for name in reading.names & self._enumerated},
            **{name: each.values for name, each in reading.parameters.items() if isinstance(each, types.OneOf)},
        }
        if not listed:
            return
        for subject, literal in compared_texts(reading.condition.tree):
            if subject not in listed or literal.value in listed[subject]:
                continue
            self.scope.report.at(
                node, "unknown-value", f"`{literal.value}` is not among the values of `{subject}`",
                help=did_you_mean(str(literal.value), map(str, listed[subject])),
                start=literal.span.start, end=literal.span.end,
            )  # fmt: skip


# -- looking into expressions ----------------------------------------------------------------------------
def _members_of(scope: Scope) -> frozenset[str]:
    """The names of all members of declared lists and records."""
    found: set[str] = set()
    below = [fact.type for fact in scope.facts.values()]
    while below:
        type_ = below.pop()
        if isinstance(type_, types.ListOf):
            below.append(type_.item)
        elif isinstance(type_, types.ContextOf):
            found.update(name for name, _ in type_.members)
            below.extend(inner for _, inner in type_.members)
    return frozenset(found)


def _functions(expression: Expression) -> frozenset[str]:
    """The names that are called: `f` in `f(x)`."""
    calls = (each.function for each in expression.walk() if isinstance(each, tree.Call))
    return frozenset(each.name for each in calls if isinstance(each, tree.Name))


def _dotted(expression: Expression, free: frozenset[str]) -> frozenset[str]:
    """Names with points of which not even the beginning is known (`fuel.litres`)."""
    found: set[str] = set()
    inner: set[int] = set()
    for each in expression.walk():
        if isinstance(each, tree.Path) and id(each) not in inner:
            inner.update(id(part) for part in each.walk() if isinstance(part, tree.Path))
            name = _path_name(each)
            if name and name.split(".", maxsplit=1)[0] in free:
                found.add(name)
    return frozenset(found)


def compared_texts(expression: Expression) -> Iterator[tuple[str, tree.Literal]]:
    """Each name with each text that the expression compares it to."""
    for each in expression.walk():
        if isinstance(each, tree.Compare) and each.op in ("=", "!="):
            for one, other in ((each.left, each.right), (each.right, each.left)):
                if isinstance(one, tree.Name):
                    yield from ((one.name, text) for text in _texts_of(other))
        elif isinstance(each, tree.In) and isinstance(each.value, tree.Name):
            for test in each.tests:
                yield from ((each.value.name, text) for text in _texts_of(test))


def _texts_of(test: Expression) -> Iterator[tree.Literal]:
    if isinstance(test, tree.Test) and test.op in ("=", "!="):
        test = test.operand
    for part in test.items if isinstance(test, tree.List) else (test,):
        if isinstance(part, tree.Literal) and isinstance(part.value, str):
            yield part


def certificates_in(expression: Expression) -> Iterator[tree.Literal]:
    """The certificates that a condition asks about: texts in the smallest test with `actor.certificates`."""
    for each in expression.walk():
        if isinstance(each, tree.Call | tree.Compare | tree.In | tree.Quantified) and _asks_certificates(each):
            if any(_asks_certificates(part) for part in each.children() if not isinstance(part, tree.Name)):
                continue
            for part in each.walk():
                if isinstance(part, tree.Literal) and isinstance(part.value, str):
                    yield part


def _asks_certificates(expression: Expression) -> bool:
    return any(isinstance(part, tree.Name) and part.name == "actor.certificates" for part in expression.walk())


_OTHER_QUOTES = frozenset("'`‘’‚“”„«»")


def _path_name(path: tree.Path) -> str | None:
    """`a.b.c` of nested paths over one name; None when something else stands below."""
    members = [path.member]
    below = path.of
    while isinstance(below, tree.Path):
        members.append(below.member)
        below = below.of
    return ".".join([below.name, *reversed(members)]) if isinstance(below, tree.Name) else None


def _advice(node: Scalar, problem: feel.Problem) -> str | None:
    """What helps where YAML cut a condition short, or where its texts stand in other quotes."""
    if problem.span is not None and node.text[problem.span.start : problem.span.end] in _OTHER_QUOTES:
        return 'texts in conditions stand in double quotes: `tier = "gold"`'
    if node.style:
        return None
    last = max(node.end - 1, node.start)
    after = node.source.line_text(node.source.line_of(last))[node.source.place(last).column :]
    if after.lstrip().startswith("#") and node.text.count('"') % 2:
        return "` #` begins a comment: write the condition as a block, `when: |` and the text on the next line"
    return None
