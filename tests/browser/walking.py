"""What does somebody do at the counter in a browser? Taps and words, as a story tells them.

Start reading at `Walk`.
"""

from __future__ import annotations

import re
from typing import Any

from tests.browser.opened import OpenDesk


class Walk:
    """One colleague at the counter, on one page."""

    def __init__(self, page: Any, desk: OpenDesk) -> None:
        self.page, self.desk = page, desk

    def start(self) -> Walk:
        """The first page of the counter."""
        self.page.goto(self.desk.address)
        return self

    def tap(self, selector: str) -> Walk:
        """Tap what leads to another page, and wait for that page."""
        go(self.page, selector)
        return self

    def situation(self, title: str) -> Walk:
        """Choose what it is about."""
        return self.start().tap(f".choices button[name=situation]:has-text({title!r})")

    def action(self, title: str) -> Walk:
        """Choose what to do: of the remedies, or straight from the start."""
        return self.tap(f"button[name=action]:has-text({title!r})")

    def amount(self, major: str) -> Walk:
        """Say how much."""
        self.page.fill("#amount", major)
        return self.go_on()

    def say(self, fact: str, value: str) -> Walk:
        """Answer a question that is on the screen: tap it, choose it or type it."""
        name = f'[name="fact:{fact}"]'
        tapped = self.page.locator(f'button{name}[value="{value}"]')
        picked = self.page.locator(f'input[type=radio]{name}[value="{value}"]')
        if tapped.count():
            return self.tap(f'button{name}[value="{value}"]')
        if picked.count():
            picked.check()
        else:
            self.page.fill(f"input{name}:not([type=checkbox])", value)
        return self

    def go_on(self) -> Walk:
        """Go on."""
        return self.tap(".actions button.primary")

    def do(self) -> Walk:
        """Tap the green button and wait until it is done."""
        self.page.click(".actions button.primary")
        self.page.wait_for_url("**/done/**")
        return self

    @property
    def outcome(self) -> str:
        """The large word."""
        return str(self.page.inner_text(".outcome strong"))

    @property
    def text(self) -> str:
        """All that the page says."""
        return plain(self.page.inner_text("main"))

    @property
    def alternatives(self) -> list[str]:
        """What is one tap away instead."""
        return [str(each) for each in self.page.locator(".others button > :first-child").all_inner_texts()]

    @property
    def left(self) -> dict[str, str]:
        """What the bars say is left: label → figure."""
        rows = self.page.locator(".meter .row").all_inner_texts()
        return dict(re.split(r"\s*\n\s*", plain(row).strip(), maxsplit=1) for row in rows)


def go(page: Any, selector: str) -> None:
    """Tap what leads to another page (or to the same one anew), and wait until that page is there."""
    with page.expect_navigation():
        page.click(selector)


def focused(page: Any, selector: str) -> None:
    """Wait until what one would type into has the focus, as whoever types looks for the caret."""
    page.wait_for_function("wanted => document.activeElement.matches(wanted)", arg=selector)


def plain(text: str) -> str:
    """A text with ordinary spaces, as one types it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def speak(page: Any, desk: Any, language: str) -> None:
    """Choose a language as people do, on the page about oneself, and come back."""
    here = page.url
    page.goto(f"{desk.address}/me/")
    go(page, f".languages button[lang={language}]")
    page.goto(here)
