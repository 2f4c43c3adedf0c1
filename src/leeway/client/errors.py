"""What can go wrong when a desk is asked? One small tree of errors, each with fields.

LeewayError
├── ProblemError      the desk says what is wrong: `status`, `code`, `detail`, `problems`
└── UnreachableError  no answer came, however often it was tried; a decision may stand: send its key again
"""

from __future__ import annotations

from dataclasses import dataclass


class LeewayError(Exception):
    """The root of everything the client raises."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was sent; `pointer` is a JSON pointer into the body."""

    code: str
    pointer: str
    detail: str
    help: str | None = None


class ProblemError(LeewayError):
    """The desk refuses a request, and says why."""

    def __init__(self, status: int, code: str, detail: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{detail} ({code}, {status})")
        self.status, self.code, self.detail, self.problems = status, code, detail, problems


class UnreachableError(LeewayError):
    """No answer came; with a key, sending it again is safe."""
