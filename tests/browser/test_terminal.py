"""What an operator does at the terminal of an open desk: let an owner in who lost every key, compare totals."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.opened import OpenDesk

DECIDED = """
from zoneinfo import ZoneInfo
from leeway.decide import Request
from leeway.desk.decisions import commands
from leeway.desk.decisions.queries import actor_at
from leeway.desk.studio import queries as studio
law = studio.in_force(at=at)
for number, amount in ((1, 800), (2, 1200)):
    commands.decide(Request(
        action="let coins go", actor=actor_at("attendant", "house", book=law.book, at=at), at=at,
        amount_minor=amount, id=f"coins-{number}", case=f"c-{number}", site="house", network="network",
    ), law=law)
print(at.astimezone(ZoneInfo(law.book.zone or "UTC")).date())
"""


@pytest.fixture(scope="module")
def desk(open_desk: Any) -> OpenDesk:
    return open_desk("forecourt", fresh=True)


def leeway(desk: OpenDesk, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "LEEWAY_HOME": str(desk.home)}
    surroundings.pop("DATABASE_URL", None)
    surroundings |= {"DATABASE_URL": desk.database_url} if desk.database_url else {}
    command = [sys.executable, "-m", "leeway", *arguments]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def test_an_owner_who_lost_every_key_comes_in_and_it_is_told(desk: OpenDesk, visit: Any) -> None:
    said = leeway(desk, "sign-in-link", "--address", desk.address)
    link = re.search(r"http://\S+/enter/\S+/", said.stdout)

    assert said.returncode == 0
    assert link is not None
    desk.links["lost"] = link[0]
    page = visit(desk, "lost")
    page.goto(f"{desk.address}/me/")
    assert page.inner_text("h1") == "Vera Lysenko"
    assert "A sign-in link was made at the terminal of the machine" in page.inner_text("main")


@pytest.mark.usefixtures("one_database")
def test_a_link_for_nobody_is_refused_with_advice(desk: OpenDesk) -> None:
    said = leeway(desk, "sign-in-link", "somebody")

    assert (said.returncode, said.stdout) == (2, "")
    assert "leeway sign-in-link --list" in said.stderr
    assert leeway(desk, "sign-in-link", "--list").stdout.startswith("manager  Vera Lysenko")


def totals(path: Path, *rows: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([("site", "day", "action", "amount", "currency"), *rows])
    path.write_text(text.getvalue(), "utf-8")
    return str(path)


def test_a_tills_totals_are_compared_with_what_was_decided(desk: OpenDesk, tmp_path: Path) -> None:
    day = desk.run(DECIDED)
    right = totals(tmp_path / "right.csv", ("house", day, "let coins go", "20", "UAH"))
    wrong = totals(tmp_path / "wrong.csv", ("house", day, "let coins go", "21.50", "UAH"))

    agreed = leeway(desk, "audit", "reconcile", right)
    assert (agreed.returncode, agreed.stdout) == (0, "1 lines, 2 decisions: all agrees\n")

    differs = leeway(desk, "audit", "reconcile", wrong, "--json")
    finding = json.loads(differs.stdout.splitlines()[0])
    assert differs.returncode == 1
    assert (finding["kind"], finding["posted_minor"], finding["told_minor"]) == ("differs", 2000, 2150)
    assert sorted(finding["decisions"]) == ["coins-1", "coins-2"]
    shown = leeway(desk, "audit", "reconcile", wrong).stdout
    assert re.search(r"differs +house +let coins go +\S+ +20(\.00)? +21\.50 +1\.50 +line 2", shown)


@pytest.mark.usefixtures("one_database")
def test_totals_that_cannot_be_read_are_told_with_their_place(desk: OpenDesk, tmp_path: Path) -> None:
    broken = totals(tmp_path / "broken.csv", ("house", "yesterday", "refund", "12", "EUR"))
    said = leeway(desk, "audit", "reconcile", broken)

    assert said.returncode == 2
    assert f"{broken}:2:5: `EUR` is not `UAH`, the book's currency" in said.stderr
    assert f"{broken}:2:2: `yesterday` is not a day" in said.stderr
