"""What of a stranger's HTML may be shown, and what does it say as plain text?

Everything goes through nh3, which parses as browsers do; nothing here reads raw HTML by pattern.
Start reading at `safe_html` and `text_of`.
"""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING, Final

import nh3

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HTML_CHARACTERS_MAX: Final = 2_000_000
NESTED_MAX: Final = 5_000
"""More open elements than this is no letter; a parser's time may grow with the square of the depth."""

_TAGS: Final = frozenset(
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
_ATTRIBUTES: Final = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
}
_SCHEMES: Final = {"http", "https", "mailto", "tel", "cid"}
_LINKS: Final = ("http://", "https://", "mailto:", "tel:")
_DROPPED_WHOLE: Final = {
    "script",
    "style",
    "title",
    "head",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "iframe",
}


def safe_html(
    given: str,
    *,
    inline: Mapping[str, str] | None = None,
    remote: Callable[[str], str | None] | None = None,
) -> str:
    """A letter's HTML with nothing in it that acts, loads or reaches outside its frame.

    A picture is kept if `inline` knows the address of its content id; of one from elsewhere `remote` hears the
    address and says at which it is shown instead; else its words are shown. Links open apart and tell nobody
    where they were clicked.

    >>> safe_html('<p onclick="x()">Hi <img src="http://t.example/1.gif" alt="logo"><script>x()</script></p>')
    '<p>Hi <img alt="logo"></p>'
    """
    known = inline or {}

    def kept(element: str, attribute: str, value: str) -> str | None:
        if element == "img" and attribute == "src":
            return _image(value, known=known, remote=remote)
        # A link without a scheme would lead to a page of our own desk.
        if attribute == "href" and not value.strip().lower().startswith(_LINKS):
            return None
        return value

    return _cleaned(given, tags=set(_TAGS), attributes=_ATTRIBUTES, kept=kept)


def _image(value: str, *, known: Mapping[str, str], remote: Callable[[str], str | None] | None) -> str | None:
    address = value.strip()
    if address.lower().startswith("cid:"):
        return known.get(address[4:].strip("<>"))
    return remote(address) if remote and address.lower().startswith(("http://", "https://")) else None


def _cleaned(
    given: str,
    *,
    tags: set[str],
    attributes: Mapping[str, set[str]],
    kept: Callable[[str, str, str], str | None],
) -> str:
    text = given[:HTML_CHARACTERS_MAX].replace("\x00", "")
    if text.count("<") > NESTED_MAX and _depth(text) > NESTED_MAX:
        return entities.escape(re.sub(r"<[^<>]{0,2000}>", " ", text))
    return nh3.clean(
        text,
        tags=tags,
        clean_content_tags=_DROPPED_WHOLE,
        attributes={name: set(values) for name, values in attributes.items()},
        attribute_filter=kept,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )


_OPENING: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID: Final = frozenset({"br", "img", "hr", "col", "input", "meta", "link", "area", "base", "wbr", "source"})


def _depth(text: str) -> int:
    """How many elements are open at once, at most; near enough to refuse what is made to be deep."""
    depth = deepest = 0
    for found in _OPENING.finditer(text):
        if found[2].lower() not in _VOID:
            depth = max(0, depth + (-1 if found[1] else 1))
            deepest = max(deepest, depth)
    return deepest


_TOKEN: Final = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>|([^<]+)")
_HREF: Final = re.compile(r'href="([^"]*)"')
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "table",
        "tr",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "dl",
        "dt",
        "dd",
        "hr",
        "center",
        "caption",
        "li",
    ]
)
_APART: Final = frozenset(
    ["p", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dl"]
)
_TEXT_TAGS: Final = (_BLOCKS | {"a", "br", "td", "th"}) - {"center"}


def text_of(given: str) -> str:
    r"""What HTML says as plain text: paragraphs apart, list items with a dash, quotations marked `> `.

    >>> text_of("<p>Yes.</p><blockquote><p>Would it?</p></blockquote>")
    'Yes.\n\n> Would it?'
    """
    clean = _cleaned(given, tags=set(_TEXT_TAGS), attributes={"a": {"href"}}, kept=lambda _e, _a, value: value)
    writer = _Writer()
    for found in _TOKEN.finditer(clean):
        if found[4] is not None:
            writer.write(entities.unescape(found[4]))
        else:
            writer.tag(found[2], closing=bool(found[1]), rest=found[3])
    return writer.text()


class _Writer:
    """Puts lines together; knows how deep in quotations it is."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._quoted = 0
        self._verbatim = 0
        self._links: list[tuple[str, int]] = []

    def write(self, text: str) -> None:
        text = text.replace("\xa0", " ")
        if self._verbatim:
            *whole, last = (self._line + text).split("\n")
            self._line = ""
            for line in whole:
                self._push(line)
            self._line = last
            return
        text = re.sub(r"\s+", " ", text)
        if not self._line or self._line.endswith(" "):
            text = text.lstrip(" ")
        self._line += text

    def tag(self, name: str, *, closing: bool, rest: str) -> None:
        if name == "a":
            self._link(closing=closing, rest=rest)
        elif name == "br":
            self._push(self._line)
            self._line = ""
        elif name in {"td", "th"}:
            if closing and self._line:
                self._line += "  "
        elif name in _BLOCKS:
            self._block(name, closing=closing)

    def _block(self, name: str, *, closing: bool) -> None:
        self._end_line()
        if name == "blockquote" and closing:
            while self._quoted and self._lines and not self._lines[-1].strip("> "):
                self._lines.pop()
            self._quoted = max(0, self._quoted - 1)
        if name in _APART and self._lines and self._lines[-1].strip("> "):
            self._push("")
        if name == "blockquote" and not closing:
            self._quoted += 1
        if name == "pre":
            self._verbatim = max(0, self._verbatim + (-1 if closing else 1))
        if name == "li" and not closing:
            self._line = "- "
        if name == "hr":
            self._push("________")

    def _link(self, *, closing: bool, rest: str) -> None:
        if not closing:
            found = _HREF.search(rest)
            self._links.append((entities.unescape(found[1]) if found else "", len(self._line)))
        elif self._links:
            address, start = self._links.pop()
            said = self._line[start:].strip()
            plain = address.removeprefix("mailto:")
            if address.startswith(("http://", "https://")) and plain.rstrip("/") != said.rstrip("/") and said:
                self._line += f" <{address[:500]}>"

    def _end_line(self) -> None:
        if self._line.strip():
            self._push(self._line)
        self._line = ""

    def _push(self, line: str) -> None:
        mark = ">" * min(self._quoted, 20)
        self._lines.append(f"{mark} {line.rstrip()}".rstrip() if mark else line.rstrip())

    def text(self) -> str:
        """What was written, with no more than two lines empty together."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")
