"""What is in a store's database before somebody writes past the program, and which rows would continue it.

Start reading at `prepare`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from leeway.stores import Answer, Effect, Record
from leeway.stores.rows import micros
from tests.ledger.cast import CASE, NETWORK, NOON, OLENA, VERA, Desk, cost, one

if TYPE_CHECKING:
    from leeway.ledger import Meter
    from leeway.stores import Store


class Insert(NamedTuple):
    """A row to be added; `meter` and `counterpart` are given as meters, `only` names the one database that wants it."""

    table: str
    values: dict[str, Any]
    only: str = ""


class Scene:
    """What is in the database before, and rows that would continue it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def entry(self, meter: Meter, **changed: Any) -> Insert:
        """The next entry of a meter: a spend of 1 by the decision `posted` under the cap in force, but for changes."""
        chain = self.store.history(meter)
        last = chain[-1] if chain else None
        caps = {version.authority: version for version in self.store.caps(meter)}
        seq, before = (last.seq + 1, last.after) if last else (1, 0)
        delta = changed.get("delta", 1)
        at = micros(max(last.at, NOON) if last else NOON)
        under = caps.get("attendant")
        values = {
            "meter": meter,
            "seq": seq,
            "previous": seq - 1 if seq > 1 else None,
            "before": before,
            "delta": delta,
            "after": before + delta,
            "kind": "post",
            "at": at,
            "effective": changed.get("at", at),
            "decision": "posted",
            "origin": None,
            "standing": delta,
            "counterpart": None,
            "counterpart_seq": None,
            "authority": "attendant",
            "cap_version": under.version if under else 1,
            "cap": under.cap if under else 100,
        }
        return Insert("entry", values | changed)

    def release(self, meter: Meter, use: int, amount: int, **changed: Any) -> Insert:
        """The next entry of a meter, which gives something of an earlier entry back; a reversal but for changes."""
        first = self.store.history(meter)[use - 1]
        standing = [each.standing for each in self.store.history(meter) if use in (each.seq, each.origin)][-1]
        values = {
            "kind": "reverse",
            "delta": -amount,
            "standing": standing - amount,
            "origin": use,
            "decision": first.decision,
            "effective": micros(first.effective),
            "authority": None,
            "cap_version": None,
            "cap": None,
        }
        return self.entry(meter, **(values | changed))

    def seq(self, meter: Meter, decision: str) -> int:
        """The entry by which a decision took something from a meter."""
        return next(
            each.seq
            for each in self.store.history(meter)
            if each.decision == decision and each.origin is None and each.delta
        )


def record_of(site: str = "main street", **changed: Any) -> Record:
    """A record of Vera's, at the station on Main Street."""
    values: dict[str, Any] = {
        "action": "write off",
        "actor": "vera",
        "authority": "attendant",
        "site": site,
        "case": "case 7",
        "mode": "ordinary",
        "book": "forecourt 1",
        "engine": "1",
        "tzdata": "2026a",
        "request": '{"action": "write off"}',
    }
    return Record(**(values | changed))


def prepare(store: Store) -> Scene:
    """Make a day's decisions: one of each state and kind."""
    desk = Desk(store)
    effect = Effect(key="coupon 1", kind="coupon", body="{}")
    proposal = desk.proposal(
        cost(CASE, 60, 100), cost(VERA, 60, 100), cost(NETWORK, 60, 100), one(OLENA, 3), name="posted"
    )
    store.commit(proposal, record=record_of(effects=(effect,)))
    store.answered("posted", Answer(outcome="go_ahead", answer="{}"))
    desk.spend(cost(CASE, 500, 100), name="refused")
    desk.spend(cost(CASE, 10, 100), cost(NETWORK, 10, 100), hold=True, name="held")
    desk.spend(cost(NETWORK, 5, 100), hold=True, name="executed")
    store.execute("executed", at=NOON)
    desk.spend(cost(NETWORK, 5, 100), hold=True, name="voided")
    store.fail("voided", at=NOON)
    desk.spend(cost(NETWORK, 20, 100), name="reversed")
    store.reverse("reversed", at=NOON, amount_minor=15)
    desk.tell(cost(NETWORK, 30, 100), name="told")
    store.carry("irena", into="vera", scope="actor", at=NOON)
    store.stop("write-off", authority="owner", at=NOON, by="olha")
    return Scene(store)
