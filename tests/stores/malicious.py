"""What could somebody write into the database past the program? A list, and what must be accepted all the same.

Each write is told as rows and SQL that every database understands: an `Insert` names its columns, and whoever runs
it leaves out those that its tables do not have (`cap` of an entry is a column on PostgreSQL only; rows of the table
`cap` are written by the database itself there, so legitimate ones are marked `sqlite`). Every attack is one change
to something that would be accepted. Start reading at `ATTACKS`; what is there before is told in `scene`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from leeway.ledger import Meter, excess_meter
from leeway.stores.rows import micros
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, VERA
from tests.stores.scene import Insert, Scene

if TYPE_CHECKING:
    from collections.abc import Callable


EXCESS = excess_meter("cost", "vera")
LENA_CASE = Meter("write-off", "cost", "case", "life", "case 8")
LATER = NOON + 9 * HOUR


class Sql(NamedTuple):
    """A statement as it stands; `{meter}` is the number of the meter `CASE` in the database."""

    text: str
    only: str = ""


class Write(NamedTuple):
    """Something written past the program, in one transaction; `force` wants the role that may force."""

    what: str
    statements: Callable[[Scene], list[Insert | Sql]]
    force: bool = False


def _decision(**changed: Any) -> Insert:
    values = {
        "id": "new",
        "request_hash": "h",
        "state": "posted",
        "at": micros(NOON),
        "chosen": 0,
        "actor": "vera",
        "terms": '{"meters":[],"balances":[],"charges":[]}',
        "shares": "[]",
        "cost_minor": 10,
        "reversed_minor": 0,
        "undone": 0,
        "reversals": "{}",
    }
    return Insert("decision", values | changed)


def _cap(meter: Meter, **changed: Any) -> Insert:
    values = {"meter": meter, "authority": "attendant", "version": 2, "cap": 10**9, "since": micros(NOON)}
    return Insert("cap", values | changed)


def _next(scene: Scene, meter: Meter) -> int:
    return len(scene.store.history(meter)) + 1


def _moved(scene: Scene, **changed: Any) -> list[Insert | Sql]:
    """Move what was posted on case 7 to case 8, as a carry does; `changed` is of the row by which it leaves."""
    taken = scene.seq(CASE, "posted")
    arrives = scene.entry(
        LENA_CASE, kind="carry", delta=60, counterpart=CASE, authority=None, cap_version=None, cap=None
    )
    leaves = scene.release(
        CASE, taken, 60, **({"kind": "carry", "counterpart": LENA_CASE, "counterpart_seq": 1} | changed)
    )
    return [arrives, leaves]


def _carried(**changed: Any) -> Insert:
    values = {"scope": "case", "subject": "case 7", "into_subject": "case 8", "at": micros(NOON)}
    return Insert("carried", values | changed)


def _sql(what: str, *texts: str, only: str = "") -> Write:
    return Write(what, lambda scene: [Sql(text, only) for text in texts])


def _meter(meter: Meter) -> Insert:
    return Insert(
        "meter",
        {
            "clause": meter.clause,
            "measure": meter.measure,
            "scope": meter.scope,
            "window_kind": meter.window,
            "subject": meter.subject,
            "starts": meter.starts and micros(meter.starts),
        },
    )


_LAST = micros(NOON - timedelta(hours=1))

ATTACKS: tuple[Write, ...] = (
    # more than the cap
    Write("a spend one over the cap", lambda s: [s.entry(CASE, delta=31)]),
    Write("a spend far over the cap", lambda s: [s.entry(NETWORK, delta=1000)]),
    Write("a hold over the cap", lambda s: [s.entry(CASE, kind="hold", decision="held", delta=31)]),
    Write(
        "a spend under a version of the cap that is not there",
        lambda s: [s.entry(CASE, cap_version=2, cap=10**9)],
    ),
    Write("a spend under its version, with another ceiling", lambda s: [s.entry(CASE, delta=50, cap=10**9)]),
    Write("a spend under no cap", lambda s: [s.entry(CASE, authority=None, cap_version=None, cap=None)]),
    Write("a spend under half a cap", lambda s: [s.entry(CASE, authority=None)]),
    Write(
        "a spend under the cap of another meter",
        lambda s: [s.entry(CASE, authority="", cap_version=2, cap=100)],
    ),
    Write(
        "an invented cap, spent under at once",
        lambda s: [_cap(CASE, seq=_next(s, CASE)), s.entry(CASE, delta=500, cap_version=2, cap=10**9)],
    ),
    Write("an invented cap on what was written before", lambda s: [_cap(CASE, seq=1)]),
    Write(
        "a cap that skips a version",
        lambda s: [
            _cap(CASE, version=3, seq=_next(s, CASE)),
            s.entry(CASE, kind="recap", delta=0, cap_version=3, cap=10**9),
        ],
    ),
    Write("a new cap without its version", lambda s: [s.entry(CASE, kind="recap", delta=0)]),
    Write(
        "a new cap that takes something",
        lambda s: [
            _cap(CASE, seq=_next(s, CASE)),
            s.entry(CASE, kind="recap", delta=5, cap_version=2, cap=10**9),
        ],
    ),
    _sql("a cap raised", "update cap set cap = 1000000"),
    _sql("a cap taken away", "update cap set cap = null"),
    _sql("a cap removed", "delete from cap"),
    # a chain that is none
    Write(
        "a fork: a second entry with a number",
        lambda s: [s.entry(CASE, seq=1, previous=None, before=0, after=1)],
    ),
    Write("a fork: the last entry once more", lambda s: [_again(s)]),
    Write("a gap in the numbers", lambda s: [s.entry(CASE, seq=_next(s, CASE) + 1, previous=_next(s, CASE))]),
    Write("a gap that is not told", lambda s: [s.entry(CASE, seq=_next(s, CASE) + 1, previous=1)]),
    Write("a chain that begins with the second entry", lambda s: [s.entry(LENA_CASE, seq=2, previous=1)]),
    Write("an entry that does not know the one before", lambda s: [s.entry(CASE, previous=None)]),
    Write("another balance before", lambda s: [s.entry(CASE, before=0, after=1)]),
    Write("a sum that is wrong", lambda s: [s.entry(CASE, after=70)]),
    Write("a time that runs backward", lambda s: [s.entry(CASE, at=_LAST, effective=_LAST)]),
    Write("a use that counts from the future", lambda s: [s.entry(CASE, effective=micros(LATER))]),
    Write("a use that counts from before it was", lambda s: [s.entry(VERA, effective=_LAST)]),
    Write("an entry of a kind that is none", lambda s: [s.entry(CASE, kind="gift")]),
    # amounts
    Write("a negative spend", lambda s: [s.entry(CASE, delta=-10, standing=-10)]),
    Write("a negative spend that stands for nothing", lambda s: [s.entry(CASE, delta=-10, standing=0)]),
    Write("a negative hold", lambda s: [s.entry(CASE, kind="hold", decision="held", delta=-10, standing=0)]),
    Write(
        "a hold that stands for more than it took",
        lambda s: [s.entry(CASE, kind="hold", decision="held", standing=50)],
    ),
    Write("a spend that stands for more than it took", lambda s: [s.entry(CASE, standing=50)]),
    Write("a balance below zero", lambda s: [s.release(CASE, 1, 60, delta=-80, standing=0)]),
    # giving back
    Write("a reversal without its use", lambda s: [s.release(CASE, 1, 10, origin=None)]),
    Write("a reversal of a use to come", lambda s: [s.release(CASE, 1, 10, origin=99)]),
    Write("a reversal of more than was taken", lambda s: [s.release(CASE, 1, 65)]),
    Write("a reversal of more than is left", lambda s: [s.release(NETWORK, s.seq(NETWORK, "reversed"), 6)]),
    Write(
        "a reversal of more than is left, told otherwise",
        lambda s: [s.release(NETWORK, s.seq(NETWORK, "reversed"), 6, standing=0)],
    ),
    Write("a reversal that leaves more standing", lambda s: [s.release(CASE, 1, 10, standing=60)]),
    Write("a reversal in another's name", lambda s: [s.release(NETWORK, 1, 10, decision="told")]),
    Write("a reversal that counts from another time", lambda s: [s.release(VERA, 1, 10, effective=_LAST)]),
    Write("a reversal that gives nothing", lambda s: [s.release(CASE, 1, 0)]),
    Write("a reversal of a reversal", lambda s: [_reversed_twice(s)]),
    Write("a reversal of what is only held", lambda s: [s.release(CASE, s.seq(CASE, "held"), 10)]),
    Write("a void of what was posted", lambda s: [s.release(CASE, 1, 60, kind="void")]),
    Write("a void without its hold", lambda s: [s.release(CASE, 1, 60, kind="void", origin=None)]),
    Write("a void while it is held", lambda s: [s.release(CASE, s.seq(CASE, "held"), 10, kind="void")]),
    Write(
        "a void of what was voided",
        lambda s: [s.release(NETWORK, s.seq(NETWORK, "voided"), 5, kind="void", standing=0)],
    ),
    Write(
        "a void of what was executed",
        lambda s: [s.release(NETWORK, s.seq(NETWORK, "executed"), 5, kind="void")],
    ),
    Write(
        "an execution that takes something",
        lambda s: [s.release(NETWORK, s.seq(NETWORK, "executed"), -5, kind="post")],
    ),
    Write("an execution of what was not held", lambda s: [s.release(CASE, 1, 0, kind="post")]),
    # what rolls
    Write("a use rolled out of its window too early", lambda s: [s.release(VERA, 1, 60, kind="roll")]),
    Write(
        "a use rolled out a microsecond too early",
        lambda s: [s.release(VERA, 1, 60, kind="roll", at=micros(NOON + 8 * HOUR) - 1)],
    ),
    Write(
        "a use rolled out in part",
        lambda s: [s.release(VERA, 1, 50, kind="roll", at=micros(LATER), standing=10)],
    ),
    Write(
        "a use rolled out of a window that does not roll",
        lambda s: [s.release(CASE, 1, 60, kind="roll", at=micros(LATER))],
    ),
    # what is forced
    Write("an excess forced on a meter with limits", lambda s: [_forced(s, CASE)], force=True),
    Write("an excess that gives back", lambda s: [_forced(s, EXCESS, delta=-5)], force=True),
    Write(
        "an excess under a cap",
        lambda s: [_forced(s, EXCESS, authority="attendant", cap_version=1)],
        force=True,
    ),
    Write("an excess of what was not posted", lambda s: [_forced(s, EXCESS, decision="held")], force=True),
    # what is carried
    Write("use carried away and arriving nowhere", lambda s: [_carried(), _moved(s)[1]]),
    Write("use that arrives from nowhere", lambda s: [_carried(), _moved(s)[0]._replace(values=_nowhere(s))]),
    Write("use of which less arrives", lambda s: [_meter(LENA_CASE), _carried(), _less(s), _moved(s)[1]]),
    Write(
        "use carried in part",
        lambda s: [_meter(LENA_CASE), _carried(), _less(s), _moved(s, delta=-50, standing=10)[1]],
    ),
    # decisions
    Write("an entry of no decision", lambda s: [s.entry(CASE, decision="nobody's")]),
    Write("a spend of what was refused", lambda s: [s.entry(CASE, decision="refused")]),
    Write("a spend of what is only held", lambda s: [s.entry(CASE, decision="held")]),
    Write("a hold of what was posted", lambda s: [s.entry(CASE, kind="hold")]),
    Write("a decision that begins voided", lambda s: [_decision(state="voided")]),
    Write("a decision that begins reversed", lambda s: [_decision(reversed_minor=10, undone=1)]),
    Write("a decision without an id", lambda s: [_decision(id="")]),
    Write("a decision once more", lambda s: [_decision(id="posted")]),
    Write("a decision in a state that is none", lambda s: [_decision(state="given")]),
    Write("a decision refused with something taken", lambda s: [_decision(state="refused")]),
    _sql("a refusal posted", "update decision set state = 'posted', chosen = 0 where id = 'refused'"),
    _sql("a posted decision voided", "update decision set state = 'voided' where id = 'posted'"),
    _sql("a posted decision held again", "update decision set state = 'held' where id = 'posted'"),
    _sql("a voided decision held again", "update decision set state = 'held' where id = 'voided'"),
    _sql("another request for a decision", "update decision set request_hash = 'x' where id = 'posted'"),
    _sql("another actor of a decision", "update decision set actor = 'ivan' where id = 'posted'"),
    _sql("another time of a decision", "update decision set at = at + 1 where id = 'posted'"),
    _sql("other terms of a decision", "update decision set terms = '{}' where id = 'posted'"),
    _sql("a reversal taken back", "update decision set reversed_minor = 0 where id = 'reversed'"),
    _sql("more reversed than it cost", "update decision set reversed_minor = 61 where id = 'posted'"),
    _sql("undone but not reversed", "update decision set undone = 1 where id = 'posted'"),
    _sql("a held decision reversed", "update decision set reversed_minor = 5 where id = 'held'"),
    _sql("a decision removed", "delete from decision where id = 'held'"),
    # history
    _sql("history rewritten", "update entry set delta = 1, after = 1 where seq = 1"),
    _sql("a use redated", "update entry set effective = effective - 1"),
    _sql("an entry given to another decision", "update entry set decision = 'told' where seq = 1"),
    _sql("history removed", "delete from entry"),
    _sql("the last entry removed", "delete from entry where meter = {meter} and seq > 1"),
    _sql(
        "a meter given another window",
        "update meter set window_kind = 'rolling 1h' where window_kind = 'rolling 8h'",
    ),
    _sql("a meter given to another subject", "update meter set subject = 'case 9' where subject = 'case 7'"),
    _sql("a meter removed", "delete from meter"),
    Write("a fresh meter for the same limit", lambda s: [_meter(CASE)]),
    Write("a meter of no window", lambda s: [_meter(LENA_CASE._replace(window="fortnight"))]),
    Write("a rolling meter of no hours", lambda s: [_meter(LENA_CASE._replace(window="rolling 0h"))]),
    _sql("the audit trail rewritten", "update audit set body = '{}'"),
    _sql("the audit trail shortened", "delete from audit where seq > 3"),
    _sql("a record rewritten", "update record set actor = 'ivan'"),
    _sql("a record removed", "delete from record"),
    _sql("an answer rewritten", "update answer set outcome = 'refused'"),
    _sql("an answer removed", "delete from answer"),
    Write("a second answer", lambda s: [Insert("answer", _answer("posted"))]),
    Write("a record of no decision", lambda s: [Insert("record", _record("nobody's"))]),
    Write("a second record", lambda s: [Insert("record", _record("posted"))]),
    Write("an effect of no decision", lambda s: [Insert("outbox", _effect("nobody's") | {"key": "coupon 2"})]),
    Write("an answer to nothing", lambda s: [Insert("answer", _answer("nobody's"))]),
    _sql("a stop rewritten", "update switch set is_on = 0"),
    _sql("a stop removed", "delete from switch"),
    _sql("a carry rewritten", "update carried set into_subject = 'ivan'"),
    _sql("a carry removed", "delete from carried"),
    Write("somebody carried into themselves", lambda s: [_carried(into_subject="case 7")]),
    _sql("an effect changed", "update outbox set body = '[]'"),
    _sql("an effect given to another decision", "update outbox set decision = 'held'"),
    _sql("an effect removed", "delete from outbox"),
    # what only SQLite's dialect can try
    Write("an entry replaced", lambda s: [_replacing(s.entry(CASE, seq=1, previous=None, before=0, after=1))]),
    Write("a decision replaced", lambda s: [_replacing(_decision(id="refused"))]),
    Write("a cap replaced", lambda s: [_replacing(_cap(CASE, version=1, seq=_next(s, CASE)))]),
    Write("a meter replaced", lambda s: [_replacing(_meter(CASE))]),
    Write("an answer replaced", lambda s: [_replacing(Insert("answer", _answer("posted")))]),
    Write("a record replaced", lambda s: [_replacing(Insert("record", _record("posted")))]),
    Write("an effect replaced", lambda s: [_replacing(Insert("outbox", _effect("posted")))]),
    Write("a carry from before the last one", lambda s: [_carried(at=_LAST)._replace(only="sqlite")]),
    _sql(
        "a stop from before the last one",
        "insert into switch select max(seq) + 1, 'x', 1, 'owner', null, 1, 'olha' from switch",
        only="sqlite",
    ),
    Write("a spend over the cap, errors ignored", lambda s: [_ignoring(s.entry(CASE, delta=1000))]),
    _sql(
        "a line of the audit trail slipped in",
        "insert into audit values (99, 1, 'x', null, null, '{}')",
        only="sqlite",
    ),
    _sql("the audit trail replaced", "replace into audit values (1, 1, 'x', null, null, '{}')", only="sqlite"),
    _sql("history rewritten or ignored", "update or replace entry set seq = 1 where seq = 2", only="sqlite"),
)

LEGITIMATE: tuple[Write, ...] = (
    Write("a spend", lambda s: [s.entry(CASE)]),
    Write("a spend to the last unit", lambda s: [s.entry(CASE, delta=30)]),
    Write("a spend of nothing", lambda s: [s.entry(CASE, delta=0)]),
    Write("a hold", lambda s: [_decision(state="held"), s.entry(CASE, kind="hold", decision="new")]),
    Write("the first entry of a meter", lambda s: [_meter(LENA_CASE), *_first(s)]),
    Write("a reversal", lambda s: [s.release(CASE, 1, 60)]),
    Write("a reversal in part", lambda s: [s.release(CASE, 1, 10)]),
    Write("a reversal of what was left", lambda s: [s.release(NETWORK, s.seq(NETWORK, "reversed"), 5)]),
    Write(
        "a void",
        lambda s: [
            Sql("update decision set state = 'voided' where id = 'held'"),
            s.release(CASE, s.seq(CASE, "held"), 10, kind="void"),
        ],
    ),
    Write(
        "an execution",
        lambda s: [
            Sql("update decision set state = 'posted' where id = 'held'"),
            s.release(CASE, s.seq(CASE, "held"), 0, kind="post"),
        ],
    ),
    Write(
        "what left its rolling window",
        lambda s: [s.release(VERA, 1, 60, kind="roll", at=micros(NOON + 8 * HOUR))],
    ),
    Write(
        "a new version of a cap, and a spend under it",
        lambda s: [
            _cap(CASE, cap=200, seq=_next(s, CASE))._replace(only="sqlite"),
            s.entry(CASE, kind="recap", delta=0, cap_version=2, cap=200),
            _after(s.entry(CASE, delta=100, cap_version=2, cap=200)),
        ],
    ),
    Write("an excess", lambda s: [_forced(s, EXCESS)], force=True),
    Write("use carried to another meter", lambda s: [_meter(LENA_CASE), _carried(), *_moved(s)]),
    Write(
        "use carried over the cap",
        lambda s: [_meter(LENA_CASE), *_first(s, delta=90), _carried(), *_moved_after_first(s)],
    ),
    Write(
        "an answer", lambda s: [_decision(), Insert("record", _record("new")), Insert("answer", _answer("new"))]
    ),
    Write("an effect done", lambda s: [Sql("update outbox set delivered_at = 1")]),
)


def _after(insert: Insert) -> Insert:
    """The same one number later."""
    values = insert.values
    return insert._replace(values=values | {"seq": values["seq"] + 1, "previous": values["seq"]})


def _again(scene: Scene) -> Insert:
    last = scene.store.history(CASE)[-1]
    return scene.entry(CASE, seq=last.seq, previous=last.seq - 1, before=last.before, after=last.before + 1)


def _reversed_twice(scene: Scene) -> Insert:
    chain = scene.store.history(NETWORK)
    back = next(each for each in chain if each.kind == "reverse")
    return scene.release(NETWORK, back.seq, 5, standing=0)


def _forced(scene: Scene, meter: Meter, **changed: Any) -> Insert:
    values = {"kind": "force", "delta": 5, "authority": None, "cap_version": None, "cap": None}
    return scene.entry(meter, **(values | changed))


def _nowhere(scene: Scene) -> dict[str, Any]:
    return scene.entry(
        NETWORK, kind="carry", delta=60, counterpart=None, authority=None, cap_version=None, cap=None
    ).values


def _less(scene: Scene) -> Insert:
    arrives = _moved(scene)[0]
    if isinstance(arrives, Sql):
        raise TypeError
    return arrives._replace(values=arrives.values | {"delta": 50, "after": 50, "standing": 50})


def _first(scene: Scene, delta: int = 1) -> list[Insert]:
    cap = _cap(LENA_CASE, version=1, cap=100, seq=1)._replace(only="sqlite")
    return [cap, scene.entry(LENA_CASE, delta=delta)]


def _moved_after_first(scene: Scene) -> list[Insert]:
    arrives, leaves = _moved(scene, counterpart_seq=2)
    if isinstance(arrives, Sql) or isinstance(leaves, Sql):
        raise TypeError
    later = arrives.values | {"seq": 2, "previous": 1, "before": 90, "after": 150}
    return [arrives._replace(values=later), leaves]


def _record(decision: str) -> dict[str, Any]:
    names = ("action", "actor", "authority", "site", "case_id", "mode", "book", "engine", "tzdata")
    return {"decision": decision, "at": micros(NOON), "request": "{}"} | dict.fromkeys(names, "x")


def _answer(decision: str) -> dict[str, Any]:
    return {
        "decision": decision,
        "at": micros(NOON),
        "outcome": "go_ahead",
        "answer": "{}",
        "cost_minor": 0,
        "review": 0,
    }


def _effect(decision: str) -> dict[str, Any]:
    return {"key": "coupon 1", "decision": decision, "kind": "coupon", "body": "{}", "due_at": 0}


def _replacing(insert: Insert) -> Insert:
    return insert._replace(table=f"or replace into {insert.table}", only="sqlite")


def _ignoring(insert: Insert) -> Insert:
    return insert._replace(table=f"or ignore into {insert.table}", only="sqlite")


def is_for(write: Write, database: str, scene: Scene) -> bool:
    """Whether an attack is one on this kind of database."""
    return all(each.only in ("", database) for each in write.statements(scene))
