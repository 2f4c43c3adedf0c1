"""Rego, by two engines: rego-cpp (`regopy`) and regorus (`regorus`, not on PyPI; measured where it is installed).

Two partial sets, of what forbids and of what allows, built or compiled once; a request sets the input and reads both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bench.peers.clauses import Answer, Clause, Deciding, Facts, Test

HOW = "two partial sets, built once"
SETS = ("forbidding", "allowing")


def load_regopy(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as a bundle of rego-cpp with an entry point for each of the two sets."""
    import regopy

    interpreter = regopy.Interpreter()
    interpreter.add_module("contest", _module(clauses))
    bundle = interpreter.build(None, [f"contest/{each}" for each in SETS])

    def decide(facts: Facts) -> Answer:
        interpreter.set_input(regopy.Input(facts | {"ordered": facts["ordered"].isoformat()}))
        forbidding, allowing = (
            json.loads(str(interpreter.query_bundle_entrypoint(bundle, f"contest/{each}")))["expressions"][0]
            for each in SETS
        )
        return bool(allowing) and not forbidding, forbidding + allowing

    return decide


def load_regorus(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as a policy of regorus."""
    import regorus

    engine = regorus.Engine()
    engine.set_policy_length_config(max_col=100_000, max_file_bytes=1 << 28, max_lines=1 << 22)
    engine.add_policy("contest.rego", _module(clauses))

    def decide(facts: Facts) -> Answer:
        engine.set_input(facts | {"ordered": facts["ordered"].isoformat()})
        forbidding, allowing = (list(engine.eval_rule(f"data.contest.{each}")) for each in SETS)
        return bool(allowing) and not forbidding, forbidding + allowing

    return decide


def _module(clauses: Sequence[Clause]) -> str:
    rules = [
        "forbidding contains name if { false; name := input.action }",
        "allowing contains name if { false; name := input.action }",
    ]
    auxiliary: list[str] = []
    for clause in clauses:
        names = ", ".join(map(_value, clause.actions))
        body = [f"input.action == {names}" if len(clause.actions) == 1 else f"input.action in {{{names}}}"]
        for number, test in enumerate(clause.tests):
            if test.sign == "any":
                body.append(f"{clause.name}_{number}")
                auxiliary += [f"{clause.name}_{number} if {_condition(each)}" for each in test.value]
            else:
                body.append(_condition(test))
        rules.append(f'{SETS[not clause.forbids]} contains "{clause.name}" if {{ {"; ".join(body)} }}')
    return "\n".join(["package contest", "import rego.v1", *rules, *auxiliary]) + "\n"


def _condition(test: Test) -> str:
    fact = f"input.{test.fact}"
    if test.sign == "in":
        return f"{fact} in {{{', '.join(map(_value, test.value))}}}"
    if test.sign in ("has", "lacks"):
        return f"{'' if test.sign == 'has' else 'not '}{_value(test.value)} in {fact}"
    if test.sign == "is":
        return fact if test.value else f"not {fact}"
    return f"{fact} {'==' if test.sign == '=' else test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'
