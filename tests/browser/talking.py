"""What does somebody do at the desk, or without an account? Open a person, answer, write in; as a story tells it.

Start reading at `opened`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.opened import OpenDesk
from tests.browser.walking import go

WIDE = {"width": 1440, "height": 900}
LEAST_WRITING_MS = 2_200
"""Nobody writes faster than the desk believes."""


def opened(page: Any, desk: OpenDesk, says: str) -> None:
    """Open whoever says it, from the list of people."""
    page.goto(f"{desk.address}/people/")
    go(page, f".list-pane .p:has-text({says!r})")


def answered(page: Any, text: str, **how: str) -> None:
    """Answer the matter that is open on a page; `news` says what they hear next."""
    page.fill("#text", text)
    if how:
        page.click(".more-of-it summary")
    if "news" in how:
        page.fill("#news-words", how["news"])
    if "closes" in how:
        page.check("[name=closes]")
    go(page, "button[value=send]")


def situated(page: Any, title: str) -> None:
    """Say what a matter is about: from what is offered first, or from all."""
    offered = f".offered button:has-text({title!r})"
    if page.locator(offered).count():
        go(page, offered)
        return
    page.select_option(".offered select", label=title)
    go(page, ".offered button:not([name])")


def done(page: Any, title: str, amount: str = "") -> None:
    """Do what the leeway panel offers, or look at it where something has to be found out first."""
    if amount:
        page.fill(f".opt:has-text({title!r}) [name=amount]", amount)
    go(page, f".opt:has-text({title!r}) button")


CONNECTED = """
from leeway.channels.mail import commands as mail
server = mail.Server(host="127.0.0.1", port=1, security="none", user="help")
mail.add_mailbox(mail.Wanted(id="talks", site="214", address="help@shop.example", brand="shop", send=server))
"""
CUT_OFF = """
from leeway.channels.mail import commands as mail
mail.enable("talks", enabled=False)
"""


@contextmanager
def connected(desk: OpenDesk) -> Iterator[None]:
    """Let letters leave a desk meanwhile, though no server ever takes one; afterwards none leaves, as before."""
    desk.run(CONNECTED)
    try:
        yield
    finally:
        desk.run(CUT_OFF)


def wrote(page: Any, desk: OpenDesk, where: str, text: str, **typed: str) -> None:
    """Write from a phone, without an account: a form or the beginning of a chat."""
    page.goto(f"{desk.address}{where}")
    page.fill("[name=text]", text)
    if "wish" in typed:
        page.click("main form summary")
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.wait_for_timeout(LEAST_WRITING_MS)
    go(page, "button.primary")


def wrote_in(page: Any, desk: OpenDesk, site: str, text: str, **typed: str) -> None:
    """Complain by the form of a site, and go on to the page of the matter."""
    wrote(page, desk, f"/say/{site}/", text, **typed)
    go(page, "main a.button.primary")
