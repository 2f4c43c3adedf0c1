"""Does a stranger's script get through a letter? Every known payload, in HTML, attributes, links, names and subjects."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from leeway.channels.mail.reading import read, safe_html, text_of
from leeway.channels.mail.reading.names import safe_name
from tests.external import missing

SHOWN = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "center",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the package that holds the payloads
SCHEMES = {"http", "https", "mailto", "tel", "cid"}


class Active(HTMLParser):
    """Notes whatever acts, loads or reaches outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [] if tag in SHOWN else [tag]
        for name, value in attrs:
            scheme = (value or "").partition(":")[0].strip().lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "id", "class"}:
                self.found.append(name)
            if name in {"href", "src"} and ":" in (value or "") and scheme not in SCHEMES:
                self.found.append(f"{name}={value}")


def payloads() -> list[str]:
    try:
        import brs_kb
    except ImportError:
        missing("`brs-kb` with its payloads is not installed")
    every = brs_kb.get_all_payloads()
    given = [getattr(each, "payload", each) for each in (every.values() if isinstance(every, dict) else every)]
    return [each["payload"] if isinstance(each, dict) else str(each) for each in given]


def test_no_payload_leaves_anything_active() -> None:
    every = payloads()
    active = []
    for payload in every:
        placed = f'{payload}<p title="{payload}">x</p><a href=\'{payload}\'>x</a><img src="{payload}"><style>{payload}</style>'
        seen = Active()
        seen.feed(safe_html(placed, remote=lambda address: address, inline={payload: "/files/1"}))
        seen.close()
        active += [payload] if seen.found else []
        text_of(placed)

    assert len(every) > 4_000
    assert active == []


def test_no_payload_gets_into_a_file_name_or_breaks_a_header() -> None:
    unsafe = []
    for payload in payloads():
        name = safe_name(payload, type_="text/html", number=1)
        unsafe += [payload] if set(name) & set("<>\"'&/\\`") else []
        letter = read(
            f"From: a@x.example\nSubject: {' '.join(payload.split())}\n\n{payload}".encode("utf-8", "replace")
        )
        unsafe += [payload] if letter.sender is None else []

    assert unsafe == []
