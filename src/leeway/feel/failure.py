"""Why did an operation have no result? One exception, which the evaluator turns into null or ERROR."""

from __future__ import annotations


class Failed(Exception):
    """An operation has no result: the reason as a short kebab-case code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
