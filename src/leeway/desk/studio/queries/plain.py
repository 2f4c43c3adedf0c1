"""How is a finding of the check said to somebody who fills in a form? A sentence for each, without notation.

What has no sentence here is said in the check's own. Start reading at `plain_words`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from leeway.policy import Diagnostic

SENTENCES = {
    "unknown-fact": _(
        "“%(it)s” is not among the things this book asks about. Choose another, or add it as new."
    ),
    "unknown-action": _("“%(it)s” is not among the actions of this book. Choose another, or add it as new."),
    "unknown-authority": _("“%(it)s” is not among the levels of this book."),
    "unknown-certificate": _("“%(it)s” is not among the certificates of this book."),
    "unknown-value": _("“%(it)s” is not among the answers to “%(other)s”."),
    "bad-limit": _("This limit is not complete: write how much, such as 200, or how often, such as 3."),
    "bad-amount": _("“%(it)s” is not an amount of money."),
    "window-does-not-fit": _("For a site or all sites choose a day, a week, a month, a quarter or a year."),
    "duplicate-limit": _("Two limits count the same thing. Keep one of them."),
    "no-limits": _("This costs money. Say how far colleagues may go."),
    "unbounded": _(
        "Add a limit for each colleague, each site or all sites. "
        "One for each matter or customer can be used again and again."
    ),
    "meter-not-named": _(
        "A higher level has a limit of a kind that the lowest level does not have. Add one there too."
    ),
    "lower-cap": _("A higher level may do less here than a lower one. Raise its limit, or take it out."),
    "lifts-nothing": _("There is no limit here that could be lifted."),
    "anonymous-limit": _("For customers nobody knows, limit each site or all sites."),
    "anonymous-without-customer": _("Limits for unknown customers need one for each customer to stand for."),
    "nothing-to-count": _("It costs nothing, so no amount is ever counted. Limit how often instead."),
    "missing-amount": _("The example needs an amount."),
    "no-amount": _("“%(it)s” has no amount."),
    "missing-parameter": _("The example leaves open a choice that belongs to the action."),
    "bad-outcome": _("Choose what should come out of the example."),
    "duplicate-example": _("Two examples have the same name. Change one of them."),
    "duplicate-clause": _("Two clauses have the same name."),
    "duplicate-policy": _("Two policies have the same name."),
    "dates-reversed": _("The policy ends before it begins."),
    "unknown-step": _("No clause has the step “%(it)s”."),
    "unknown-clause": _("There is no clause “%(it)s”."),
    "reads-authority": _("Who may decide is said under “Who, and how far”, not in a condition."),
    "presumed-in-rule": _("“%(it)s” is taken for granted when nobody asks. A rule must not rely on that."),
    "always-true": _("This condition always holds."),
    "always-false": _("This condition can never hold."),
    "may-be-null": _("“%(it)s” may be empty. Say what holds then."),
    "bad-cost": _("This cost is not a number."),
    "bad-time": _("This is no time: write a whole number, such as 4. At most a year."),
    "not-known-yet": _(
        "“%(it)s” is not known when a matter opens. A promise may read its kind and its channel."
    ),
}
"""By the name of the finding; `it` and `other` are what it speaks of."""

MISSING = {
    "allow": _("Choose what colleagues may do."),
    "forbid": _("Choose what nobody may do."),
    "expect": _("Choose what should come out of the example."),
    "example": _("Say in a few words what happens in the example."),
    "policy": _("The policy needs a name."),
    "hear": _("Say what people will hear."),
    "within": _("Say by when they hear it."),
    "point": _("Say the point before the words for it."),
}
"""By what is missing."""

KINDS = {
    "a date such as `2026-01-31`": _("This is not a date."),
    "a number": _("“%(it)s” is not a number."),
    "a whole number": _("“%(it)s” is not a whole number."),
}


def plain_words(found: Diagnostic) -> str:
    """A finding in a sentence for everybody."""
    quoted = re.findall(r"`([^`]*)`", found.message)
    places = {"it": quoted[0] if quoted else "", "other": quoted[1] if len(quoted) > 1 else ""}
    if found.name in ("missing-key", "missing-value"):
        for key, said in MISSING.items():
            if key in quoted:
                return str(said)
        return gettext("Something is still missing here.")
    if found.name == "wrong-type":
        return _wrong_kind(found, places)
    if found.code.startswith("FL") and found.name not in SENTENCES:
        return gettext("This condition is not finished: %(why)s") % {"why": _unquoted(found.message)}
    if found.name in SENTENCES:
        return str(SENTENCES[found.name]) % places
    return _capital(_unquoted(found.message)) + "."


def _wrong_kind(found: Diagnostic, places: dict[str, str]) -> str:
    for kind, said in KINDS.items():
        if kind in found.message:
            return str(said) % places
    return _capital(_unquoted(found.message)) + "."


def _unquoted(text: str) -> str:
    return re.sub(r"`([^`]*)`", "“\\1”", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
