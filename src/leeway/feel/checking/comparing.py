"""Can these two be compared, and is the answer known in advance? `=`, `<`, `between`, `in`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.feel import tree
from leeway.feel.checking import certainty
from leeway.feel.checking.kinds import (
    ORDERED,
    alternatives,
    are_same_kind,
    base,
    in_words,
    is_same_kind,
    may_be_null,
)
from leeway.feel.errors import nearest
from leeway.feel.form import format as written
from leeway.feel.tree import Node
from leeway.feel.types import ANY, BOOLEAN, NULL, ListOf, OneOf, RangeOf, Type
from leeway.feel.values import Value, equal

if TYPE_CHECKING:
    from leeway.feel.checking.checker import Checker
    from leeway.feel.checking.scope import Scope

_SUBJECT = "?"


def compare(checker: Checker, node: tree.Compare, scope: Scope) -> Type:
    """`a = b`, `a < b`."""
    if node.op in ("=", "!="):
        left, right = checker.type_of(node.left, scope), checker.type_of(node.right, scope)
        if equality(checker, node, left, right):
            _known_answer(checker, node, left, right)
    else:
        order(checker, node, node.op, checker.known(node.left, scope), checker.known(node.right, scope))
        _of_itself(checker, node)
    return BOOLEAN


def between(checker: Checker, node: tree.Between, scope: Scope) -> Type:
    """`a between b and c`."""
    value = checker.known(node.value, scope)
    for end in (node.low, node.high):
        order(checker, node, "between", value, checker.known(end, scope))
    _contradiction(checker, node, [node])
    return BOOLEAN


def test(checker: Checker, node: tree.Test, scope: Scope) -> Type:
    """`< 5` alone is a range."""
    return RangeOf(checker.known(node.operand, scope))


def order(checker: Checker, node: Node, op: str, left: Type, right: Type) -> None:
    """Report two types that have no order between them."""
    if left is right and left in ORDERED:
        return
    if ANY in (left, right) or NULL in (left, right):
        if NULL in (left, right):
            checker.report("wrong-type", f"`{op}` has no answer for null", node)
        return
    pairs = [(base(a), base(b)) for a in alternatives(left) for b in alternatives(right)]
    if not all(ANY in pair or (pair[0] == pair[1] and pair[0] in ORDERED) for pair in pairs):
        if all(a == b for a, b in pairs):
            checker.report("wrong-type", f"`{op}` has no answer for {in_words(left)}", node)
        else:
            checker.report("wrong-type", f"{in_words(left)} cannot be compared with {in_words(right)}", node)


def equality(checker: Checker, node: Node, left: Type, right: Type) -> bool:
    """Report two types whose values may be of different kinds; True when they never are."""
    if NULL in (left, right) or are_same_kind(left, right):
        return True
    checker.report("wrong-type", f"{in_words(left)} cannot be compared with {in_words(right)}", node)
    return False


def _known_answer(checker: Checker, node: tree.Compare, left: Type, right: Type) -> None:
    """Report an `=` or `!=` whose answer the declared values give away."""
    _of_itself(checker, node)
    for one, type_, other, other_type in (
        (node.left, left, node.right, right),
        (node.right, right, node.left, left),
    ):
        if other_type == NULL and type_ not in (NULL, ANY) and not may_be_null(type_):
            certain(checker, node, f"`{written(one)}` can never be null", is_true=node.op == "!=")
        elif isinstance(other, tree.Literal) and other_type != NULL:
            _among(checker, node, one, type_, other, is_true=node.op == "!=")
    allowed = [each.values for each in (left, right) if isinstance(each, OneOf)]
    if len(allowed) == 2 and not any(equal(a, b) for a in allowed[0] for b in allowed[1]):
        certain(checker, node, "the two have no value in common", is_true=node.op == "!=")


def _among(
    checker: Checker, node: Node, subject: Node, type_: Type, literal: tree.Literal, *, is_true: bool
) -> None:
    """Report a constant that the subject is declared never to be."""
    allowed = allowed_values(type_)
    if allowed is None or any(equal(value, literal.value) for value in allowed):
        return
    texts = [value for value in allowed if isinstance(value, str)]
    advice = (
        nearest(str(literal.value), texts) or f"it is one of {', '.join(f'`{value}`' for value in allowed)}"
    )
    message = f"`{written(subject)}` is declared never to be {written(literal)}"
    certain(checker, node, message, is_true=is_true, advice=advice)


def allowed_values(type_: Type) -> tuple[Value, ...] | None:
    """The declared values of a type, or None when it may have others; null is not counted."""
    choices = alternatives(type_)
    if not choices or not all(isinstance(each, OneOf) for each in choices):
        return None
    return tuple(value for each in choices if isinstance(each, OneOf) for value in each.values)


def certain(checker: Checker, node: Node, message: str, *, is_true: bool, advice: str | None = None) -> None:
    """Report a comparison whose answer is known in advance."""
    name, word = ("always-true", "always true") if is_true else ("always-false", "never true")
    checker.report(name, f"this is {word}: {message}", node, advice=advice)


def _of_itself(checker: Checker, node: tree.Compare) -> None:
    if node.left == node.right and not isinstance(node.left, tree.Literal):
        certain(checker, node, "both sides are the same", is_true=certainty.of_itself(node.op))


# -- in ---------------------------------------------------------------------------------------------
def is_in(checker: Checker, node: tree.In, scope: Scope) -> Type:
    """`a in (b, < c, [d..e])`."""
    value = checker.type_of(node.value, scope)
    inside = scope.with_types({_SUBJECT: value})
    for each in node.tests:
        _one_test(checker, node, each, value, inside)
    _contradiction(checker, node, [node])
    _all_values(checker, node, value)
    return BOOLEAN


def _one_test(checker: Checker, node: tree.In, each: Node, value: Type, scope: Scope) -> None:
    if isinstance(each, tree.NotTests):
        for inner in each.tests:
            _one_test(checker, node, inner, value, scope)
    elif isinstance(each, tree.Test):
        operand = checker.type_of(each.operand, scope)
        if each.op in ("=", "!="):
            equality(checker, each, value, operand)
        else:
            order(
                checker,
                each,
                each.op,
                checker.not_null(node.value, value),
                checker.not_null(each.operand, operand),
            )
    elif any(isinstance(part, tree.Name) and part.name == _SUBJECT for part in each.walk()):
        checker.expect(each, checker.type_of(each, scope), BOOLEAN)
    elif not isinstance(each, tree.AnyValue):
        _membership(checker, node, each, value, checker.type_of(each, scope))


def _membership(checker: Checker, node: tree.In, each: Node, value: Type, found: Type) -> None:
    """One test that is a value, a list or a range."""
    if isinstance(found, RangeOf):
        order(checker, each, "in", checker.not_null(node.value, value), found.item)
        return
    items = [
        inner for one in alternatives(found) if isinstance(one, ListOf) for inner in alternatives(one.item)
    ]
    items = [one.item if isinstance(one, RangeOf) else one for one in items]
    fits = any(is_same_kind(a, b) for a in alternatives(value) for b in items)
    if not fits and not (items == [] and isinstance(found, ListOf)):
        equality(checker, each, value, found)
    literals = each.items if isinstance(each, tree.List) else (each,)
    for literal in literals:
        if isinstance(literal, tree.Literal) and literal.value is not None:
            _among(checker, literal, node.value, value, literal, is_true=False)


def _all_values(checker: Checker, node: tree.In, value: Type) -> None:
    """Report a list of tests that names every declared value."""
    allowed = allowed_values(value)
    if allowed is None or may_be_null(value):
        return
    named: list[Value] = []
    for each in node.tests:
        parts = each.items if isinstance(each, tree.List) else (each,)
        named.extend(part.value for part in parts if isinstance(part, tree.Literal))
    if all(any(equal(one, other) for other in named) for one in allowed):
        certain(checker, node, f"these are all the values of `{written(node.value)}`", is_true=True)


# -- and, or ----------------------------------------------------------------------------------------
def together(checker: Checker, node: tree.And | tree.Or) -> None:
    """Report operands of `and` that exclude each other, and operands of `or` that leave nothing out."""
    if isinstance(node, tree.And):
        _contradiction(checker, node, node.operands)
        return
    single = [list(certainty.bounds_of(operand)) for operand in node.operands]
    found = certainty.leaving_nothing_out([bounds[0] for bounds in single if len(bounds) == 1])
    if found:
        subject = written(found[0].subject)
        certain(checker, node, f"one of the two always holds for `{subject}`", is_true=True)


def _contradiction(checker: Checker, node: Node, operands: tuple[Node, ...] | list[Node]) -> None:
    bounds = [bound for operand in operands for bound in certainty.bounds_of(operand)]
    found = certainty.excluding(bounds)
    if found:
        subject = written(found[0].subject)
        certain(checker, node, f"no value of `{subject}` fits both bounds", is_true=False)
