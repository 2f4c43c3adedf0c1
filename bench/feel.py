"""How fast is FEEL, beside other engines and by itself?

    python -m bench.feel                 both tables, and the costs of single conditions
    python -m bench.feel --json FILE     and write the figures to a file
    python -m bench.feel --charts        and draw them into docs/pictures

Two sets: the expressions of the conformance kit whose answers JSON can hold ($LEEWAY_EXTERNAL_DATA), and fifty conditions
as people write them (`feel_conditions.py`) with inputs of which no two are alike. A time is the mean over a set, of the
best of some rounds, from plain Python values to the answer, every conversion in it; making an expression ready is shown
apart. Beside another engine only what both answer right is measured, and the right answers are the kit's, or those of
our reference evaluator, which all others must agree with.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import feel_peers as engines
from bench.charts import Bar, bars
from bench.feel_conditions import CONDITIONS, NAMES, inputs
from bench.feel_peers import Peer, Task
from leeway import feel

ROOT = Path(__file__).resolve().parents[1]
INPUTS = 40
OURS = {
    "Leeway, compiled": engines.compiled,
    "Leeway, tree at hand": engines.by_tree,
}

type Row = dict[str, Any]


def kit_tasks() -> list[Task]:
    """The kit's expressions with a value that JSON can hold, in inputs as well; none when the kit is absent."""
    path = (ROOT / os.environ.get("LEEWAY_EXTERNAL_DATA", "../shared/data") / "feel" / "tck.jsonl").resolve()
    if not path.exists():
        print(f"the kit is left out: {path} is absent")
        return []
    cases = feel.kit.read_cases(path.read_text("utf-8").splitlines())
    tasks = [
        Task(case.expression, [_plain(case.inputs)], [_plain(case.expected)])
        for case in cases
        if case.has_value and not case.types and _is_plain([case.expected, case.inputs])
    ]
    return [task for task in tasks if engines.right(engines.by_tree([task])[0][0], task)]


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | bool | engines.Decimal)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return float(value) if isinstance(value, engines.Decimal) else value


def condition_tasks() -> list[Task]:
    """The fifty conditions, each with its share of distinct inputs."""
    made = inputs(INPUTS * len(CONDITIONS))
    tasks = []
    for number, text in enumerate(CONDITIONS):
        mine = made[number * INPUTS : (number + 1) * INPUTS]
        tree = feel.parse(text, names=NAMES)
        tasks.append(Task(text, mine, [feel.to_json(feel.evaluate(tree, given).value) for given in mine]))
    return tasks


def contest(tasks: Sequence[Task], peers: Sequence[Peer]) -> list[Row]:
    """A row for each of our ways and each peer; beside a peer, how we do on what it answers right."""
    rows = [_row(name, run(tasks), tasks) for name, run in OURS.items()]
    rows.append({**_row("Leeway, from the text", engines.from_text(tasks), tasks)})
    for peer in peers:
        answers, _ = peer.run(tasks)
        shared = [task for task, found in zip(tasks, answers, strict=True) if engines.right(found, task)]
        theirs = _row(peer.name, peer.run(shared), shared)
        ours = {name: _row(name, run(shared), shared)["us"] for name, run in OURS.items()}
        rows.append({**theirs, "of": len(tasks), "ours_us": ours})
    return rows


def _row(name: str, outcome: tuple[list[list[Any]], float], tasks: Sequence[Task]) -> Row:
    answers, ns = outcome
    wrong = [task.text for task, found in zip(tasks, answers, strict=True) if not engines.right(found, task)]
    assert not wrong, f"{name} answers otherwise: {wrong[:3]}"
    return {"name": name, "right": len(tasks), "us": ns / sum(len(task.inputs) for task in tasks) / 1_000}


def print_table(title: str, rows: Sequence[Row], ready_us: float) -> None:
    """Print a set's rows."""
    print(f"\n{title}\n{'':24}{'right':>8}{'µs':>12}   Leeway on the same, µs")
    for row in rows:
        beside = ""
        if "ours_us" in row:
            beside = ", ".join(f"{us:.2f} ({row['us'] / us:,.1f} times)" for us in row["ours_us"].values())
        print(f"{row['name']:24}{row['right']:>8,}{row['us']:>12,.2f}   {beside}")
    print(f"Making an expression ready (reading, compiling), once: {ready_us:,.0f} µs")


def draw(sets: Mapping[str, Sequence[Row]]) -> None:
    """Charts for the documentation."""
    for name, rows in sets.items():
        drawn = [Bar(_label(row), row["us"], f"{row['us']:,.1f} µs", ours="of" not in row) for row in rows]
        says = "Mean time for one answer in µs, conversion of inputs in it; peers on what they answer right. Less is better."
        bars(
            ROOT / "docs" / "pictures" / f"feel-{name}.svg",
            title=f"FEEL: {TITLES[name]}",
            says=says,
            rows=drawn,
        )


def _label(row: Row) -> str:
    """A row's name, with how much of the set it answers right when that is not all."""
    return (
        row["name"]
        if row.get("of", row["right"]) == row["right"]
        else f"{row['name']} ({row['right']} of {row['of']})"
    )


TITLES = {"conditions": "fifty conditions, inputs all distinct", "kit": "expressions of the conformance kit"}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--json", type=Path)
    options.add_argument("--charts", action="store_true")
    arguments = options.parse_args()
    peers = engines.peers()
    sets: dict[str, list[Row]] = {}
    for name, tasks in (("conditions", condition_tasks()), ("kit", kit_tasks())):
        if tasks:
            sets[name] = contest(tasks, peers)
            print_table(TITLES[name], sets[name], engines.compiling_us(tasks))
    if arguments.json:
        arguments.json.write_text(json.dumps(sets, indent=1), "utf-8")
    if arguments.charts:
        draw(sets)


if __name__ == "__main__":
    main()
