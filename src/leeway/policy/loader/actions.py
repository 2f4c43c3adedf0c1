"""What may people propose to do, and what does it cost? `actions:`, `otherwise:` and other defaults."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from leeway.policy.diagnostics import did_you_mean
from leeway.policy.loader.facts import BAD, TYPES, read_value
from leeway.policy.loader.limits import (
    all_limits,
    check_anonymous,
    check_costed,
    check_levels,
    plain,
    read_levels,
)
from leeway.policy.loader.reading import Fields
from leeway.policy.loader.scope import place_of
from leeway.policy.loader.text import Scalar
from leeway.policy.model import Action, Cost, Default, Otherwise, Parameter
from leeway.policy.money import MoneyError, to_minor
from leeway.policy.names import ANYTHING, SOMETHING_ELSE, fact_name_problem

if TYPE_CHECKING:
    from leeway.policy.loader.reading import Row, Rows
    from leeway.policy.loader.scope import Scope

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"
_TERM = re.compile(rf"(?P<number>{_NUMBER})(?:\s*\*\s*(?P<of>amount))?|amount(?:\s*\*\s*(?P<times>{_NUMBER}))?")


def read_actions(scope: Scope, rows: Rows) -> None:
    """Declare every action of a book's list."""
    for row in rows:
        if row.name in (ANYTHING, SOMETHING_ELSE):
            what = "stands for all actions" if row.name == ANYTHING else "is an action that every book has"
            scope.report.at(row.key, "reserved-name", f"`{row.name}` {what}, and cannot be declared")
            continue
        scope.actions[row.name] = _action(scope, row)


def _action(scope: Scope, row: Row) -> Action:
    fields: Fields = row.value
    amount = "amount" in fields
    most, worth = fields.scalar("max"), fields.scalar("worth")
    if most is not None and not amount:
        message = f"`{row.name}` has a `max` and no amount"
        scope.report.at(fields.at("max"), "no-amount", message, help="add `amount: money`")
    cost = _cost(scope, fields.scalar("cost"), amount=amount)
    return Action(
        name=row.name,
        title=fields.text("title"),
        amount=amount,
        max_minor=scope.minor(most) if most else None,
        cost=cost,
        worth_minor=scope.minor(worth) if worth else None,
        parameters={each.name: _parameter(scope, each) for each in _named(scope, fields.rows("parameters"))},
        otherwise=read_default(scope, fields, costed=is_costed(cost)),
        place=place_of(row.key),
    )


def is_costed(cost: Cost) -> bool:
    """Whether an action with this cost takes any money."""
    return bool(cost.fixed_minor or cost.factor)


# -- cost ----------------------------------------------------------------------------------------------------
def _cost(scope: Scope, node: Scalar | None, *, amount: bool) -> Cost:
    if node is None:
        return Cost(factor=Decimal(1)) if amount else Cost()
    fixed, factor = Decimal(0), Decimal(0)
    for term in node.text.strip().split("+"):
        found = _TERM.fullmatch(term.strip())
        if found is None:
            message = f"`{node.text.strip()}` is no cost"
            scope.report.at(node, "bad-cost", message, help="write `12`, `amount` or `0.3 * amount`")
            return Cost()
        if found["number"] and not found["of"]:
            fixed += Decimal(found["number"])
        else:
            factor += Decimal(found["number"] or found["times"] or 1)
    if factor and not amount:
        advice = "add `amount: money`, or give the cost as a number"
        scope.report.at(
            node, "no-amount", "the cost depends on an amount that the action does not have", help=advice
        )
    try:
        return Cost(fixed_minor=to_minor(fixed, digits=scope.digits), factor=factor)
    except MoneyError as error:
        scope.report.at(node, "bad-amount", error.message)
        return Cost(factor=factor)


# -- parameters ----------------------------------------------------------------------------------------------
def _named(scope: Scope, rows: Rows) -> list[Row]:
    good = []
    for row in rows:
        problem = fact_name_problem(row.name)
        if problem:
            scope.report.at(row.key, "bad-name", problem[0], help=problem[1])
        elif row.name in scope.facts:
            message = f"`{row.name}` is a fact and cannot be a parameter too"
            scope.report.at(
                row.key, "name-clash", message, help="conditions could not tell them apart; rename one"
            )
        else:
            good.append(row)
    return good


def _parameter(scope: Scope, row: Row) -> Parameter:
    if isinstance(row.value, Scalar):
        return Parameter(name=row.name, type=TYPES[row.value.text.strip()], place=place_of(row.key))
    fields: Fields = row.value
    type_ = TYPES[fields.text("type") or "text"]
    values = [read_value(scope, each, type_, name=row.name) for each in fields.scalars("one of")]
    return Parameter(
        name=row.name,
        type=type_,
        one_of=tuple(each for each in values if each is not BAD),
        place=place_of(row.key),
    )


# -- defaults ------------------------------------------------------------------------------------------------
def read_default(scope: Scope, fields: Fields, *, costed: bool) -> Default | None:
    """What `otherwise:` says; None when it is absent."""
    value = fields.get("otherwise")
    if value is None:
        return None
    place = place_of(fields.at("otherwise"))
    if isinstance(value, Scalar):
        return _said_default(scope, value)
    levels = read_levels(scope, value)
    check_levels(scope, levels)
    check_anonymous(scope, levels.anonymous, levels=all_limits(levels))
    if costed:
        check_costed(scope, levels, at=fields.at("otherwise"), what="`otherwise`")
    return Default(kind=Otherwise.LIMITS, limits=levels.limits, anonymous=plain(levels.anonymous), place=place)


def _said_default(scope: Scope, node: Scalar) -> Default | None:
    text, place = node.text.strip(), place_of(node)
    if text in (Otherwise.GO_AHEAD, Otherwise.NO):
        return Default(kind=Otherwise(text), place=place)
    if text == "ask":
        return Default(kind=Otherwise.ASK, authority=scope.authorities[-1], place=place)
    if text.startswith("ask "):
        return Default(kind=Otherwise.ASK, authority=asked(scope, node), place=place)
    if re.match(r"[0-9]|no limit", text):
        limits = read_levels(scope, node)
        return Default(kind=Otherwise.LIMITS, limits=limits.limits, place=place)
    advice = did_you_mean(text, ("go ahead", "no", *(f"ask {name}" for name in scope.authorities)))
    scope.report.at(node, "bad-default", f"`{text}` is no answer that holds otherwise", help=advice)
    return None


def asked(scope: Scope, node: Scalar) -> str | None:
    """The authority of `ask supervisor`."""
    start = len(node.text) - len(node.text.lstrip())
    if not node.text.startswith("ask ", start):
        message = f"`{node.text.strip()}` names nobody to ask"
        named = node.text.strip() if node.text.strip() in scope.authorities else scope.authorities[-1]
        scope.report.at(node, "bad-default", message, help=f"write `ask {named}`")
        return None
    return scope.authority(node, start=start + 4)
