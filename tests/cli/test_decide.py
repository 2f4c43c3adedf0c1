"""`leeway decide`: one request, the whole answer, and everything that is wrong with it at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leeway.decide import Decision, Outcome, from_json
from tests.cli.commands import REQUEST, STATION, leeway
from tests.journeys.visit import Visit


def test_an_answer_that_goes_ahead_is_shown_and_ends_well() -> None:
    result = leeway("decide", STATION, "-", typed=REQUEST)

    assert result.exit_code == 0
    assert "GO AHEAD" in result.stdout
    assert "This is yours to decide." in result.stdout


def test_an_answer_that_does_not_go_ahead_ends_with_one() -> None:
    result = leeway("decide", STATION, "-", typed=REQUEST.replace("150.00", "480"))

    assert result.exit_code == 1
    assert "ASK THE SUPERVISOR" in result.stdout


def test_the_decision_is_given_as_json_that_can_be_read_back() -> None:
    decision = from_json(json.loads(leeway("decide", STATION, "-", "--json", typed=REQUEST).stdout))

    assert isinstance(decision, Decision)
    assert (decision.outcome, decision.amount_minor) == (Outcome.GO_AHEAD, 15000)


def test_a_request_from_a_record_is_decided_as_it_stands(tmp_path: Path) -> None:
    station = Visit(tmp_path, book=STATION)
    station.types("", "write off 150", "40", "y")
    recorded = tmp_path / "request.json"
    recorded.write_text(json.dumps(station.record[0]["request"]), "utf-8")

    result = leeway("decide", STATION, recorded, "--json")

    assert json.loads(result.stdout) == station.record[0]["decision"]


def test_balances_are_read_from_a_file_and_left_alone(tmp_path: Path) -> None:
    station = Visit(tmp_path, book=STATION, options=["--customer", "anna"])
    station.types("", "write off 150", "40", "y")
    before = station.balances.read_bytes()

    result = leeway(
        "decide", STATION, "-", "--balances", station.balances, typed=REQUEST.replace("10:00", "11:00")
    )

    assert result.exit_code == 1
    assert "This customer, 90 days" in result.stdout
    assert station.balances.read_bytes() == before


ACTOR, AMOUNT, TRUST = (
    f"standard input: {f}" for f in ("actor.authority", "amount", "given.fuel.litres.trust")
)


def test_everything_wrong_with_a_request_is_said_at_once_with_its_field() -> None:
    wrong = """{"acton": "x", "action": "write off", "amount": "1.001", "currency": "EUR",
                "given": {"fuel.litres": {"value": 4, "trust": "sure"}, "container": "cup", "queu": 3},
                "actor": {"id": "nina", "authority": "atendant"}, "at": "noon"}"""
    result = leeway("decide", STATION, "-", typed=wrong)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "standard input: acton: unknown field `acton` [unknown-field]",
        "  help: did you mean `action`?",
        f"{ACTOR}: `atendant` is no authority of this book: trainee, attendant, supervisor, manager [unknown-authority]",
        "  help: did you mean `attendant`?",
        "standard input: at: `noon` is no moment [not-a-time]",
        "  help: write `2026-05-04T10:15:00+03:00`",
        f"{AMOUNT}: `1.001` is finer than the currency allows: at most 2 digits after the point [not-an-amount]",
        "  help: write major units with a point: `150.00`",
        f"{TRUST}: `sure` is none of: claimed, extracted, staff, verified, system [unknown-trust]",
        "standard input: currency: the book counts in UAH, not in EUR [other-currency]",
        "standard input: given.queu: the book has no fact `queu` [unknown-fact]",
        "  help: did you mean `queue`?",
        "standard input: given.container: `cup` is none of: tank, metal canister, plastic canister [not-one-of]",
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "line 1, column 1: this is not JSON: expecting value"),
        ("{", "line 1, column 2: this is not JSON"),
        ("[1, 2]", "request: expected an object, found a list"),
        ('{"action": "a", "action": "b"}', "the key `action` occurs twice"),
        ('{"action": "serve", "actor": "attendant", "amount": NaN}', "`NaN` is no number"),
        (
            '{"action": "serve", "actor": "attendant", "amount": 1e99999999999999999999}',
            "the exponent of `1e99999999999999999999` is out of all bounds",
        ),
        ('{"action": "serve"}', "actor: `actor` is missing"),
        ('{"actor": "attendant"}', "action: `action` is missing"),
        ('{"action": "srve", "actor": "attendant"}', "action: the book has no action `srve`"),
        ('{"action": "write off", "actor": "attendant"}', "amount: `write off` needs an amount"),
        ('{"action": 3, "actor": "attendant"}', "action: expected a text, found a number"),
        (
            '{"action": "serve", "actor": {"authority": "attendant", "ai": "yes"}}',
            "actor.ai: expected true or false",
        ),
        ('{"action": "serve", "actor": "attendant", "given": [1]}', "given: expected an object, found a list"),
        (
            '{"action": "serve", "actor": "attendant", "stopped": {"serve": 1}}',
            "stopped.serve: expected a text",
        ),
        ('{"action": "serve", "actor": "attendant", "mode": "maybe"}', "mode: `maybe` is none of: ordinary"),
        ('{"action": "serve", "actor": "attendant", "site zone": "Kyiv"}', "site zone: `Kyiv` is no time zone"),
        ('{"form": "leeway request 9"}', "expected `form` to be one of"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused_in_plain_words(typed: str, message: str) -> None:
    result = leeway("decide", STATION, "-", typed=typed)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_claim_is_not_more_than_a_claim() -> None:
    claimed = REQUEST.replace('"trust": "system"', '"trust": "claimed"')

    assert leeway("decide", STATION, "-", typed=claimed).exit_code == 1


def test_the_trust_of_all_facts_can_be_said_once() -> None:
    plain = REQUEST.replace('{"value": 40, "trust": "system", "source": "pump 3"}', "40")

    assert leeway("decide", STATION, "-", typed=plain).exit_code == 1
    assert leeway("decide", STATION, "-", typed=plain.replace("{", '{"trust": "system",', 1)).exit_code == 0


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = leeway("decide", STATION, tmp_path / "nothing.json")

    assert result.exit_code == 2
    assert "cannot be read: no such file or directory" in result.stderr


def test_a_book_that_cannot_be_read_is_told_with_its_place(tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("book: x\ncurency: EUR\n", "utf-8")
    result = leeway("decide", book, "-", typed=REQUEST)

    assert result.exit_code == 2
    assert "book.yaml:2:1" in result.stderr


@pytest.mark.parametrize("command", [["decide"], ["options"]])
def test_a_language_without_words_is_refused(command: list[str]) -> None:
    result = leeway(*command, STATION, "--language", "xx", typed=REQUEST)

    assert result.exit_code == 2
    assert "there are no words in `xx`" in result.stderr


def test_the_fields_of_a_request_are_listed() -> None:
    result = leeway("decide", STATION, "--fields")

    assert result.exit_code == 0
    assert "given" in result.stdout
    assert "name → {value, trust, source}" in result.stdout
