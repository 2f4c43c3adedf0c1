"""How is it drawn? Columns, bars and intervals as SVG, made here, that follow the page's theme and direction.

Widths are in percent and heights in pixels, so that a picture fills its place while its words keep their size.
Colours come from classes. Each picture has a title and a description; the page has a table beside it. In
languages that are read from the right it is mirrored. Start reading at `columns`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT: Final = 132
FOOT: Final = 24
"""Below the columns: what they are of."""
HEAD: Final = 18
ROW: Final = 26
LABELLED_MAX: Final = 7
"""So many words fit below the columns of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a picture is called, what it shows in words, and which way it is read."""

    id: str
    title: str
    words: str
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One moment of a picture over time: its word, and how many of each class, from below."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A share and where it may really lie, each 0 to 1; None where nothing can be said."""

    label: str
    share: float | None
    low: float = 0.0
    high: float = 0.0
    note: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripe:
    """One row of bars: its word, and how many."""

    label: str
    number: int


def columns(told: Told, found: Sequence[Column], *, classes: Sequence[str]) -> SafeString:
    """Columns over time, each of several parts one above the other."""
    svg = _begun(told, height=HEAD + HEIGHT + FOOT)
    most = _round_up(max((sum(each.numbers) for each in found), default=0))
    _scale(svg, told, most=most)
    step = 100 / max(len(found), 1)
    for place, each in enumerate(found):
        bottom = float(HEAD + HEIGHT)
        for name, number in zip(classes, each.numbers, strict=True):
            height = HEIGHT * number / most
            bottom -= height
            if number:
                _rect(svg, told, x=(place + 0.16) * step, width=0.68 * step, y=bottom, height=height, name=name)
        _below(svg, told, each.label, place=place, of=len(found))
    return _ended(svg)


def spots(told: Told, found: Sequence[Spot]) -> SafeString:
    """Shares over time, each as a dot with the stretch in which it may lie."""
    svg = _begun(told, height=HEAD + HEIGHT + FOOT)
    _scale(svg, told, most=100, unit=" %")
    step = 100 / max(len(found), 1)
    for place, each in enumerate(found):
        _below(svg, told, each.label, place=place, of=len(found))
        if each.share is None:
            continue
        x = _at((place + 0.5) * step, told)
        name = "faint" if each.faint else "sure"
        ends = {"y1": _px(_level(each.low)), "y2": _px(_level(each.high))}
        SubElement(svg, "line", {"x1": x, "x2": x, **ends, "class": f"between {name}"})
        SubElement(svg, "circle", {"cx": x, "cy": _px(_level(each.share)), "r": "4.5", "class": f"dot {name}"})
    return _ended(svg)


def stripes(told: Told, found: Sequence[Stripe], *, name: str) -> SafeString:
    """Bars one below the other, as long as there are many."""
    svg = _begun(told, height=ROW * max(len(found), 1))
    most = max((each.number for each in found), default=0) or 1
    for place, each in enumerate(found):
        middle = ROW * place + ROW / 2
        _text(svg, told, each.label, x=0, y=middle + 4, anchor="start", name="word")
        width = 56 * each.number / most
        if each.number:
            _rect(svg, told, x=34, width=max(width, 0.6), y=middle - 7, height=14, name=name)
        _text(svg, told, str(each.number), x=34 + width + 1.5, y=middle + 4, anchor="start", name="number")
    return _ended(svg)


def strips(told: Told, found: Sequence[Spot]) -> SafeString:
    """Shares one below the other on one line from nobody to all, each with the stretch in which it may lie."""
    svg = _begun(told, height=46 * max(len(found), 1))
    for place, each in enumerate(found):
        top = 46 * place
        name = "faint" if each.faint else "sure"
        _text(svg, told, each.label, x=0, y=top + 15, anchor="start", name="word")
        _text(svg, told, each.note, x=100, y=top + 15, anchor="end", name="number")
        _rect(svg, told, x=0, width=100, y=top + 27, height=6, name="ground")
        if each.share is None:
            continue
        low, high = 100 * each.low, 100 * each.high
        _rect(svg, told, x=low, width=max(high - low, 0.5), y=top + 27, height=6, name=f"range {name}")
        cx = _at(min(max(100 * each.share, 1), 99), told)
        SubElement(svg, "circle", {"cx": cx, "cy": str(top + 30), "r": "6", "class": f"dot {name}"})
    return _ended(svg)


def _begun(told: Told, *, height: int) -> Element:
    svg = Element(
        "svg",
        {
            "class": "chart", "width": "100%", "height": str(height), "role": "img",
            "aria-labelledby": f"{told.id}-title {told.id}-words",
        },
    )  # fmt: skip
    SubElement(svg, "title", {"id": f"{told.id}-title"}).text = told.title
    SubElement(svg, "desc", {"id": f"{told.id}-words"}).text = told.words
    return svg


def _ended(svg: Element) -> SafeString:
    return SafeString(tostring(svg, encoding="unicode"))


def _scale(svg: Element, told: Told, *, most: int, unit: str = "") -> None:
    """A line at nothing, at half and at the most, with its number where there is something to read."""
    for share in (0.0, 0.5, 1.0):
        y = _px(_level(share))
        SubElement(svg, "line", {"x1": "0%", "x2": "100%", "y1": y, "y2": y, "class": "rule"})
    _text(svg, told, f"{most}{unit}", x=0, y=HEAD - 5, anchor="start", name="number")


def _level(share: float) -> float:
    return HEAD + HEIGHT * (1 - share)


def _below(svg: Element, told: Told, label: str, *, place: int, of: int) -> None:
    """The word below a column: of many only some, so that they stay readable."""
    every = -(-of // LABELLED_MAX)
    if place % every:
        return
    step = 100 / of
    y = HEAD + HEIGHT + 17
    _text(svg, told, label, x=(place + 0.5) * step, y=y, anchor="middle", name="word")


def _rect(  # noqa: PLR0913  one name a measure
    svg: Element, told: Told, *, x: float, width: float, y: float, height: float, name: str
) -> None:  # fmt: skip
    left = 100 - x - width if told.rtl else x
    SubElement(
        svg, "rect",
        {
            "x": f"{left:.2f}%", "width": f"{width:.2f}%", "y": _px(y), "height": _px(height), "rx": "2",
            "class": name,
        },
    )  # fmt: skip


def _text(  # noqa: PLR0913  one name a measure
    svg: Element, told: Told, text: str, *, x: float, y: float, anchor: str, name: str
) -> None:  # fmt: skip
    """Words are anchored where they begin, which from right to left is on the right: only `x` is mirrored."""
    place = {"x": _at(x, told), "y": _px(y), "text-anchor": anchor, "class": name}
    SubElement(svg, "text", place).text = text


def _at(x: float, told: Told) -> str:
    return f"{100 - x if told.rtl else x:.2f}%"


def _px(y: float) -> str:
    return f"{y:.1f}"


def _round_up(number: int) -> int:
    """The next number that reads well: 1, 2, 4, 5, 6, 8 or 10 times a power of ten.

    >>> [_round_up(each) for each in (0, 3, 7, 11, 43, 99)]
    [2, 4, 8, 20, 50, 100]
    """
    size = 1
    while True:
        for each in (1, 2, 4, 5, 6, 8, 10):
            if each * size >= max(number, 2):
                return each * size
        size *= 10
