"""What must be refused at the door? Malformed proposals and clocks that jump."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def door_faults(room: ModuleType) -> list[str]:
    """Name what the room lets in and should not, or keeps out and should let in."""
    ledger = room.MemoryLedger()
    faults = [name for name, proposal in malformed(room).items() if not _refuses(room, ledger.commit, proposal)]
    return faults + clock_faults(room)


def malformed(room: ModuleType) -> dict[str, Any]:
    """Proposals of which no ledger can make sense."""
    meter = room.Meter("g", "cost", "case", "life", "c")
    good = room.Proposal(id="1", request_hash="h", candidates=(), at=NOON, actor="a")

    def charging(charged: Any, amount: Any = 1, cap: Any = 5) -> Any:
        return replace(good, candidates=(room.Candidate("g", (room.Charge(charged, amount, cap),)),))

    return {
        "no id": replace(good, id=""),
        "an instant without a zone": replace(good, at=NOON.replace(tzinfo=None)),
        "a negative amount": charging(meter, -1),
        "an amount that is no whole number": charging(meter, 1.5),
        "an amount that is a boolean": charging(meter, True),
        "a negative cap": charging(meter, 1, -1),
        "a measure that is none": charging(meter._replace(measure="weight")),
        "a scope that is none": charging(meter._replace(scope="galaxy")),
        "a window that is none": charging(meter._replace(window="fortnight")),
        "a rolling window of no hours": charging(meter._replace(window="rolling 0h")),
        "a rolling window of words": charging(meter._replace(window="rolling twoh")),
        "a rolling window of days": charging(meter._replace(window="rolling 2d")),
        "a calendar window without its beginning": charging(meter._replace(window="week")),
        "a calendar window from an instant without a zone": charging(
            meter._replace(window="week", starts=NOON.replace(tzinfo=None))
        ),
        "a lifelong window with a beginning": charging(meter._replace(starts=NOON)),
        "a watched meter that is none": replace(good, watch=(meter._replace(scope="galaxy"),)),
    }


def clock_faults(room: ModuleType) -> list[str]:
    """Play a clock that jumps forward, is believed only when confirmed, and may go backward and return."""
    steady = [0.0]
    guard = room.ClockGuard(steady=lambda: steady[0], bound=5 * MINUTE)
    ledger = room.MemoryLedger(clock=guard)
    meter = room.Meter("g", "cost", "customer", "rolling 8h", "p")
    faults = []

    def commit(name: str, at: datetime, minutes: float) -> str:
        steady[0] += minutes * 60
        candidate = room.Candidate("g", (room.Charge(meter, 1, None),))
        try:
            ledger.commit(room.Proposal(id=name, request_hash="h", candidates=(candidate,), at=at, actor="a"))
        except room.ClockSuspect:
            return "suspect"
        return "believed"

    def expect(what: str, expected: object, got: object) -> None:
        if got != expected:
            faults.append(f"{what}: {got}")

    expect("the first reading", "believed", commit("1", NOON, 0))
    expect("an hour later", "believed", commit("2", NOON + 60 * MINUTE, 60))
    expect("just within the bound", "believed", commit("3", NOON + 66 * MINUTE, 1))
    expect("a jump of a day", "suspect", commit("4", NOON + 1500 * MINUTE, 1))
    ledger.reverse("1", at=NOON + 1500 * MINUTE)
    expect("what is written meanwhile", NOON + 67 * MINUTE, ledger.history(meter)[-1].at)
    expect("right again", "believed", commit("5", NOON + 68 * MINUTE, 1))
    expect("an hour back", "believed", commit("6", NOON + 8 * MINUTE, 0))
    expect("and forward to the true time", "believed", commit("7", NOON + 69 * MINUTE, 1))
    expect("a jump again", "suspect", commit("8", NOON + 1500 * MINUTE, 1))
    guard.confirm(NOON + 1500 * MINUTE)
    expect("a jump that was confirmed", "believed", commit("9", NOON + 1501 * MINUTE, 1))
    return faults


def _refuses(room: ModuleType, commit: Any, proposal: Any) -> bool:
    try:
        commit(proposal)
    except room.InvalidProposal:
        return True
    except Exception:  # noqa: BLE001 - any other error is a fault too
        return False
    return False
