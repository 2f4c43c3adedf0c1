"""What does a policy book say? Its nouns, frozen, as the rest of Leeway reads them.

Everything is resolved: texts are typed, money is in minor units, defaults are filled in. How a book
is read from files is in `loader/`; what its limits mean together is in `limits.py`.
Start reading at `Book`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leeway.feel import Node, Type
    from leeway.policy.phrases import Limit


INSIDE: Final = "no"
"""What an author writes under `public` to keep a clause from the public pages."""


class Trust(IntEnum):
    """How far a value may be relied on; a fact counts only at its declared trust or above."""

    CLAIMED = 1
    EXTRACTED = 2
    STAFF = 3
    VERIFIED = 4
    SYSTEM = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the book's files something stands; lines and columns count from 1."""

    path: str
    line: int
    column: int


NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Condition:
    """A boolean FEEL expression with its text, as a clause says it."""

    text: str
    tree: Node
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A typed, named value that conditions read, and how it is found out."""

    name: str
    type: Type
    """Its type; members of lists and records whose values the book names have a `OneOf` inside it."""
    title: str | None = None
    unit: str | None = None
    trust: Trust = Trust.STAFF
    presume: Any = None
    """The value taken for granted when nothing is said (never for a fact read by a rule); None: nothing is."""
    ask: str | None = None
    """The question that finds it out, as a person would put it."""
    effort: int = 1
    """What it costs to find out; questions with less effort come first."""
    one_of: tuple[Any, ...] = ()
    """The only values it may have, where the book names them."""
    optional: bool = False
    """Whether null is an answer (a person may have no birthday on file)."""
    declared: bool = True
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A choice the actor makes with an action (the cabin of a rebooking); always known."""

    name: str
    type: Type
    one_of: tuple[Any, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one action costs the house, in minor units: `fixed`, plus `factor` × the amount, rounded up."""

    fixed_minor: int = 0
    factor: Any = 0
    """A Decimal ≥ 0; 1 when the amount itself is the cost."""


class Otherwise(StrEnum):
    """What holds for an action that no guideline names."""

    GO_AHEAD = "go ahead"
    NO = "no"
    ASK = "ask"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """The answer for actions no guideline names: go ahead, no, ask an authority, or limits by level."""

    kind: Otherwise
    authority: str | None = None
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    anonymous: tuple[Limit, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What someone may propose to do, and what it costs and is worth."""

    name: str
    title: str | None = None
    amount: bool = False
    """Whether it carries an amount of the book's currency."""
    max_minor: int | None = None
    cost: Cost = Cost()
    worth_minor: int | None = None
    """What it is worth to the customer, where the book says so; with it, an action is a remedy."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    otherwise: Default | None = None
    declared: bool = True
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that must be done along with an action or in a situation; `id` is what circumstances name."""

    id: str
    text: str
    clause: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that should be said, with words to be said in one's own way."""

    point: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Any numbered statement of a policy; `id` is `policy/name` and never changes (renaming: `was`)."""

    id: str
    name: str
    policy: str
    when: Condition
    title: str | None = None
    because: str | None = None
    source: str | None = None
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    points: tuple[Point, ...] = ()
    public: str | None = None
    """What customers read on the public pages; `no`: nothing; None: its title, if pages show it."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Clause):
    """A clause without exceptions: its actions are forbidden while its condition is true."""

    actions: tuple[str, ...]
    """Empty: every action of the book (`forbid: anything`)."""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline(Clause):
    """A clause that grants discretion within limits."""

    actions: tuple[str, ...]
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    """By authority, lowest first; empty: open to every level (only without cost)."""
    anonymous: tuple[Limit, ...] = ()
    """Stands for the per-customer limits when the customer is not known; site or network scope."""
    requires: tuple[str, ...] = ()
    """Certificates that the one who decides must hold."""
    instead: tuple[str, ...] = ()
    was: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Clause):
    """A typical situation that needs no permission, only steps and points."""

    wish: str | None = None
    """How people put it; shown where a situation is chosen."""
    remedies: tuple[str, ...] = ()
    """The actions that put it right, most fitting first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance(Clause):
    """`when …, then instead …`: changes what is to be done, never what is forbidden."""

    skip: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    """Step id → its text meanwhile."""
    applies_to: tuple[str, ...] = ()
    """Clause names or ids; empty: book-wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody is promised when their matter opens: what they hear next, and by when."""

    id: str
    """`policy/name`, as that of a clause."""
    name: str
    policy: str
    when: Condition
    hear: str
    minutes: int
    """At least 1."""
    while_open: bool
    """Whether only the minutes count in which the site is open."""
    of: str = ""
    """`question`, `request`, `complaint` or `praise`; empty: a matter of any kind."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A dated file on one subject with an owner and a purpose."""

    id: str
    title: str
    owner: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    purpose: str | None = None
    order: int = 0
    rules: tuple[Rule, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    situations: tuple[Situation, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    promises: tuple[Promise, ...] = ()
    """The first that fits a matter is made when it opens."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnJudgement:
    """The allowance for departures from the guidelines, asked or told afterwards."""

    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    anonymous: tuple[Limit, ...] = ()
    review: str | None = None
    ai: tuple[str, ...] = ()
    """AI actors who have own judgement; all others have none."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A step up that a good record earns: the next authority, after so many decisions found fine."""

    becomes: str
    fine_count: int
    """How many reviewed decisions must have been found fine, at least 1."""
    certificate: str | None = None
    """The certificate that must be held as well, and without which the step rests."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the business is, for exposure."""

    sites: int = 1
    actors_per_site: int = 1
    customers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a worked example expects: an outcome, and where given whom to ask, how far, by which clause."""

    outcome: str
    authority: str | None = None
    clause: str | None = None
    alternatives: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    """Texts of steps that must be among those shown."""
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example, good or bad: it teaches staff and is the policy's test."""

    name: str
    given: Mapping[str, Any]
    actor: str
    action: str | None
    expect: Expected
    amount_minor: int | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    trust: Mapping[str, Trust] = field(default_factory=dict)
    """Trust of single given facts where it differs from what the fact needs."""
    used: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    """By clause id (or `overall`, `otherwise`, `own judgement`): what its meters have already used."""
    certificates: tuple[str, ...] | None = None
    """None: the actor holds all that the book knows."""
    customer: bool = True
    """Whether the customer is known."""
    judgement: str | None = None
    """The reason, when the example is about own judgement; `principle` names the principle served."""
    principle: str | None = None
    told: bool = False
    at: str | None = None
    stopped: tuple[str, ...] = ()
    """Ids of clauses and names of actions whose stop switch is on."""
    good: str | None = None
    bad: str | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One business's policies, facts, actions, authorities and worked examples."""

    name: str
    currency: str
    title: str | None = None
    digits: int = 2
    """Minor digits of the currency."""
    zone: str | None = None
    """IANA name; None: the machine's, which the output states."""
    size: Size = Size()
    authorities: tuple[str, ...] = ("staff", "owner")
    """Lowest first."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    policies: tuple[Policy, ...] = ()
    """In deciding order: `order`, then id."""
    otherwise: Default = Default(kind=Otherwise.ASK)
    on_error: str = "owner"
    overall: tuple[Limit, ...] = ()
    overall_anonymous: tuple[Limit, ...] = ()
    own_judgement: OwnJudgement = OwnJudgement()
    principles: Mapping[str, str] = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    earned: Mapping[str, Earned] = field(default_factory=dict)
    """By the authority that one steps up from, lowest first."""
    examples: tuple[Example, ...] = ()
    version: str = ""
    """Content hash of the files it was read from."""

    def level(self, authority: str) -> int:
        """How high an authority stands, 0 for the lowest; KeyError when the book has no such authority."""
        try:
            return self.authorities.index(authority)
        except ValueError:
            raise KeyError(authority) from None
