"""What is known before balances? A plan: facts, rules, and every clause that might grant, with what it would
charge.

`Plan` holds no balances, so it can be made outside the ledger's lock; `reference.py` settles it under the lock.
Start reading at `Plan`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leeway.decide.worth.questions import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leeway.decide.charges import Allowance
    from leeway.decide.facts import Facts
    from leeway.decide.parts.deciders import Decider
    from leeway.decide.parts.law import Candidates, Law
    from leeway.decide.request import Request
    from leeway.decide.worth.conditions import Truth
    from leeway.decide.worth.questions import Prospect
    from leeway.ledger import Candidate, Meter, Proposal
    from leeway.policy import Action, Book, Guideline, Rule

    type Balances = Mapping[Meter, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Something that only an approver's judgement can put aside: its name, why, and the authority it takes."""

    name: str
    code: str
    """`rule in error`, `in error`, `stopped` or `unattestable`."""
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of an action by what they are worth now, without errors an approver settled."""

    true: tuple[Rule, ...] = ()
    unknown: tuple[Rule, ...] = ()
    error: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A clause that may grant the action: a guideline, `otherwise` or own judgement.

    `ready` says that it grants now if there is room; `prospect` what answers could make of it. The two named
    `lifted` say the same with all `obstacles` put aside.
    """

    clause: str
    allowance: Allowance
    truth: Truth
    guideline: Guideline | None = None
    lowest: int = 0
    """The lowest level that it may be granted by (`otherwise: ask owner`; an AI without own judgement)."""
    lacking: tuple[str, ...] = ()
    """Certificates that the decider does not hold."""
    obstacles: tuple[Obstacle, ...] = ()
    ready: bool = False
    ready_lifted: bool = False
    prospect: Prospect = NEVER
    prospect_lifted: Prospect = NEVER
    candidates: Candidates = field(compare=False)
    """What it would charge, by who decides."""

    @property
    def by_decider(self) -> Candidate | None:
        """What it would charge, decided at the decider's own level by the decider."""
        return self.candidates.own

    @property
    def by_level(self) -> Candidates:
        """What it would charge, decided by somebody of each level of the book, with an unused own allowance."""
        return self.candidates

    def has_room(self, balances: Balances, *, level: int, own: int) -> bool:
        """Whether its limits fit at a level; where a certificate lacks, for a colleague."""
        at_own = level == own and not self.lacking
        return fits(self.by_decider if at_own else self.by_level[level], balances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything about one request that does not depend on balances."""

    law: Law = field(compare=False, repr=False)
    request: Request
    decider: Decider
    action: Action
    cost_minor: int
    facts: Facts
    rules: Rules = field(default_factory=Rules)
    grants: tuple[Grant, ...] = ()
    """In deciding order."""
    departing: Callable[[], Grant | None] | None = field(default=None, compare=False, repr=False)
    """Weighs own judgement, unless the request is meant so."""
    then: Plan | None = None
    """The same request charged at the time of a deed that was told later."""
    failure: str | None = None
    """Something went wrong inside: nothing may go ahead."""

    @property
    def book(self) -> Book:
        """The book it is decided by."""
        return self.law.book

    @property
    def departure(self) -> Grant | None:
        """Own judgement: what a refusal may name, and a told deed is charged to."""
        return None if self.departing is None else self.departing()

    @property
    def levels(self) -> range:
        """The levels that may decide, from the decider's own upwards."""
        return range(self.decider.level, len(self.book.authorities))

    @property
    def levels_above(self) -> range:
        """The levels that may put obstacles aside: above the requester, and not below the decider."""
        lowest = max(self.decider.level, self.decider.requester_level + 1)
        return range(lowest, len(self.book.authorities))

    def settled(self, name: str) -> bool:
        """Whether an approver with the authority for it has taken on an error of this name."""
        return name in self.decider.settles and self.decider.level >= self.book.level(self.book.on_error)

    @property
    def own_meters(self) -> tuple[Meter, ...]:
        """Every meter of the clauses that may grant this, each once: what the ledger locks."""
        found: dict[Meter, None] = {}
        departure = self.departure
        for grant in (*self.grants, *((departure,) if departure is not None else ())):
            found.update(dict.fromkeys(grant.candidates.meters))
        return tuple(found)

    @property
    def meters(self) -> tuple[Meter, ...]:
        """Every meter whose balance the answer may need, those of what may be done instead included."""
        from leeway.decide.reference import instead

        others = (meter for plan in instead(self) for meter in plan.own_meters)
        return tuple(dict.fromkeys((*self.own_meters, *others)))

    def proposal(self, *, hold: bool = False, form: Mapping[str, Any] | None = None) -> Proposal:
        """What the ledger's `commit` is asked: to take the first clause that fits, whole, or nothing.

        `settle` with the receipt's balances chooses the same clause. With `hold` it is held for an executor.
        `form` is the JSON form of the request, for who has made it already.
        """
        from leeway.decide.parts.proposals import proposal

        return proposal(self, hold=hold, form=form)


def fits(candidate: Candidate | None, balances: Balances) -> bool:
    """Whether there is room for every charge; a meter that nobody has used yet stands at zero."""
    return candidate is not None and all(
        charge.cap is None or balances.get(charge.meter, 0) + charge.amount <= charge.cap
        for charge in candidate.charges
    )
