"""ZEN (GoRules, Rust, `zen-engine`): a decision table that collects all rows, loaded and compiled once.

Each fact has a column of its own, as tables are meant to be written, so that the engine can index them; what several
facts decide together stands in one more column.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import zen

from bench.peers.clauses import BOOLEANS, NUMBERS, TEXTS, Answer, Clause, Deciding, Facts, Test

HOW = "decision table, hit policy collect, a column a fact"
COLUMNS = ("action", *TEXTS, *NUMBERS, *BOOLEANS)
BACK = {">=": "[", ">": "("}


def load(clauses: Sequence[Clause]) -> Deciding:
    """The clauses as rows of one decision table, ready to be asked."""
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(json.dumps(_graph(clauses))))
    evaluate = decision.evaluate
    forbidding = {clause.name for clause in clauses if clause.forbids}

    def decide(facts: Facts) -> Answer:
        rows = evaluate(facts | {"ordered": facts["ordered"].isoformat()})["result"]
        names = [row["clause"] for row in (rows if isinstance(rows, list) else [rows] if rows else [])]
        return bool(names) and forbidding.isdisjoint(names), names

    return decide


def _graph(clauses: Sequence[Clause]) -> dict[str, Any]:
    inputs = [{"id": f"i-{name}", "name": name, "field": name} for name in COLUMNS]
    content = {
        "hitPolicy": "collect",
        "inputs": [*inputs, {"id": "i-rest", "name": "rest", "field": ""}],
        "outputs": [{"id": "o-clause", "name": "clause", "field": "clause"}],
        "rules": list(map(_row, clauses)),
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    nodes = [("in", "inputNode", None), ("table", "decisionTableNode", content), ("out", "outputNode", None)]
    return {
        "nodes": [
            {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}}
            | ({"content": holds} if holds else {})
            for name, kind, holds in nodes
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "e2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def _row(clause: Clause) -> dict[str, str]:
    cells = {"i-action": ", ".join(map(_value, clause.actions))}
    rest = []
    for test in clause.tests:
        cell = f"i-{test.fact}"
        if test.fact not in COLUMNS:
            rest.append(_condition(test))
        elif test.sign in ("=", "in"):
            cells[cell] = ", ".join(map(_value, test.value if test.sign == "in" else (test.value,)))
        else:
            tested = _value(test.value) if test.sign == "is" else f"{test.sign} {test.value}"
            cells[cell] = f"{cells[cell]} and {tested}" if cell in cells else tested
    empty = {f"i-{name}": "" for name in COLUMNS}
    return {"_id": clause.name, **empty, **cells, "i-rest": " and ".join(rest), "o-clause": f'"{clause.name}"'}


def _condition(test: Test) -> str:
    if test.sign == "any":
        return f"({' or '.join(map(_condition, test.value))})"
    if test.sign in ("has", "lacks"):
        contains = f"{_value(test.value)} in {test.fact}"
        return contains if test.sign == "has" else f"not ({contains})"
    if test.fact == "ordered":
        return f'date(ordered) {test.sign} date("{test.value}")'
    return f"{test.fact} {test.sign} {_value(test.value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
