"""The counter as a place to work: narrow screens, other languages, leaving at any time."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.journeys.visit import STATION, Visit

LEEWAY = str(Path(sys.executable).parent / "leeway")


@pytest.mark.parametrize("width", [32, 40, 60, 80, 120])
def test_nothing_is_wider_than_the_terminal(tmp_path: Path, width: int) -> None:
    station = Visit(tmp_path, book=STATION, width=width)
    page = station.types("to pay tomorrow", "1", "write off", "480", "40", "s", "", "b", "he asked")
    shown = [line for line in page.text.splitlines() if "›" not in line]

    assert [line for line in shown if len(line.rstrip()) > width] == []


@pytest.mark.parametrize(
    ("language", "wish", "outcome", "do", "done"),
    [
        ("ru", "Что бы всё исправило?", "ДЕЙСТВУЙТЕ", "д", "Готово. Free coffee."),
        ("uk", "Що б усе виправило?", "ДІЙТЕ", "т", "Готово. Free coffee."),
        ("ro", "Ce ar îndrepta lucrurile?", "DĂ-I ÎNAINTE", "d", "Gata. Free coffee."),
        ("en", "What would put it right?", "GO AHEAD", "y", "Done. Free coffee."),
    ],
)
def test_the_counter_speaks_the_language_of_who_works_there(
    tmp_path: Path, language: str, wish: str, outcome: str, do: str, done: str
) -> None:
    page = Visit(tmp_path, book=STATION, options=["--language", language]).types("", "free coffee", do)

    assert page.says(wish)
    assert page.outcomes == [outcome]
    assert page.says(done)


@pytest.mark.parametrize("language", ["ru", "uk", "ro"])
def test_english_keys_work_where_they_are_free(tmp_path: Path, language: str) -> None:
    station = Visit(tmp_path, book=STATION, options=["--language", language])
    station.types("", "free coffee", "y")

    assert station.deeds == ["done"]


def test_an_odd_line_is_answered_kindly(tmp_path: Path) -> None:
    page = Visit(tmp_path, book=STATION).types(
        "", "99", "zzz", "write off", "a lot", "30", "forty", "40", "xyz", "y"
    )

    assert page.says("A number from 1 to")
    assert page.says("Nothing here goes by “zzz”.")
    assert page.says("That does not look like an amount.")
    assert page.says("That does not fit. A number, Enter: don’t know")
    assert page.says("“xyz” is none of these keys.")
    assert page.says("Done.")


def test_too_much_for_the_action_is_said_and_asked_again(tmp_path: Path) -> None:
    page = Visit(tmp_path, book=STATION).types("", "write off 6000", "30", "40", "y")

    assert page.says("That is too much for this; it goes up to 5,000 UAH.")
    assert page.says("Done. Write off what is missing: 30 UAH.")


def test_leaving_at_the_first_question_is_fine(tmp_path: Path) -> None:
    page = Visit(tmp_path, book=STATION).types("q")

    assert page.says("Until next time.")


def test_the_end_of_the_input_leaves_cleanly(tmp_path: Path) -> None:
    page = Visit(tmp_path, book=STATION).types("", "write off", "30")

    assert page.says("Until next time.")
    assert Visit(tmp_path, book=STATION).deeds == []


def _spawn(tmp_path: Path, *, columns: int = 80) -> pexpect.spawn[str]:
    environment = {**os.environ, "LEEWAY_HOME": str(tmp_path), "TERM": "xterm-256color", "PYTHONUTF8": "1"}
    command = ["counter", str(STATION)]
    return pexpect.spawn(
        LEEWAY, command, env=environment, encoding="utf-8", timeout=60, dimensions=(60, columns),
        # Whoever starts tests in the background has them ignore Ctrl-C; a person's terminal does not.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def test_a_whole_conversation_at_a_real_terminal(tmp_path: Path) -> None:
    counter = _spawn(tmp_path)
    counter.expect("What would put it right")
    counter.sendline("")
    counter.expect("What is it about")
    counter.sendline("free coffee")
    counter.expect("GO AHEAD")
    counter.sendline("y")
    counter.expect("Done")
    counter.sendline("u")
    counter.expect("Taken back")
    counter.sendline("q")
    counter.expect("Until next time")
    counter.expect(pexpect.EOF)
    counter.close()

    assert counter.exitstatus == 0
    assert sorted(path.name for path in (tmp_path / "balances").iterdir()) == [
        "station.journal",
        "station.record.jsonl",
    ]


def _left(counter: Any, key: str) -> str:
    """What it said after somebody pressed a key to leave, again where the question was not yet listening."""
    said = ""
    for _ in range(6):
        counter.send(key)
        ended = counter.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=10) == 0
        said += counter.before or "" if ended else ""
        if ended:
            break
    return said


@pytest.mark.parametrize("leave", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_ctrl_c_and_ctrl_d_leave_without_a_word_of_python(tmp_path: Path, leave: str) -> None:
    counter = _spawn(tmp_path)
    counter.expect("What would put it right")
    counter.expect("›")
    said = _left(counter, leave)
    counter.close()

    assert "Traceback" not in said
    assert "Until next time" in said
    assert counter.exitstatus == 0
