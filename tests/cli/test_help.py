"""Every command says what it is for, with an example and its exit codes."""

from __future__ import annotations

import pytest

from tests.cli.commands import leeway

COMMANDS = ["counter", "decide", "options", "test", "judge"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_the_exit_codes(command: str) -> None:
    shown = " ".join(leeway(command, "--help").stdout.split())

    assert f"Example: leeway {command} " in shown
    assert "Exit codes: 0" in shown


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "counter"])
def test_every_command_can_speak_json(command: str) -> None:
    assert "--json" in leeway(command, "--help").stdout
