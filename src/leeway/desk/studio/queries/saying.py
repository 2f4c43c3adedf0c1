"""How is a clause said in plain words? Conditions, limits and deeds, in the page's language.

Start reading at `sentence` and `limit_words`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import format_compact_decimal
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from leeway.decide import LANGUAGES, voice
from leeway.desk.studio.form.conditions import NUMBER
from leeway.policy import Measure as Counted
from leeway.policy import PhraseError, parse_limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.decide import Voice
    from leeway.desk.studio.form import ClauseForm, ConditionRow, LimitRow, PromiseRow, Vocabulary
    from leeway.policy import Limit, Window

HOURS_A_DAY = 24


def speaking() -> Voice:
    """The voice of the page's language."""
    language = (get_language() or "en").partition("-")[0]
    return voice(language if language in LANGUAGES else "en")


def money(minor: int, words: Vocabulary) -> str:
    """An amount as people write it."""
    return speaking().money(minor, currency=words.currency, digits=words.digits)


def compact_money(minor: int, words: Vocabulary) -> str:
    """A large amount in few digits: `8.0 M UAH`."""
    major = Decimal(minor).scaleb(-words.digits)
    if major < 100_000:
        return money(int(major) * 10**words.digits, words)
    locale = speaking().locale
    shown = format_compact_decimal(major, locale=locale, fraction_digits=1)
    return f"{shown}\N{NO-BREAK SPACE}{words.currency}"


# -- limits -------------------------------------------------------------------------------------------------
def limit_words(limit: Limit, words: Vocabulary) -> str:
    """A limit without whose it is: `200 UAH`, `once in 90 days`, `1,000 UAH a week`."""
    if limit.cap is None:
        return gettext("no limit")
    many = money(limit.cap, words) if limit.measure is Counted.COST else times(limit.cap)
    return within(many, limit.window)


def times(count: int) -> str:
    """How often: `once`, `twice`, `5 times`."""
    if count == 1:
        return gettext("once")
    if count == 2:
        return gettext("twice")
    return ngettext("%(count)s time", "%(count)s times", count) % {"count": speaking().number(count)}


def within(many: str, window: Window) -> str:
    """So much, and over what time."""
    if window.kind == "rolling":
        days, rest = divmod(window.hours, HOURS_A_DAY)
        count = window.hours if rest else days
        said = (
            ngettext("%(many)s in %(count)s hour", "%(many)s in %(count)s hours", count)
            if rest
            else ngettext("%(many)s in %(count)s day", "%(many)s in %(count)s days", count)
        )
        return said % {"many": many, "count": count}
    said = {
        "day": gettext("%(many)s a day"),
        "week": gettext("%(many)s a week"),
        "month": gettext("%(many)s a month"),
        "quarter": gettext("%(many)s a quarter"),
        "year": gettext("%(many)s a year"),
    }.get(window.kind, "%(many)s")
    return said % {"many": many}


def row_limit(row: LimitRow, words: Vocabulary) -> Limit | None:
    """The limit of a row; None while it cannot be read."""
    from leeway.desk.studio.form.limits import phrase_of

    try:
        return parse_limit(
            phrase_of(row, currency=words.currency), currency=words.currency, digits=words.digits
        )
    except PhraseError:
        return None


def scope_words() -> dict[str, str]:
    """For each what a limit holds, as the head of a column."""
    return {
        "case": gettext("each matter"),
        "customer": gettext("each customer"),
        "actor": gettext("each colleague"),
        "site": gettext("each site"),
        "network": gettext("all sites together"),
    }


# -- promises -------------------------------------------------------------------------------------------------
def matter_words() -> dict[str, str]:
    """The kinds of matters that a promise may be made for."""
    return {
        "": gettext("Any matter"),
        "complaint": gettext("Complaint"),
        "request": gettext("Request"),
        "question": gettext("Question"),
        "praise": gettext("Praise"),
    }


def way_words() -> dict[str, str]:
    """The ways by which a matter may begin."""
    return {
        "mail": gettext("e-mail"),
        "form": gettext("form"),
        "chat": gettext("chat"),
        "phone": gettext("phone"),
        "visit": gettext("in person"),
    }


def promise_words(row: PromiseRow) -> SafeString:
    """A promise in plain words: for which matters, what is heard, by when."""
    ways, matters = way_words(), matter_words()
    named = row.written or ", ".join(ways.get(each, each) for each in row.ways)
    slot = '<span class="slot">{}</span>'
    return format_html(
        gettext("{matter}, {way}: they hear {what}, {time}."),
        matter=format_html(slot, matters.get(row.of, row.of)),
        way=format_html(slot, named or gettext("by any way")),
        what=format_html(slot, row.hear or "…"),
        time=format_html(slot, promise_time(row) or "…"),
    )


def promise_time(row: PromiseRow) -> str:
    """By when: `within 4 opening hours`; what is no number as it stands."""
    if not (row.quantity.isascii() and row.quantity.isdecimal()):
        return row.quantity
    number = int(row.quantity)
    said = {
        "minutes": ngettext("within %(number)s minute", "within %(number)s minutes", number),
        "hours": ngettext("within %(number)s hour", "within %(number)s hours", number),
        "days": ngettext("within %(number)s day", "within %(number)s days", number),
        "opening minutes": ngettext(
            "within %(number)s opening minute", "within %(number)s opening minutes", number
        ),
        "opening hours": ngettext("within %(number)s opening hour", "within %(number)s opening hours", number),
    }.get(row.unit, f"%(number)s {row.unit}")
    return said % {"number": speaking().number(number)}


# -- conditions -----------------------------------------------------------------------------------------------
def condition_words(row: ConditionRow, words: Vocabulary) -> str:
    """One condition in plain words: `fuel litres more than 0`."""
    if row.written:
        return row.written
    name = fact_words(row.fact, words)
    if row.test in ("yes", ""):
        return name
    if row.test == "no":
        return gettext("not %(fact)s") % {"fact": name}
    return comparisons().get(row.test, "%(fact)s %(value)s") % {
        "fact": name,
        "value": value_words(row.value, row.fact, words),
    }


def comparisons() -> dict[str, str]:
    """Each comparison as a sentence of a fact and a value."""
    return {
        "=": gettext("%(fact)s is %(value)s"),
        "!=": gettext("%(fact)s is not %(value)s"),
        "<": gettext("%(fact)s is below %(value)s"),
        "<=": gettext("%(fact)s is at most %(value)s"),
        ">": gettext("%(fact)s is above %(value)s"),
        ">=": gettext("%(fact)s is at least %(value)s"),
        "one of": gettext("%(fact)s is one of: %(value)s"),
        "none of": gettext("%(fact)s is none of: %(value)s"),
        "contains": gettext("%(fact)s: among them %(value)s"),
        "lacks": gettext("%(fact)s: not among them %(value)s"),
        "at least": gettext("%(fact)s: at least %(value)s"),
        "at most": gettext("%(fact)s: at most %(value)s"),
    }


def fact_words(name: str, words: Vocabulary) -> str:
    """A fact as people read it; the amount has a name of its own."""
    return pgettext("fact", "the amount") if name == "amount" else words.fact(name).label


def value_words(value: str, fact: str, words: Vocabulary) -> str:
    """A value with its unit, numbers as the language writes them."""
    if not NUMBER.fullmatch(value):
        return value or "…"
    unit = words.fact(fact).unit
    number = speaking().number(Decimal(value))
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


# -- sentences ------------------------------------------------------------------------------------------------
def sentence(form: ClauseForm, words: Vocabulary) -> SafeString:
    """What a clause says, in one sentence with its parts marked."""
    conditions = [condition_words(row, words) for row in form.conditions if not row.is_blank]
    deeds = [lower_first(words.action(each)) for each in form.actions if each]
    places = {
        "conditions": _slots(conditions, gettext("and")),
        "certificates": _slots(form.requires, gettext("and")),
        "deeds": _slots(deeds or ["…"], gettext("or")),
    }
    template = _template(form.kind, bool(conditions), bool(form.requires), bool(deeds))
    return format_html(template, **places)


def _template(kind: str, when: bool, certified: bool, deeds: bool) -> str:  # noqa: FBT001  four plain questions
    if kind == "rules":
        if when:
            return gettext("When {conditions}, nobody may {deeds}.")
        return gettext("Nobody may {deeds}, ever.")
    if kind == "situations":
        if not deeds:
            return gettext("When {conditions}, do this.") if when else gettext("Always, do this.")
        if when:
            return gettext("When {conditions}, this puts it right: {deeds}.")
        return gettext("Always, this puts it right: {deeds}.")
    if when and certified:
        return gettext("When {conditions}, colleagues with the certificate {certificates} may {deeds}.")
    if when:
        return gettext("When {conditions}, colleagues may {deeds}.")
    if certified:
        return gettext("Colleagues with the certificate {certificates} may {deeds}.")
    return gettext("Colleagues may {deeds}.")


def _slots(texts: Iterable[str], word: str) -> SafeString:
    joint = format_html(" {} ", word)
    return format_html_join(joint, '<span class="slot">{}</span>', ((each,) for each in texts))


def lower_first(text: str) -> str:
    """A title inside a sentence; abbreviations stay as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
