"""Which clauses could grant it, and what stands in their way? Guidelines, else `otherwise`, and own judgement.

Obstacles (a rule or the clause in error, a stop switch) are collected here; who puts them aside is decided in
`reference.py`. Start reading at `grants_on`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leeway import feel
from leeway.decide.charges import Allowance
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.parts.deciders import may_judge
from leeway.decide.parts.law import NOTHING, OTHERWISE, OWN_JUDGEMENT
from leeway.decide.parts.plan import Grant, Obstacle, Rules
from leeway.decide.request import Mode
from leeway.decide.worth.conditions import Atom, skeleton
from leeway.decide.worth.questions import NEVER, prospect
from leeway.policy import Otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.decide.facts import Facts
    from leeway.decide.parts.deciders import Decider
    from leeway.decide.parts.law import Law
    from leeway.decide.request import Request
    from leeway.decide.worth.conditions import Skeleton, Truth
    from leeway.decide.worth.questions import Prospect
    from leeway.policy import Action, Book, Default, Guideline

_NO_RULES = Rules()
_CERTAIN = Atom(feel.tree.Literal(span=feel.Span(0, 4), value=True), worth=True)


class Weighing(NamedTuple):
    """What every clause of one request is weighed with."""

    law: Law
    request: Request
    decider: Decider
    action: Action
    cost: int
    facts: Facts
    rules: Rules
    common: tuple[Obstacle, ...]
    """Obstacles in the way of every clause: rules in error, the action stopped."""
    unknown_rules: tuple[Skeleton, ...]

    @property
    def book(self) -> Book:
        """The book it is weighed by."""
        return self.law.book


def weigh(law: Law, request: Request, facts: Facts, *, decider: Decider, action: Action, cost: int) -> Weighing:
    """All rules first: which are true, which cannot be decided, and what an approver would have to settle."""
    book = law.book
    weighed = law.rules(request, facts)
    if not weighed and not request.stopped:
        return Weighing(
            law=law, request=request, decider=decider, action=action, cost=cost, facts=facts, rules=_NO_RULES,
            common=(), unknown_rules=(),
        )  # fmt: skip
    obstacles = [
        Obstacle(name=rule.id, code="rule in error", level=book.level(book.on_error))
        for rule, worth in weighed
        if worth is feel.ERROR
    ]
    standing = _standing(obstacles, decider=decider)
    names = {each.name for each in standing}
    rules = Rules(
        true=tuple(rule for rule, worth in weighed if worth is True),
        unknown=tuple(rule for rule, worth in weighed if worth is feel.UNKNOWN),
        error=tuple(rule for rule, _ in weighed if rule.id in names),
    )
    return Weighing(
        law=law, request=request, decider=decider, action=action, cost=cost, facts=facts, rules=rules,
        common=(*standing, *_standing(_stops(book, request, action.name), decider=decider)),
        unknown_rules=tuple(skeleton(rule.when.tree, facts) for rule in rules.unknown),
    )  # fmt: skip


def _stops(book: Book, request: Request, name: str, *, alias: str | None = None) -> list[Obstacle]:
    """The stop switch in force for something; of two that name it, the higher authority."""
    if not request.stopped:
        return []
    switches = [each for each in (name, alias) if each is not None and each in request.stopped]
    levels = [book.level(request.stopped[each]) for each in switches]
    return [Obstacle(name=name, code="stopped", level=max(levels))] if levels else []


def _standing(obstacles: Iterable[Obstacle], *, decider: Decider) -> tuple[Obstacle, ...]:
    """The obstacles that no approver has settled who has the authority to."""
    return tuple(each for each in obstacles if each.name not in decider.settles or decider.level < each.level)


def grants_on(weighing: Weighing) -> tuple[Grant, ...]:
    """Every clause that may grant the request as it is meant, in deciding order."""
    request, action = weighing.request, weighing.action
    if request.mode is Mode.JUDGEMENT:
        own = own_judgement(weighing)
        return () if own is None else (own,)
    too_much = action.max_minor is not None and (request.amount_minor or 0) > action.max_minor
    if action is SOMETHING_ELSE or too_much:
        return ()
    law = weighing.law
    guidelines = law.guidelines(request, weighing.facts)
    if guidelines:
        needed, facts = law.amount_reading(request).needed, weighing.facts
        return tuple(
            [
                _closed(law, each)
                if worth is False and _stays_false(law, facts, needed.get(each.id))
                else _guideline(weighing, each, worth=worth)
                for each, worth in guidelines
            ]
        )
    return tuple(_otherwise(weighing))


def _stays_false(law: Law, facts: Facts, needed: tuple[feel.Node, ...] | None) -> bool:
    """Whether a false condition is so at every amount: it reads none, or needs something else that is false."""
    return needed is None or any(law.value(part, facts.values, facts) is False for part in needed)


def _closed(law: Law, guideline: Guideline) -> Grant:
    """A guideline whose condition is false at every amount."""
    found = law.closed.get(guideline.id)
    if found is None:
        found = law.closed[guideline.id] = Grant(
            clause=guideline.id,
            allowance=law.allowance(guideline),
            truth=False,
            guideline=guideline,
            candidates=NOTHING,
        )
    return found


def _guideline(weighing: Weighing, guideline: Guideline, *, worth: Truth) -> Grant:
    allowance = weighing.law.allowance(guideline)
    lacking = tuple(each for each in guideline.requires if each not in weighing.decider.certificates)
    return _grant(weighing, allowance, clause=guideline.id, worth=worth, guideline=guideline, lacking=lacking)


def _otherwise(weighing: Weighing) -> Iterable[Grant]:
    """What holds for an action that no guideline names: the action's own answer, else the book's."""
    found = default_of(weighing.book, weighing.action)
    if found is not None:
        allowance, lowest = found
        yield _grant(weighing, allowance, clause=OTHERWISE, lowest=lowest)


def default_of(book: Book, action: Action) -> tuple[Allowance, int] | None:
    """What an action may take that no guideline names, and the lowest level that may; None: nothing."""
    default: Default = action.otherwise or book.otherwise
    if default.kind is Otherwise.NO:
        return None
    name = OTHERWISE if action.otherwise is None else f"{OTHERWISE}: {action.name}"
    allowance = Allowance(clause=name, limits=default.limits, anonymous=default.anonymous)
    asked = default.authority or book.authorities[-1]
    return allowance, book.level(asked) if default.kind is Otherwise.ASK else 0


def own_judgement(weighing: Weighing) -> Grant | None:
    """Departing from the guidelines for a principle: rules bind, the departure has an allowance of its own."""
    book = weighing.book
    if not book.own_judgement.limits:
        return None
    allowance = weighing.law.own_judgement
    lowest = 0 if may_judge(book, weighing.request) else weighing.decider.level + 1
    return _grant(weighing, allowance, clause=OWN_JUDGEMENT, lowest=lowest)


def _grant(  # noqa: PLR0913 - what a clause is weighed by, each by its name
    weighing: Weighing,
    allowance: Allowance,
    *,
    clause: str,
    worth: Truth = True,
    guideline: Guideline | None = None,
    lowest: int = 0,
    lacking: tuple[str, ...] = (),
) -> Grant:
    """One clause weighed: what it is worth, what stands in its way, what it would charge at each level."""
    obstacles = weighing.common
    if worth is feel.ERROR or weighing.request.stopped:
        obstacles = (*obstacles, *_own_obstacles(weighing, clause, guideline, worth=worth))
    open_rules = bool(weighing.unknown_rules)
    fine = worth is True or worth is feel.ERROR
    strict, lifted = NEVER, NEVER
    if worth is not False and (open_rules or worth is feel.UNKNOWN):
        condition = _condition(weighing, guideline, worth=worth)
        if not obstacles:
            strict = _prospect(weighing, condition, lifted=False)
        if obstacles or weighing.facts.unsupplied:
            lifted = _prospect(weighing, condition, lifted=True)
    return Grant(
        clause=clause,
        allowance=allowance,
        truth=worth,
        guideline=guideline,
        lowest=lowest,
        lacking=lacking,
        obstacles=obstacles,
        ready=fine and not open_rules and not obstacles,
        ready_lifted=fine and not open_rules,
        prospect=strict,
        prospect_lifted=lifted,
        candidates=weighing.law.candidates(
            weighing.request, allowance, decider=weighing.decider, lowest=lowest, cost=weighing.cost
        ),
    )


def _condition(weighing: Weighing, guideline: Guideline | None, *, worth: Truth) -> Skeleton:
    """The clause's condition, taken apart where it is not known; `otherwise` and own judgement have none."""
    if guideline is None:
        return _CERTAIN
    if worth is feel.UNKNOWN:
        return skeleton(guideline.when.tree, weighing.facts)
    return Atom(guideline.when.tree, True if worth is feel.ERROR else worth)


def _own_obstacles(
    weighing: Weighing, clause: str, guideline: Guideline | None, *, worth: Truth
) -> tuple[Obstacle, ...]:
    """A stop switch on this clause, by its id or its name, and a condition in error."""
    book = weighing.book
    found = _stops(book, weighing.request, clause, alias=guideline.name if guideline else None)
    if worth is feel.ERROR:
        found.append(Obstacle(name=clause, code="in error", level=book.level(book.on_error)))
    return _standing(found, decider=weighing.decider)


def _prospect(weighing: Weighing, condition: Skeleton, *, lifted: bool) -> Prospect:
    return prospect(
        weighing.book, weighing.facts, rules=weighing.unknown_rules, granting=condition, lifted=lifted
    )
