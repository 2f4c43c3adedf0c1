"""Which clauses are in force? A book's clauses in deciding order, on the day of the request.

Across files explicit `order:` counts (0 where missing), then the policy's id; inside a file what stands first.
In which order files were read never matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from leeway.decide.facts import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leeway.decide.request import Request
    from leeway.policy import Book, Circumstance, Guideline, Policy, Rule, Situation


def policies_in_force(book: Book, request: Request) -> list[Policy]:
    """The policies whose dates include the day of the request, both ends included, in deciding order."""
    day = request.at.astimezone(ZoneInfo(zone_of(book, request))).date()
    valid = [
        policy
        for policy in book.policies
        if (policy.since is None or policy.since <= day) and (policy.until is None or day <= policy.until)
    ]
    return sorted(valid, key=lambda policy: (policy.order, policy.id))


def rules_of(policies: Iterable[Policy], action: str) -> Iterator[Rule]:
    """The rules of these policies that speak of an action, `forbid: anything` included."""
    for policy in policies:
        for rule in policy.rules:
            if not rule.actions or action in rule.actions:
                yield rule


def guidelines_of(policies: Iterable[Policy], action: str) -> list[Guideline]:
    """The guidelines of these policies that name an action, in deciding order."""
    found = [
        ((guideline.order or policy.order, policy.id, place), guideline)
        for policy in policies
        for place, guideline in enumerate(policy.guidelines)
        if action in guideline.actions
    ]
    return [guideline for _, guideline in sorted(found, key=lambda pair: pair[0])]


def rules_on(book: Book, request: Request) -> Iterator[Rule]:
    """The rules that speak of the action of a request."""
    return rules_of(policies_in_force(book, request), request.action)


def guidelines_on(book: Book, request: Request) -> list[Guideline]:
    """The guidelines that name the action of a request, in deciding order."""
    return guidelines_of(policies_in_force(book, request), request.action)


def situations(book: Book, request: Request) -> Iterator[Situation]:
    """Every situation in force, in order."""
    for policy in policies_in_force(book, request):
        yield from policy.situations


def circumstances(book: Book, request: Request) -> Iterator[Circumstance]:
    """Every circumstance in force, in order."""
    for policy in policies_in_force(book, request):
        yield from policy.circumstances
