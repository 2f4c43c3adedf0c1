"""Do the books of the airline and the online shop judge recorded actions as the published policies do?

    python bench/recorded.py FILE…           outcomes by label
    python bench/recorded.py --list FILE…    and each miss with the clause that decided
    python bench/recorded.py --json FILE…    the figures of all files together

Each FILE has one recorded action a line. To decide, only its `domain`, `policy_version`, `action` and `facts`
are read (`request_of`); labels are read by the tally alone, in `recorded_tally.py`. What has no book is left
out, and the report says so.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that it also runs as a script

from bench import recorded_airline, recorded_retail  # noqa: E402
from bench.recorded_tally import INVALID, LABELS, OUTCOMES, Judged, Tally, label_of  # noqa: E402
from leeway import decide, policy  # noqa: E402

BOOKS = {domain: ROOT / "books" / domain for domain in ("airline", "retail")}


class UnreadableError(Exception):
    """A file that is not a list of recorded actions; its text says where."""


def request_of(
    domain: str, policy_version: object, action: Mapping[str, Any], facts: Mapping[str, Any]
) -> decide.Request | None:
    """The request that a recorded action amounts to; None when there is no book or no such action for it."""
    if domain == "airline":
        return recorded_airline.request_of(policy_version, action, facts)
    return recorded_retail.request_of(action, facts) if domain == "retail" else None


def decision_of(engine: decide.Engine, record: Mapping[str, Any]) -> decide.Decision | None:
    """The book's answer to a recorded action, from nothing but these four of its members."""
    request = request_of(record["domain"], record.get("policy_version"), record["action"], record["facts"])
    return None if request is None else engine.decide(request, {})


def book_of(domain: str) -> policy.Book:
    """The policy book of a domain.

    Raises:
        UnreadableError: The book has a mistake; the text shows each.
    """
    loaded = policy.load(BOOKS[domain])
    if loaded.book is None:
        raise UnreadableError("\n".join(found.render() for found in loaded.diagnostics))
    return loaded.book


class Count:
    """What came of the actions of some files: a tally for each domain with a book, and what was left out."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = {}
        self.left_out: Counter[str] = Counter()

    def add(self, record: Mapping[str, Any], answer: Judged | str) -> None:
        """Count an answer under the label of its record, or why there is none."""
        if isinstance(answer, str):
            self.left_out[answer] += 1
        elif (label := label_of(record)) not in LABELS:
            self.left_out[f"{record['domain']}: labelled {label}"] += 1
        else:
            tally = self.tallies.setdefault(record["domain"], Tally())
            tally.add(answer, label=label, violated=record.get("violated") or ())


def answer_to(record: Mapping[str, Any], engines: Mapping[str, decide.Engine]) -> Judged | str:
    """The book's answer to a recorded action, or the reason why there is none; labels are not looked at."""
    domain = record["domain"]
    if domain not in engines:
        return f"{domain}: no book yet"
    name = str(record.get("id", ""))
    try:
        decision = decision_of(engines[domain], record)
    except decide.RequestError:
        return Judged(record=name, outcome=INVALID, clauses=())
    if decision is None:
        return f"{domain}: {record['action'].get('name')}: no such action in the book"
    clauses = tuple(dict.fromkeys(reason.clause for reason in decision.reasons if reason.clause))
    return Judged(record=name, outcome=decision.outcome.value, clauses=clauses)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The recorded actions of a file, in its order.

    Raises:
        UnreadableError: The file cannot be read, or a line is not a recorded action.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise UnreadableError(f"{path}: cannot be read: {problem}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _record(line, place=f"{path}:{number}")


def _record(line: str, *, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as problem:
        raise UnreadableError(f"{place}: not JSON: {problem.msg}") from None
    needed = {"domain": str, "action": dict, "facts": dict}
    if not isinstance(record, dict) or any(
        not isinstance(record.get(name), kind) for name, kind in needed.items()
    ):
        raise UnreadableError(f"{place}: a recorded action has a domain, an action and facts")
    return record


def report(name: str, count: Count, *, is_listing: bool) -> Iterator[str]:
    """The lines that say what came of a file."""
    yield name
    for domain, tally in sorted(count.tallies.items()):
        yield f"  {domain:16}" + "".join(
            f"{word.replace('_', ' '):>10}" for word in ("all", *OUTCOMES, INVALID)
        )
        for label in LABELS:
            if tally.all(label):
                cells = (
                    tally.all(label),
                    *(tally.outcomes[label, outcome] for outcome in (*OUTCOMES, INVALID)),
                )
                yield f"    {label.replace('_', ' '):14}" + "".join(f"{cell:>10}" for cell in cells)
        if violations := tally.all("violation"):
            yield f"    violations stopped: {tally.stopped('violation')} of {violations}"
            yield f"    stopped by a clause about the thing violated: {tally.fitting} of {violations}"
        yield from (f"    miss: {miss}" for miss in tally.misses if is_listing)
    yield from (f"  left out: {count.left_out[what]:5} {what}" for what in sorted(count.left_out))


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 0 when all files could be judged, 2 when one could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true", help="print the figures of all files together as JSON")
    parser.add_argument("--list", action="store_true", help="name each miss and the clauses that decided")
    chosen = parser.parse_args(arguments)
    together = Count()
    lines: list[str] = []
    try:
        engines = {domain: decide.Engine(book_of(domain)) for domain in BOOKS}
        for path in chosen.files:
            single = Count()
            for record in records(path):
                answer = answer_to(record, engines)
                single.add(record, answer)
                together.add(record, answer)
            lines += report(path.name, single, is_listing=chosen.list)
    except UnreadableError as problem:
        print(problem, file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps({domain: tally.figures() for domain, tally in sorted(together.tallies.items())}))
        lines = [line for line in lines if line.lstrip().startswith(("left out", "miss"))]
    print("\n".join(lines), file=sys.stderr if chosen.json else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
