"""What can a policy cost at most, and how long does it take to read?

Start reading at `at_most`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, ngettext

from leeway.decide import exposure, said_exposure
from leeway.desk.studio.queries.saying import compact_money, money, speaking

if TYPE_CHECKING:
    from leeway.desk.studio.form import ClauseForm, Vocabulary
    from leeway.policy import Book

WORDS_A_MINUTE: Final = 200
"""How fast people read instructions: between 180 and 240 words a minute in most languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """The most that something can cost in a month: a figure to see, and a sentence."""

    figure: str
    sentence: str
    before: str = ""
    """How that compares with the version in force."""
    has_ceiling: bool = True


def at_most(policy: str, book: Book, words: Vocabulary, *, before: Book | None = None) -> AtMost | None:
    """The most a policy can cost in a month at all sites; None where it costs nothing."""
    month, site = _month(policy, book)
    if month == 0:
        return None
    if month is None:
        return AtMost(
            figure=gettext("no ceiling"), has_ceiling=False,
            sentence=gettext("Nothing bounds it yet: add a limit for each colleague or each site."),
        )  # fmt: skip
    sites = book.size.sites
    said = ngettext("a month at one site.", "a month over %(sites)s sites.", sites) % {
        "sites": speaking().number(sites)
    }
    if sites > 1 and site:
        said += " " + gettext("One site: %(amount)s.") % {"amount": money(site, words)}
    old = _month(policy, before)[0] if before is not None else month
    compared = ""
    if old and old != month:
        compared = gettext("Now in force: %(amount)s.") % {"amount": money(old, words)}
    return AtMost(figure=compact_money(month, words), sentence=said, before=compared)


def _month(policy: str, book: Book) -> tuple[int | None, int | None]:
    """The most in a month at all sites and at one; None without a ceiling."""
    parts = [each for each in exposure(book).clauses if each.clause.rpartition("/")[0] == policy]
    whole = [each.network.month_minor for each in parts]
    site = [each.site.month_minor for each in parts]
    if any(each is None for each in whole):
        return None, None
    return sum(each or 0 for each in whole), sum(each or 0 for each in site)


def reading_seconds(clauses: tuple[ClauseForm, ...], purpose: str = "") -> int:
    """How long somebody reads, to ten seconds."""
    texts = [purpose]
    for each in clauses:
        texts += [each.title, each.because, each.wish, *each.good, *each.bad]
        texts += [row.text for row in each.steps]
        texts += [f"{row.point} {row.words}" for row in each.points]
        texts += [f"{row.fact} {row.test} {row.value} {row.written}" for row in each.conditions]
        texts += [f"{row.quantity} {row.scope} {row.window}" for row in each.limits]
    count = sum(len(text.split()) for text in texts)
    return max(10, 10 * ceil(6 * count / WORDS_A_MINUTE))


def reading_words(seconds: int) -> str:
    """That in a sentence."""
    if seconds < 120:
        return ngettext("Reads in %(n)s second.", "Reads in %(n)s seconds.", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    return ngettext("Reads in %(n)s minute.", "Reads in %(n)s minutes.", minutes) % {"n": minutes}


def whole_book(book: Book, *, before: Book | None) -> tuple[str, ...]:
    """The most the book can spend in a month in a sentence, and the same of the version in force."""
    language = speaking().language
    found = [said_exposure(exposure(book), language=language, book=book)[0]]
    if before is not None and exposure(before).network != exposure(book).network:
        then = said_exposure(exposure(before), language=language, book=before)[0]
        found.append(gettext("Now in force: %(sentence)s") % {"sentence": then})
    return tuple(found)
