"""How much? A slider from nothing to where the actor's own leeway ends, and who decides above that.

Start reading at `slider`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from leeway.decide import RequestError
from leeway.desk.decisions.queries.screens.reader import plain
from leeway.desk.decisions.queries.screens.upwards import Upwards, upwards

if TYPE_CHECKING:
    from leeway.decide import Decision
    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.queries.screens.reader import Reader

POSITIONS_MAX: Final = 250
"""A finger on a phone does not find more places on a slider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """An amount and how far one may move it; texts are in major units, as a number field reads them."""

    amount: str
    """What is proposed; empty where nothing is yet."""
    most: str
    """Where one's own leeway ends; empty where there is none, or no ceiling."""
    most_said: str = ""
    step: str = "1"
    top: str = ""
    """The most that steps from nothing reach, at or just above `most`."""
    beyond: Upwards | None = None
    """Who decides above that."""


def slider(decision: Decision | None, matter: Matter, reader: Reader) -> Slider:
    """How much is proposed, how far one may go, and who decides above that."""
    digits = reader.book.digits
    amount = "" if matter.amount_minor is None else plain(matter.amount_minor, digits=digits)
    leeway = None if decision is None else decision.leeway_minor
    if not leeway:
        return Slider(amount=amount, most="")
    step = step_minor(leeway)
    return Slider(
        amount=amount,
        most=plain(leeway, digits=digits),
        most_said=reader.money(leeway),
        step=plain(step, digits=digits),
        top=plain(-(-leeway // step) * step, digits=digits),
        beyond=_beyond(leeway, matter, reader),
    )


def step_minor(leeway: int) -> int:
    """The step of a slider: 1, 10, 100 … minor units, so that it has few enough places.

    >>> step_minor(200_00), step_minor(5), step_minor(12_00)
    (100, 1, 10)
    """
    step = 1
    while leeway // step > POSITIONS_MAX:
        step *= 10
    return step


def _beyond(leeway: int, matter: Matter, reader: Reader) -> Upwards | None:
    try:
        above = reader.look(replace(matter, amount_minor=leeway + 1)).decision
    except RequestError:
        return None
    return upwards(above, reader, site=matter.site)
