"""How do callers that come at the same moment share one way to the database? One of them goes for all.

Whoever comes while nobody is under way goes at once; whoever comes meanwhile waits, and goes together with all
who wait as soon as a way is free. So nobody waits for company, and under load many share one round trip, one
lock and one wait for the disk. Each is told what became of its own. Start reading at `Together.do`.
"""

from __future__ import annotations

from collections import deque
from contextlib import nullcontext
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from leeway.ledger import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from leeway.ledger import Proposal, Receipt
    from leeway.stores.records import Answer, Record
    from leeway.stores.store import Store


class Deciding(NamedTuple):
    """A proposal to be committed, with the record beside it."""

    proposal: Proposal
    record: Record | None


class Answering(NamedTuple):
    """What was answered, to be kept beside its decision."""

    decision: str
    answer: Answer


type Asked = Deciding | Answering
type Told = Receipt | LedgerError | None
"""What became of one: its receipt, why not, or nothing to tell of an answer that is kept."""


@runtime_checkable
class ForMany(Protocol):
    """A store that does several at once; each stands or falls alone."""

    def together(self, asked: Sequence[Asked]) -> list[Told]:
        """Do all of them, and say of each, in their order, what became of it. Raises: LedgerUnavailable."""
        ...


def all_of(store: Store, asked: Sequence[Asked]) -> list[Told]:
    """Do several things, together where the store can, else one after the other."""
    return store.together(asked) if isinstance(store, ForMany) else [_alone(store, each) for each in asked]


def _alone(store: Store, asked: Asked) -> Told:
    try:
        if isinstance(asked, Answering):
            store.answered(asked.decision, asked.answer)
            return None
        return store.commit(asked.proposal, record=asked.record)
    except LedgerError as problem:
        return problem


class _Waiting[A, T]:
    """Somebody who waits: until it is done, or until it is their turn to go for all."""

    __slots__ = ("asked", "is_done", "told", "turn")

    def __init__(self, asked: A) -> None:
        self.asked, self.is_done = asked, False
        self.told: T | BaseException
        self.turn = Lock()
        self.turn.acquire()


class Together[A, T]:
    """Lets callers share ways. Safe for threads."""

    def __init__(
        self,
        go: Callable[[Sequence[A]], Sequence[T | BaseException]],
        *,
        most: int,
        abreast: int = 1,
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """`go` does what a group of at most `most` asked; `abreast` groups may be under way at once.

        A group is put together when its `turn` has come.
        """
        self._go, self._most, self._free, self._turn = go, most, abreast, turn
        self._waiting: deque[_Waiting[A, T]] = deque()
        self._guard = Lock()

    def do(self, asked: A) -> T:
        """Ask for something and wait until it is done. Raises: what became of it, or what `go` raises."""
        mine: _Waiting[A, T] = _Waiting(asked)
        with self._guard:
            leads = self._free > 0
            if leads:
                self._free -= 1
            else:
                self._waiting.append(mine)
        if not leads:
            mine.turn.acquire()
        if not mine.is_done:
            self._lead(mine)
        if isinstance(mine.told, BaseException):
            raise mine.told
        return mine.told

    def _lead(self, first: _Waiting[A, T]) -> None:
        with self._turn():
            group = self._gathered(first)
            told: Sequence[T | BaseException]
            try:
                told = self._go([each.asked for each in group])
            except BaseException as problem:  # noqa: BLE001 - whoever waits must be told, whatever it is
                told = [problem] * len(group)
        self._hand_over()
        for each, became in zip(group, told, strict=True):
            each.told, each.is_done = became, True
            if each is not first:
                each.turn.release()

    def _gathered(self, first: _Waiting[A, T]) -> list[_Waiting[A, T]]:
        with self._guard:
            others = min(len(self._waiting), self._most - 1)
            return [first, *(self._waiting.popleft() for _ in range(others))]

    def _hand_over(self) -> None:
        """Let the first of those who wait lead the next group; nobody there: the way is free."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().turn.release()
            else:
                self._free += 1
