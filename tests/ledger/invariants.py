"""What must hold of every chain, whatever happened? Checked from the stored entries alone.

Nothing here reads the ledger's running state: sums are added up anew from the entries.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def ledger_faults(ledger: Any, meters: Iterable[Any], decisions: Mapping[str, Any]) -> list[str]:
    """Name every contradiction in the chains of these meters and the decisions that charged them."""
    chains = {meter: ledger.history(meter) for meter in meters}
    faults = [fault for meter, entries in chains.items() for fault in chain_faults(meter, entries)]
    confirmed = {entry.decision for entries in chains.values() for entry in entries if is_confirmation(entry)}
    standing: dict[str, int] = defaultdict(int)
    for entries in {entries[0].meter: entries for entries in chains.values() if entries}.values():
        for entry in entries:
            standing[entry.decision] += entry.delta
    for name in decisions:
        taking = ledger.decision(name)
        kept = sum(share.kept for share in taking.shares)
        if standing[name] > kept:
            faults.append(f"{name}: its meters still count {standing[name]} of {kept}")
        if name in confirmed and taking.state != "posted":
            faults.append(f"{name}: was executed and is {taking.state}")
    return faults


def chain_faults(meter: Any, entries: tuple[Any, ...]) -> list[str]:
    """Name every contradiction within one chain."""
    faults = []
    balance, last, origins = 0, None, {}
    for number, entry in enumerate(entries, start=1):
        said = f"{meter} {number} {entry.kind}"
        links = (entry.seq, entry.before, entry.after) == (number, balance, balance + entry.delta)
        if not links or entry.after < 0 or (last and entry.at < last):
            faults.append(f"{said}: does not continue the chain")
        if (
            entry.kind in ("post", "hold")
            and entry.origin is None
            and entry.cap is not None
            and entry.after > entry.cap
        ):
            faults.append(f"{said}: goes over the cap")
        if entry.kind not in ("carry", "void", "reverse", "roll") and entry.effective > entry.at:
            faults.append(f"{said}: counts from the future")
        if entry.origin is not None:
            origins[entry.origin] -= -entry.delta
            if origins[entry.origin] < 0:
                faults.append(f"{said}: gives back more than was taken")
            if entries[entry.origin - 1].effective != entry.effective:
                faults.append(f"{said}: is not of its origin's time")
        else:
            origins[number] = entry.delta
        if entry.kind in ("post", "hold") and entry.after != window_sum(meter, entries[:number], entry.at):
            faults.append(f"{said}: is not the sum over its window")
        balance, last = entry.after, entry.at
    return faults


def window_sum(meter: Any, entries: tuple[Any, ...], at: Any) -> int:
    """Add up what counts at an instant: everything, or what was taken in (at − length, at]."""
    counted = [entry for entry in entries if entry.kind != "roll"]
    if meter.window.startswith("rolling"):
        length = timedelta(hours=int(meter.window.split()[1][:-1]))
        counted = [entry for entry in counted if at - length < entry.effective <= at]
    return sum(entry.delta for entry in counted)


def is_confirmation(entry: Any) -> bool:
    """Whether an entry says that a hold was executed."""
    return entry.kind == "post" and entry.origin is not None
