"""What does a form hold? Rows of plain fields, all of them texts, as they are typed and shown.

A row with `written` holds something that the fields cannot say, in the book's own notation; it is shown and
kept as it is. Start reading at `ClauseForm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANONYMOUS: Final = "anonymous"
"""Stands for an authority in limits that hold while the customer is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitRow:
    """How far one authority may go: so much, for each what, within what time."""

    authority: str
    measure: str = "money"
    """`money`, `times`, or `none` for no limit."""
    quantity: str = ""
    scope: str = "case"
    window: str = ""
    """Empty: without end; else as a limit phrase has it (`week`, `90 days`)."""
    written: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not self.written and not self.quantity.strip() and self.measure != "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One thing that must hold: a fact, a comparison, a value."""

    fact: str = ""
    test: str = ""
    """`yes`, `no`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `one of`, `none of`; of lists `contains`,
    `lacks`, `at least` and `at most` so many."""
    value: str = ""
    written: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not self.written.strip() and not self.fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """Something to do; `id` is what circumstances call it."""

    id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """Something that a circumstance changes: a step is left out, or done in another way."""

    step: str = ""
    text: str = ""
    """What is done instead; empty: it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """Something to say, with words to borrow."""

    point: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseForm:
    """One clause: when, who, what, how far, with which steps and points, and why."""

    kind: str
    """`guidelines`, `rules`, `situations` or `circumstances`, as the file has it."""
    name: str
    title: str = ""
    actions: tuple[str, ...] = ()
    """What it allows or forbids; of a situation, what puts it right."""
    conditions: tuple[ConditionRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()
    requires: tuple[str, ...] = ()
    steps: tuple[StepRow, ...] = ()
    points: tuple[PointRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    """Of a circumstance: the steps that it changes."""
    instead: tuple[str, ...] = ()
    wish: str = ""
    because: str = ""
    public: str = ""
    """What customers read of it, `policy.INSIDE`: nothing; empty: its title. Not of a circumstance."""
    source: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    """Keys of the entry that only the text shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyForm:
    """The head of a policy: what it is called, what it is for, who answers for it, from when to when."""

    id: str
    title: str = ""
    purpose: str = ""
    owner: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """What is known in an example: a fact and its value."""

    fact: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleForm:
    """A worked example: what happens, who decides, what is known, and what should come out."""

    was: str = ""
    """Its name in the file; empty: it is new."""
    name: str = ""
    actor: str = ""
    action: str = ""
    amount: str = ""
    given: tuple[GivenRow, ...] = ()
    unknown_customer: bool = False
    expect: str = ""
    good: str = ""
    bad: str = ""
    rest: tuple[str, ...] = ()
    """What only the text shows."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.was or self.name.strip() or self.good.strip() or self.bad.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """What somebody is promised when their matter opens: of which kind, by which way, what, by when."""

    name: str = ""
    """Its name in the file; empty: it is new."""
    of: str = ""
    """The kind of matter; empty: any."""
    ways: tuple[str, ...] = ()
    """The channels by which it came; none: any."""
    written: str = ""
    """A condition that is about more than channels."""
    hear: str = ""
    quantity: str = ""
    unit: str = "opening hours"
    because: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.hear.strip() or self.quantity.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """Something people may do that the book does not know yet, and what it costs."""

    title: str
    cost: str = "nothing"
    """`nothing`, `amount`, `fixed` or `share`."""
    figure: str = ""
    """The fixed cost, or the share in percent."""
    most: str = ""
    """The largest amount, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """Something to find out that the book does not know yet."""

    name: str
    ask: str = ""
    kind: str = "boolean"
    """`boolean`, `number` or `text`."""
    unit: str = ""
    choices: tuple[str, ...] = ()
