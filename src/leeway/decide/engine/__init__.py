"""May this be done, answered fast? The compiled engine: the meaning of `reference.py`, from prepared forms.

Public: Engine, CaseFacts, Matcher, Matched. May import what the room imports, and the reference, with
which it must always agree.
Start reading at `Engine`, then `ordinary.py` (what is ordinary, at once) or `law.py` (what a plan asks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide import reference
from leeway.decide.engine.law import CompiledLaw
from leeway.decide.engine.matching import Matched, Matcher
from leeway.decide.engine.ordinary import Ordinary
from leeway.decide.engine.reading import CaseFacts
from leeway.decide.options import options

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leeway.decide.decision import Decision
    from leeway.decide.options import Option
    from leeway.decide.parts.plan import Balances, Plan
    from leeway.decide.request import Given, Request
    from leeway.policy import Book

__all__ = ["CaseFacts", "Engine", "Matched", "Matcher"]


class Engine:
    """Answers requests to one book; made once, asked often, from any thread.

    It gives exactly the answers of `decide`, `plan` and `options`, from compiled and indexed conditions.
    """

    __slots__ = ("_law", "_ordinary")

    def __init__(self, book: Book) -> None:
        """Take a loaded book."""
        self._law = CompiledLaw(book)
        self._ordinary = Ordinary(self._law)

    @property
    def book(self) -> Book:
        """The book it answers by."""
        return self._law.book

    def prepare(self, at: datetime) -> None:
        """Compile everything in force at an instant now, so that no request waits for it."""
        self._law.prepare(at)

    def case_facts(self, given: Mapping[str, Given]) -> CaseFacts:
        """Read and check the facts of a case once, for all requests that are made about it.

        Raises: RequestError with every problem of the facts at once.
        """
        return self._law.reading.case_facts(given)

    def plan(self, request: Request) -> Plan:
        """Everything about a request that does not depend on balances.

        Raises: RequestError when the request itself is wrong, with all its problems.
        """
        return reference.plan(self._law, request)

    def decide(
        self, request: Request, balances: Balances | None = None, *, then: Balances | None = None
    ) -> Decision:
        """The whole answer to one request, at the balances given.

        Raises: RequestError when the request itself is wrong, with all its problems.
        """
        decision = self._ordinary.decide(request, balances or {})
        return reference.decide(self._law, request, balances, then=then) if decision is None else decision

    def at_once(self, request: Request, balances: Balances | None = None) -> Decision | None:
        """The same answer where the request is ordinary; None where only the plain way can decide it."""
        return self._ordinary.decide(request, balances or {})

    def options(self, request: Request, balances: Balances | None = None) -> tuple[Option, ...]:
        """Every action of the book for the person and matter of a request, best first.

        Raises: RequestError when facts or actor are wrong.
        """
        return options(self._law, request, balances)
