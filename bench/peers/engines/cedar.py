"""Cedar (Rust, `cedarpy`): policies and entities parsed once; the context is a dict, dates are its datetimes.

`is_authorized` names the policies that determine the answer: the forbidding ones alone where there is one. To get all
that hold in one call, every clause is a `permit`, and what forbids is told apart afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cedarpy

from bench.peers.clauses import Answer, Clause, Deciding, Facts, Test

HOW = "PolicySet and Entities parsed once, all clauses permits"


def load(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as one parsed policy set, ready to be asked."""
    policies = cedarpy.PolicySet.from_str("\n".join(map(_policy, clauses)))
    entities = cedarpy.Entities.from_json_str("[]")
    forbidding = {clause.name for clause in clauses if clause.forbids}
    is_authorized = cedarpy.is_authorized

    def decide(facts: Facts) -> Answer:
        context = dict(facts)
        action = context.pop("action")
        context["ordered"] = {"__extn": {"fn": "datetime", "arg": context["ordered"].isoformat()}}
        request = {
            "principal": 'User::"u"',
            "action": f'Action::"{action}"',
            "resource": 'Order::"o"',
            "context": context,
        }
        found = is_authorized(request, policies, entities).diagnostics.id_annotations_by_reason.values()
        return bool(found) and forbidding.isdisjoint(found), list(found)

    return decide


def _policy(clause: Clause) -> str:
    actions = ", ".join(f'Action::"{name}"' for name in clause.actions)
    scope = f"action == {actions}" if len(clause.actions) == 1 else f"action in [{actions}]"
    return f'@id("{clause.name}")\npermit(principal, {scope}, resource) when {{ {" && ".join(map(_condition, clause.tests))} }};'


def _condition(test: Test) -> str:
    if test.sign == "any":
        return f"({' || '.join(map(_condition, test.value))})"
    fact = f"context.{test.fact}"
    if test.sign == "in":
        return f"[{', '.join(map(_value, test.value))}].contains({fact})"
    if test.sign in ("has", "lacks"):
        contains = f"{fact}.contains({_value(test.value)})"
        return contains if test.sign == "has" else f"!{contains}"
    if test.sign == "is":
        return fact if test.value else f"!{fact}"
    return f"{fact} {'==' if test.sign == '=' else test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f'datetime("{value}")'
