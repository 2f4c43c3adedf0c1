"""`leeway options`: what may be done for this person, and how far."""

from __future__ import annotations

import json

from tests.cli.commands import STATION, leeway


def _rows(output: str) -> dict[str, str]:
    return {line[2:29].strip(): line[29:].strip() for line in output.splitlines() if line.strip()}


def test_every_action_is_listed_with_how_far_one_may_go() -> None:
    request = '{"actor": {"authority": "attendant", "certificates": ["cash desk"]}, "customer": "anna", "trust": "system", "given": {"fuel.litres": 40}}'
    result = leeway("options", STATION, "-", typed=request)

    assert result.exit_code == 0
    assert "up to 200 UAH" in result.stdout.replace("\u00a0", " ")
    assert "up to 1,000 UAH: ask the supervisor" in result.stdout.replace("\u00a0", " ")
    assert "Keep the passport" in result.stdout
    assert "not this" in result.stdout


def test_options_come_as_json_with_intervals_in_minor_units() -> None:
    result = leeway("options", STATION, "--customer", "anna", "--json")
    options = {each["action"]: each for each in json.loads(result.stdout)["options"]}

    assert result.exit_code == 0
    assert options["free coffee"]["outcome"] == "go_ahead"
    assert options["keep the passport"]["outcome"] == "decline"
    assert options["something else"]["intervals"][0] == {
        "outcome": "go_ahead",
        "authority": None,
        "least_minor": 1,
        "most_minor": 30000,
    }


def test_a_trainee_has_fewer_options() -> None:
    result = leeway("options", STATION, "--authority", "trainee", "--json")
    options = {each["action"]: each["outcome"] for each in json.loads(result.stdout)["options"]}

    assert options["deliver"] == "go_ahead"
    assert options["free coffee"] == "go_ahead"
    assert options["write off"] == "find_out"


def test_a_request_says_itself_who_asks() -> None:
    result = leeway("options", STATION, "-", "--authority", "trainee", typed='{"actor": "attendant"}')

    assert result.exit_code == 2
    assert "a request says itself who asks" in result.stderr


def test_an_authority_that_the_book_does_not_have_is_refused() -> None:
    result = leeway("options", STATION, "--authority", "atendant")

    assert result.exit_code == 2
    assert "did you mean `attendant`?" in result.stderr
