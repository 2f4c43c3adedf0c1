"""Why did an operation have no result? One exception, which the evaluator turns into null or ERROR."""

from __future__ import annotations


class Failed(Exception):  # noqa: N818 - in FEEL an operation without a result is an outcome, not an error
    """An operation has no result: the reason as a short kebab-case code and a sentence, and what helps."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


def arguments(count: int) -> str:
    """So many arguments, in words.

    >>> arguments(1), arguments(2)
    ('1 argument', '2 arguments')
    """
    return f"{count} argument" if count == 1 else f"{count} arguments"
