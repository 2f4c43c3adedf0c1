"""How are figures drawn? Charts as SVG for the documentation: bars beside each other, and lines over sizes.

Both have logarithmic scales, since what is compared lies far apart, and are readable in light and dark. They hold no
date and no random part, so the same figures give the same file. Start reading at `bars`, then `lines`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

WIDTH = 760
_LEFT, _RIGHT, _TOP, _BOTTOM = 250, 90, 64, 40
_ROW = 26
_COLOURS = ("#0b6e4f", "#c2571a", "#31589c", "#8d3b72", "#7a6a00", "#5d6b73", "#a3342f")
_STYLE = """text{font:13px system-ui,sans-serif;fill:#1d2a2f}.t{font-size:16px;font-weight:600}.s{fill:#5b6b72;font-size:12px}
.g{stroke:#d5dde0}.b{fill:#ffffff}@media(prefers-color-scheme:dark){text{fill:#e4ecee}.s{fill:#9fb0b6}.g{stroke:#3a474c}
.b{fill:#14201f}}"""

type Point = tuple[float, float]


class Bar(NamedTuple):
    """One row of a chart: what it is, its value, the text shown beside it, and whether it is ours."""

    label: str
    value: float
    shown: str
    ours: bool = False


def bars(path: Path, *, title: str, says: str, rows: Sequence[Bar]) -> None:
    """Draw a bar for each row, on a logarithmic scale from the next lower power of ten."""
    height = _TOP + len(rows) * _ROW + _BOTTOM
    low, high = _decades([row.value for row in rows])
    parts = list(_grid(low, high, _TOP, height - _BOTTOM))
    for index, row in enumerate(rows):
        y = _TOP + index * _ROW
        end = _x(row.value, low, high)
        colour = _COLOURS[0] if row.ours else _COLOURS[5]
        parts += [
            f'<text x="{_LEFT - 8}" y="{y + 17}" text-anchor="end">{escape(row.label)}</text>',
            f'<rect x="{_LEFT}" y="{y + 4}" width="{max(end - _LEFT, 2):.1f}" height="{_ROW - 8}" rx="3" fill="{colour}"/>',
            f'<text x="{end + 6:.1f}" y="{y + 17}">{escape(row.shown)}</text>',
        ]
    _write(path, title, says, height, parts)


def lines(path: Path, *, title: str, says: str, series: Mapping[str, Sequence[Point]], across: str) -> None:
    """Draw a line for each series over sizes; both scales are logarithmic, names stand at the ends of the lines."""
    height = 420
    below = height - _BOTTOM - 16
    points = [point for each in series.values() for point in each]
    low, high = _decades([y for _, y in points])
    sizes = sorted({x for x, _ in points})

    def place(point: Point) -> Point:
        x, y = point
        span = math.log10(sizes[-1] / sizes[0]) or 1
        left = 70 + math.log10(x / sizes[0]) / span * (WIDTH - 70 - 150)
        return left, below - (math.log10(y) - low) / (high - low) * (below - _TOP)

    parts: list[str] = []
    for power in range(low, high + 1):
        y = place((sizes[0], 10.0**power))[1]
        parts.append(f'<line class="g" x1="70" x2="{WIDTH - 150}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="s" x="62" y="{y + 4:.1f}" text-anchor="end">{_round(10.0**power)}</text>')
    for size in sizes:
        x = place((size, 10.0**low))[0]
        parts.append(f'<text class="s" x="{x:.1f}" y="{below + 18}" text-anchor="middle">{size:,.0f}</text>')
    parts.append(
        f'<text class="s" x="{WIDTH / 2 - 40:.0f}" y="{height - 12}" text-anchor="middle">{escape(across)}</text>'
    )
    parts += _drawn([(each, [place(point) for point in line]) for each, line in series.items() if line])
    _write(path, title, says, height, parts)


def _drawn(series: Sequence[tuple[str, Sequence[Point]]]) -> Iterable[str]:
    taken: dict[float, float] = {}
    for index, (label, line) in sorted(enumerate(series), key=lambda each: each[1][1][-1][1]):
        colour = _COLOURS[index % len(_COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        for x, y in line:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        x, y = line[-1]
        taken[x] = y = max(y, taken[x] + 16) if x in taken else y  # where lines end together, names make room
        yield f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" style="fill:{colour}">{escape(label)}</text>'


def _grid(low: int, high: int, top: float, bottom: float) -> Iterable[str]:
    for power in range(low, high + 1):
        x = _x(10.0**power, low, high)
        yield f'<line class="g" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'
        yield f'<text class="s" x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{_round(10.0**power)}</text>'


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around all values."""
    low = math.floor(math.log10(min(values)))
    return low, max(math.ceil(math.log10(max(values))), low + 1)


def _x(value: float, low: int, high: int) -> float:
    return _LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)


def _round(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _write(path: Path, title: str, says: str, height: float, parts: Sequence[str]) -> None:
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">',
        f'<title>{escape(title)}</title><style>{_STYLE}</style><rect class="b" width="100%" height="100%"/>',
        f'<text class="t" x="16" y="26">{escape(title)}</text><text class="s" x="16" y="46">{escape(says)}</text>',
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*head, *parts, "</svg>"]) + "\n", "utf-8")
