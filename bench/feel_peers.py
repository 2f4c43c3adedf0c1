"""How do other FEEL engines answer, and how fast? bkflow-feel (Python) and feelin (Node), where they are installed.

    uv pip install bkflow-feel            # in an environment of its own: it wants an old pytz
    npm install @bpmn-io/feelin           # LEEWAY_NODE_MODULES names the folder node_modules

Each is asked with the text, as their documentation has it: neither offers anything to keep. bkflow-feel is asked once
more with the trees kept by hand, which its parts allow.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from leeway import feel

ROUNDS = 5


class Task(NamedTuple):
    """An expression, the inputs it is asked with, and the right answers."""

    text: str
    inputs: Sequence[dict[str, Any]]
    answers: Sequence[Any]


class Peer(NamedTuple):
    """Another engine: `run` gives its answers to tasks and the nanoseconds of its best round over all of them."""

    name: str
    run: Callable[[Sequence[Task]], tuple[list[list[Any]], float]]


def peers() -> list[Peer]:
    """Those that are installed; of the others a line says what is missing."""
    bkflow, kept, feelin = _bkflow(keeping=False), _bkflow(keeping=True), _feelin()
    if bkflow is None:
        print("bkflow-feel: left out, it is not installed")
    if feelin is None:
        print("feelin: left out, Node or @bpmn-io/feelin is not installed")
    asked = {"bkflow-feel": bkflow, "bkflow-feel, trees kept": kept, "feelin": feelin}
    return [Peer(name, run) for name, run in asked.items() if run is not None]


def best_ns(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """The shortest time of some rounds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter_ns()
        work()
        shortest = min(shortest, time.perf_counter_ns() - start)
    return shortest


def is_right(answer: Any, expected: Any) -> bool:
    """Whether an answer, whatever kind of number it holds, is the expected one."""
    if isinstance(expected, bool) or isinstance(answer, bool) or expected is None:
        return answer is expected
    if isinstance(expected, int | float | Decimal):
        is_number = isinstance(answer, int | float | Decimal)
        return is_number and abs(Decimal(str(answer)) - Decimal(str(expected))) < Decimal("1E-8")
    if isinstance(expected, list | tuple):
        return (
            isinstance(answer, list | tuple)
            and len(answer) == len(expected)
            and all(map(is_right, answer, expected))
        )
    if isinstance(expected, dict):
        return (
            isinstance(answer, dict)
            and answer.keys() == expected.keys()
            and all(is_right(answer[key], each) for key, each in expected.items())
        )
    return bool(answer == expected)


def right(answers: Sequence[Any], task: Task) -> bool:
    """Whether every answer to a task is right."""
    return all(is_right(answer, expected) for answer, expected in zip(answers, task.answers, strict=True))


# -- Leeway ------------------------------------------------------------------------------------
def compiled(tasks: Sequence[Task]) -> tuple[list[list[Any]], float]:
    """Leeway, compiled once for each expression."""
    ready = [(feel.compile(task.text, names=_names(task)), task.inputs) for task in tasks]
    answers = [[feel.to_json(code.evaluate(given).value) for given in inputs] for code, inputs in ready]

    def work() -> None:
        for code, inputs in ready:
            for given in inputs:
                code.evaluate(given)

    return answers, best_ns(work)


def by_tree(tasks: Sequence[Task]) -> tuple[list[list[Any]], float]:
    """Leeway's reference evaluator, with the tree at hand; nothing is worked out ahead."""
    ready = [(feel.parse(task.text, names=_names(task)), task.inputs) for task in tasks]
    answers = [[feel.to_json(feel.evaluate(tree, given).value) for given in inputs] for tree, inputs in ready]

    def work() -> None:
        for tree, inputs in ready:
            for given in inputs:
                feel.evaluate(tree, given)

    return answers, best_ns(work)


def from_text(tasks: Sequence[Task]) -> tuple[list[list[Any]], float]:
    """Leeway from the text each time, as a program does that asks once."""

    def work() -> list[list[Any]]:
        return [
            [feel.to_json(feel.evaluate(task.text, given).value) for given in task.inputs] for task in tasks
        ]

    return work(), best_ns(work, rounds=2)


def compiling_us(tasks: Sequence[Task]) -> float:
    """What it takes to make one expression ready, in microseconds: reading and compiling."""
    ns = best_ns(lambda: [feel.compile(task.text, names=_names(task)) for task in tasks], rounds=2)
    return ns / len(tasks) / 1_000


def _names(task: Task) -> frozenset[str]:
    return frozenset(task.inputs[0])


# -- the others ----------------------------------------------------------------------------------
def _bkflow(*, keeping: bool) -> Callable[[Sequence[Task]], tuple[list[list[Any]], float]] | None:
    try:
        import bkflow_feel
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)

    def ask(tree: Any, given: dict[str, Any]) -> Any:
        try:
            return tree.evaluate(given)
        except Exception as problem:  # noqa: BLE001 - whatever it raises is its answer
            return problem

    def read(text: str) -> Any:
        try:
            return bkflow_feel.transformer.transform(bkflow_feel.parser.parse(text))
        except Exception as problem:  # noqa: BLE001
            return problem

    def run(tasks: Sequence[Task]) -> tuple[list[list[Any]], float]:
        ready = [(read(task.text), task) for task in tasks]
        answers = [[ask(tree, given) for given in task.inputs] for tree, task in ready]

        def work() -> None:
            for tree, task in ready:
                for given in task.inputs:
                    ask(tree if keeping else read(task.text), given)

        return answers, best_ns(work, rounds=3 if keeping else 1)

    return run


def _feelin() -> Callable[[Sequence[Task]], tuple[list[list[Any]], float]] | None:
    modules = Path(os.environ.get("LEEWAY_NODE_MODULES", "node_modules")).resolve()
    node = shutil.which("node")
    if node is None or not (modules / "@bpmn-io" / "feelin").is_dir():
        return None

    def run(tasks: Sequence[Task]) -> tuple[list[list[Any]], float]:
        asked = [{"text": task.text, "inputs": list(task.inputs)} for task in tasks]
        question = json.dumps({"modules": str(modules), "tasks": asked, "rounds": ROUNDS}, default=float)
        script = Path(__file__).with_name("feel_feelin.mjs")
        ended = subprocess.run([node, script], input=question, capture_output=True, text=True, check=True)
        found = json.loads(ended.stdout)
        return found["answers"], float(found["ns"])

    return run
