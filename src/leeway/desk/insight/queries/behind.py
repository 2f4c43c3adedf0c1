"""Which matters are behind a figure? The last of them, for those who may read the figure.

Start reading at `behind`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from leeway.desk.cases import queries as matters
from leeway.desk.listening import queries as listening
from leeway.desk.persons import queries as persons

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from leeway.desk.cases.queries import Held
    from leeway.desk.insight.queries.periods import House
    from leeway.desk.insight.queries.report import Wished

FIGURES: Final = ("kept", "renegotiated", "broken", "reopened", "unhappy")
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One matter behind a figure."""

    case: str
    about: str
    person: str
    name: str
    at: datetime
    """When what is counted happened."""


def behind(figure: str, wished: Wished, *, here: House, most: int = MOST) -> tuple[Behind, ...]:
    """The matters behind one of `FIGURES`, the last ones first. Raises: ValueError for another figure."""
    if figure not in FIGURES:
        raise ValueError(figure)
    chosen: dict[str, Any] = {
        "since": here.begins(wished.period.first), "until": here.bounds(wished.period.last)[1],
        "sites": wished.scope.below, "channel": wished.channel, "most": most,
    }  # fmt: skip
    if figure == "reopened":
        return _named(matters.reopened_between(**chosen))
    if figure == "unhappy":
        found = listening.unhappy_between(**chosen)
        held = matters.cases_by_id({case for case, _ in found})
        return _named((held[case], at) for case, at in found if case in held)
    return _named(matters.promised_and(figure, **chosen))


def _named(found: Iterable[tuple[Held, datetime]]) -> tuple[Behind, ...]:
    rows = tuple(found)
    names = persons.names_of({held.person for held, _ in rows})
    return tuple(
        Behind(
            case=held.id, about=held.summary or held.wish, at=at,
            person=names[held.person].id if held.person in names else "",
            name=names[held.person].name if held.person in names else "",
        )
        for held, at in rows
    )  # fmt: skip
