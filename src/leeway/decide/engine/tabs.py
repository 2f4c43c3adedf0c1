"""What would a clause take from its meters, and what room have they? Templates, written out as code.

Templates of the same build (which scopes, which calendar windows, what has a cap) share one piece of code, so
that a book of thousands of clauses needs a dozen. Nothing is filled in that a request does not change: only
whose meters they are, when their windows began and what was used. Start reading at `Tab`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from leeway.decide.decision import MeterLine
from leeway.ledger import Meter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from leeway.decide.engine.charging import Template

    type Used = Callable[[Meter, int], int]
    """`get` of the balances: what was used of a meter, or the second where nothing was."""
    type Since = Mapping[str | None, datetime | None]
    type Room = Callable[[Used, Mapping[str, str], Since], float]
    type Lines = Callable[[Used, Mapping[str, str], Since, int], tuple[tuple[MeterLine, ...], float]]
    type Build = tuple[tuple[str, str | None, bool, bool], ...]
    """Scope, the key of the calendar window, whether it counts, whether it has a cap: for each line."""


@dataclass(frozen=True, slots=True, eq=False)
class Tab:
    """What a clause takes at one level, ready to be worked out."""

    room: Room
    """The largest cost its meters have room for: without end until a limit on cost says less, below zero where
    a count is used up."""
    lines: Lines
    """What it takes from each meter, and the room they have."""


@dataclass(frozen=True, slots=True, eq=False)
class Tabs:
    """The tab of a template where something is paid, and where nothing is: then only what counts is charged."""

    paid: Tab
    free: Tab

    @classmethod
    def of(cls, template: Template) -> Tabs:
        """A template, written out."""
        return cls(_written(template), _written(tuple(line for line in template if line.counts)))


def _written(template: Template) -> Tab:
    build = tuple((each.scope, each.since, each.counts, each.cap is not None) for each in template)
    return Tab(*_writer(build)(template))


@cache
def _writer(build: Build) -> Callable[[Template], tuple[Room, Lines]]:
    """What makes the two functions of a template of this build."""
    constants = [
        f"(clause_{at}, measure_{at}, scope_{at}, window_{at}, _, _, cap_{at}, _)" for at in range(len(build))
    ]
    code = [
        "def bind(template):",
        f"    {', '.join(constants)}, = template" if build else "",
        "    def room(get, subjects, since):",
        *_subjects(build),
        *(
            f"        used_{at} = get({_meter(at, build)}, 0)"
            for at, (*_, capped) in enumerate(build)
            if capped
        ),
        *_room(build),
        "        return room",
        "    def lines(get, subjects, since, cost):",
        *_subjects(build),
    ]
    for at in range(len(build)):
        code += [
            f"        meter_{at} = new(Meter, {_meter(at, build)})",
            f"        used_{at} = get(meter_{at}, 0)",
        ]
    each = [
        f"new(MeterLine, (meter_{at}, cap_{at}, used_{at}, {1 if counts else 'cost'}))"
        for at, (_, _, counts, _) in enumerate(build)
    ]
    code += [
        *_room(build),
        f"        return ({''.join(f'{line}, ' for line in each)}), room",
        "    return room, lines",
    ]
    known = {"new": tuple.__new__, "Meter": Meter, "MeterLine": MeterLine, "inf": inf}
    exec("\n".join(code), known)  # noqa: S102 - only code that we wrote
    bind: Callable[[Template], tuple[Room, Lines]] = known["bind"]  # type: ignore[assignment]
    return bind


def _subjects(build: Build) -> Iterator[str]:
    """Whose meters they are, and when the windows began, looked up once each."""
    for scope in dict.fromkeys(scope for scope, *_ in build):
        yield f"        {scope} = subjects[{scope!r}]"
    for number, since in enumerate(_windows(build)):
        yield f"        since_{number} = since[{since!r}]"


def _windows(build: Build) -> list[str]:
    return list(dict.fromkeys(since for _, since, *_ in build if since is not None))


def _meter(at: int, build: Build) -> str:
    """The key of a meter, which is as good as the meter itself: that is a tuple too."""
    scope, since, *_ = build[at]
    began = None if since is None else f"since_{_windows(build).index(since)}"
    return f"(clause_{at}, measure_{at}, scope_{at}, window_{at}, {scope}, {began})"


def _room(build: Build) -> Iterator[str]:
    paid = [at for at, (_, _, counts, capped) in enumerate(build) if capped and not counts]
    yield f"        room = cap_{paid[0]} - used_{paid[0]}" if paid else "        room = inf"
    for at in paid[1:]:
        yield f"        if cap_{at} - used_{at} < room: room = cap_{at} - used_{at}"
    for at, (_, _, counts, capped) in enumerate(build):
        if capped and counts:
            yield f"        if used_{at} >= cap_{at} and room > -1: room = -1"
