"""Leeway: each clause is a rule or a guideline of a book; `Matcher.match` gives outcome and all clauses in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from bench.peers.clauses import ACTIONS, BOOLEANS, NUMBERS, TEXTS, Answer, Clause, Deciding, Facts, Test
from leeway import policy
from leeway.decide import Matcher, Outcome

HOW = "a policy book, Matcher"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PER_FILE, PER_BOOK = 250, 5_000


def load(clauses: Sequence[Clause]) -> Deciding:
    """A book of the clauses, ready to be asked. More than a book may hold come from two that are put together."""
    books = [_book(clauses[first : first + PER_BOOK]) for first in range(0, len(clauses), PER_BOOK)]
    book = reduce(lambda one, more: replace(one, policies=one.policies + more.policies), books)
    match, go_ahead = Matcher(book, at=AT).match, Outcome.GO_AHEAD
    names = {each.id: each.name for part in book.policies for each in (*part.rules, *part.guidelines)}

    def decide(facts: Facts) -> Answer:
        found = match(facts["action"], facts)
        return found.outcome is go_ahead, [names[clause] for clause in found.clauses]

    return decide


def _book(clauses: Sequence[Clause]) -> policy.Book:
    facts = [f"  {name}: {{type: text, trust: system}}" for name in TEXTS]
    facts += [f"  {name}: {{type: number, trust: system}}" for name in NUMBERS]
    facts += [f"  {name}: {{type: boolean, trust: system}}" for name in BOOLEANS]
    facts += ["  tags: {list of: text, trust: system}", "  ordered: {type: date, trust: system}"]
    head = [
        "book: contest",
        "currency: EUR",
        "zone: Europe/Berlin",
        "otherwise: no",
        "facts:",
        *facts,
        "actions:",
    ]
    texts = {"book.yaml": "\n".join([*head, *(f"  {name}: {{otherwise: no}}" for name in ACTIONS)]) + "\n"}
    for first in range(0, len(clauses), PER_FILE):
        part = clauses[first : first + PER_FILE]
        texts[f"policies/{part[0].name}.yaml"] = _policy(part)
    loaded = policy.load_texts(texts)
    assert loaded.book is not None, loaded.diagnostics[0].render()
    return loaded.book


def _policy(clauses: Sequence[Clause]) -> str:
    lines = [f"policy: from-{clauses[0].name}"]
    for kind, verb, forbids in (("rules", "forbid", True), ("guidelines", "allow", False)):
        chosen = [clause for clause in clauses if clause.forbids is forbids]
        lines += [f"{kind}:"] if chosen else []
        for clause in chosen:
            condition = " and ".join(map(_condition, clause.tests))
            lines += [
                f"  {clause.name}:",
                f"    {verb}: [{', '.join(clause.actions)}]",
                f"    when: |\n      {condition}",
            ]
    return "\n".join(lines) + "\n"


def _condition(test: Test) -> str:
    if test.sign == "any":
        return f"({' or '.join(map(_condition, test.value))})"
    if test.sign == "in":
        return f"{test.fact} in ({', '.join(map(_value, test.value))})"
    if test.sign in ("has", "lacks"):
        contains = f"list contains({test.fact}, {_value(test.value)})"
        return contains if test.sign == "has" else f"not({contains})"
    if test.sign == "is":
        return test.fact if test.value else f"not({test.fact})"
    return f"{test.fact} {test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f'date("{value}")'
