"""Which characters does a class mean? Sets of code points as sorted ranges, and XML Schema's classes.

Categories are those of Python's Unicode tables; blocks are in `blocks.py`. Case variants follow
XPath: two characters with the same upper or the same lower case.
"""

from __future__ import annotations

import functools
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from leeway.feel.failure import Failed
from leeway.feel.patterns.blocks import BLOCKS

LAST = sys.maxunicode
_CASED_MAX = 0x20000
"""Beyond the first two planes of Unicode no character has a case."""

type Ranges = tuple[tuple[int, int], ...]

_CATEGORIES = {"L": "ultmo", "M": "nce", "N": "dlo", "P": "cdseifo", "Z": "slp", "S": "mcko", "C": "cfon"}
_NAME_START: Ranges = (
    *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF)),
    *((0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF)),
    *((0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
_NAME_MORE: Ranges = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of code points."""

    ranges: Ranges

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Characters:
        """The set of all code points in some ranges, both ends included."""
        merged: list[tuple[int, int]] = []
        for low, high in sorted(ranges):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], high))
            else:
                merged.append((low, high))
        return cls(tuple(merged))

    def __contains__(self, point: int) -> bool:
        index = bisect_right(self.ranges, (point, LAST + 1)) - 1
        return index >= 0 and point <= self.ranges[index][1]

    def __or__(self, other: Characters) -> Characters:
        return Characters.of(self.ranges + other.ranges)

    def __invert__(self) -> Characters:
        gaps, start = [], 0
        for low, high in self.ranges:
            if start < low:
                gaps.append((start, low - 1))
            start = high + 1
        return Characters((*gaps, (start, LAST)) if start <= LAST else tuple(gaps))

    def __sub__(self, other: Characters) -> Characters:
        return ~(~self | other)

    def with_case_variants(self) -> Characters:
        """The set together with every case variant of its members."""
        twins = [(twin, twin) for point, others in _case_variants().items() if point in self for twin in others]
        return Characters.of((*self.ranges, *twins)) if twins else self


def one(character: str) -> Characters:
    """The set of one character."""
    return Characters(((ord(character), ord(character)),))


@functools.cache
def _case_variants() -> dict[int, tuple[int, ...]]:
    by_form: dict[tuple[str, str], set[int]] = {}
    for point in range(_CASED_MAX):
        character = chr(point)
        lower, upper = character.lower(), character.upper()
        if lower != character or upper != character:
            for form in (("lower", lower), ("upper", upper)):
                alone = {ord(form[1])} if len(form[1]) == 1 else set()
                by_form.setdefault(form, alone).add(point)
    variants: dict[int, set[int]] = {}
    for points in by_form.values():
        for point in points:
            variants.setdefault(point, set()).update(points)
    return {point: tuple(sorted(twins - {point})) for point, twins in variants.items()}


def is_case_variant(a: str, b: str) -> bool:
    """Whether two characters are the same but for their case."""
    return a == b or a.lower() == b.lower() or a.upper() == b.upper()


@functools.cache
def _by_category() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    start, current = 0, unicodedata.category("\0")
    for point in range(1, LAST + 2):
        category = unicodedata.category(chr(point)) if point <= LAST else ""
        if category != current:
            found.setdefault(current, []).append((start, point - 1))
            start, current = point, category
    return found


@functools.cache
def property_class(name: str) -> Characters:
    r"""The set of `\p{name}`: a general category such as Lu, or a block such as IsBasicLatin.

    Raises: Failed when there is neither.
    """
    if name[:1] in _CATEGORIES and name[1:] in ("", *_CATEGORIES[name[0]]):
        ranges = _by_category()
        return Characters.of(each for key in ranges if key.startswith(name) for each in ranges[key])
    block = BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
    if block is None:
        raise Failed("wrong-pattern", f"`{name}` names no characters")
    return Characters((block,))


@functools.cache
def escape_class(letter: str) -> Characters:
    r"""The set of `\d`, `\s`, `\w`, `\i`, `\c`, or with a capital letter its complement."""
    if letter.isupper():
        return ~escape_class(letter.lower())
    if letter == "d":
        return property_class("Nd")
    if letter == "s":
        return Characters.of(((9, 10), (13, 13), (32, 32)))
    if letter == "w":
        return ~(property_class("P") | property_class("Z") | property_class("C"))
    if letter == "i":
        return Characters.of(_NAME_START)
    return Characters.of((*_NAME_START, *_NAME_MORE))


ANYTHING = Characters(((0, LAST),))
NOT_LINE_END = ~Characters.of(((10, 10), (13, 13)))
