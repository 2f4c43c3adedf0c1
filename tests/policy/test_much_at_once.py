"""A book in which very much is wrong gets an answer soon: as many findings as are of use, and how many more there are."""

from __future__ import annotations

import gc

import pytest

from leeway import policy
from leeway.policy import Severity, loader
from leeway.policy.loader.report import FOUND_MAX

HEAD = "book: shop\ncurrency: EUR\nauthorities: [staff, owner]\n"


def _told(more: str) -> tuple[policy.Diagnostic, ...]:
    return policy.load_texts({"shop.yaml": HEAD + more}).diagnostics


def test_errors_beyond_some_are_counted() -> None:
    told = _told("".join(f"odd {number}: 1\n" for number in range(FOUND_MAX + 7)))

    assert [each.name for each in told[:-1]] == ["unknown-key"] * FOUND_MAX
    assert told[-1].render() == "note LW017 more-findings: 7 more findings are not listed"


def test_as_many_as_can_be_listed_are_listed() -> None:
    told = _told("".join(f"odd {number}: 1\n" for number in range(FOUND_MAX)))

    assert [each.name for each in told] == ["unknown-key"] * FOUND_MAX


def test_notes_never_hide_an_error() -> None:
    actions = ", ".join(f"a{number}" for number in range(FOUND_MAX + 9))
    told = _told(f"rules:\n  one: {{forbid: [{actions}]}}\n  two: {{forbid: go, when: (}}\n")

    assert sum(each.severity is Severity.NOTE for each in told) == FOUND_MAX + 1
    assert [each.name for each in told if each.severity is Severity.ERROR] != []


def test_a_book_with_errors_that_are_only_counted_is_no_book() -> None:
    texts = {"shop.yaml": HEAD + "".join(f"odd {number}: 1\n" for number in range(FOUND_MAX * 3))}

    assert policy.load_texts(texts).book is None


def test_every_finding_in_a_long_line_shows_its_part_of_it() -> None:
    names = ", ".join(f"bad/{number}" for number in range(3_000))
    told = policy.load_texts({"shop.yaml": f"book: shop\ncurrency: EUR\nauthorities: [{names}]\n"}).diagnostics
    shown = told[-2].render().splitlines()

    assert len(told) == FOUND_MAX + 1
    assert shown[1].startswith("  … ")
    assert shown[2].index("^") == shown[1].index("bad/499")


def test_of_too_many_clauses_none_is_read() -> None:
    rules = "".join(f"  r{number}: {{forbid: go, when: nonsense (}}\n" for number in range(5_001))
    told = _told(
        f"rules:\n{rules}examples:\n  - {{example: e, action: go, actor: staff, expect: decline, by: r1}}\n"
    )
    errors = [(each.name, each.place.line) for each in told if each.severity is Severity.ERROR]

    assert errors == [("too-many-clauses", 5_005)]


def test_the_same_value_twice_among_very_many_is_found() -> None:
    values = ", ".join(f"v{number}" for number in range(5_000))
    told = _told(f"facts:\n  kind: {{type: text, one of: [{values}, v17]}}\n")

    assert [each.message for each in told] == ["`v17` is listed twice"]


def test_the_same_limit_twice_among_very_many_is_found() -> None:
    windows = ", ".join(f"30 EUR per case per {number} days" for number in range(1, 2_000))
    told = _told(
        "actions: {go: {amount: money, cost: amount}}\n"
        f"guidelines: {{g: {{allow: go, limits: [{windows}, 30 EUR per actor per day, 90 EUR per case per 17 days]}}}}\n"
    )

    assert [each.message for each in told] == [
        "`90 EUR per case per 17 days` counts the same as `30 EUR per case per 17 days`"
    ]


@pytest.mark.parametrize("looked", [True, False])
def test_the_collector_is_as_it_was_once_a_book_is_read(looked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    read_book = loader.read_book
    monkeypatch.setattr(
        loader, "read_book", lambda *a, **b: (seen.append(gc.isenabled()), read_book(*a, **b))[1]
    )
    try:
        if not looked:
            gc.disable()
        policy.load_texts({"shop.yaml": HEAD})
        after = gc.isenabled()
    finally:
        gc.enable()

    assert (seen, after) == ([False], looked)
