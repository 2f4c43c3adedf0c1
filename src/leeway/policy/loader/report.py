"""What has been found so far? Collects the diagnostics of one reading, with their places in the files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from leeway.policy.catalogue import FINDINGS, Finding
from leeway.policy.diagnostics import Diagnostic, Severity, in_reading_order
from leeway.policy.loader.text import Items, Pairs, Scalar, Span
from leeway.policy.model import Place

if TYPE_CHECKING:
    from leeway.feel import Problem
    from leeway.policy.loader.text import Flaw, Node, Source

_FEEL_WARNINGS = frozenset({"always-true", "always-false", "may-be-null"})
"""What FEEL's checker finds doubtful rather than wrong."""

MESSAGE_MAX = 300
"""A sentence that quotes more of a file than this is cut short."""

FOUND_MAX = 500
"""More errors, warnings or notes than this are of no use to anybody; they are counted."""

HINTS_MAX = 100
"""So often what was meant is looked for among the names of the book."""


class Report:
    """The findings of one reading, in the order in which they were made."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._counts: Counter[Severity] = Counter()

    @property
    def errors(self) -> int:
        """How many errors there are, listed or not."""
        return self._counts[Severity.ERROR]

    @property
    def is_full(self) -> bool:
        """Whether there are so many errors that more of them are only counted."""
        return self.errors >= FOUND_MAX

    @property
    def is_long(self) -> bool:
        """Whether there are so many errors that nobody needs to look for what was meant by the next one."""
        return self.errors >= HINTS_MAX

    def at(
        self,
        node: Node,
        name: str,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - as people read it
        start: int = 0,
        end: int = 0,
    ) -> None:
        """Report a finding at a node; `start` and `end` narrow it to a part of a scalar's value."""
        span = node.source.within(node, start, end) if isinstance(node, Scalar) and end > start else whole(node)
        self._in(node.source, span, name, message, help)

    def flaw(self, source: Source, flaw: Flaw) -> None:
        """Report what is wrong with the text of a file."""
        self._in(source, Span(flaw.start, flaw.end), flaw.name, flaw.message, flaw.help)

    def file(self, path: str, name: str, message: str, *, help: str | None = None) -> None:  # noqa: A002
        """Report a finding about a file as a whole."""
        finding = FINDINGS[name]
        self._add(
            Diagnostic(
                code=finding.code, name=name, message=message, place=Place(path, 0, 0), help=help,
                severity=finding.severity,
            )
        )  # fmt: skip

    def feel(self, node: Scalar, problem: Problem, *, advice: str | None = None) -> None:
        """Report a problem of an expression at its place inside the scalar that holds it."""
        span = whole(node)
        if problem.span is not None:
            # The end of a text is not on the line after its block.
            start = min(problem.span.start, len(node.text.rstrip()))
            span = node.source.within(node, start, max(problem.span.end, start + 1))
        severity = Severity.WARNING if problem.name in _FEEL_WARNINGS else Severity.ERROR
        finding = Finding(problem.code, problem.name, problem.message, severity)
        self._shown(node.source, span, finding, problem.message, advice or problem.help)

    def told(self) -> tuple[Diagnostic, ...]:
        """Everything found, by file and place, each once; how much more there is, where it was too much."""
        found = in_reading_order(self._found)
        unsaid = sum(max(0, count - FOUND_MAX) for count in self._counts.values())
        if not unsaid:
            return found
        finding = FINDINGS["more-findings"]
        message = f"{unsaid:,} more findings are not listed"
        more = Diagnostic(code=finding.code, name=finding.name, message=message, severity=finding.severity)
        return (*found, more)

    def _in(self, source: Source, span: Span, name: str, message: str, advice: str | None) -> None:
        self._shown(source, span, FINDINGS[name], message, advice)

    def _shown(self, source: Source, span: Span, finding: Finding, message: str, advice: str | None) -> None:
        if self._counts[finding.severity] >= FOUND_MAX:
            self._counts[finding.severity] += 1
            return
        message = "".join(each if each.isprintable() else "�" for each in message[:MESSAGE_MAX]) + (
            "…" if len(message) > MESSAGE_MAX else ""
        )
        place = source.place(span.start)
        line = source.line_text(place.line - 1)
        width = max(1, min(span.end - span.start, len(line) - place.column + 1))
        self._add(
            Diagnostic(
                code=finding.code, name=finding.name, message=message, place=place, help=advice, line_text=line,
                width=width, severity=finding.severity,
            )
        )  # fmt: skip

    def _add(self, diagnostic: Diagnostic) -> None:
        self._found.append(diagnostic)
        self._counts[diagnostic.severity] += 1


def whole(node: Node) -> Span:
    """What to put the caret under when a node as a whole is meant."""
    if isinstance(node, Scalar):
        if node.style in ("|", ">") and node.text.strip():
            first = len(node.text) - len(node.text.lstrip())
            line = node.text[first:].splitlines()[0].rstrip()
            return node.source.within(node, first, first + len(line))
        return Span(node.start, max(node.end, node.start + 1))
    if isinstance(node, Pairs) and node.pairs and not node.flow:
        return whole(node.pairs[0].key)
    if isinstance(node, Items) and node.items and node.source.text[node.start] != "[":
        return Span(node.start, node.start + 1)
    return Span(node.start, node.start + 1)
