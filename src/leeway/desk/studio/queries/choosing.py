"""What can be chosen in the fields of a form? Options with their words, and the rows as they are shown.

Start reading at `clause_fields`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from leeway.desk.studio.form import (
    ANONYMOUS,
    ChangeRow,
    ConditionRow,
    ExampleForm,
    GivenRow,
    LimitRow,
    PromiseRow,
)
from leeway.desk.studio.queries.outcomes import outcome_words
from leeway.desk.studio.queries.saying import fact_words, matter_words, promise_words, scope_words, way_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.safestring import SafeString

    from leeway.desk.studio.form import ClauseForm, Vocabulary
    from leeway.desk.studio.queries.outcomes import ShownExample

type Options = tuple[tuple[str, str], ...]
"""Values with what people read."""

DAYS = (7, 14, 30, 90, 180, 365)
HOURS = (8, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFields:
    """One example as fields: its number on the page, what it says now, and blank rows to fill in."""

    number: str
    form: ExampleForm
    given: tuple[GivenRow, ...]
    expects: Options
    shown: ShownExample | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFields:
    """The fields of a clause with everything that can be chosen in them."""

    form: ClauseForm
    facts: Options
    tests: Options
    authorities: Options
    measures: Options
    scopes: Options
    windows: Options
    actions: Options
    certificates: Options
    values: tuple[tuple[str, tuple[str, ...]], ...]
    """By fact: the answers to choose from."""
    examples: tuple[ExampleFields, ...]
    blank_condition: ConditionRow
    blank_limit: LimitRow


def clause_fields(
    form: ClauseForm, words: Vocabulary, *, examples: Iterable[ExampleForm], shown: Iterable[ShownExample] = ()
) -> ClauseFields:
    """The fields of a clause, and those of the examples about what it allows or forbids."""
    results = {each.name: each for each in shown}
    about = [each for each in examples if each.action in form.actions]
    facts = tuple((name, _fact(name, words)) for name in words.facts)
    listed = [(each, str(number)) for number, each in enumerate(about)]
    blank = ExampleForm(
        actor=words.authorities[0], action=form.actions[0] if form.actions else "", given=_asked(form)
    )
    return ClauseFields(
        form=form,
        facts=_known(facts, (row.fact for row in form.conditions)),
        tests=_tests(),
        authorities=(
            *((each, each) for each in words.authorities),
            (ANONYMOUS, gettext("while nobody knows the customer")),
        ),
        measures=(("money", words.currency), ("times", gettext("times")), ("none", gettext("no limit"))),
        scopes=tuple(scope_words().items()),
        windows=_windows(form),
        actions=_known(tuple((n, a.label) for n, a in words.actions.items()), form.actions),
        certificates=tuple((each, each) for each in dict.fromkeys((*words.certificates, *form.requires))),
        values=tuple((name, each.values) for name, each in words.facts.items() if each.values),
        examples=tuple(
            _example_fields(each, number, words, results.get(each.was))
            for each, number in [*listed, (blank, "new")]
        ),
        blank_condition=ConditionRow(),
        blank_limit=LimitRow(authority=words.authorities[0]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFields:
    """A step that a circumstance may change: which, whether it is left out, and what is done instead."""

    row: ChangeRow
    steps: Options
    hows: Options
    how: str


def change_fields(form: ClauseForm, steps: Mapping[str, str]) -> tuple[ChangeFields, ...]:
    """The changes of a circumstance as fields, and one more to fill in."""
    known: Options = tuple((id_, shortened(" ".join(text.split()))) for id_, text in steps.items())
    options = _known(known, (row.step for row in form.changes))
    hows = (("skip", gettext("is left out")), ("instead", gettext("is done like this instead")))
    return tuple(
        ChangeFields(row=row, steps=options, hows=hows, how="instead" if row.text or not row.step else "skip")
        for row in (*form.changes, ChangeRow())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFields:
    """A promise as fields: its number on the page and everything that can be chosen."""

    number: str
    row: PromiseRow
    matters: Options
    ways: tuple[tuple[str, str, bool], ...]
    """Each with its words, and whether it is chosen."""
    units: Options
    says: SafeString


def promise_fields(rows: Iterable[PromiseRow]) -> tuple[PromiseFields, ...]:
    """The promises of a policy as fields, and one more to fill in."""
    return tuple(
        PromiseFields(
            number="new" if not row.name else str(number), row=row,
            matters=_known(tuple(matter_words().items()), (row.of,)),
            ways=tuple((*way, way[0] in row.ways) for way in _known(tuple(way_words().items()), row.ways)),
            units=_known(_units(), (row.unit,)), says=promise_words(row),
        )
        for number, row in enumerate((*rows, PromiseRow()), 1)
    )  # fmt: skip


def _units() -> Options:
    return (
        ("opening hours", gettext("opening hours")),
        ("opening minutes", gettext("opening minutes")),
        ("minutes", gettext("minutes")),
        ("hours", gettext("hours")),
        ("days", gettext("days")),
    )


def shortened(text: str, most: int = 70) -> str:
    """A text for a list to choose from."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _asked(form: ClauseForm) -> tuple[GivenRow, ...]:
    """What an example of this clause has to say: the facts of its conditions."""
    facts = dict.fromkeys(row.fact for row in form.conditions if row.fact and row.fact != "amount")
    return tuple(GivenRow(fact=fact) for fact in facts)


def _example_fields(
    form: ExampleForm, number: str, words: Vocabulary, shown: ShownExample | None
) -> ExampleFields:
    return ExampleFields(
        number=number,
        form=form,
        given=(*form.given, GivenRow()),
        expects=_known(_expects(words), (form.expect,)),
        shown=shown,
    )


def _expects(words: Vocabulary) -> Options:
    asks = tuple((f"ask {each}", outcome_words("ask", authority=each)) for each in words.authorities[1:])
    return (
        ("go ahead", outcome_words("go_ahead")),
        *asks,
        ("decline", outcome_words("decline")),
        ("find out", outcome_words("find_out")),
    )


def _fact(name: str, words: Vocabulary) -> str:
    ask = words.fact(name).ask
    label = fact_words(name, words)
    return f"{label} – {ask}" if ask else label


def _tests() -> Options:
    return (
        ("yes", gettext("yes")),
        ("no", gettext("no")),
        ("=", gettext("is")),
        ("!=", gettext("is not")),
        ("<=", gettext("is at most")),
        (">=", gettext("is at least")),
        ("<", gettext("is below")),
        (">", gettext("is above")),
        ("one of", gettext("is one of")),
        ("none of", gettext("is none of")),
        ("contains", gettext("contains")),
        ("lacks", gettext("does not contain")),
        ("at least", gettext("has at least so many")),
        ("at most", gettext("has at most so many")),
    )


def _windows(form: ClauseForm) -> Options:
    days = [(f"{n} days", ngettext("in %(n)s day", "in %(n)s days", n) % {"n": n}) for n in DAYS]
    hours = [(f"{n} hours", ngettext("in %(n)s hour", "in %(n)s hours", n) % {"n": n}) for n in HOURS]
    plain = (
        ("", gettext("in all")),
        ("day", gettext("a day")),
        ("week", gettext("a week")),
        ("month", gettext("a month")),
        ("quarter", gettext("a quarter")),
        ("year", gettext("a year")),
        *days,
        *hours,
    )
    return _known(plain, (row.window for row in form.limits))


def _known(options: Options, used: Iterable[str]) -> Options:
    """The options, with those that are in use and not among them at the end."""
    known = {value for value, _ in options}
    return (*options, *((each, each) for each in dict.fromkeys(used) if each and each not in known))
