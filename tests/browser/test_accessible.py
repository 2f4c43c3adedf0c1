"""Every page that a colleague can reach is accessible, and fits a small phone, in light, dark and from right to left.

The pages are found by following links, one of each kind, so that a new page is looked at without being named.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_core_python
import pytest
from django.urls import Resolver404, resolve

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
FULL = os.environ.get("LEEWAY_FULL") == "1"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
DIFFERING = {
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
    "arabic": RULES | {"rules": {"color-contrast": {"enabled": False}}},
}
"""What can be otherwise in another look than in the light, everyday; LEEWAY_FULL=1 looks for everything in each."""
PAGES_MAX = 60
DIFFERS = frozenset({"counter", "matter", "people", "person", "mine"})
"""Pages on which a colleague with another authority sees other things."""
FILE = re.compile(r"\.\w{2,5}$")
"""The address of a file to be kept, not of a page."""
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "arabic": {"locale": "ar"},
}


def _kind(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def _reachable(page: Any, base: str, known: frozenset[str]) -> Iterator[str]:
    """Each kind of page once, in the order in which links lead there; those known already lead on, unlooked at."""
    waiting, seen = [page.url], set()
    while waiting and len(seen) < PAGES_MAX:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind is None or kind in seen or FILE.search(urlsplit(address).path):
            continue
        seen.add(kind)
        page.goto(address)
        if kind not in known:
            yield kind
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        waiting += [link.partition("#")[0] for link in links if link.startswith(base)]


def _faults(page: Any, look: str = "light") -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES if FULL else DIFFERING.get(look, RULES))
    return [
        f"{fault['id']}: {node['html'][:120]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def _look_at(page: Any, kind: str, look: str, faults: dict[str, list[str]]) -> None:
    found = _faults(page, look)
    if (beyond := _too_wide(page)) > 0:
        found.append(f"{beyond} px wider than the phone")
    if found:
        faults[kind] = found


def _too_wide(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.usefixtures("one_database")
@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_accessible_and_fit_a_phone(
    open_desk: Callable[..., Any], visit: Callable[..., Any], look: str
) -> None:
    desk = open_desk("forecourt")
    seen: set[str] = set()
    faults: dict[str, list[str]] = {}
    for authority in ("manager", "supervisor", "attendant"):
        if authority != "manager" and look != "light" and not FULL:
            continue  # whoever sees most is enough for every day
        page = visit(desk, authority, **LOOKS[look])
        for kind in _reachable(page, desk.address, known=frozenset() if FULL else frozenset(seen) - DIFFERS):
            _look_at(page, f"{kind} as {authority}", look, faults)
            seen.add(kind)

    assert faults == {}
