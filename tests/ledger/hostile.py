"""What must a chain refuse, whatever the code above it does? Entries that somebody might write by mistake or on purpose.

Each is a good entry with one thing wrong, and must be refused for that. The databases of the ledger are given the same ones.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def accepted(room: ModuleType) -> list[str]:
    """Name the hostile entries that the room's chains accept, or refuse for another reason; none should be."""
    ledger = _written(room)
    life, rolling = _meters(room)
    return [
        f"{name} ({refused or 'accepted'})"
        for name, (reason, entry) in _entries(room, ledger, life, rolling).items()
        if (refused := _refusal(room, ledger, entry)) != reason
    ]


def _meters(room: ModuleType) -> tuple[Any, Any]:
    return (
        room.Meter("g", "cost", "case", "life", "c"),
        room.Meter("g", "cost", "customer", "rolling 8h", "p"),
    )


def _written(room: ModuleType) -> Any:
    """A ledger with, on both meters: 40 posted, then 30 held under a cap of 100, 10 of the first given back."""
    ledger = room.MemoryLedger()
    for name, amount, hold in (("posted", 40, False), ("held", 30, True)):
        charges = tuple(room.Charge(meter, amount, 100, "low") for meter in _meters(room))
        ledger.commit(
            room.Proposal(
                id=name,
                request_hash="h",
                candidates=(room.Candidate("g", charges),),
                at=NOON,
                hold=hold,
                actor="a",
            )
        )
    ledger.reverse("posted", at=NOON, amount_minor=10)
    return ledger


def _entries(room: ModuleType, ledger: Any, life: Any, rolling: Any) -> dict[str, tuple[str, Any]]:
    kind = room.Kind
    _, held, reversed_ = ledger.history(life)
    spend = replace(held, seq=4, before=60, delta=20, after=80, kind=kind.POST, standing=20, decision="new")
    release = replace(reversed_, seq=4, before=60, after=50, standing=20)
    roll = replace(release, meter=rolling, kind=kind.ROLL, delta=-30, after=30, standing=0, at=NOON + 8 * HOUR)
    _is_accepted(room, ledger, spend, release, roll)
    _are_accepted_together(room, ledger, spend, replace(spend, seq=5, before=80, after=100))
    back = replace(release, decision="new", origin=4, seq=5, before=80, after=60, delta=-20, standing=0)
    _are_accepted_together(room, ledger, spend, back)
    return {
        "an entry twice under one number": ("does not follow the last entry", replace(spend, seq=3)),
        "a gap in the chain": ("does not follow the last entry", replace(spend, seq=5)),
        "a chain begun anew": ("does not follow the last entry", replace(spend, seq=1, before=0, after=20)),
        "a lie about the balance before": (
            "does not start from the balance before",
            replace(spend, before=40, after=60),
        ),
        "a sum that does not add up": ("does not add up", replace(spend, after=70)),
        "a balance below zero": (
            "takes the balance below zero",
            replace(release, delta=-70, after=-10, standing=-40),
        ),
        "an entry from before the last one": (
            "runs backward in time",
            replace(spend, at=NOON - HOUR, effective=NOON - HOUR),
        ),
        "a use that counts from the future": ("counts from the future", replace(spend, effective=NOON + HOUR)),
        "a use that counts from the past": ("does not count from now", replace(spend, effective=NOON - HOUR)),
        "a use over the cap": (
            "takes the balance over the cap",
            replace(spend, delta=41, after=101, standing=41),
        ),
        "a hold over the cap": (
            "takes the balance over the cap",
            replace(spend, kind=kind.HOLD, delta=41, after=101, standing=41),
        ),
        "a negative use": ("takes a negative amount", replace(spend, delta=-20, after=40, standing=-20)),
        "a use that stands for more than it took": (
            "does not stand for what it took",
            replace(spend, standing=30),
        ),
        "a cap invented for the version in force": ("is not under the cap in force", replace(spend, cap=1000)),
        "a ceiling lifted without a version": (
            "is not under the cap in force",
            replace(spend, cap=None, delta=500, after=560, standing=500),
        ),
        "a version of the cap that nobody made": (
            "is not under the cap in force",
            replace(spend, cap=1000, cap_version=2),
        ),
        "a version of the cap left out": (
            "is not the next version of the cap",
            replace(spend, kind=kind.RECAP, delta=0, after=60, standing=0, cap=1000, cap_version=3),
        ),
        "a version of the cap that takes something": (
            "is not the next version of the cap",
            replace(spend, kind=kind.RECAP, cap=1000, cap_version=2),
        ),
        "a reversal of nothing": ("has no origin", replace(release, origin=None)),
        "a reversal of what comes later": ("has no origin", replace(release, origin=4)),
        "a reversal of entry 0": ("has no origin", replace(release, origin=0)),
        "a reversal of a reversal": (
            "gives back what was given back",
            replace(release, origin=3, standing=-20),
        ),
        "a reversal of more than stands": (
            "gives back more than stands",
            replace(release, delta=-31, after=29, standing=-1),
        ),
        "a reversal that hides what still stands": (
            "gives back more than stands",
            replace(release, standing=30),
        ),
        "a reversal of nothing at all": (
            "gives nothing back",
            replace(release, delta=0, after=60, standing=30),
        ),
        "a reversal that takes": ("gives nothing back", replace(release, delta=10, after=70, standing=40)),
        "a reversal of another's use": (
            "is not of its origin's decision and time",
            replace(release, decision="held"),
        ),
        "a reversal with a time of its own": (
            "is not of its origin's decision and time",
            replace(release, effective=NOON - HOUR),
        ),
        "a void of what was posted": ("voids what was not held", replace(release, kind=kind.VOID)),
        "a confirmation that takes": (
            "takes something twice",
            replace(
                spend, origin=2, decision="held", effective=held.effective, delta=10, after=70, standing=40
            ),
        ),
        "a confirmation that changes what stands": (
            "changes what stands",
            replace(spend, origin=2, decision="held", effective=held.effective, delta=0, after=60, standing=40),
        ),
        "a confirmation by a hold": (
            "takes something twice",
            replace(
                spend,
                kind=kind.HOLD,
                origin=2,
                decision="held",
                effective=held.effective,
                delta=0,
                after=60,
                standing=30,
            ),
        ),
        "use rolled out before its time": ("has not left the window", replace(roll, at=NOON + 7 * HOUR)),
        "use rolled out in part": ("has not left the window", replace(roll, delta=-10, after=50, standing=20)),
        "use rolled out where nothing rolls": ("has not left the window", replace(roll, meter=life)),
        "a use charged beside what should have rolled out": (
            "counts what has left the window",
            replace(spend, meter=rolling, at=NOON + 8 * HOUR, effective=NOON + 8 * HOUR),
        ),
        "a force on a meter with limits": (
            "is forced on a meter with limits",
            replace(spend, kind=kind.FORCE, delta=50, after=110, standing=50),
        ),
        "a carry from nowhere": (
            "is carried from nowhere",
            replace(spend, kind=kind.CARRY, cap=None, cap_version=0),
        ),
        "a carry to nowhere": (
            "is carried in part or to nowhere",
            replace(release, kind=kind.CARRY, delta=-30, after=30, standing=0),
        ),
        "a carry of a part": (
            "is carried in part or to nowhere",
            replace(release, kind=kind.CARRY, counterpart=rolling),
        ),
        "a force with an origin": ("may not have an origin", replace(spend, kind=kind.FORCE, origin=1)),
    }


def _is_accepted(room: ModuleType, ledger: Any, *entries: Any) -> None:
    """Make sure that the entries which are spoilt here are good ones."""
    for entry in entries:
        _tail(room, ledger, entry.meter).add(entry)


def _are_accepted_together(room: ModuleType, ledger: Any, *entries: Any) -> None:
    tail = _tail(room, ledger, entries[0].meter)
    for entry in entries:
        tail.add(entry)


def _refusal(room: ModuleType, ledger: Any, entry: Any) -> str:
    try:
        _tail(room, ledger, entry.meter).add(entry)
    except room.ChainBroken as broken:
        return str(broken.reason)
    return ""


def _tail(room: ModuleType, ledger: Any, meter: Any) -> Any:
    return room.draft.Tail(meter, ledger._state.chains[meter])
