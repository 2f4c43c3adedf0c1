"""What is proposed, by whom, with which authority? A matter as one request to the book in force.

Scope keys, authority and certificates come from the desk, never from who asks. Start reading at `request_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.decide import Actor, Given, Mode, Request
from leeway.desk.ledger import store
from leeway.desk.people import queries as people
from leeway.desk.people.queries.standing import standing_at
from leeway.ledger import LedgerError
from leeway.policy import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from leeway.decide import Approval
    from leeway.desk.cases.queries import Matter
    from leeway.desk.people.queries import Place, Standing
    from leeway.policy import Book

SOMETHING_ELSE = "something else"
"""The action every book has: in one's own words, for own judgement only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """How an action is meant: by the guidelines, by own judgement, already done, or with a yes from above."""

    mode: Mode = Mode.ORDINARY
    reason: str | None = None
    principle: str | None = None
    approval: Approval | None = None
    done_at: datetime | None = None
    """With a deed told afterwards: when it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a request says of its site: zone, the network above all, and what is stopped there."""

    zone: str | None
    network: str
    stopped: Mapping[str, str]


def actor_at(colleague: str, site: str, *, book: Book, at: datetime) -> Actor | None:
    """A colleague with the highest authority they have at a site; None where they may not decide there."""
    found = people.place(site)
    return None if found is None else actor_along(colleague, found.lineage, book=book, at=at)


def actor_along(colleague: str, lineage: Sequence[str], *, book: Book, at: datetime) -> Actor | None:
    """A colleague with the highest authority they have along the sites from the root down to one."""
    return actor_as(standing_at(colleague, lineage, at=at), book=book)


def actor_as(found: Standing | None, *, book: Book) -> Actor | None:
    """A colleague with the highest authority of a standing; None where they may not decide there."""
    held = [each for each in found.authorities if each in book.authorities] if found else []
    if found is None or not held:
        return None
    return Actor(
        id=found.colleague,
        authority=max(held, key=book.level),
        certificates=found.certificates & frozenset(book.certificates),
        ai=found.ai,
    )


def request_of(  # noqa: PLR0913  one line each thing it is made of
    matter: Matter,
    *,
    actor: Actor,
    book: Book,
    at: datetime,
    intent: Intent | None = None,
    key: str | None = None,
    where: Where | None = None,
) -> Request:
    """A matter as a request, now or at the time of a deed told later; meant as the matter says, or as given."""
    meant, where = intent or meant_by(matter), where or where_of(matter.site, book=book)
    return Request(
        action=matter.action or SOMETHING_ELSE,
        actor=actor,
        at=meant.done_at or at,
        id=key or matter.key,
        amount_minor=matter.amount_minor,
        parameters=_chosen(matter, book=book),
        facts=_facts(matter, book=book),
        customer=matter.person,
        case=matter.id,
        site=matter.site,
        site_zone=where.zone,
        network=where.network,
        mode=meant.mode,
        reason=meant.reason,
        principle=meant.principle,
        text=matter.text or matter.wish or None,
        approval=meant.approval,
        stopped=where.stopped,
        told_at=at if meant.mode is Mode.TOLD else None,
    )


def where_of(site: str, *, book: Book) -> Where:
    """What a request says of a site, looked up."""
    place, root = people.place(site), people.root()
    return where_along(site, place, root, book=book)


def where_along(site: str, place: Place | None, root: Place | None, *, book: Book) -> Where:
    """What a request says of a site whose place is known."""
    return Where(
        zone=place.zone or None if place else None, network=root.id if root else "network",
        stopped=stopped_at(site, book=book),
    )  # fmt: skip


def meant_by(matter: Matter) -> Intent:
    """How a matter is meant: by the guidelines, or by own judgement with its reason."""
    if not matter.judged:
        return Intent()
    return Intent(mode=Mode.JUDGEMENT, reason=matter.reason or None, principle=matter.principle or None)


def _chosen(matter: Matter, *, book: Book) -> dict[str, Any]:
    """The choices of the action, by their types; one that the action does not have is passed on as it is."""
    action = book.actions.get(matter.action or "")
    known = {} if action is None else action.parameters
    return {
        name: typed(known[name].type, value) if name in known else value
        for name, value in matter.parameters.items()
    }


def stopped_at(site: str, *, book: Book) -> Mapping[str, str]:
    """What is stopped at a site: name → whom to ask; where that cannot be read, everything is.

    The ledger may be back when the decision is made, a moment later: then the answer is to ask.
    """
    try:
        return store().stopped(site, authorities=book.authorities)
    except LedgerError:
        return all_stopped(book)


def all_stopped(book: Book) -> Mapping[str, str]:
    """Every action stopped, until whoever sees to what is wrong inside has said yes."""
    return dict.fromkeys((*book.actions, SOMETHING_ELSE), book.on_error)


def _facts(matter: Matter, *, book: Book) -> dict[str, Given]:
    found = said_by_situation(matter.situation, book=book)
    for name, kept in matter.answers.items():
        if (fact := book.facts.get(name)) is None:
            continue  # a newer book no longer asks it
        value = feel.UNKNOWN if kept["value"] is None else typed(fact.type, kept["value"])
        found[name] = Given(value, Trust[kept["trust"].upper()], kept["source"])
    return found


def said_by_situation(name: str | None, *, book: Book) -> dict[str, Given]:
    """What a colleague has said by choosing a typical situation: the values it names, of facts else presumed.

    What has to be asked or proved is not said by it: `matter = "bereavement" and somebody died` says the first.
    """
    chosen = next((each for policy in book.policies for each in policy.situations if each.id == name), None)
    if chosen is None:
        return {}
    whole = chosen.when.tree
    found = {}
    for part in whole.operands if isinstance(whole, feel.tree.And) else (whole,):
        match part:
            case feel.tree.Compare(
                op="=", left=feel.tree.Name(name=fact), right=feel.tree.Literal(value=value)
            ) if fact in book.facts and book.facts[fact].presume is not None:
                found[fact] = Given(value, Trust.STAFF, name)
    return found


def typed(type_: feel.Type, kept: Any) -> Any:
    """A kept answer as a value of its fact's type; UNKNOWN where it is none."""
    if type_ == feel.types.BOOLEAN:
        return kept if isinstance(kept, bool) else feel.UNKNOWN
    if type_ == feel.types.NUMBER:
        try:
            return Decimal(str(kept))
        except InvalidOperation:
            return feel.UNKNOWN
    if type_ == feel.types.STRING:
        return str(kept)
    value = feel.value_of_text(type_, str(kept))
    return feel.UNKNOWN if isinstance(value, feel.Problem) else value
