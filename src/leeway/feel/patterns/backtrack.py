"""How is a pattern matched that RE2 cannot? By trying, with every step counted.

It is the plain reading of the tree in continuation-passing form, kept on an explicit stack so that
long texts need no deep recursion. Books never use it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leeway.feel.failure import Failed
from leeway.feel.patterns.characters import is_case_variant
from leeway.feel.patterns.syntax import (
    Anchor,
    Chars,
    Choice,
    Group,
    Parsed,
    Piece,
    Reference,
    Repeat,
    Row,
)

STEPS_MAX = 200_000
"""After so many steps over all starting places a match is given up."""

type Groups = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Close:
    """The end of a group that began at `start`."""

    number: int
    start: int


@dataclass(frozen=True, slots=True)
class _Again:
    """A repeat of which `done` rounds are over, the last having begun at `start`."""

    repeat: Repeat
    done: int
    start: int


type _Task = Piece | _Close | _Again
type _Rest = tuple[_Task, _Rest] | None
"""What is still to be matched, as a linked list."""

type _State = tuple[_Rest, int, Groups]


def find(parsed: Parsed, text: str) -> Iterator[tuple[int, int, Groups]]:
    """Every match from left to right: start, end and the groups; empty ones included.

    Raises: Failed when it takes too many steps.
    """
    search = _Search(text)
    at = 0
    while at <= len(text):
        found = search.match_at(parsed, at)
        if found is None:
            at += 1
            continue
        end, groups = found
        yield at, end, groups
        at = end if end > at else at + 1


class _Search:
    """One text, and the steps spent on it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def match_at(self, parsed: Parsed, start: int) -> tuple[int, Groups] | None:
        stack: list[_State] = [((parsed.tree, None), start, (None,) * parsed.groups)]
        while stack:
            self.steps += 1
            if self.steps > STEPS_MAX:
                raise Failed("out-of-fuel", "the pattern takes too many steps")
            rest, at, groups = stack.pop()
            if rest is None:
                return at, groups
            stack.extend(reversed(list(self.next_states(rest[0], rest[1], at, groups))))
        return None

    def next_states(self, task: _Task, rest: _Rest, at: int, groups: Groups) -> Iterator[_State]:
        """The ways to go on, the preferred one first."""
        match task:
            case Chars() | Anchor() | Reference():
                end = self.end_of(task, at, groups)
                if end is not None:
                    yield rest, end, groups
            case Row():
                for piece in reversed(task.pieces):
                    rest = (piece, rest)
                yield rest, at, groups
            case Choice():
                yield from (((branch, rest), at, groups) for branch in task.branches)
            case Group():
                after: _Rest = rest if task.number is None else (_Close(task.number, at), rest)
                yield (task.body, after), at, groups
            case _Close():
                yield rest, at, (*groups[: task.number - 1], (task.start, at), *groups[task.number :])
            case Repeat():
                yield from self.rounds(task, 0, rest, at, groups)
            case _Again():  # an empty round could be repeated for ever, so it is the last
                more = self.rounds(task.repeat, task.done, rest, at, groups)
                yield from more if at > task.start else ((rest, at, groups),)

    def end_of(self, piece: Chars | Anchor | Reference, at: int, groups: Groups) -> int | None:
        """Where a piece that has one way to match ends, or None when it does not match."""
        if isinstance(piece, Chars):
            return at + 1 if at < len(self.text) and ord(self.text[at]) in piece.characters else None
        if isinstance(piece, Anchor):
            return at if self.holds(piece, at) else None
        return self.end_of_reference(piece, at, groups[piece.number - 1])

    def rounds(self, repeat: Repeat, done: int, rest: _Rest, at: int, groups: Groups) -> Iterator[_State]:
        stop: _State = (rest, at, groups)
        once_more: _State = ((repeat.body, (_Again(repeat, done + 1, at), rest)), at, groups)
        may_stop = done >= repeat.least
        may_go_on = repeat.most is None or done < repeat.most
        if may_stop and repeat.lazy:
            yield stop
        if may_go_on:
            yield once_more
        if may_stop and not repeat.lazy:
            yield stop

    def holds(self, anchor: Anchor, at: int) -> bool:
        if anchor.at_end:
            return at == len(self.text) or (anchor.each_line and self.text[at] == "\n")
        return at == 0 or (anchor.each_line and at < len(self.text) and self.text[at - 1] == "\n")

    def end_of_reference(self, reference: Reference, at: int, span: tuple[int, int] | None) -> int | None:
        captured = "" if span is None else self.text[span[0] : span[1]]
        found = self.text[at : at + len(captured)]
        if found == captured:
            return at + len(captured)
        same_length = len(found) == len(captured)
        folds = reference.ignoring_case and same_length and all(map(is_case_variant, found, captured))
        return at + len(captured) if folds else None
