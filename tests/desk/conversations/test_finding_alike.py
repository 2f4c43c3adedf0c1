"""Both databases find the same, the newest first, however far back it stands; and neither reads all that fits."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from leeway.desk.conversations.stems import alternatives, marks_of, stems_of, threes_of
from tests.desk.faults import desk_on

ROWS, APART = 4_000, 250
"""Numbers of rows lie so far apart that they stand in stretches of every length."""
PATHS = ("network/", "network/north/", "network/north/214/", "network/south/7/")
OFTEN = ("refund", "coffee", "pump", "queue", "receipt", "window")
ASKED = (
    "refund", "coffee pump", "refund queue receipt", "zorbel", "zorbel refund", "window saltus", "nothing",
    "refnud", "coff", "возврата",
)  # fmt: skip
PARTS = (
    "ionescu",
    "onesc",
    "maria io",
    "maria st",
    "maria ki",
    "38050000",
    "0123",
    "ia.ionescu3",
    "lysenko petro",
)

ANSWERED = """
import json
from django.core.management import call_command
from django.db import connection, transaction
call_command("migrate", verbosity=0)
from leeway.desk.conversations.models import Vocable, Word
from leeway.desk.conversations.queries.finding import found
from leeway.desk.conversations.stems import vocables_of
given = json.load(open(os.path.join(os.environ["LEEWAY_HOME"], "given.json")))
with transaction.atomic():
    Word.objects.bulk_create((Word(**{**row, "at": start}) for row in given["rows"]), batch_size=500)
    words = {each for row in given["rows"] for each in vocables_of(row["title"] + " " + row["text"])}
    Vocable.objects.bulk_create(Vocable(word=each) for each in sorted(words))
answers = [[hit.kind + " " + hit.of for hit in found(typed, paths=paths, kinds=kinds, most=most)]
           for typed, paths, kinds, most in given["asked"]]
read = 0
if connection.vendor == "postgresql":
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("analyze conversations_word")
        fetched = "select pg_stat_get_xact_tuples_fetched('conversations_word'::regclass)"
        cursor.execute(fetched)
        before = cursor.fetchone()[0]
        found("refund", paths=["network/"], kinds=("entry",), most=10)
        cursor.execute(fetched)
        read = cursor.fetchone()[0] - before
print(json.dumps([answers, read]))
"""


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    chance, rows = Random(5), []
    for number in range(1, ROWS + 1):
        kind = chance.choice(("entry", "entry", "entry", "case", "person", "article"))
        path = "" if kind in {"person", "article"} else chance.choice((*PATHS, ""))
        title, text = "", " ".join(chance.sample(OFTEN, 3))
        if kind == "person":
            name = f"{chance.choice(('Maria', 'Petro'))} {chance.choice(('Ionescu', 'Lysenko', 'Popa'))}"
            title, text = name, f"38050{number:07d} {name.lower().replace(' ', '.')}{number}@example.com"
        # Frequent once, never since; and hardly ever; and a word that is longer than a page of an index.
        text += " saltus" * (number < ROWS // 3) + " zorbel" * (number % 997 == 5) + " возврат" * (number == 40)
        text += " " + "y" * 9_000 * (number == 50)
        marks, parts = marks_of(kind, path), f"{title} {text}" if kind == "person" else title
        rows.append(
            {
                "id": number * APART, "kind": kind, "of": str(number), "path": path, "title": title, "text": text,
                "stems": f"{marks} {stems_of(f'{title} {text}')}",
                "threes": f"{marks} {threes_of(parts)}" if parts else "",
            }
        )  # fmt: skip
    return tuple(rows)


def _asked() -> list[tuple[str, list[str], list[str], int]]:
    words = [(typed, [path], [kind], most) for typed in ASKED for path in PATHS for kind in ("entry", "case")
             for most in (10, 30)]  # fmt: skip
    parts = [(typed, ["network/"], ["person", "case", "article", "entry"], 30) for typed in PARTS]
    return [*words, *parts]


@cache
def _answered(store: str) -> tuple[list[list[str]], int]:
    with TemporaryDirectory() as home, desk_on(store, Path(home)) as desk:
        (Path(home) / "given.json").write_text(json.dumps({"rows": _rows(), "asked": _asked()}))
        answers, read = json.loads(desk.run(ANSWERED).splitlines()[-1])
    return answers, read


def _plainly(typed: str, paths: list[str], kinds: list[str], most: int) -> list[str]:
    """What a look at each row finds, for words that are typed as they stand."""
    wanted = [set(alternatives(word)) for word in typed.split()]
    fits = [row for row in reversed(_rows()) if row["kind"] in kinds and _is_seen(row["path"], paths[0])
            and all(stems & set(row["stems"].split()) for stems in wanted)]  # fmt: skip
    return [f"{row['kind']} {row['of']}" for row in fits[:most]]


def _is_seen(path: str, seen: str) -> bool:
    return not path or path.startswith(seen) or seen.startswith(path)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_the_newest_that_fit_are_found_as_a_plain_look_finds_them(store: str) -> None:
    plain = {"refund", "coffee pump", "refund queue receipt", "zorbel", "zorbel refund", "window saltus"}
    both = [(_plainly(*asked), found) for asked, found in zip(_asked(), _answered(store)[0], strict=True)
            if asked[0] in plain and asked[2] == ["entry"]]  # fmt: skip

    assert [plainly for plainly, _ in both] == [found for _, found in both]
    assert any(0 < len(found) < 10 for _, found in both)
    assert any(len(found) == 30 for _, found in both)


def test_both_databases_find_the_same() -> None:
    sqlite, postgres = _answered("sqlite")[0], _answered("postgres")[0]

    assert dict(zip(map(str, _asked()), sqlite, strict=True)) == dict(
        zip(map(str, _asked()), postgres, strict=True)
    )


def test_two_letters_begin_names_and_not_the_marks_of_sites_and_kinds() -> None:
    found = {asked[0]: hits for asked, hits in zip(_asked(), _answered("sqlite")[0], strict=True)}

    assert [len(found[typed]) for typed in ("maria io", "maria st", "maria ki")] == [30, 0, 0]


def test_postgres_reads_a_few_of_very_many_that_fit() -> None:
    fitting = len(_plainly("refund", ["network/"], ["entry"], ROWS))
    read = _answered("postgres")[1]

    assert fitting > 900
    assert 10 <= read < 200
