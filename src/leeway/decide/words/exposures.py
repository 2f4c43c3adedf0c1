"""What can it cost at most? The sentence that lets an owner grant discretion.

Start reading at `said_exposure`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide.words.naming import Naming
from leeway.decide.words.voice import voice

if TYPE_CHECKING:
    from leeway.decide.exposure import Exposure
    from leeway.policy import Book


def said_exposure(exposure: Exposure, *, language: str = "en", book: Book | None = None) -> tuple[str, ...]:
    """The most a book can spend in a month, in one sentence, and then where, by which clause, without what.

    Raises: MessageError for a language that has no words.
    """
    speaking = voice(language)
    naming = Naming(speaking, book=book)
    digits = None if book is None else book.digits

    def money(minor: int) -> str:
        return speaking.money(minor, currency=exposure.currency, digits=digits)

    said: list[str] = []
    most, one_site = exposure.network.month_minor, exposure.site.month_minor
    if exposure.uncapped:
        names = speaking.listed([naming.quoted(clause) for clause in exposure.uncapped])
        said.append(speaking.say("exposure-uncapped", names=names))
    if most == 0 and not exposure.uncapped:
        return (speaking.say("exposure-none"),)
    if most is not None:
        message = "exposure-most" if exposure.sites > 1 else "exposure-one-site"
        places = {"sites": exposure.sites} if exposure.sites > 1 else {}
        said.append(speaking.say(message, amount=money(most), **places))
    if one_site is not None and exposure.sites > 1:
        said.append(speaking.say("exposure-site", amount=money(one_site)))
    parts = {each.clause: each.network.month_minor for each in exposure.clauses if each.network.month_minor}
    if len(parts) > 1:
        largest = max(parts, key=lambda clause: parts[clause] or 0)
        part = parts[largest] or 0
        amount = money(part if most is None else min(part, most))
        said.append(speaking.say("exposure-largest", clause=naming.clause(largest), amount=amount))
    return tuple(said)
