"""Do worked examples hold, and do they say what differs?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from leeway.decide import run_examples
from tests.decide.counter import BOOK, book


def differences(example):
    station = book(f"{BOOK}examples:\n- example: it\n{example}")
    return [str(each) for each in run_examples(station)[0].differences]


RIGHT = "  given: {litres: 40, amount: 150}\n  actor: attendant\n  action: write off\n"


@pytest.mark.parametrize(
    "example",
    [
        RIGHT + "  expect: go ahead\n  by: shortfall\n  steps: [Note the phone number.]\n",
        RIGHT + "  used: {shortfall: [1 per customer per 90 days]}\n  expect: decline\n",
        RIGHT + "  used: {overall: [3000 UAH per site per month]}\n  expect: decline\n",
        RIGHT + "  certificates: []\n  expect: ask attendant\n",
        RIGHT + "  customer: unknown\n  expect: go ahead\n",
        RIGHT + "  customer: unknown\n  used: {shortfall: [5 per site per day]}\n  expect: decline\n",
        RIGHT + "  stopped: [shortfall]\n  expect: ask manager\n",
        RIGHT + "  trust: {litres: claimed}\n  expect: find out litres\n",
        "  given: {litres: 40, amount: 150, queue: 5}\n  actor: attendant\n  action: write off\n  expect: go ahead\n  skipped: [phone]\n",
        "  given: {litres: 40, amount: 350}\n  actor: attendant\n  action: write off\n  told: true\n  expect: go ahead\n",
        "  given: {amount: 250}\n  actor: attendant\n  action: write off\n  own judgement: kind\n  principle: care\n  expect: go ahead\n  by: own judgement\n",
        "  given: {container: bottle}\n  actor: manager\n  action: dispense\n  expect: decline\n  by: no bottle\n  instead: [lend]\n",
        "  given: {actor.ai: true, amount: 20}\n  actor: attendant\n  action: write off\n  own judgement: kind\n  principle: care\n  expect: ask supervisor\n",
        "  actor: attendant\n  action: lend\n  used: {otherwise: [100 UAH per case]}\n  expect: go ahead\n  by: otherwise\n",
    ],
)  # fmt: skip
def test_a_right_example_holds(example):
    assert differences(example) == []


@pytest.mark.parametrize(
    ("example", "says"),
    [
        (RIGHT + "  expect: decline\n", "outcome: expected decline, got go ahead, because: grants (station/shortfall)"),
        (RIGHT + "  expect: ask supervisor\n", "outcome: expected ask supervisor, got go ahead, because: grants (station/shortfall)"),
        (RIGHT + "  expect: go ahead\n  by: otherwise\n", "by: expected otherwise, got station/shortfall"),
        (RIGHT + "  expect: go ahead\n  steps: [Sing.]\n", "steps: expected Sing., got Note the phone number. / Say that it happens."),
        (RIGHT + "  expect: go ahead\n  skipped: [phone]\n", "skipped: expected no `phone`, got Note the phone number. / Say that it happens."),
        (RIGHT + "  expect: go ahead\n  instead: [coffee]\n", "instead: expected coffee, got nothing"),
        (RIGHT + "  trust: {litres: claimed}\n  expect: find out container\n", "find out: expected container, got litres"),
    ],
)  # fmt: skip
def test_a_wrong_example_says_what_differs(example, says):
    assert differences(example) == [says]


def test_a_book_without_examples_has_no_results():
    assert run_examples(book()) == ()


def test_an_example_that_makes_no_request_is_named_with_what_is_wrong():
    station = book(f"{BOOK}examples:\n- example: it\n{RIGHT}  expect: go ahead\n")
    example = replace(station.examples[0], actor="king")
    result = run_examples(replace(station, examples=(example,)))[0]

    assert (result.example, result.decision, result.holds) == (example, None, False)
    assert "request: expected one that can be decided" in str(result.differences[0])
