"""What is said of a decision? Frozen sentences and figures, ready to be shown on any screen.

It holds no wording: that is in the `.ftl` files, chosen by `sentences.py`.
Start reading at `Said`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidReason:
    """Why, in one sentence, with the book's own words and where they come from."""

    sentence: str
    because: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidMeter:
    """One limit as a person sees it: whose and when, what is left, and the figures for a bar.

    `cap`, `before` and `charge` are in minor units or decisions; `cap` None: no ceiling.
    """

    label: str
    """`You, this week`."""
    left: str
    """`610 of 1,000 UAH left`."""
    short: str
    """`610 of 1,000 UAH`, for use under a heading that says what is left."""
    cap: int | None
    before: int
    charge: int
    wide: bool = False
    """Whether it is shared by a whole site or the network."""

    @property
    def sentence(self) -> str:
        """`You, this week: 610 of 1,000 UAH left`."""
        return f"{self.label}: {self.left}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidQuestion:
    """One question as it is put, how it is to be known, and who may vouch for it."""

    fact: str
    text: str
    choices: tuple[str, ...] = ()
    note: str | None = None
    attest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPoint:
    """Something to say, and words that one may borrow."""

    point: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A whole decision in sentences of one language."""

    language: str
    outcome: str
    """`Go ahead`, to be shown large."""
    sentences: tuple[str, ...]
    """What that means here, most important first."""
    leeway: str | None = None
    """`You decide up to 200 UAH.`"""
    meters: tuple[SaidMeter, ...] = ()
    reasons: tuple[SaidReason, ...] = ()
    questions: tuple[SaidQuestion, ...] = ()
    steps: tuple[str, ...] = ()
    points: tuple[SaidPoint, ...] = ()
    alternatives: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    review: str | None = None
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
