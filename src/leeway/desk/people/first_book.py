"""With which policies does a desk begin? With none: what people did is told afterwards, and becomes the first.

The book only says who decides and how far own judgement goes. Start reading at `first_book`.
"""

from __future__ import annotations

import json
from typing import Final

from django.utils.translation import gettext

from leeway import policy

AUTHORITIES: Final = ("staff", "owner")
"""Lowest first."""
WEEK_CASES: Final = 5
"""So many matters' worth of own judgement a week, for each colleague."""
OWNER_TIMES: Final = 10
"""An owner's allowance is so many times that of the staff."""


def first_book(*, title: str, currency: str, zone: str, allowance: int) -> dict[str, str]:
    """The files of a book without any clause: file name → text.

    `allowance` is what a colleague may give away in one matter on own judgement, in whole units of money.
    """
    principles = {
        gettext("kindness"): gettext("We treat people as we would like to be treated."),
        gettext("fairness"): gettext("Same facts, same answer."),
    }
    lines = [
        f"# {gettext('A desk without policies: say afterwards what you did, and policies grow from it.')}",
        "book: desk",
        f"title: {_quoted(title)}",
        f"currency: {currency}",
        f"zone: {zone}",
        f"authorities: [{', '.join(AUTHORITIES)}]",
        "own judgement:",
        "  limits:",
        *(
            f"    {name}: [{times * allowance} {currency} per case,"
            f" {times * WEEK_CASES * allowance} {currency} per actor per week]"
            for name, times in zip(AUTHORITIES, (1, OWNER_TIMES), strict=True)
        ),
        "  review: owner within a week",
        "principles:",
        *(f"  {_quoted(name)}: {_quoted(said)}" for name, said in principles.items()),
    ]
    return {"book.yaml": policy.format_text("\n".join(lines) + "\n")}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
