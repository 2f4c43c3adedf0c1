"""How the commands are run in these tests: in process, with a folder of their own."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from leeway.cli import app

STATION = Path(__file__).resolve().parents[1] / "journeys" / "station.yaml"
REQUEST = """{
  "action": "write off", "amount": "150.00",
  "given": {"fuel.litres": {"value": 40, "trust": "system", "source": "pump 3"}},
  "actor": {"id": "nina", "authority": "attendant", "certificates": ["cash desk"]},
  "customer": "anna", "at": "2026-06-15T10:00"
}"""


def leeway(*arguments: str | Path, typed: str = "") -> Result:
    """Run `leeway` with these arguments; nothing may ever end in a traceback."""
    result = CliRunner().invoke(app, [str(each) for each in arguments], input=typed, env={"COLUMNS": "80"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    return result
