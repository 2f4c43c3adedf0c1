"""What is it about, and what would one like to do? Situations and actions to choose, most used first.

Start reading at `choices`; what somebody typed is looked for by `found`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leeway.decide import Outcome, RequestError, sentence_case
from leeway.desk.decisions.queries.entries import amount
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.decisions.queries.screens.reader import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leeway.decide import Decision
    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens.reader import Reader
    from leeway.policy import Book, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to choose: a situation or an action, with a remark."""

    kind: str
    """`situation` or `action`."""
    name: str
    title: str
    note: str = ""
    outcome: str = ""
    amount_minor: int | None = None
    """An amount that was typed behind its name, or that goes with an alternative."""
    amount: str = ""
    """The same in major units, as a field reads it."""

    @property
    def chosen(self) -> str:
        """How often it is chosen is counted under this."""
        return f"{self.kind} {self.name}"


def choices(reader: Reader, *, often: Mapping[str, int]) -> tuple[Row, ...]:
    """Everything that can be chosen at the start: situations as customers put them, then actions.

    Within each, what is chosen often here comes first, and the rest in the book's order.
    """
    naming = reader.naming
    situations = [
        Row(kind="situation", name=each.id, title=sentence_case(naming.clause(each.id)), note=each.wish or "")
        for policy in reader.book.policies
        for each in policy.situations
    ]
    actions = [
        Row(kind="action", name=name, title=sentence_case(naming.action(name)))
        for name in reader.book.actions
        if name != SOMETHING_ELSE
    ]
    return tuple(row for rows in (situations, actions) for row in sorted(rows, key=lambda r: -often[r.chosen]))


def found(rows: Sequence[Row], typed: str, *, digits: int) -> tuple[Row, ...]:
    """The rows whose words the typed letters begin; an amount typed at the end goes with the actions."""
    text, minor = trailing_amount(typed, digits=digits)
    wanted = text.casefold().split()
    named = [row for row in rows if text.casefold() in (row.title.casefold(), row.name.casefold())]
    fitting = named or [row for row in rows if _fits(row, wanted)]
    return tuple(replace(row, amount_minor=minor) if row.kind == "action" else row for row in fitting)


def trailing_amount(typed: str, *, digits: int) -> tuple[str, int | None]:
    """What was typed without the amount at its end.

    >>> trailing_amount("write off 150", digits=2), trailing_amount("pump 3a", digits=2)
    (('write off', 15000), ('pump 3a', None))
    """
    parted = re.fullmatch(r"(.*\D)\s+(\d[\d.,٫٬]*)", typed.strip())
    minor = None if parted is None else amount(parted[2], digits=digits)
    return (typed.strip(), None) if parted is None or minor is None else (parted[1].strip(), minor)


def situation_of(name: str | None, *, book: Book) -> Situation | None:
    """A typical situation of the book by its id."""
    return next((each for policy in book.policies for each in policy.situations if each.id == name), None)


def remedies(matter: Matter, reader: Reader, *, situation: Situation | None) -> tuple[Row, ...]:
    """What puts it right, each with how far one may go; without a situation, all actions of the book."""
    if situation is not None:
        return tuple(_remark(name, matter, reader) for name in situation.remedies)
    return tuple(
        Row(kind="action", name=name, title=sentence_case(reader.naming.action(name)))
        for name in reader.book.actions
        if name != SOMETHING_ELSE
    )


def alternatives(decision: Decision, matter: Matter, reader: Reader) -> tuple[Row, ...]:
    """What may be done instead, each one tap away, with the same amount as far as it goes."""
    rows = []
    for other in decision.alternatives:
        action = reader.book.actions.get(other.action)
        wanted = matter.amount_minor if action is not None and action.amount else None
        most = other.most_minor
        minor = wanted if most is None or wanted is None else min(wanted, most)
        rows.append(
            Row(
                kind="action", name=other.action, title=sentence_case(reader.naming.action(other.action)),
                note=_how_far(other.outcome, most, other.authority, reader=reader), outcome=str(other.outcome),
                amount_minor=minor, amount="" if minor is None else plain(minor, digits=reader.book.digits),
            )
        )  # fmt: skip
    return tuple(rows)


def _remark(name: str, matter: Matter, reader: Reader) -> Row:
    """An action with what would come of it as things stand."""
    plain = Row(kind="action", name=name, title=sentence_case(reader.naming.action(name)))
    action = reader.book.actions[name]
    tried = replace(matter, action=name, amount_minor=1 if action.amount else None, parameters={}, judged=False)
    try:
        decision = reader.look(tried).decision
    except RequestError:
        return plain
    authority = decision.ask.authority if decision.ask else None
    note = _how_far(decision.outcome, decision.leeway_minor, authority, reader=reader)
    return replace(plain, note=note, outcome=str(decision.outcome))


def _how_far(outcome: Outcome, most_minor: int | None, authority: str | None, *, reader: Reader) -> str:
    """`up to 200 UAH`, `go ahead`, `ask the supervisor`, `find out first`: one remark beside an action."""
    saying = reader.naming.voice
    if outcome is Outcome.GO_AHEAD and most_minor:
        alone = saying.say("alternative-go-ahead-up-to", action="", amount=reader.money(most_minor))
        return alone.strip(" ,:–")
    if outcome is Outcome.ASK:
        return saying.say("outcome-ask", authority=authority or "")
    return saying.say("outcome-" + outcome.replace("_", "-"))


def _fits(row: Row, wanted: Sequence[str]) -> bool:
    words = re.split(r"[\s“”«»\"„(),.–-]+", f"{row.title} {row.name} {row.note}".casefold())
    return all(any(word.startswith(each) for word in words) for each in wanted)
