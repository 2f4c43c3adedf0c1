"""Which limits stand in a list, and do they make sense together? Phrases with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leeway.policy.limits import MeterKey, caps, is_bounded, lifts, meter_of
from leeway.policy.loader.reading import Rows
from leeway.policy.loader.text import Scalar
from leeway.policy.phrases import BOUNDED_SCOPES, Limit, Measure, PhraseError, format_limit, parse_limit
from leeway.policy.phrases import Scope as Whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.policy.loader.scope import Scope
    from leeway.policy.loader.text import Node

ANONYMOUS = "anonymous"
"""The key, beside authorities, of limits that stand for those per customer."""


@dataclass(slots=True)
class Placed:
    """One limit and where it stands."""

    limit: Limit
    node: Scalar


@dataclass(slots=True)
class Levels:
    """Limits by authority, lowest first, each with its place."""

    by_authority: dict[str, list[Placed]] = field(default_factory=dict)
    anonymous: list[Placed] = field(default_factory=list)
    sound: bool = True
    """Whether every phrase and authority could be read; else nothing more is said about them."""

    @property
    def limits(self) -> dict[str, tuple[Limit, ...]]:
        """The limits alone."""
        return {name: plain(placed) for name, placed in self.by_authority.items()}


def plain(placed: Iterable[Placed]) -> tuple[Limit, ...]:
    """Limits without their places."""
    return tuple(each.limit for each in placed)


def read_list(scope: Scope, nodes: Iterable[Any]) -> list[Placed]:
    """The limits of one list."""
    found: dict[Any, Placed] = {}
    for node in nodes:
        if not isinstance(node, Scalar):
            continue
        try:
            limit = _parsed(node.text, scope.currency or _named_currency(node.text), scope.digits)
        except PhraseError as error:
            scope.report.at(
                node, error.name, error.message, help=error.advice, start=error.start, end=error.end
            )
            continue
        twin = found.setdefault(_counts(limit), placed := Placed(limit, node))
        if twin is not placed:
            message = f"`{node.text.strip()}` counts the same as `{twin.node.text.strip()}`"
            scope.report.at(node, "duplicate-limit", message, help="keep the one that is meant")
    return list(found.values())


@lru_cache(maxsize=4096)
def _parsed(text: str, currency: str, digits: int) -> Limit:
    """One phrase; a large book says the same ones again and again."""
    return parse_limit(text, currency=currency, digits=digits)


def _named_currency(text: str) -> str:
    """The currency that a phrase names, where its book has forgotten to."""
    found = re.search(r"\b[A-Z]{3}\b", text)
    return found.group() if found else "EUR"


def _counts(limit: Limit) -> object:
    """What a limit counts; two of one list may not count the same."""
    return (limit.scope, limit.window) if limit.cap is None else meter_of(limit)


def read_levels(scope: Scope, value: Any) -> Levels:
    """Limits as they are written: one or a list for the lowest authority, or lists by authority."""
    if value is None:
        return Levels()
    before = scope.report.errors
    levels = Levels()
    if not isinstance(value, Rows):
        nodes = value if isinstance(value, list) else [value]
        levels.by_authority = {scope.authorities[0]: read_list(scope, nodes)}
        value = Rows()
    for row in value:
        if row.name == ANONYMOUS:
            levels.anonymous = read_list(scope, row.value)
        elif (name := scope.authority(row.key)) is not None:
            levels.by_authority[name] = read_list(scope, row.value)
    levels.by_authority = {
        name: levels.by_authority[name] for name in scope.authorities if name in levels.by_authority
    }
    levels.sound = scope.report.errors == before
    return levels


# -- what limits must be together ----------------------------------------------------------------------------
def check_levels(scope: Scope, levels: Levels) -> None:
    """Every meter is named by the first entry; no level has a lower cap than one below it."""
    entries = list(levels.by_authority.items())
    if not entries or not levels.sound:
        return
    known = {meter_of(each.limit) for each in entries[0][1] if each.limit.cap is not None}
    limits = levels.limits
    for number, (name, placed) in enumerate(entries):
        below = caps(limits, scope.authorities.index(name) - 1, scope.authorities) or {}
        for each in placed:
            if each.limit.cap is None:
                _check_lift(scope, each, below)
            elif number and meter_of(each.limit) not in known:
                _report_new_meter(scope, each, entries[0])
            elif number:
                _check_not_lower(scope, each, below)


def _check_lift(scope: Scope, each: Placed, below: Mapping[MeterKey, int | None]) -> None:
    if not any(lifts(each.limit, meter) for meter in below):
        message = f"`{each.node.text.strip()}` lifts nothing: no lower authority has such a limit"
        scope.report.at(each.node, "lifts-nothing", message, help="leave the phrase out")


def _report_new_meter(scope: Scope, each: Placed, first: tuple[str, list[Placed]]) -> None:
    message = f"`{each.node.text.strip()}` counts what `{first[0]}`, the first entry, does not count"
    advice = f"give `{first[0]}` a limit over the same scope and window, lower or equal"
    scope.report.at(each.node, "meter-not-named", message, help=advice)


def _check_not_lower(scope: Scope, each: Placed, below: Mapping[MeterKey, int | None]) -> None:
    inherited = below.get(meter_of(each.limit), 0)
    assert each.limit.cap is not None
    if inherited is None or each.limit.cap < inherited:
        before = "no limit" if inherited is None else _said(scope, Limit(*meter_of(each.limit), inherited))
        message = f"`{each.node.text.strip()}` is lower than what a lower authority has: `{before}`"
        scope.report.at(each.node, "lower-cap", message, help="more authority never means less leeway")


def check_costed(scope: Scope, levels: Levels, *, at: Node, what: str) -> None:
    """Limits of what costs money bound it at every level, over a scope that nobody can multiply."""
    if not levels.sound:
        return
    if not levels.by_authority:
        message = f"{what} costs money and has no limits"
        money = scope.currency or "EUR"
        advice = f"give it some: `limits: [20 {money} per case, 100 {money} per actor per week]`"
        scope.report.at(at, "no-limits", message, help=advice)
        return
    limits = levels.limits
    for name in limits:
        found = caps(limits, scope.authorities.index(name), scope.authorities) or {}
        if not is_bounded(found):
            message = f"nothing bounds what {what} can spend for `{name}`: cases and customers can be many"
            scope.report.at(
                at, "unbounded", message, help="add a limit `per actor`, `per site` or `per network`"
            )
            return


def check_anonymous(scope: Scope, placed: Iterable[Placed], *, levels: Iterable[Limit]) -> None:
    """Limits for customers who are not known: none per customer, one that bounds, some to stand for."""
    placed = list(placed)
    for each in placed:
        if each.limit.scope is Whose.CUSTOMER or each.limit.cap is None:
            message = f"`{each.node.text.strip()}` cannot hold for somebody who is not known"
            scope.report.at(each.node, "anonymous-limit", message, help="use `per site` or `per network`")
            return
    if placed and not any(each.limit.scope in BOUNDED_SCOPES for each in placed):
        message = "nothing bounds what is done for people who are not known"
        scope.report.at(
            placed[0].node, "anonymous-limit", message, help="add a limit `per site` or `per network`"
        )
    if placed and not any(limit.scope is Whose.CUSTOMER for limit in levels):
        message = "these limits stand for those per customer, and there are none"
        scope.report.at(placed[0].node, "anonymous-without-customer", message, help="leave `anonymous:` out")


def _said(scope: Scope, limit: Limit) -> str:
    return format_limit(limit, currency=scope.currency, digits=scope.digits)


def counts_money(limits: Iterable[Limit]) -> bool:
    """Whether one of the limits is a sum of money."""
    return any(limit.measure is Measure.COST and limit.cap is not None for limit in limits)


def all_limits(levels: Levels) -> tuple[Limit, ...]:
    """Every limit of every level."""
    return tuple(each.limit for placed in levels.by_authority.values() for each in placed)
