"""What `bench/recorded.py` prints, and how it refuses what it cannot read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.recorded import BOOKS, book_of, main
from bench.recorded_tally import SUBJECTS, Judged, Tally, is_fitting
from leeway import policy
from tests.recorded.cases import booking, cancelling


def _file(folder: Path, *records: Any) -> str:
    path = folder / "actions.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def test_the_figures_come_by_domain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stopped = cancelling() | {"label": "violation", "violated": ["A12_cancel_ground"]}
    file = _file(tmp_path, stopped, booking() | {"expected": "allowed"}, booking() | {"label": "disputed"})

    assert main(["--json", file]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "airline": {
            "violation": 1,
            "violation_stopped": 1,
            "allowed": 1,
            "allowed_stopped": 0,
            "no_rule_broken": 0,
            "no_rule_broken_declined": 0,
        }
    }


def test_a_domain_without_a_book_is_left_out_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    telecom = {
        "domain": "telecom",
        "policy_version": "tau2",
        "action": {"name": "x", "args": {}},
        "facts": {},
        "label": "allowed",
    }

    assert main([_file(tmp_path, telecom)]) == 0
    assert "left out:     1 telecom: no book yet" in capsys.readouterr().out


def test_each_miss_is_listed_with_the_clause_that_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = cancelling(user_id="u2") | {"id": "r1", "label": "allowed"}

    assert main(["--list", _file(tmp_path, wrong)]) == 0
    assert "miss: r1: allowed action stopped: decline by reservation/own-reservation" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"domain": "airline"}', '{"domain": 1, "action": {}, "facts": {}}']
)
def test_a_line_that_is_no_recorded_action_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")

    assert main([str(path)]) == 2
    assert f"{path}:2: " in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_a_stop_fits_only_by_a_clause_about_what_was_violated() -> None:
    assert is_fitting(("cancelling/nothing-flown",), violated=["A11_no_segment_flown"]) is True
    assert is_fitting(("cancelling/nothing-flown",), violated=["A12_cancel_ground"]) is False
    assert is_fitting(("reservation/own-reservation",), violated=["A10_not_already_cancelled"]) is False


def test_a_violation_that_goes_ahead_is_neither_stopped_nor_fitting() -> None:
    tally = Tally()
    tally.add(
        Judged(record="r", outcome="go_ahead", clauses=("cancelling/nothing-flown",)),
        label="violation",
        violated=["A11_x"],
    )

    assert (tally.stopped("violation"), tally.fitting, len(tally.misses)) == (0, 0, 1)


@pytest.mark.parametrize(("domain", "letter"), [("airline", "A"), ("retail", "R")])
def test_every_subject_is_a_clause_of_the_book(domain: str, letter: str) -> None:
    named = {clause for check, clauses in SUBJECTS.items() if check.startswith(letter) for clause in clauses}
    clauses = {clause.id for each in book_of(domain).policies for clause in (*each.rules, *each.guidelines)}

    assert named != set()
    assert named - clauses == set()


@pytest.mark.parametrize("domain", BOOKS)
def test_the_book_loads_without_a_finding(domain: str) -> None:
    assert [found.message for found in policy.load(BOOKS[domain]).diagnostics] == []
