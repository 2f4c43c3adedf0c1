"""What is wrong with what is being written, said in plain words beside the field it belongs to?

The book's own check finds it; here its place becomes a field and its sentence loses the notation. Start reading
at `findings_of`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from leeway.desk.studio.queries.plain import plain_words
from leeway.policy import Severity, path_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.desk.studio.form import BookTexts
    from leeway.policy import Diagnostic

FIELDS: Final = {
    "when": "conditions",
    "limits": "limits",
    "anonymous": "limits",
    "allow": "actions",
    "forbid": "actions",
    "remedies": "actions",
    "requires": "requires",
    "do": "steps",
    "say": "points",
    "good": "good",
    "bad": "good",
    "instead": "instead",
    "skip": "steps",
    "hear": "hear",
    "within": "within",
}
BY_NAME: Final = {"no-limits": "limits", "unbounded": "limits"}
"""Findings about a whole clause that one field can repair."""

EXPECTED: Final = frozenset({"undeclared-fact", "undeclared-action", "stray-file"})
"""Findings that nobody who fills in a form needs to hear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to say about what is written: how bad, in which words, about which field of which clause."""

    severity: str
    text: str
    file: str
    line: int
    column: int
    name: str
    field: str = ""
    clause: tuple[str, str] | None = None
    """Kind and name of the clause; None: it is about the head, the examples or the book."""
    example: int | None = None
    quoted: tuple[str, ...] = ()
    """What the sentence speaks of."""
    shown: str = ""
    """The line with its caret, for the text view."""
    help: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the book cannot be signed because of it."""
        return self.severity == Severity.ERROR


def findings_of(files: BookTexts, diagnostics: Iterable[Diagnostic]) -> tuple[Finding, ...]:
    """What the check found, each with its field."""
    found = (_finding(files, each) for each in diagnostics if each.name not in EXPECTED)
    # A promise reads no facts of the book, so adding one as new would not help: it is told that once.
    return tuple(each for each in found if each.name != "unknown-fact" or not _is_promise(each))


def _is_promise(found: Finding) -> bool:
    return found.clause is not None and found.clause[0] == "promises"


def _finding(files: BookTexts, each: Diagnostic) -> Finding:
    path = path_at(files.texts.get(each.place.path, ""), line=each.place.line, column=each.place.column)
    clause, field, example = _field(path)
    quoted = tuple(re.findall(r"`([^`]*)`", each.message))
    if clause is not None:
        missing = next((FIELDS[key] for key in quoted if key in FIELDS), field)
        field = BY_NAME.get(each.name, missing if each.name == "missing-key" else field)
    rendered = each.render().split("\n")
    return Finding(
        severity=each.severity.value,
        text=plain_words(each),
        file=each.place.path,
        line=each.place.line,
        column=each.place.column,
        name=each.name,
        field=field,
        clause=clause,
        example=example,
        quoted=quoted,
        shown="\n".join(line[2:] for line in rendered[1:3]) if each.line_text.strip() else "",
        help=each.help or "",
    )


def _field(path: tuple[str | int, ...]) -> tuple[tuple[str, str] | None, str, int | None]:
    if not path:
        return None, "", None
    first = path[0]
    if first == "examples" or isinstance(first, int):
        numbers = [each for each in path[:2] if isinstance(each, int)]
        return None, "examples", numbers[0] if numbers else None
    if first in ("guidelines", "rules", "situations", "circumstances", "promises") and len(path) > 1:
        key = str(path[2]) if len(path) > 2 else ""
        return (str(first), str(path[1])), FIELDS.get(key, "title"), None
    return None, str(first), None
