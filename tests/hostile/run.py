"""Runs attempts in a process of its own and prints what came of them, so that hangs and memory can be measured.

    python -m tests.hostile.run attempts FIRST COUNT      attempts by number
    python -m tests.hostile.run bombs FIRST COUNT         bombs by their place among all of them

Before each attempt its number goes to the standard error, so that one that never ends can be named.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

SECONDS_MAX = 1.0 if os.environ.get("LEEWAY_FULL") == "1" else 3.0
"""Of the processor's time, for an attempt; an everyday run shares the machine and looks for what gets out of hand."""
GIVE_UP_SECONDS = 5


class TooLongError(BaseException):
    """An attempt that would not end; no code may catch it."""


def bombs() -> list[Callable[[], str]]:
    """All bombs, each ready to go off."""
    from tests.hostile import attempts
    from tests.hostile import bombs as made

    found: list[Callable[[], str]] = [partial(attempts.evaluate, text) for text in made.EXPRESSIONS]
    found += [partial(attempts.load, {"bomb.yaml": text}) for text in made.BOOKS]
    found += [
        partial(attempts.load, {"book.yaml": "book: b\ncurrency: EUR\n", "policies/p.yaml": text})
        for text in made.BOOKS
    ]
    found += [partial(asked_blindly, text) for text in made.ASKED]
    return found + [partial(attempts.ask, text) for text in made.REQUESTS]


def asked_blindly(text: str) -> str:
    """Ask a book about its action while no fact is known: the questions must not explode."""
    from leeway import decide, policy
    from tests.hostile.attempts import ANSWER, AT, DIAGNOSTIC

    book = policy.load_texts({"bomb.yaml": text}).book
    if book is None:
        return DIAGNOSTIC
    actor = decide.Actor(id="nina", authority=book.authorities[0])
    request = decide.Request(action="go", actor=actor, at=AT)
    assert decide.decide(book, request, {}) == decide.Engine(book).decide(request, {})
    return ANSWER


def attempt_all(chosen: list[tuple[int, Callable[[], str]]]) -> dict[str, Any]:
    """Try each; how many ended how, which failed and why, the slowest, the most memory."""
    counts: Counter[str] = Counter()
    failed: list[str] = []
    slowest = (0.0, -1)
    signal.signal(signal.SIGPROF, _give_up)
    for number, attempt in chosen:
        print(number, file=sys.stderr, flush=True)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, GIVE_UP_SECONDS)
        try:
            counts[attempt()] += 1
        except TooLongError:
            failed.append(f"{number}: would not end: {_innermost()}")
        except Exception:  # noqa: BLE001 - any at all is what is looked for
            failed.append(f"{number}: {_innermost()}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        spent = time.process_time() - begun
        slowest = max(slowest, (spent, number))
        if spent > SECONDS_MAX:
            failed.append(f"{number}: took {spent:.1f} s")
    return {"counts": counts, "failed": failed, "slowest": slowest, "peak_mib": round(_peak_kib() / 1024)}


def _peak_kib() -> int:
    """The most memory this process had; what the system counts for it begins with that of who started it."""
    kept = Path("/proc/self/status")
    if kept.exists():
        return next(int(line.split()[1]) for line in kept.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _give_up(*_: Any) -> None:
    raise TooLongError


def _innermost() -> str:
    kind, error, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    return f"{kind.__name__ if kind else '?'}: {str(error)[:150]} at {place}"


def main(what: str, first: str, count: str) -> None:
    """Try them and print the result as JSON."""
    numbers = range(int(first), int(first) + int(count))
    if what == "bombs":
        every = bombs()
        chosen = [(number, every[number]) for number in numbers if number < len(every)]
    else:
        from tests.hostile.attempts import attempt, engines, sound_conditions

        engines(), sound_conditions()  # made once, not in the first attempt's time
        chosen = [(number, partial(attempt, number)) for number in numbers]
    print(json.dumps(attempt_all(chosen)))


if __name__ == "__main__":
    main(*sys.argv[1:])
