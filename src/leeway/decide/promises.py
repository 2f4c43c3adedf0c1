"""What does the book promise to somebody whose matter opens? The first of its promises that fits.

What is unknown, or cannot be worked out, fits nothing: then the next one is asked, and at last the desk's own
terms hold. Start reading at `promised`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway import feel

if TYPE_CHECKING:
    from datetime import date

    from leeway.policy import Book, Policy, Promise


def promised(book: Book, *, kind: str, channel: str, today: date) -> Promise | None:
    """The promise for a matter of a kind that came by a channel; None where the book makes none.

    Policies are asked in their order, and only those that hold on that day.
    """
    for policy in book.policies:
        if _holds(policy, today):
            for each in policy.promises:
                if each.of in ("", kind) and _fits(each, kind=kind, channel=channel):
                    return each
    return None


def _holds(policy: Policy, today: date) -> bool:
    return (policy.since is None or policy.since <= today) and (policy.until is None or today <= policy.until)


def _fits(promise: Promise, *, kind: str, channel: str) -> bool:
    found = feel.evaluate(promise.when.tree, {"kind": kind, "channel": channel}, in_book=True)
    return found.value is True
