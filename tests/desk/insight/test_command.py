"""`leeway report` prints what the page shows, as words, as JSON and as the same file."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from leeway.cli import app
from leeway.desk.clock import held_at

from .conftest import DAY, NOON


@pytest.fixture
def run(region: Any) -> Any:
    def called(*arguments: str) -> Any:
        with held_at(NOON):
            return CliRunner().invoke(app, ["report", *arguments])

    return called


def test_it_prints_the_same_figures_in_every_form(run, settle, counted) -> None:
    for _ in range(11):
        settle(at=NOON - DAY)
    shown = counted("214").now.kept
    told = json.loads(run("--site", "214", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("--site", "214", "--csv").stdout.removeprefix("\ufeff"))))
    [kept] = [each for each in told["parts"][0]["figures"] if each["name"] == "promises kept"]
    [line] = [row for row in rows if row["part"] == "all" and row["figure"] == "promises kept"]

    assert (
        (kept["number"], kept["of"], kept["percent"]) == (shown.yes, shown.of, shown.percent) == (11, 11, 100)
    )
    assert (line["number"], line["low"]) == ("11", str(shown.low))
    assert "100 % of 11" in run("--site", "214").stdout


def test_what_is_no_site_or_no_time_is_refused(run) -> None:
    assert [run(*each).exit_code for each in (
        ("--site", "nowhere"), ("--month", "May"), ("--since", "yesterday"), ("--days", "12"),
        ("--json", "--csv"),
    )] == [2] * 5  # fmt: skip
