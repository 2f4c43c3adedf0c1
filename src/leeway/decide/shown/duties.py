"""What is to be done and said along with it? Steps and points of what applied, changed by circumstances.

Circumstances change what is to be done, never what is allowed. What is not known is shown as "if …", so that
nobody skips a step because a fact is missing. Start reading at `duties`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from leeway.decide.decision import ShownPoint, ShownStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leeway.decide.facts import Facts
    from leeway.decide.parts.law import Law
    from leeway.decide.request import Request
    from leeway.policy import Circumstance, Clause

APPROVAL = "approval"


class Duties(NamedTuple):
    """Steps, points and the good and bad examples that go with them."""

    steps: tuple[ShownStep, ...] = ()
    points: tuple[ShownPoint, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


NOTHING_DUE = Duties()


def duties(law: Law, request: Request, facts: Facts, *, applied: Iterable[Clause]) -> Duties:
    """What the clauses that applied and the situations at hand ask for, as circumstances have it."""
    shown: list[tuple[Clause, str | None]] = [(clause, None) for clause in applied]
    for situation, worth in law.situations(request, facts):
        shown.append((situation, None if worth is True else situation.when.text))
    found = due(law, shown, _changes(law, request, facts))
    if request.approval is None or not request.approval.conditions:
        return found
    conditions = enumerate(request.approval.conditions, 1)
    further = [ShownStep(id=f"condition {number}", text=text, clause=APPROVAL) for number, text in conditions]
    return found._replace(steps=(*found.steps, *further))


def due(law: Law, shown: list[tuple[Clause, str | None]], changes: list[tuple[Circumstance, bool]]) -> Duties:
    """What clauses ask for, those with a condition only if that is true; `changes` say which are certain."""
    steps: list[ShownStep] = []
    for clause, condition in shown:
        own = _as_written(law, clause).steps
        if condition is not None:
            own = tuple(step._replace(condition=condition) for step in own)
        if changes:
            own = tuple(each for step in own for each in _changed(clause, step, changes))
        steps.extend(own)
    certain = [_as_written(law, clause) for clause, condition in shown if condition is None]
    return together(certain)._replace(steps=tuple(steps))


def together(parts: Sequence[Duties]) -> Duties:
    """All of these, one after the other."""
    if len(parts) < 2:
        return parts[0] if parts else NOTHING_DUE
    return Duties._make(tuple(chain.from_iterable(each)) for each in zip(*parts, strict=True))


def both(first: Duties, second: Duties) -> Duties:
    """The one, then the other: `together`, for two of them several times as fast."""
    steps, points, good, bad = first
    more_steps, more_points, more_good, more_bad = second
    return Duties(steps + more_steps, points + more_points, good + more_good, bad + more_bad)


def unchanged(clause: Clause) -> Duties:
    """What a clause asks for as it is written."""
    return Duties(
        steps=tuple(ShownStep(id=step.id, text=step.text, clause=clause.id) for step in clause.steps),
        points=tuple(
            ShownPoint(point=each.point, words=each.words, clause=clause.id) for each in clause.points
        ),
        good=clause.good,
        bad=clause.bad,
    )


def _as_written(law: Law, clause: Clause) -> Duties:
    found = law.shown.get(id(clause))
    if found is None:
        found = law.shown[id(clause)] = unchanged(clause)
    return found


def _changes(law: Law, request: Request, facts: Facts) -> list[tuple[Circumstance, bool]]:
    """The circumstances that hold or may hold, in clause order, and whether each is certain."""
    return [(each, worth is True) for each, worth in law.circumstances(request, facts)]


def _changed(clause: Clause, step: ShownStep, changes: list[tuple[Circumstance, bool]]) -> list[ShownStep]:
    """One step as the circumstances have it: skipping wins, else the first that rewords it."""
    touching = [
        (each, certain) for each, certain in changes if _concerns(each, clause) and _touches(each, step.id)
    ]
    if any(certain and step.id in each.skip for each, certain in touching):
        return []
    certain_text = next(
        (each.instead[step.id] for each, sure in touching if sure and step.id in each.instead), None
    )
    if certain_text is not None:
        step = step._replace(text=certain_text)
    unsure = [each for each, certain in touching if not certain]
    if certain_text is not None:
        unsure = [each for each in unsure if step.id in each.skip]
    reworded = [
        step._replace(text=each.instead[step.id], condition=_both(step.condition, each.when.text))
        for each in unsure
        if step.id in each.instead and step.id not in each.skip
    ]
    unless = None
    for each in unsure:
        unless = _both(unless, f"not({each.when.text})")
    return [step._replace(condition=_both(step.condition, unless)), *reworded]


def _concerns(circumstance: Circumstance, clause: Clause) -> bool:
    named = circumstance.applies_to
    return not named or clause.id in named or clause.name in named


def _touches(circumstance: Circumstance, step_id: str) -> bool:
    return step_id in circumstance.skip or step_id in circumstance.instead


def _both(first: str | None, second: str | None) -> str | None:
    """Two conditions as one text; each may be missing."""
    if first is None or second is None:
        return first or second
    return f"({first}) and ({second})"
