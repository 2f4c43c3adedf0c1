"""What does an e-mail say? Any bytes give a letter: odd mail, broken charsets, hostile files and HTML."""

from __future__ import annotations

import ast
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leeway.channels.mail.reading import read, safe_html, text_of
from leeway.channels.mail.reading.charsets import decoded
from leeway.channels.mail.reading.headers import addresses, words
from leeway.channels.mail.reading.names import safe_name
from tests.external import external

ROOT = Path(__file__).resolve().parents[3]
PURE = ("reading", "recognising", "folding", "joining")


@pytest.mark.parametrize("folder", ["odd", "machine"])
def test_no_real_message_raises_or_takes_over_a_second(folder: str) -> None:
    slow, shown = [], 0
    paths = [path for path in sorted(external(f"mail/{folder}").rglob("*")) if path.is_file()]
    for path in paths:
        started = time.process_time()
        letter = read(path.read_bytes())
        safe_html(letter.html)
        slow += [path.name] if time.process_time() - started > 1 else []
        shown += bool(letter.text.strip() or letter.attachments or letter.subject)

    assert slow == []
    assert shown >= 0.97 * len(paths)


@given(st.binary(max_size=2_000))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_letter(raw: bytes) -> None:
    assert read(raw) == read(raw)


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("koi8-r", "koi8-r"),
        ("koi8-r", "utf-8"),
        ("cp1251", ""),
        ("cp1251", "x-unknown"),
        ("cp866", "us-ascii"),
    ],
)
def test_cyrillic_is_read_whatever_was_declared(charset: str, declared: str) -> None:
    text = "Здравствуйте, я хочу вернуть чайник, он протекает."

    assert text == decoded(text.encode(charset), declared)


def test_one_broken_letter_does_not_spoil_a_text() -> None:
    raw = "Спасибо за ответ".encode()[:-1] + b" ok"

    assert decoded(raw, "utf-8").startswith("Спасибо за отве")


@pytest.mark.parametrize(
    "charset", ["zip", "hex", "rot13", "punycode", "idna", "unicode_escape", "base64", "\x00", "utf-8\n"]
)
def test_a_charset_that_is_none_is_not_tried(charset: str) -> None:
    assert decoded(b"plain", charset) == "plain"


def test_a_name_that_looks_like_an_address_is_not_taken_for_the_sender() -> None:
    letter = read(b"From: =?utf-8?q?boss=40shop=2Eexample?= <thief@evil.example>\n\nHi")

    assert letter.sender is not None
    assert letter.sender.email == "thief@evil.example"


def test_two_senders_are_doubtful() -> None:
    letter = read(b"From: a@x.example\nFrom: b@x.example\n\nHi")

    assert letter.sender is None
    assert "it names more than one sender" in letter.defects


def test_words_split_inside_a_letter_are_joined() -> None:
    assert words("=?utf-8?B?0J/RgNC40LLQtQ==?= =?utf-8?B?0YI=?=") == "Привет"


def test_addresses_survive_what_surrounds_them() -> None:
    found = [
        address.email for address in addresses(['"a, b" <A@X.example>, (note) c@y.example;, <<d@z.example>>'])
    ]

    assert "a@x.example" in found
    assert "c@y.example" in found


def test_inline_images_are_shown_and_remote_ones_are_not() -> None:
    html = '<img src="cid:logo"><img src="https://t.example/p.gif"><img src="data:image/png;base64,AA">'

    assert '<img src="/files/7">' in safe_html(html, inline={"logo": "/files/7"})
    assert "t.example" not in safe_html(html)
    assert "data:" not in safe_html(html, remote=lambda address: address)
    assert "t.example" in safe_html(html, remote=lambda address: address)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<img src=x onerror="alert(1)">',
        "<svg><script>alert(1)</script></svg>",
        '<form action="https://evil.example"><input name="p"><button>ok</button></form>',
        '<meta http-equiv="refresh" content="0;url=https://evil.example">',
        '<style>@import "https://evil.example"</style>',
        '<p style="position:fixed;background:url(https://evil.example)">x</p>',
        '<base href="https://evil.example">',
        '<link rel="stylesheet" href="https://evil.example">',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        '<p id="main" class="button" name="x">x</p>',
    ],
)
def test_nothing_of_a_strangers_html_acts_or_loads(hostile: str) -> None:
    shown = safe_html(hostile).lower()

    for word in ("script", "onerror", "evil.example", "<form", "<svg", "<iframe", "style", " id=", " class="):
        assert word not in shown


@pytest.mark.parametrize(
    "deep", ["<div>" * 200_000, "<b><i>" * 100_000, "<table><tr><td>" * 50_000, "<" * 500_000]
)
def test_html_made_to_be_deep_is_shown_in_time(deep: str) -> None:
    started = time.process_time()
    safe_html(deep)
    text_of(deep)

    assert time.process_time() - started < 5


def test_html_becomes_text_that_can_be_read() -> None:
    html = (
        "<p>Hello&nbsp;Mira,</p><ul><li>one</li><li>two</li></ul><blockquote>Would it?</blockquote><p>Yes</p>"
    )

    assert text_of(html) == "Hello Mira,\n\n- one\n- two\n\n> Would it?\n\nYes"


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\report.pdf", "report.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
        ("con.txt", "_con.txt"),
        ("...", "attachment-1.txt"),
        ("счёт за сентябрь.txt", "счёт за сентябрь.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
    ],
)
def test_a_file_gets_a_name_that_is_safe(given_name: str, safe: str) -> None:
    assert safe == safe_name(given_name, type_="text/plain", number=1)


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 500 + ".pdf", type_="application/pdf", number=1).endswith(".pdf")


def _with_file(content: bytes) -> bytes:
    import base64

    head = b'From: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee.\n--b\n'
    part = b'Content-Type: application/zip; name="a.zip"\nContent-Transfer-Encoding: base64\n\n'
    return head + part + base64.encodebytes(content) + b"--b--\n"


def test_an_archive_is_kept_and_never_unpacked() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 50_000_000)
    letter = read(_with_file(packed.getvalue()))

    assert [packed.getvalue()] == [file.content for file in letter.attachments]


@pytest.mark.parametrize("depth", [60, 150, 5_000])
def test_parts_nested_without_end_are_shown_as_far_as_they_go(depth: int) -> None:
    raw = b"From: a@x.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    started = time.process_time()
    letter = read(raw + b"\ntext")

    assert time.process_time() - started < 1
    assert letter.defects


def test_ten_thousand_parts_are_not_all_read() -> None:
    raw = (
        b'From: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
        + b"--b\n\nx\n" * 10_000
        + b"--b--"
    )

    assert "it has more parts, or parts deeper in one another, than are read" in read(raw).defects


def test_a_message_larger_than_80_mb_is_read_by_its_beginning() -> None:
    raw = b"From: a@x.example\nSubject: Large\n\n" + b"x" * 80_000_001
    letter = read(raw)

    assert letter.subject == "Large"
    assert any("80 MB" in defect for defect in letter.defects)


def test_a_message_without_html_and_text_apart_shows_both() -> None:
    raw = (
        b'From: a@x.example\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nFirst.\n'
        b"--b\nContent-Type: text/html\n\n<p>Second.</p>\n--b--"
    )
    letter = read(raw)

    assert (
        letter.text.replace("\n\n\n", "\n\n").strip() == "First.\n\nSecond." or letter.text == "First.\nSecond."
    )
    assert "<pre>First.\n</pre>" in letter.html or "<pre>First.</pre>" in letter.html


def test_reading_knows_nothing_of_the_desk_and_of_django() -> None:
    folder = ROOT / "src" / "leeway" / "channels" / "mail"
    found = [
        f"{path.name}: {name}"
        for room in PURE
        for path in (folder / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
        if name.startswith(("django", "leeway.desk", "leeway.stores", "imap", "smtplib", "socket"))
    ]

    assert found == []
