"""What may a program send about a decision? Proposals, searches for options, answers, reviews.

Amounts and facts are read exactly, so they are not converted here. Start reading at `Proposal`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

AMOUNT_MAX = 2**53 - 1
"""The largest amount that is exact in every database and in JSON, in minor units."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\S")]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._~-]+$")]
Case = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$")]
Known = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"\S")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Sentence = Annotated[str, StringConstraints(max_length=4000)]
Minor = Annotated[int, Field(ge=0, le=AMOUNT_MAX, strict=True)]
Amount = Annotated[Any, WithJsonSchema({"type": ["string", "number"], "examples": ["150.00"]})]
Given = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": True,
            "examples": [{"fuel.litres": 40, "container": {"value": "tank", "trust": "staff"}}],
        }
    ),
]


class Shape(BaseModel):
    """A body: a field that is not known is refused, so that no typing error goes unnoticed."""

    model_config = ConfigDict(extra="forbid")


class Situated(Shape):
    """For whom, where and with which facts."""

    site: Id | None = Field(None, description="Where; left out: the token's site.")
    customer: Known | None = Field(
        None,
        description="Phone number, address, card, plate or name by which the customer is known; or the id.",
    )
    case: Case | None = Field(None, description="The person's matter; left out: a matter of its own.")
    given: Given = Field(
        default_factory=dict, description="The facts: name → value, or name → {value, trust, source}."
    )
    trust: Literal["claimed", "extracted", "staff", "verified", "system"] | None = Field(
        None,
        description="How far given facts may be relied on unless they say so: `staff`, of an AI agent "
        "`extracted`. More than that takes the scope `facts`.",
    )
    on_behalf_of: Id | None = Field(None, description="With an AI agent: the colleague it acts for.")


class Search(Situated):
    """Ask for everything that may be done for this person now."""


class Proposal(Situated):
    """Propose an action: it is decided, charged at most once for its key, and recorded."""

    action: Name = Field(description="What is proposed, by its name in the book; or `something else`.")
    id: Key | None = Field(
        None, description="The key of this proposal, if it is not in the header `Idempotency-Key`."
    )
    amount: Amount | None = Field(None, description="How much, in major units: `150.00`.")
    amount_minor: Minor | None = Field(None, description="How much, in minor units, instead of `amount`.")
    currency: str | None = Field(None, description="The amount's currency; another than the book's is refused.")
    parameters: Given = Field(default_factory=dict, description="The choices that the action takes, by name.")
    mode: Literal["ordinary", "own judgement", "told afterwards"] = Field(
        "ordinary", description="How it is meant."
    )
    reason: Sentence | None = Field(None, description="With own judgement or told afterwards: why.")
    principle: Name | None = Field(None, description="The principle of the book that it serves.")
    text: Sentence | None = Field(None, description="What is done, in one's own words; no condition reads it.")
    done_at: AwareDatetime | None = Field(None, description="With told afterwards: when it was done.")
    hold: bool = Field(
        default=False, description="Take it, but wait: you will say `execute` or `fail` when it was tried."
    )
    language: Literal["en", "ru", "ro", "uk", "ar"] | None = Field(
        None, description="Also say the answer in sentences of this language."
    )


class Reversal(Shape):
    """Give back all that a decision took."""

    reason: Sentence = Field("", description="Why; needed unless it is your own, within a minute.")


class Asking(Proposal):
    """Ask upwards: it is decided first, and where the answer is to ask, somebody is asked."""

    wish: Sentence = Field("", description="What would put it right, in the customer's words.")


class Reply(Shape):
    """Answer a question."""

    answer: Literal["yes", "less", "no", "taken"]
    sentence: Sentence = ""
    amount_minor: Minor | None = Field(None, description="With `less`: how much instead.")
    conditions: list[Name] = Field(default_factory=list, max_length=20)


class Finding(Shape):
    """Say what you think of an exception."""

    finding: Literal["fine", "lesson", "serious"]
    sentence: Sentence = ""
