"""What may I do for this person? Every action of the book, decided for the same matter: how far, and who is
asked.

Amounts come as intervals, exact while conditions are linear in the amount. What gives the customer most for
what it costs the house comes first. Start reading at `options`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide.charges import cost_of
from leeway.decide.decision import Outcome
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.parts.law import law_of
from leeway.decide.reference import answer, tried_plan
from leeway.decide.request import Mode
from leeway.decide.shown.alternatives import other_request
from leeway.decide.worth.amounts import turning_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.parts.answer import Answer
    from leeway.decide.parts.law import Law
    from leeway.decide.parts.plan import Balances, Plan
    from leeway.decide.request import Request
    from leeway.ledger import Meter
    from leeway.policy import Action, Book

CHOICES_MAX = 32
"""How many combinations of an action's choices are decided one by one; beyond, they stay open."""

_ORDER = (Outcome.GO_AHEAD, Outcome.ASK, Outcome.FIND_OUT, Outcome.DECLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Amounts with one answer, in minor units, both ends included; `most_minor` None: without a ceiling."""

    outcome: Outcome
    authority: str | None = None
    least_minor: int
    most_minor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One action that may be done, asked for, or found out about, for this person now."""

    action: str
    parameters: tuple[tuple[str, Any], ...] = ()
    """The choices it holds for; empty when it takes none, or holds for all of them."""
    outcome: Outcome
    """The best that any amount gets."""
    authority: str | None = None
    questions: tuple[str, ...] = ()
    intervals: tuple[Interval, ...] = ()
    """For an action with an amount: which amounts go ahead, are asked or hang on a question; the rest is
    declined.
    """
    exact: bool = True
    """False where only trying an amount or a choice tells."""
    cost_minor: int | None = None
    """What it costs the house; None where that depends on the amount."""
    worth_minor: int | None = None
    own_judgement: bool = False
    """Whether it is `something else`, on own judgement."""

    @property
    def most_minor(self) -> int | None:
        """The largest amount that goes ahead; None without a ceiling or an amount, 0 when none does."""
        going = [each for each in self.intervals if each.outcome is Outcome.GO_AHEAD]
        return going[-1].most_minor if going else 0 if self.intervals else None


def options(book: Book | Law, request: Request, balances: Balances | None = None) -> tuple[Option, ...]:
    """Every action of the book for the person and matter of a request, best first; its own action is not read.

    First what goes ahead, then what is asked, what hangs on a question, and what is declined; within each, the
    cheapest for what it is worth to the customer first. Raises: RequestError when facts or actor are wrong.
    """
    law, used = law_of(book), balances or {}
    found = [option for each in _each_request(law.book, request) for option in _options_of(law, each, used)]
    return tuple(sorted(found, key=_rank))


def option_meters(book: Book | Law, request: Request) -> tuple[Meter, ...]:
    """Every meter whose balance `options` may need."""
    law = law_of(book)
    plans = (tried_plan(law, each) for each in _each_request(law.book, request))
    return tuple(dict.fromkeys(meter for plan in plans for meter in plan.own_meters))


def _each_request(book: Book, request: Request) -> Iterator[Request]:
    """The same matter with every action of the book, and with something else on own judgement."""
    for action in book.actions.values():
        yield other_request(request, action)
    if book.own_judgement.limits:
        principle = next(iter(book.principles), None)
        yield replace(
            other_request(request, SOMETHING_ELSE),
            mode=Mode.JUDGEMENT,
            reason="to be given",
            principle=principle,
        )


def _rank(option: Option) -> tuple[int, bool, Decimal]:
    per_worth = _cost_per_worth(option)
    return _ORDER.index(option.outcome), per_worth is None, per_worth or Decimal(0)


def _cost_per_worth(option: Option) -> Decimal | None:
    if option.worth_minor is None or option.cost_minor is None or option.worth_minor <= 0:
        return None
    return Decimal(option.cost_minor) / option.worth_minor


# -- one action -----------------------------------------------------------------------------------------
def _options_of(law: Law, request: Request, balances: Balances) -> list[Option]:
    """One option for each combination of choices; one for all where they come out alike."""
    action = law.book.actions.get(request.action, SOMETHING_ELSE)
    choices = list(_choices(action))
    found = [_option(law, replace(request, parameters=dict(each)), action, balances, each) for each in choices]
    if len(found) > 1 and len({replace(each, parameters=()) for each in found}) == 1:
        return [replace(found[0], parameters=())]
    return found


def _choices(action: Action) -> Iterator[tuple[tuple[str, Any], ...]]:
    """Every combination of an action's choices where there are few; else none, so that they stay open."""
    values = {
        parameter.name: parameter.one_of or ((True, False) if parameter.type == feel.types.BOOLEAN else ())
        for parameter in action.parameters.values()
    }
    if not all(values.values()) or prod(len(each) for each in values.values()) > CHOICES_MAX:
        yield ()
        return
    for combination in product(*values.values()):
        yield tuple(zip(values, combination, strict=True))


def _option(
    law: Law, request: Request, action: Action, balances: Balances, choice: tuple[tuple[str, Any], ...]
) -> Option:
    book, planned = law.book, tried_plan(law, request)
    open_choice = len(choice) < len(action.parameters)
    judged = action is SOMETHING_ELSE
    if not action.amount:
        found = answer(planned, balances)
        return Option(
            action=action.name, parameters=choice, outcome=found.outcome, authority=_authority(book, found),
            questions=found.questions, exact=not open_choice, cost_minor=cost_of(action, request.amount_minor),
            worth_minor=action.worth_minor,
        )  # fmt: skip
    turns = turning_points(planned, balances)
    intervals = tuple(_intervals(planned, balances, at=sorted(turns.at)))
    best = min(intervals, key=lambda each: _ORDER.index(each.outcome), default=None)
    return Option(
        action=action.name, parameters=choice, intervals=intervals,
        outcome=best.outcome if best else Outcome.DECLINE,
        authority=best.authority if best else None,
        questions=_questions(planned, balances, best), exact=turns.exact and not open_choice,
        worth_minor=action.worth_minor, own_judgement=judged,
    )  # fmt: skip


def _intervals(planned: Plan, balances: Balances, *, at: list[int]) -> Iterator[Interval]:
    """Amounts between turning points have one answer; neighbours with the same answer are one interval."""
    book, ceiling = planned.book, planned.action.max_minor
    points = [each for each in at if ceiling is None or each <= ceiling]
    starts = sorted({*points, *(each + 1 for each in points if ceiling is None or each < ceiling)})
    current: Interval | None = None
    for number, start in enumerate(starts):
        end = starts[number + 1] - 1 if number + 1 < len(starts) else ceiling
        found = _at(planned, balances, start)
        made = Interval(
            outcome=found.outcome, authority=_authority(book, found), least_minor=start, most_minor=end
        )
        if current is not None and (current.outcome, current.authority) == (made.outcome, made.authority):
            current = replace(current, most_minor=end)
            continue
        if current is not None and current.outcome is not Outcome.DECLINE:
            yield current
        current = made
    if current is not None and current.outcome is not Outcome.DECLINE:
        yield current


def _at(planned: Plan, balances: Balances, amount: int) -> Answer:
    return answer(tried_plan(planned.law, replace(planned.request, amount_minor=amount)), balances)


def _questions(planned: Plan, balances: Balances, best: Interval | None) -> tuple[str, ...]:
    if best is None or best.outcome is not Outcome.FIND_OUT:
        return ()
    return _at(planned, balances, best.least_minor).questions


def _authority(book: Book, found: Answer) -> str | None:
    return book.authorities[found.level] if found.outcome is Outcome.ASK and found.level is not None else None
