"""What is printed for a wall? A square code that a phone's camera reads as an address.

Start reading at `code_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import qrcode
from django.utils.html import format_html
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


def code_of(address: str) -> SafeString:
    """The code of an address as a drawing, black on white whatever the page's colours are."""
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path d="{2}"/></svg>',
        len(rows), address, mark_safe(dark),  # noqa: S308  made of numbers here
    )  # fmt: skip
