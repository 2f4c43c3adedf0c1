"""How is a pattern used? matches, replace and split, on RE2 or, outside of books, by backtracking."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leeway.feel.failure import Failed
from leeway.feel.patterns import backtrack, linear
from leeway.feel.patterns.characters import one
from leeway.feel.patterns.syntax import Chars, Parsed, Row, parse

type Found = tuple[int, int, backtrack.Groups]

PATTERN_LENGTH_MAX = 2_000
TEXT_LENGTH_MAX = 8_192
"""How many characters a text of FEEL may have; one that grows far beyond is given up on the way."""
_MEMORY_MAX_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready for use; `compiled` is RE2's form, or None where only backtracking serves.

    With `quoted` a replacement stands for itself, as the pattern does.
    """

    parsed: Parsed
    compiled: Any
    quoted: bool = False

    def find(self, text: str) -> Iterator[Found]:
        """Start, end and groups of every match, from left to right.

        Raises: Failed when backtracking takes too many steps.
        """
        if self.compiled is None:
            yield from backtrack.find(self.parsed, text)
            return
        for match in self.compiled.finditer(_encodable(text)):
            spans = (match.span(number) for number in range(1, self.parsed.groups + 1))
            yield match.start(), match.end(), tuple(span if span[0] >= 0 else None for span in spans)

    def matches(self, text: str) -> bool:
        """Whether any part of the text matches."""
        if self.compiled is not None:
            return self.compiled.search(_encodable(text)) is not None
        return next(self.find(text), None) is not None

    def replace(self, text: str, replacement: str) -> str:
        r"""The text with every match replaced; `$1` is a group, `$0` the match, `\$` a dollar.

        Raises: Failed when the pattern matches nothing at all, or the replacement is not of this form.
        """
        self._refuse_empty()
        parts = [replacement] if self.quoted else _replacement(replacement, self.parsed.groups)
        made: list[str] = []
        length, after = 0, 0
        for start, end, groups in self.find(text):
            filled = "".join([_filled(part, text, (start, end), groups) for part in parts])
            made += (text[after:start], filled)
            length += start - after + len(filled)
            after = end
            if length > 2 * TEXT_LENGTH_MAX:
                raise Failed("text-too-long", "the replaced text is too long")
        return "".join((*made, text[after:]))

    def split(self, text: str) -> tuple[str, ...]:
        """The parts of the text between the matches.

        Raises: Failed when the pattern matches nothing at all.
        """
        self._refuse_empty()
        parts, after = [], 0
        for start, end, _groups in self.find(text):
            parts.append(text[after:start])
            after = end
        return (*parts, text[after:])

    def _refuse_empty(self) -> None:
        if self.matches(""):
            raise Failed("wrong-pattern", "the pattern matches the empty text")


@functools.lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str = "", *, linear_only: bool = False) -> Pattern:
    """A pattern of XPath with its flags; with `linear_only` nothing that RE2 cannot do.

    Raises: Failed when it is no pattern, too long, or cannot be done.
    """
    if len(pattern) > PATTERN_LENGTH_MAX:
        raise Failed("wrong-pattern", f"the pattern is longer than {PATTERN_LENGTH_MAX} characters")
    quoted = "q" in flags
    parsed = _quoted(pattern, flags) if quoted else parse(pattern, flags)
    compiled = _compiled(parsed)
    if compiled is None and linear_only:
        raise Failed(
            "pattern-not-linear", "a book's patterns have no references, no large counts and no `^` per line"
        )
    return Pattern(parsed, compiled, quoted)


def _quoted(pattern: str, flags: str) -> Parsed:
    """The pattern that matches this very text; of the other flags only `i` counts."""
    parse("", flags.replace("q", ""))
    sets = map(one, pattern)
    return Parsed(Row(tuple(Chars(each.with_case_variants() if "i" in flags else each) for each in sets)), 0)


def _compiled(parsed: Parsed) -> Any:
    import re2  # it takes a while to load, and few conditions have patterns

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY_MAX_BYTES
    try:
        return re2.compile(linear.written(parsed), options)
    except (linear.NotLinearError, re2.error):
        return None


def _encodable(text: str) -> str:
    """The text, unless it holds half a surrogate pair, which is no character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Failed("not-a-text", "the text holds half a character") from None
    return text


def _replacement(replacement: str, groups: int) -> list[str | int]:
    """The replacement as texts and numbers of groups."""
    parts: list[str | int] = []
    at = 0
    while at < len(replacement):
        character, following = replacement[at], replacement[at + 1 : at + 2]
        at += 1
        if character == "\\":
            if following not in ("\\", "$"):
                raise Failed(
                    "wrong-replacement", "a backslash in a replacement stands before `$` or a backslash"
                )
            parts.append(following)
            at += 1
        elif character == "$":
            number, at = _group_number(replacement, at, groups)
            parts.append(number)
        else:
            parts.append(character)
    return parts


def _group_number(replacement: str, at: int, groups: int) -> tuple[int, int]:
    """The longest number of an existing group, or the first digit alone."""
    if replacement[at : at + 1] not in set("0123456789"):
        raise Failed("wrong-replacement", "`$` in a replacement stands before the number of a group")
    number = int(replacement[at])
    at += 1
    while replacement[at : at + 1] in set("0123456789") and number * 10 + int(replacement[at]) <= groups:
        number = number * 10 + int(replacement[at])
        at += 1
    return number, at


def _filled(part: str | int, text: str, match: tuple[int, int], groups: backtrack.Groups) -> str:
    if isinstance(part, str):
        return part
    span = match if part == 0 else groups[part - 1] if part <= len(groups) else None
    return "" if span is None else text[span[0] : span[1]]
