"""Every story can be played at the counter: the lines that somebody types, and the answers on the screen."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from leeway.cli import app
from tests.stories.scene import BOOKS

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = re.compile(r"^\s*[✓?↑✕]\s+([A-Z][A-Z ]+[A-Z])\s*$", re.MULTILINE)
NOTHING = ""
"""Just Enter: nothing to note, not known, not here."""

STORIES = {
    "S1 no receipt": (
        "shop --authority assistant",
        [NOTHING, "bring", "money back 80", "4", "e", "exchange 80", "y"],
        ["NOT THIS", "GO AHEAD"],
    ),
    "S2 the kitchen is late": (
        "restaurant --authority waiter",
        [NOTHING, "longer", "bread", "y", "e", "reduce 18", "40", "96", "y", "e", "reduce 20"],
        ["GO AHEAD", "GO AHEAD", "NOT THIS"],
    ),
    "S3 a spilled drink": (
        "restaurant --authority trainee",
        [NOTHING, "glass has fallen", "drink from the house 9", "y"],
        ["GO AHEAD"],
    ),
    "S4 short of money": (
        "forecourt --customer maria",
        [NOTHING, "short of money", "write off 150", "40", "y", "e", "write off 150", "e", "pay later 150"],
        ["GO AHEAD", "ASK THE SUPERVISOR", "GO AHEAD"],
    ),
    "S5 a torn hose": (
        "forecourt",
        [NOTHING, "hose is torn off", "let the driver go on", "n", "y", "n", NOTHING, "charge the driver"],
        ["GO AHEAD", "NOT THIS"],
    ),
    "S6 no small change": (
        "forecourt",
        [NOTHING, "no coins", "round down 3.40", "y", "e", "give sweets"],
        ["GO AHEAD", "NOT THIS"],
    ),
    "S7 the queue": ("forecourt", [NOTHING, "queue is too long", "propose", "y"], ["GO AHEAD"]),
    "S8 more than three wait": (
        "forecourt",
        [NOTHING, "comes to the till", "serve", "p", "1", "4"],
        ["GO AHEAD", "GO AHEAD"],
    ),
    "S9 a plastic canister, by the one above all": (
        "forecourt --authority manager",
        [NOTHING, "dispense", "3", "n", "e", "fill gas", "y", "1"],
        ["NOT THIS", "NOT THIS"],
    ),
    "S10 doubts": (
        "forecourt",
        [
            NOTHING,
            "doubts the fuel",
            "send a sample",
            "y",
            "n",
            NOTHING,
            "doubts the measure",
            "check the measure",
        ],
        ["GO AHEAD", "GO AHEAD"],
    ),
    "S11 a victim of fraud": (
        "mobile --authority consultant --customer aset",
        [NOTHING, "recognise", "give a charge back 18000", "2", "y", "e", "give a charge back 18000"],
        ["GO AHEAD", "ASK THE SENIOR"],
    ),
    "S12 stranded": (
        "mobile --authority consultant --customer aset",
        [NOTHING, "stranded", "send a private message", "e", "lend credit 5000", "y", "y"],
        ["NOT THIS", "GO AHEAD"],
    ),
    "S13 another's phone": (
        "mobile",
        [NOTHING, "meant for somebody else", "write to the maker", "y", "e", "tell whose number"],
        ["GO AHEAD", "NOT THIS"],
    ),
    "S14 a taxi": (
        "mobile --authority consultant",
        [NOTHING, "taxi 2500", "j", "The last bus had gone.", "5", "y"],
        ["NOT THIS", "GO AHEAD"],
    ),
    "S15 the roaming bill": (
        "mobile --authority consultant --customer aset",
        [NOTHING, "after a journey", "reduce 12600", "42000", "y", "y"],
        ["GO AHEAD"],
    ),
    "S16 the supervisor answers": (
        "forecourt --customer maria",
        [NOTHING, "write off 600", "60", "s", "oksana", "y", "y"],
        ["ASK THE SUPERVISOR", "GO AHEAD"],
    ),
    "S17 before the certificate": (
        "forecourt --authority trainee --certificate gas --customer maria",
        [NOTHING, "write off 80", "40"],
        ["ASK A COLLEAGUE"],
    ),
    "S17 after the certificate": (
        'forecourt --authority trainee --certificate "cash desk" --customer maria',
        [NOTHING, "write off 80", "40", "a", "101"],
        ["GO AHEAD", "ASK THE ATTENDANT"],
    ),
    "how long a call may take": (
        "mobile --authority consultant",
        [NOTHING, "take the time", "3", "e", "take the time", "5"],
        ["GO AHEAD", "NOT THIS"],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_played_at_the_counter(story: str, tmp_path: Path) -> None:
    words, lines, answers = STORIES[story]
    book, *options = shlex.split(words)
    arguments = ["counter", str(BOOKS / book), "--balances", str(tmp_path / "balances"), *options]

    result = CliRunner().invoke(app, arguments, input="\n".join(lines) + "\n")

    assert result.exit_code == 0
    assert ANSWER.findall(result.output) == answers


def test_what_was_done_is_told_at_the_counter_and_thanked_for(tmp_path: Path) -> None:
    arguments = ["counter", str(BOOKS / "mobile"), "--balances", str(tmp_path / "balances")]
    lines = [NOTHING, "stranded", "b", "send a private message", "She was alone at night.", "1", NOTHING]

    result = CliRunner().invoke(app, arguments, input="\n".join(lines) + "\n")

    assert result.exit_code == 0
    assert "THANK YOU FOR TELLING" in result.output
    assert "to learn from, not to punish" in result.output
