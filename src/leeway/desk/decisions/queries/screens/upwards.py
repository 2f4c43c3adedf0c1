"""Who can say yes? The colleague who would be asked, by name, and what they are asked for.

The engine names an authority; here it gets a face: who is on duty comes first. Start reading at `upwards`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leeway.decide import AskKind
from leeway.desk.people import queries as people

if TYPE_CHECKING:
    from leeway.decide import Decision
    from leeway.desk.decisions.queries.screens.reader import Reader
    from leeway.desk.people.queries import Able


@dataclass(frozen=True, slots=True, kw_only=True)
class Upwards:
    """Whom a question goes to: an authority, and its nearest colleague; no name where nobody is there."""

    authority: str
    kind: str
    """`authority`, `judgement` or `colleague`."""
    name: str = ""
    first_name: str = ""
    on_duty: bool = False


def upwards(
    decision: Decision, reader: Reader, *, site: str, able: tuple[Able, ...] | None = None
) -> Upwards | None:
    """Whom the answer says to ask; None where it asks nobody. `able`: who may decide at the site, if known."""
    asked = decision.ask
    if asked is None:
        return None
    book = reader.book
    levels = book.authorities[book.level(asked.authority) :]
    able = able_there(site, reader) if able is None else able
    there = people.askable(able, authorities=levels, never=(reader.actor.id,))
    if asked.kind is AskKind.COLLEAGUE:
        lacking = _lacking(decision)
        there = tuple(each for each in there if lacking <= each.certificates)
    return _named(there, authority=asked.authority, kind=str(asked.kind))


def able_there(site: str, reader: Reader) -> tuple[Able, ...]:
    """Everybody who may decide at a site now."""
    place = people.place(site)
    return people.able_at(place.lineage, at=reader.at) if place else ()


def _named(there: tuple[Able, ...], *, authority: str, kind: str) -> Upwards:
    if not there:
        return Upwards(authority=authority, kind=kind)
    first = there[0]
    return Upwards(
        authority=authority, kind=kind, name=first.who.name, first_name=first.who.name.split()[0],
        on_duty=first.on_duty,
    )  # fmt: skip


def _lacking(decision: Decision) -> frozenset[str]:
    """The certificates that the answer misses."""
    arguments = [dict(reason.args) for reason in decision.reasons if reason.code == "certificate"]
    return frozenset(str(name) for each in arguments for name in each.get("certificates", ()))
