"""What does a YAML error mean for somebody who writes a policy? libyaml's complaints in our words.

A condition that YAML bends (`when: "gold" in tiers`) is the most common one: it gets the advice to stand in a
block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from leeway.policy.loader.text.source import Source


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a file's text: kebab name, sentence, from where to where, and advice.

    `fatal` says that nothing after it could be read.
    """

    name: str
    message: str
    start: int
    end: int
    help: str | None = None
    fatal: bool = False


_INDENT = "indent with spaces, and the keys that belong together equally deep"
_QUOTES = "put the whole text in quotes, or below the key after `|` or `>`"
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon followed by a space begins a new key here", _QUOTES),
    ("block sequence entries are not allowed", "a list cannot begin on this line", "begin it on the next line"),
    ("did not find expected key", "this does not continue the mapping above", _QUOTES),
    ("did not find expected '-' indicator", "this does not continue the list above", _INDENT),
    ("could not find expected ':'", "the key before has no colon", "write `key: value`"),
    ("did not find expected ',' or ']'", "the list in brackets is not closed", "end it with `]`"),
    ("did not find expected ',' or '}'", "the mapping in braces is not closed", "end it with `}`; " + _QUOTES),
    ("found unexpected end of stream", "the quotes that begin here are not closed", "close them"),
    (
        "unknown escape character",
        "a backslash in double quotes begins an escape that does not exist",
        "use `'` quotes",
    ),
    (
        "expected comment or line break",
        "nothing may follow `|` or `>` on its line",
        "begin the text on the next line",
    ),
    ("did not find expected node content", "this character cannot begin a value", _QUOTES),
    ("expected <document start>", "this stands less deep than the first line of the file", _INDENT),
    ("incompatible YAML document", "this YAML version is not known", "remove the line"),
)
_CONDITION = re.compile(r"^(?:\s|- )*when\s*:")
_BLOCK = "write the condition as a block: `when: |` and the condition on the next line, indented"


def sentence_of(error: yaml.YAMLError, source: Source) -> Flaw:
    """What libyaml could not read, in the words of this book."""
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    start = min(mark.index if mark else 0, max(len(source.text) - 1, 0))
    context = getattr(error, "context_mark", None)
    if context is not None and ("unexpected end" in problem or "',' or" in problem):
        start = context.index
    message, advice = _words(problem, source, start)
    if _in_condition(source, start):
        advice = _BLOCK
    return Flaw("unreadable", message, start, start + 1, advice, fatal=True)


def _words(problem: str, source: Source, start: int) -> tuple[str, str]:
    character = source.text[start : start + 1]
    if "cannot start any token" in problem:
        if character == "\t":
            return "a tab indents this line", "indent with spaces"
        return f"`{character}` cannot begin a text", _QUOTES
    for pattern, message, advice in _SENTENCES:
        if pattern in problem:
            return message, advice
    return f"this cannot be read: {problem}", _QUOTES


def _in_condition(source: Source, offset: int) -> bool:
    """Whether the line, or the line just before it, begins with `when:`."""
    line = source.line_of(offset)
    return any(_CONDITION.match(source.line_text(each)) for each in (line, line - 1) if each >= 0)
