"""A real desk and a real browser: `leeway demo` in a process group of its own, Chromium by Playwright.

`open_desk("restaurant")` gives a house by a book, on the database of the test; `visit(desk, "waiter")` gives a
page on which that colleague is signed in, `anybody()` one of a browser that knows nobody. Without Chromium or
PostgreSQL the tests skip with one line. LEEWAY_BROWSER_SLOWER=6 makes every page six times slower than it is, with
a slow line: journeys have to wait for what people wait for.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.browser.empty import serve_empty
from tests.browser.opened import OpenDesk
from tests.browser.walking import go
from tests.external import missing

CHROMIUM = (
    os.environ.get("LEEWAY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
)
CHROMIUM_ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}
WAIT_MS = 30_000
"""Only something that is really missing is waited for as long as this, on a busy machine too."""
WAITED_IN_VAIN = "playwright._impl._errors.TimeoutError"
SLOWER = float(os.environ.get("LEEWAY_BROWSER_SLOWER", "1"))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which database the desks of a test use; `LEEWAY_BROWSER_DATABASES` names fewer."""
    wanted = os.environ.get("LEEWAY_BROWSER_DATABASES", "sqlite,postgresql").split(",")
    if request.param not in wanted:
        pytest.skip(f"{request.param} is left out by LEEWAY_BROWSER_DATABASES")
    return str(request.param)


@pytest.fixture
def one_database(database: str) -> None:
    """For what the database has no part in: looks, languages, what a script does with a form."""
    if database != "sqlite":
        pytest.skip("the same on every database")


@pytest.fixture(scope="session")
def open_desk(database: str) -> Iterator[Callable[..., OpenDesk]]:
    """Open a desk by a book, once a session and `use`; `fresh` opens another one that nobody has used."""
    with ExitStack() as stack:
        opened: dict[tuple[str | None, str], OpenDesk] = {}

        def opener(book: str | None, *, fresh: bool = False, use: str = "counter") -> OpenDesk:
            if (book, use) in opened and not fresh:
                return opened[book, use]
            url = None if database == "sqlite" else stack.enter_context(_fresh_database())
            desk = OpenDesk.open(book=book, database_url=url)
            stack.callback(desk.close)
            return desk if fresh else opened.setdefault((book, use), desk)

        yield opener


def _fresh_database() -> Any:
    from contextlib import contextmanager

    from tests.stores.postgres_server import fresh_database

    return contextmanager(_as_url)(fresh_database())


def _as_url(made: Any) -> Iterator[str]:
    """The address of a database as one setting: stores also read other forms."""
    from urllib.parse import quote, urlencode

    from psycopg.conninfo import conninfo_to_dict

    with made as address:
        parts = {name: str(value) for name, value in conninfo_to_dict(address).items()}
        user, secret = quote(parts.pop("user", "")), quote(parts.pop("password", ""))
        name = quote(parts.pop("dbname", ""))
        yield f"postgresql://{user}{':' + secret if secret else ''}@/{name}?{urlencode(parts)}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is absent")
    if not CHROMIUM:
        missing("Chromium is absent (LEEWAY_CHROMIUM names it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
        yield browser
        browser.close()


@pytest.fixture
def empty_desk() -> Iterator[OpenDesk]:
    """`leeway serve` on an empty home."""
    desk = serve_empty()
    yield desk
    desk.close()


@pytest.fixture
def anybody(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A page of somebody whom the desk does not know yet, on a phone unless said otherwise; each call is another's."""
    contexts: list[Any] = []
    problems: list[str] = []

    def opener(**how: Any) -> Any:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "en", **how})
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        _slow_down(page)
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on("console", lambda said: _heard(said, problems))
        return page

    yield opener
    for context in contexts:
        context.close()
    assert problems == [], "pages run without errors of scripts and without breaking their own policy"


@pytest.fixture
def visit(anybody: Callable[..., Any]) -> Callable[..., Any]:
    """A page of a desk on which the colleague of an authority is signed in; a phone unless said otherwise."""

    def visitor(desk: OpenDesk, authority: str, **how: Any) -> Any:
        page = anybody(**{"locale": None, **how})
        if authority in desk.states:
            page.context.add_cookies(desk.states[authority])
            page.goto(desk.address)
        else:
            page.goto(desk.links[authority])
            go(page, "main button")
            desk.states[authority] = page.context.cookies()
        return page

    return visitor


def _slow_down(page: Any) -> None:
    """Be the machine of somebody else, if that is asked for."""
    if SLOWER <= 1:
        return
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line = {"offline": False, "latency": 60 * SLOWER, "downloadThroughput": -1, "uploadThroughput": -1}
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", line)


def _heard(said: Any, problems: list[str]) -> None:
    # A connection that a test cuts, or an answer of 4xx that it asks for, is told by the browser as well.
    expected = ("net::ERR", "Failed to load resource")
    if said.type == "error" and not any(each in said.text for each in expected):
        problems.append(f"console: {said.text}")


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Play a journey once more whose page did not come in time: a machine that is busy is no fault of the desk.

    Only waiting in vain counts as that; a journey that waits in vain twice has failed.
    """
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    in_vain = [each for each in reports if each.failed and WAITED_IN_VAIN in each.longreprtext]
    if in_vain:
        sys.stderr.write(f"\nonce more, a page did not come in time: {item.nodeid}\n{_where(in_vain[0])}\n")
        item._initrequest()  # type: ignore[attr-defined]
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for each in reports:
        item.ihook.pytest_runtest_logreport(report=each)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _where(report: pytest.TestReport) -> str:
    """At which line of the journey it waited in vain, and for what."""
    failed: Any = report.longrepr
    line = getattr(failed.reprtraceback.reprentries[0], "reprfileloc", "")
    return f"{line}\n{failed.reprcrash.message}"
