"""What is read of the desk? The shapes of records, questions, exceptions, people, sites and versions.

For the description in OpenAPI; start reading at `Record`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from leeway.api.shapes.answered import Decided


class Line(BaseModel):
    """A decision as a list shows it."""

    id: str
    at: datetime
    action: str
    actor: str
    site: str
    case: str
    customer: str | None
    mode: str
    outcome: str | None
    amount_minor: int | None
    cost_minor: int
    state: str
    follows: str | None


class Lines(BaseModel):
    """A page of decisions, newest first."""

    decisions: list[Line]
    next: str | None = Field(description="Give it as `before` for the page that follows; null: there is none.")


class Fact(BaseModel):
    """A fact that was given."""

    name: str
    value: Any
    trust: str
    source: str | None


class Clause(BaseModel):
    """A clause that decided, as the book said it then."""

    id: str
    sentence: str
    when: str
    because: str
    source: str
    path: str
    line: int


class Follow(BaseModel):
    """Something that came after."""

    kind: str
    id: str
    state: str
    by: str
    at: datetime | None
    sentence: str


class Record(BaseModel):
    """Why it was decided so: the whole record."""

    decision: Decided
    authority: str
    approver: str | None
    mode: str
    reason: str | None
    principle: str | None
    text: str | None
    told_at: datetime | None
    facts: list[Fact]
    clauses: list[Clause]
    follows: list[Follow]
    book_version: int | None
    reversed_minor: int


class Reperformed(BaseModel):
    """What came of making the decision again from its record."""

    decision: str
    result: Literal["identical", "differs", "cannot"]
    field: str | None
    why: str | None


class Waiting(BaseModel):
    """A question upwards."""

    id: str
    decision: str
    case: str
    site: str
    actor: str
    authority: str
    state: Literal["open", "yes", "less", "no", "taken", "withdrawn"]
    asked_of: str | None
    asked_at: datetime
    due_at: datetime
    wish: str
    sentence: str
    amount_minor: int | None
    conditions: list[str]
    result: str | None
    answered_by: str | None
    answered_at: datetime | None


class Questions(BaseModel):
    """Open questions, soonest due first."""

    questions: list[Waiting]


class Asked(BaseModel):
    """What came of asking: the decision, and the question where somebody has to answer."""

    decision: Decided
    question: Waiting | None


class Replied(BaseModel):
    """How a question stands after an answer."""

    question: Waiting
    stands: bool = Field(description="Whether this answer is the one that stands.")
    decision: Decided | None = Field(description="What was decided with a yes, or why there was no room.")


class Departure(BaseModel):
    """An exception: a departure on own judgement."""

    decision: str
    site: str
    actor: str
    at: datetime
    mode: str
    action: str
    text: str
    reason: str
    principle: str
    cost_minor: int
    state: Literal["open", "fine", "lesson", "serious"]
    reviewed_by: str
    reviewed_at: datetime | None
    sentence: str


class Departures(BaseModel):
    """Exceptions, newest first."""

    exceptions: list[Departure]


class Bearer(BaseModel):
    """Who comes in with this token, and what it may."""

    colleague: str
    name: str
    ai: bool
    site: str
    scopes: list[str]
    expires_at: datetime


class Site(BaseModel):
    """A place where people are served, or a node above such places."""

    id: str
    name: str
    path: str
    zone: str


class Sites(BaseModel):
    """Sites in the order of the tree."""

    sites: list[Site]


class Posting(BaseModel):
    """An authority at a site and below it."""

    site: str
    authority: str
    since: datetime


class Person(BaseModel):
    """A colleague."""

    id: str
    name: str
    language: str
    ai: bool
    is_active: bool
    postings: list[Posting]
    certificates: list[str]


class People(BaseModel):
    """Colleagues who are posted at a site."""

    people: list[Person]


class BookVersion(BaseModel):
    """A signed version of the policy book."""

    number: int
    hash: str
    starts_at: datetime
    signed_by: str
    signed_at: datetime
    note: str
    is_withdrawn: bool


class Books(BaseModel):
    """Versions, newest first."""

    books: list[BookVersion]


class Book(BookVersion):
    """A version with its files."""

    files: dict[str, str]


class Diagnostic(BaseModel):
    """Something to say about a book's files."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    message: str
    path: str
    line: int
    column: int
    help: str | None


class Checked(BaseModel):
    """What was found in a book."""

    is_sound: bool
    hash: str | None
    diagnostics: list[Diagnostic]
