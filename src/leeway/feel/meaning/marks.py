"""How do UNKNOWN and ERROR spread in a policy book? Through everything that reads them, UNKNOWN first.

`and` and `or` are the exceptions: one operand may decide them whatever the others are worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leeway.feel.failure import Failed
from leeway.feel.values import ERROR, UNKNOWN, Marker, Range, Value


class Marked(Exception):  # noqa: N818 - it carries a mark out of an operation, it is no defect
    """Something that an operation reads is UNKNOWN or ERROR."""

    def __init__(self, mark: Marker) -> None:
        super().__init__(mark.name)
        self.mark = mark


def mark_of(value: Value) -> Marker | None:
    """UNKNOWN if the value is or holds it at any depth, else ERROR if so, else None.

    >>> mark_of((ERROR, {"a": UNKNOWN})), mark_of((1, 2)) is None
    (UNKNOWN, True)
    """
    if isinstance(value, Marker):
        return value
    if isinstance(value, tuple):
        return mark_in(value)
    if isinstance(value, Mapping):
        return mark_in(value.values())
    if isinstance(value, Range):
        return mark_in((value.low, value.high))
    return None


def mark_in(values: Iterable[Value]) -> Marker | None:
    """The mark that spreads from several values."""
    found: Marker | None = None
    for value in values:
        mark = mark_of(value)
        if mark is UNKNOWN:
            return UNKNOWN
        found = mark if mark is not None else found
    return found


def all_hold(answers: Iterable[Value], *, in_book: bool) -> Value:
    """`and` over the answers: one false decides; else what is not true spreads.

    Raises: Failed in a book when an answer is neither true nor false nor a mark.
    """
    return _fold(answers, deciding=False, in_book=in_book)


def one_holds(answers: Iterable[Value], *, in_book: bool) -> Value:
    """`or` over the answers: one true decides; else what is not false spreads.

    Raises: Failed in a book when an answer is neither true nor false nor a mark.
    """
    return _fold(answers, deciding=True, in_book=in_book)


def _fold(answers: Iterable[Value], *, deciding: bool, in_book: bool) -> Value:
    undecided: list[Value] = []
    for answer in answers:
        if answer is deciding:
            return deciding
        if not isinstance(answer, bool):
            undecided.append(answer)
    if not undecided:
        return not deciding
    if not in_book:
        return None
    for mark in (UNKNOWN, ERROR):
        if any(answer is mark for answer in undecided):
            return mark
    raise Failed("wrong-type", "`and` and `or` join what is true or false")
