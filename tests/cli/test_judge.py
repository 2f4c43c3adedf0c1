"""`leeway judge`: a stream of requests, each decided by itself."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

from leeway.decide import Decision, from_json
from tests.cli.commands import REQUEST, STATION, leeway

LINE = json.dumps(json.loads(REQUEST))
ASKED = json.dumps({**json.loads(REQUEST), "amount": "480", "id": "b"})


def test_outcomes_are_counted_by_the_clause_that_decided(tmp_path: Path) -> None:
    stream = tmp_path / "requests.jsonl"
    stream.write_text(f"{LINE}\n{LINE}\n\n{ASKED}\n", "utf-8")
    result = leeway("judge", STATION, stream)

    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["outcome", "requests", "decided", "by"],
        ["go", "ahead", "2"],
        ["2", "station/small-debt"],
        ["ask", "1"],
        ["1", "station/small-debt"],
        ["3", "decided"],
    ]


def test_each_decision_is_written_as_a_line_of_json(tmp_path: Path) -> None:
    out = tmp_path / "decisions.jsonl"
    leeway("judge", STATION, "-", "--out", out, typed=f"{LINE}\n{ASKED}\n")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    assert [(line["line"], line["id"]) for line in lines] == [(1, ""), (2, "b")]
    assert isinstance(from_json(lines[0]["decision"]), Decision)


def test_a_bad_line_is_reported_with_its_number_and_left_out(tmp_path: Path) -> None:
    stream = tmp_path / "requests.jsonl"
    stream.write_bytes(
        f"{LINE}\n{{\n{LINE.replace('write off', 'wrte off')}\n".encode() + b"\xff\xfe\n" + LINE.encode()
    )
    out = tmp_path / "decisions.jsonl"
    result = leeway("judge", STATION, stream, "--out", out)

    assert result.exit_code == 2
    assert [line.partition(": ")[0] for line in result.stderr.splitlines() if not line.startswith(" ")] == [
        f"{stream}:2",
        f"{stream}:3",
        f"{stream}:4",
    ]
    assert [json.loads(line)["line"] for line in out.read_text("utf-8").splitlines()] == [1, 5]
    assert "2 decided, 3 lines could not be read" in result.stdout


def test_the_counts_come_as_json() -> None:
    result = leeway("judge", STATION, "-", "--json", typed=f"{LINE}\n{ASKED}\nzap\n")

    assert json.loads(result.stdout) == {
        "decided": 2,
        "bad_lines": 1,
        "outcomes": {"go_ahead": 1, "ask": 1},
        "by_clause": [
            {"outcome": "go_ahead", "clause": "station/small-debt", "count": 1},
            {"outcome": "ask", "clause": "station/small-debt", "count": 1},
        ],
    }


def test_decisions_go_to_the_standard_output_and_the_table_beside_it() -> None:
    result = leeway("judge", STATION, "-", "--out", "-", typed=f"{LINE}\n")

    assert [json.loads(line)["line"] for line in result.stdout.splitlines()] == [1]
    assert "1 decided" in result.stderr


def test_a_stream_that_cannot_be_read_changes_no_file(tmp_path: Path) -> None:
    out = tmp_path / "decisions.jsonl"
    out.write_text("from before\n", "utf-8")
    result = leeway("judge", STATION, tmp_path / "none.jsonl", "--out", out)

    assert result.exit_code == 2
    assert out.read_text("utf-8") == "from before\n"
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.jsonl"]


def test_a_line_without_end_is_no_request(tmp_path: Path) -> None:
    stream = tmp_path / "requests.jsonl"
    stream.write_text('{"action": "' + "x" * 2_500_000 + f'"}}\n{LINE}\n', "utf-8")
    result = leeway("judge", STATION, stream, "--json")

    assert json.loads(result.stdout)["decided"] == 1
    assert f"{stream}:1: request: expected an object, found a text" in result.stderr


def test_a_long_stream_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    def most_for(count: int) -> int:
        stream = tmp_path / f"{count}.jsonl"
        stream.write_text(f"{LINE}\n" * count, "utf-8")
        tracemalloc.start()
        leeway("judge", STATION, stream)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most_for(5)
    few, many = most_for(5), most_for(100)

    assert many < few + 100_000
