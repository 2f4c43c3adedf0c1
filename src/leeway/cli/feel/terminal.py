"""How is a conversation about expressions held? A line at a time, at a terminal or from a pipe.

At a terminal lines are edited, remembered and completed; from a pipe they are read as they are.
What is answered is up to `session.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from leeway.cli.feel.session import Answer, Session

if TYPE_CHECKING:
    from collections.abc import Callable

PROMPT, GOING_ON = "feel> ", "  ... "


def converse(session: Session) -> bool:
    """Answer every line until it is over; whether all that was asked had a value."""
    fine = True
    read = _reader(session) if sys.stdin.isatty() and sys.stdout.isatty() else _piped
    wants_more = False
    while True:
        try:
            line = read(GOING_ON if wants_more else PROMPT)
        except KeyboardInterrupt:
            session.give_up()
            wants_more = False
            continue
        except EOFError:
            break
        answer = session.answer(line)
        _show(answer)
        wants_more, fine = answer.wants_more, fine and not answer.problems
        if answer.is_over:
            return fine
    if wants_more:
        last = session.answer("")
        _show(last)
        fine = fine and not last.problems
    return fine


def _show(answer: Answer) -> None:
    if answer.text:
        typer.echo(answer.text)
    for problem in answer.problems:
        typer.echo(problem, err=True)


def _piped(_prompt: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _reader(session: Session) -> Callable[[str], str]:
    """What reads a line at a terminal, with completion and with what was entered before."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory

    from leeway.desk import home_folder

    class Completing(Completer):
        """Completes what a session knows."""

        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            del complete_event
            for text, length in session.completions(document.text_before_cursor):
                yield Completion(text, start_position=-length)

    folder = home_folder()
    folder.mkdir(parents=True, exist_ok=True)
    history = FileHistory(str(folder / "feel-history"))
    prompting: PromptSession[Any] = PromptSession(
        history=history, completer=Completing(), complete_while_typing=False
    )
    return prompting.prompt
