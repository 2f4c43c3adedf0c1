"""Tables as other desks write them: encodings, delimiters, columns; and what is said of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from leeway.desk.importing.reading import CONVERSATIONS, PERSONS, UnreadableError, opened
from leeway.desk.importing.reading.columns import chosen, folded
from leeway.desk.importing.reading.tables import Table

ROOT = Path(__file__).resolve().parents[3]


def _opened(tmp_path: Path, body: bytes, *, encoding: str = "", said: dict[str, str] | None = None) -> Table:
    path = tmp_path / "old.csv"
    path.write_bytes(body)
    return opened(path, fields=PERSONS, said=said or {}, encoding=encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_what_the_header_says(tmp_path: Path, delimiter: str) -> None:
    header = delimiter.join(("Full name", "E-mail, work" if delimiter != "," else "Email", "Phone"))

    table = _opened(tmp_path, f"{header}\n{delimiter.join(('Ana', 'a@b.md', '0671234567'))}\n".encode())

    assert (table.delimiter, [row.cells for row in table.rows()]) == (
        delimiter,
        [("Ana", "a@b.md", "0671234567")],
    )


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("name,email\nІнна,i@example.com\n".encode(), ""),
        ("name,email\nІнна,i@example.com\n".encode("utf-8-sig"), ""),
        ("name,email\nІнна,i@example.com\n".encode("cp1251"), "windows-1251"),
        ("name,email\nІнна,i@example.com\n".encode("utf-16"), "utf-16"),
    ],
)
def test_a_name_is_read_in_its_encoding(tmp_path: Path, body: bytes, encoding: str) -> None:
    table = _opened(tmp_path, body, encoding=encoding)

    assert next(iter(table.rows())).cells[0] == "Інна"
    assert table.columns.places == {"name": (0,), "email": (1,)}


def test_another_encoding_is_told_with_its_line_and_what_helps(tmp_path: Path) -> None:
    rows = "name,email\n" + "Ana,a@example.com\n" * 100_000
    with pytest.raises(UnreadableError) as told:
        _opened(tmp_path, rows.encode() + "Инна,i@example.com\n".encode("cp1251"))

    assert told.value.text == "line 100002 is not in UTF-8: the byte 0xC8 cannot be read"
    assert "--encoding windows-1251" in told.value.help


def test_utf_16_is_named_as_what_it_looks_like(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as told:
        _opened(tmp_path, "name,email\n".encode("utf-16"))

    assert "--encoding utf-16" in told.value.help


def test_a_quote_that_never_ends_is_told_with_the_line_where_it_began(tmp_path: Path) -> None:
    table = _opened(tmp_path, b'name,email\nAna,a@example.com\n"Ion,i@example.com\n' + b"x,y\n" * 300_000)
    with pytest.raises(UnreadableError) as told:
        list(table.rows())

    assert told.value.text == "line 3 cannot be read as a row"


def test_a_cell_with_line_ends_and_the_delimiter_is_one_cell(tmp_path: Path) -> None:
    table = _opened(tmp_path, b'name,email\r\n"Ion, the\r\nsecond",i@example.com\r\n\r\nAna,a@example.com\r\n')

    assert [(row.number, row.line, row.cells[0]) for row in table.rows()] == [
        (1, 3, "Ion, the\r\nsecond"), (2, 5, "Ana"),
    ]  # fmt: skip


def test_what_the_operator_says_of_a_column_comes_before_its_name() -> None:
    columns = chosen(["Name", "Notes", "Mail"], fields=PERSONS, said={"notes": "phone", "Mail": ""})

    assert (columns.places, columns.unused) == ({"name": (0,), "phone": (1,)}, ("Mail",))


@pytest.mark.parametrize(
    ("said", "text", "near"),
    [({"Emial": "email"}, "there is no column `Emial`", "did you mean `email`?"),
     ({"Email": "fone"}, "there is no field `fone`", "did you mean `phone`?")],
)  # fmt: skip
def test_an_unheard_of_column_or_field_is_told_with_the_nearest(
    said: dict[str, str], text: str, near: str
) -> None:
    with pytest.raises(UnreadableError) as told:
        chosen(["Email", "Name"], fields=PERSONS, said=said)

    assert (told.value.text, told.value.help.startswith(near)) == (text, True)


@pytest.mark.parametrize("header", [
    "ID,Requester,Requester id,Requester e-mail,Subject,Status,Created at,Solved at,Tags,Description,Via",
    "Ticket ID,Subject,Status,Source,Type,Agent,Created time,Resolved time,Full name,Email,Phone,Description",
    "Conversation number,Customer name,Customer email,Created at,Closed at,Status,Body",
    "ticketNumber,contactName,createdTime,emailAddress,messageBody,ticketStatus",
])  # fmt: skip
def test_headers_of_other_desks_are_known(header: str) -> None:
    columns = chosen(header.split(","), fields=CONVERSATIONS, said={})

    assert {"email", "at", "state", "name", "text"} <= set(columns.places)


def test_the_table_of_names_in_the_instructions_is_the_one_that_is_used() -> None:
    page = (ROOT / "docs" / "how-to" / "bring-in-the-past.md").read_text("utf-8")
    for fields in (PERSONS, CONVERSATIONS):
        for field in fields:
            row = f"| `{field.name}` | {field.meaning} | {', '.join(dict.fromkeys(map(folded, (*field.headers, *field.else_))))} |"

            assert row in page


def test_an_id_is_that_of_the_matter_unless_another_column_is() -> None:
    alone = chosen(["ID", "Body"], fields=CONVERSATIONS, said={})
    beside = chosen(["ID", "Ticket ID", "Body"], fields=CONVERSATIONS, said={})

    assert (alone.places["matter"], "message" in alone.places) == ((0,), False)
    assert (beside.places["matter"], beside.places["message"]) == ((1,), (0,))
