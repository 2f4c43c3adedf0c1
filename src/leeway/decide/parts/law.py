"""What does the book say to this request? The questions that weighing asks of a book, answered plainly.

This is the meaning. The compiled engine answers the same questions faster and must give the same answers.
Start reading at `Law`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway import feel
from leeway.decide.charges import SOMEBODY, Allowance, candidate
from leeway.decide.facts import read_facts
from leeway.decide.parts.clauses import circumstances, guidelines_on, rules_on, situations
from leeway.decide.worth.conditions import truth
from leeway.decide.worth.turns import amount_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from leeway.decide.facts import Facts
    from leeway.decide.parts.deciders import Decider
    from leeway.decide.parts.plan import Grant
    from leeway.decide.request import Request
    from leeway.decide.shown.duties import Duties
    from leeway.decide.worth.conditions import Truth
    from leeway.decide.worth.turns import AmountReading
    from leeway.ledger import Candidate, Meter
    from leeway.policy import Book, Circumstance, Clause, Guideline, Rule, Situation

    type Weighed[C: Clause] = Sequence[tuple[C, Truth]]


class Candidates:
    """What one clause would charge, by the decider or by somebody of a level; worked out when asked."""

    __slots__ = ("_charged", "_found", "_metered", "lowest", "own_level", "top")

    def __init__(
        self,
        charged: Callable[[int, bool], Candidate | None],
        *,
        lowest: int,
        own_level: int,
        top: int,
        metered: Callable[[], Iterable[Meter]] | None = None,
    ) -> None:
        """`charged` says what the decider (true) or somebody else (false) of a level would charge.

        `metered` names the same meters as all of these together, where that is quicker.
        """
        self._charged, self._found = charged, {}
        self.lowest, self.own_level, self.top = lowest, own_level, top
        self._metered = metered

    _found: dict[int, Candidate | None]

    @property
    def own(self) -> Candidate | None:
        """Decided by the decider."""
        return self._at(-1) if self.own_level >= self.lowest else None

    def __getitem__(self, level: int) -> Candidate | None:
        """Decided by somebody of a level, with an unused allowance of their own."""
        return self._at(level) if max(self.lowest, self.own_level) <= level < self.top else None

    def __iter__(self) -> Iterator[Candidate | None]:
        """Level by level, from the lowest of the book."""
        return (self[level] for level in range(self.top))

    @property
    def meters(self) -> Iterable[Meter]:
        """The meters of somebody that may be charged: the decider's own level first, each at least once."""
        if self._metered is not None:
            return self._metered()
        charged = (each for each in (self.own, *self) if each is not None)
        return (charge.meter for each in charged for charge in each.charges if charge.meter.subject)

    def _at(self, level: int) -> Candidate | None:
        if level not in self._found:
            own = level < 0
            self._found[level] = self._charged(self.own_level if own else level, own)
        return self._found[level]


OTHERWISE = "otherwise"
OWN_JUDGEMENT = "own judgement"

NOTHING = Candidates(lambda _level, _own: None, lowest=0, own_level=0, top=0)
"""What a clause charges that cannot grant."""


class Law:
    """What a book says about requests, read plainly."""

    __slots__ = ("_allowances", "book", "closed", "own_judgement", "shown")

    def __init__(self, book: Book) -> None:
        """Read this book."""
        self.book = book
        self._allowances: dict[str, Allowance] = {}
        own = book.own_judgement
        self.own_judgement = Allowance(clause=OWN_JUDGEMENT, limits=own.limits, anonymous=own.anonymous)
        self.closed: dict[str, Grant] = {}
        """Guidelines as they stand while their condition is false, which no request changes."""
        self.shown: dict[int, Duties] = {}
        """What a clause asks for while nothing changes it, by its identity: the book keeps its clauses."""

    def allowance(self, guideline: Guideline) -> Allowance:
        """The limits under which a guideline grants."""
        found = self._allowances.get(guideline.id)
        if found is None:
            found = Allowance(clause=guideline.id, limits=guideline.limits, anonymous=guideline.anonymous)
            self._allowances[guideline.id] = found
        return found

    def facts(self, request: Request, *, open_parameters: bool = False) -> Facts:
        """What conditions may read; `open_parameters` for an action that is only tried out.

        Raises: RequestError with every problem of the request at once.
        """
        return read_facts(self.book, request, open_parameters=open_parameters)

    def rules(self, request: Request, facts: Facts) -> Weighed[Rule]:
        """The rules on the action that are not false."""
        return _not_false(rules_on(self.book, request), facts)

    def guidelines(self, request: Request, facts: Facts) -> Weighed[Guideline]:
        """Every guideline that names the action, in deciding order."""
        return [(each, truth(each.when, facts)) for each in guidelines_on(self.book, request)]

    def situations(self, request: Request, facts: Facts) -> Weighed[Situation]:
        """The situations that hold or may hold."""
        return _not_false(situations(self.book, request), facts)

    def circumstances(self, request: Request, facts: Facts) -> Weighed[Circumstance]:
        """The circumstances that hold or may hold."""
        return _not_false(circumstances(self.book, request), facts)

    def candidates(
        self, request: Request, allowance: Allowance, *, decider: Decider, lowest: int, cost: int
    ) -> Candidates:
        """What granting by an allowance would charge, by who decides it; nobody below `lowest` may."""

        def charged(level: int, own: bool) -> Candidate | None:  # noqa: FBT001 - a callback of two words
            who = decider.ids if own else SOMEBODY
            return candidate(self.book, request, allowance, level=level, cost=cost, who=who)

        return Candidates(charged, lowest=lowest, own_level=decider.level, top=len(self.book.authorities))

    def amount_reading(self, request: Request) -> AmountReading:
        """Which rules and guidelines of the action read the amount, and where."""
        return amount_reading(rules_on(self.book, request), guidelines_on(self.book, request))

    def value(self, tree: feel.Node, values: Mapping[str, feel.Value], facts: Facts) -> feel.Value:
        """What part of a condition is worth with other values, an amount among them, in place of the facts'."""
        return feel.evaluate(tree, values, now=facts.now, zone=facts.zone, in_book=True).value

    def read(self, request: Request) -> frozenset[str]:
        """The names that guidelines of the action, situations and circumstances read."""
        book = self.book
        clauses = (*guidelines_on(book, request), *situations(book, request), *circumstances(book, request))
        return frozenset[str]().union(*(feel.names_read(clause.when.tree) for clause in clauses))


def law_of(book: Book | Law) -> Law:
    """The book's law, read plainly unless it comes as a law already."""
    return book if isinstance(book, Law) else Law(book)


def _not_false[C: Clause](clauses: Iterable[C], facts: Facts) -> Weighed[C]:
    weighed = [(each, truth(each.when, facts)) for each in clauses]
    return [(each, worth) for each, worth in weighed if worth is not False]
