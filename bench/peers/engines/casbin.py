"""Casbin (Python, `casbin`): an attribute-based model whose policies carry their condition, the action compared first.

`enforce` stops at the clause that settles the answer and names none but it. To get all, the effects settle nothing and a
function of the matcher, called only where the rest of it held, notes the clause.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import casbin

from bench.peers.clauses import Answer, Clause, Deciding, Facts, Test

HOW = "ABAC model, the action compared first"
MODEL = """
[request_definition]
r = sub, act
[policy_definition]
p = act, sub_rule, clause, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.act == p.act && eval(p.sub_rule) && note(p.clause)
"""


def load(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as policies of one enforcer, ready to be asked."""
    logging.disable(logging.CRITICAL)
    model = casbin.Model()
    model.load_model_from_text(MODEL)
    enforcer = casbin.Enforcer(model)
    enforcer.add_policies(
        [[action, _rule(clause), clause.name, "note"] for clause in clauses for action in clause.actions]
    )
    noted: list[str] = []
    enforcer.add_function("note", lambda name: noted.append(name) or True)
    forbidding = {clause.name for clause in clauses if clause.forbids}

    def decide(facts: Facts) -> Answer:
        noted.clear()
        enforcer.enforce(SimpleNamespace(**facts | {"ordered": facts["ordered"].isoformat()}), facts["action"])
        return bool(noted) and forbidding.isdisjoint(noted), list(noted)

    return decide


def _rule(clause: Clause) -> str:
    return " and ".join(map(_condition, clause.tests))


def _condition(test: Test) -> str:
    if test.sign == "any":
        return f"({' or '.join(map(_condition, test.value))})"
    fact = f"r.sub.{test.fact}"
    if test.sign == "in":
        return f"{fact} in ({', '.join(map(_value, test.value))})"
    if test.sign in ("has", "lacks"):
        return f"{_value(test.value)} {'in' if test.sign == 'has' else 'not in'} {fact}"
    if test.sign == "is":
        return fact if test.value else f"not {fact}"
    return f"{fact} {'==' if test.sign == '=' else test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"
