"""Does the book do what its worked examples say? Each example becomes a request, and its decision is compared.

An example teaches staff and is the policy's test: what differs is told in words. Start reading at
`run_examples`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway.decide.charges import ANONYMOUS
from leeway.decide.decision import Outcome
from leeway.decide.facts import SOMETHING_ELSE
from leeway.decide.reference import plan, settle
from leeway.decide.request import Actor, Given, Mode, Request, RequestError
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leeway.decide.decision import Decision
    from leeway.decide.parts.plan import Plan
    from leeway.ledger import Meter
    from leeway.policy import Book, Example, Limit

NOON = 12
"""An example that names no time is read at noon of the day by which every policy of the book is in force."""

AI = "actor.ai"
"""The one reserved name an example may give: it says that an AI asks."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise than the example says: what, as expected, as it is."""

    what: str
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.actual}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """What became of one example: its decision, and every difference; none means that it holds."""

    example: Example
    decision: Decision | None
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the book does what the example says."""
        return not self.differences


def run_examples(book: Book) -> tuple[ExampleResult, ...]:
    """Every worked example of a book, decided and compared, in the book's order."""
    return tuple(run_example(book, example) for example in book.examples)


def run_example(book: Book, example: Example) -> ExampleResult:
    """One worked example, decided and compared; an example that makes no request differs as well."""
    try:
        planned = plan(book, example_request(book, example))
    except RequestError as error:
        wrong = tuple(
            Difference("request", "one that can be decided", str(problem)) for problem in error.problems
        )
        return ExampleResult(example=example, decision=None, differences=wrong)
    decision = settle(planned, used_balances(planned, example))
    return ExampleResult(example=example, decision=decision, differences=tuple(_differences(example, decision)))


# -- the request an example makes ------------------------------------------------------------------
def example_request(book: Book, example: Example) -> Request:
    """The request that an example stands for; its facts have the trust they need unless it says otherwise."""
    needed = {name: fact.trust for name, fact in book.facts.items()}
    certificates = known_certificates(book) if example.certificates is None else example.certificates
    mode = Mode.TOLD if example.told else Mode.JUDGEMENT if example.judgement is not None else Mode.ORDINARY
    return Request(
        id=example.name,
        action=example.action or SOMETHING_ELSE.name,
        actor=Actor(
            id="actor",
            authority=example.actor,
            certificates=frozenset(certificates),
            ai=example.given.get(AI) is True,
        ),
        at=example_time(book, example),
        amount_minor=example.amount_minor,
        parameters=example.parameters,
        facts={
            name: Given(value, example.trust.get(name, needed.get(name, Trust.STAFF)))
            for name, value in example.given.items()
            if name != AI
        },
        customer="customer" if example.customer else None,
        mode=mode,
        reason=example.judgement,
        principle=example.principle,
        stopped=dict.fromkeys(example.stopped, book.on_error),
    )


def known_certificates(book: Book) -> tuple[str, ...]:
    """Every certificate the book speaks of: those it lists and those its guidelines require."""
    required = (each for policy in book.policies for one in policy.guidelines for each in one.requires)
    return tuple(dict.fromkeys((*book.certificates, *required)))


def example_time(book: Book, example: Example) -> datetime:
    """When an example happens: at its own time, else at noon of the day the last policy came into force."""
    zone = ZoneInfo(book.zone) if book.zone is not None else UTC
    if example.at is not None:
        at = datetime.fromisoformat(example.at)
        return at if at.tzinfo is not None else at.replace(tzinfo=zone)
    days = [policy.since for policy in book.policies if policy.since is not None]
    last = max(days) if days else datetime(2026, 1, 1, tzinfo=zone).date()
    return datetime(last.year, last.month, last.day, NOON, tzinfo=zone)


def used_balances(planned: Plan, example: Example) -> dict[Meter, int]:
    """What the example says has been used before, on the meters that its request touches."""
    return {
        meter: limit.cap
        for clause, limits in example.used.items()
        for limit in limits
        for meter in planned.meters
        if limit.cap is not None and _is_of(meter, clause) and _measures(meter, limit)
    }


def _is_of(meter: Meter, clause: str) -> bool:
    """Whether a meter belongs to a clause as an example names it, the anonymous meters of it included."""
    name = meter.clause.removesuffix(ANONYMOUS)
    own = name.partition(": ")[0] if clause == "otherwise" else name
    return own == clause or own.rpartition("/")[2] == clause


def _measures(meter: Meter, limit: Limit) -> bool:
    asked = (limit.measure.value, limit.scope.value, limit.window.key)
    return (meter.measure, meter.scope, meter.window) == asked


# -- what is compared -------------------------------------------------------------------------------
def _differences(example: Example, decision: Decision) -> Iterator[Difference]:
    expect = example.expect
    if example.action is not None:
        yield from _outcome(example, decision)
        if expect.clause is not None and expect.clause not in deciding_clauses(decision):
            found = ", ".join(deciding_clauses(decision)) or "no clause"
            yield Difference("by", expect.clause, found)
    asked = tuple(question.fact for question in decision.questions)
    if expect.asks and set(expect.asks) != set(asked):
        yield Difference("find out", ", ".join(expect.asks), ", ".join(asked) or "nothing")
    shown = [text for step in decision.steps for text in (step.text, step.id)]
    texts = " / ".join(step.text for step in decision.steps) or "none"
    for step in expect.steps:
        if step not in shown:
            yield Difference("steps", step, texts)
    for step in expect.skipped:
        if step in shown:
            yield Difference("skipped", f"no `{step}`", texts)
    offered = [each.action for each in decision.alternatives]
    for action in expect.alternatives:
        if action not in offered:
            yield Difference("instead", action, ", ".join(offered) or "nothing")


def _outcome(example: Example, decision: Decision) -> Iterator[Difference]:
    """The outcome, with whom to ask; why it came out otherwise is said along with it."""
    expect = example.expect
    expected = _said(expect.outcome, expect.authority)
    asked = decision.ask.authority if decision.ask is not None else None
    same = Outcome(expect.outcome) is decision.outcome and expect.authority in (None, asked)
    if not same:
        why = ", ".join(
            f"{each.code} ({each.clause})" if each.clause else each.code for each in decision.reasons
        )
        questions = ", ".join(question.fact for question in decision.questions)
        actual = _said(decision.outcome.value, asked or questions or None)
        yield Difference("outcome", expected, f"{actual}, because: {why}")


def _said(outcome: str, more: str | None) -> str:
    return f"{outcome.replace('_', ' ')} {more}" if more else outcome.replace("_", " ")


def deciding_clauses(decision: Decision) -> tuple[str, ...]:
    """The clauses that decided: the one charged, else those among the reasons that say more than "not me"."""
    if decision.charged is not None and decision.outcome is Outcome.GO_AHEAD:
        return (decision.charged,)
    if decision.reasons and decision.reasons[0].code == "rule":
        return tuple(each.clause for each in decision.reasons if each.clause is not None)
    telling = [each.clause for each in decision.reasons if each.code not in {"condition false", "departs"}]
    return tuple(dict.fromkeys(each for each in telling if each is not None))
