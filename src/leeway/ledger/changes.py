"""What if two subjects turn out to be one, or something must be stopped for a while?

Pure like `machine.py`: each operation gives the step to be stored.
Start reading at `carry`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from leeway.ledger.draft import Draft
from leeway.ledger.entries import Carried, Step, Switch
from leeway.ledger.errors import CannotCarry, InvalidProposal
from leeway.ledger.meters import SCOPES, check_instant, in_lock_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from leeway.ledger.entries import Taking
    from leeway.ledger.meters import Meter
    from leeway.ledger.state import State


def carry(state: State, subject: str, *, into: str, scope: str, at: datetime) -> Step:
    """Let two subjects share their meters from now on, with summed use, because they are one.

    What `subject` has used is added to the meters of `into`; where that exceeds a cap it only blocks. Doing it
    again changes nothing. Raises: CannotCarry when it already counts elsewhere or the two are one;
    InvalidProposal.
    """
    _check(scope, at)
    holder = state.subject(scope, into)
    now = state.subject(scope, subject)
    if now != subject:
        if now == holder:
            return Step()
        raise CannotCarry(subject, into, f"its use already counts on the meters of `{now}`")
    if holder == subject:
        raise CannotCarry(subject, into, "they are one already")
    return _resettle(state, subject, Carried(scope=scope, subject=subject, into=into, at=at))


def carry_back(state: State, subject: str, *, scope: str, at: datetime) -> Step:
    """Let a subject that was carried into another have its own meters again, with what was used in its name.

    What was used in the other's name stays there. Raises: CannotCarry when it was not carried; InvalidProposal.
    """
    _check(scope, at)
    if not state.is_carried(scope, subject):
        raise CannotCarry(subject, subject, "it counts on its own meters")
    holder = state.subject(scope, subject)
    return _resettle(state, holder, Carried(scope=scope, subject=subject, into=None, at=at))


def stop(state: State, name: str, *, authority: str, site: str | None, at: datetime, by: str) -> Step:
    """Stop a clause or an action at a site (None: everywhere): decisions meanwhile ask `authority`.

    Raises: InvalidProposal.
    """
    check_instant(at)
    if not name or not authority:
        raise InvalidProposal("authority" if name else "name", "must not be empty")
    return _switched(state, Switch(name=name, on=True, authority=authority, site=site, at=at, by=by))


def resume(state: State, name: str, *, site: str | None, at: datetime, by: str) -> Step:
    """Let a stopped clause or action go on, at the site (None: everywhere) where it was stopped.

    What is not stopped there stays as it is. Raises: InvalidProposal.
    """
    check_instant(at)
    active = _latest(state.switches).get((name, site))
    if active is None or not active.on:
        return Step()
    return _switched(state, replace(active, on=False, at=at, by=by))


def stopped(
    state: State, site: str | None, *, authorities: Sequence[str] = (), then: datetime | None = None
) -> dict[str, str]:
    """Say what is stopped at a site and whom to ask meanwhile: name → authority.

    When something is stopped both at the site and everywhere, the authority that stands later in `authorities`
    is asked. With `then`, what was stopped at that instant of the past.
    """
    known = [switch for switch in state.switches if then is None or switch.at <= then]
    level = {authority: level for level, authority in enumerate(authorities)}
    found: dict[str, str] = {}
    for switch in _latest(known).values():
        if switch.on and switch.site in (None, site):
            named = found.get(switch.name, switch.authority)
            found[switch.name] = max(named, switch.authority, key=lambda each: level.get(each, -1))
    return found


def _check(scope: str, at: datetime) -> None:
    check_instant(at)
    if scope not in SCOPES:
        raise InvalidProposal("scope", f"`{scope}` is not a scope: {', '.join(SCOPES)}")


def _resettle(state: State, holder: str, carried: Carried) -> Step:
    """Move what is on the holder's meters but was used in the name of somebody who now counts elsewhere."""
    moves = list(_moves(state, holder, carried))
    chains = [state.chains.get(meter) for move in moves for meter in (move.source, move.target)]
    # One instant for all: then no chain runs backward, and what is past its window here is past it there.
    known = [chain.last for chain in chains if chain and chain.last] + [each.at for each in state.carries[-1:]]
    at = max([carried.at, *known])
    draft = Draft(state, at)
    takings: dict[str, Taking] = {}
    for move in moves:
        there = draft.carry(move.source, move.target, seq=move.seq)
        if there:
            taking = takings.get(move.decision, state.takings[move.decision])
            takings[move.decision] = _relocated(taking, move, there)
    return Step(entries=tuple(draft.entries), takings=tuple(takings.values()), carried=replace(carried, at=at))


class _Move(NamedTuple):
    decision: str
    source: Meter
    seq: int
    target: Meter


def _moves(state: State, holder: str, carried: Carried) -> Iterator[_Move]:
    for meter in in_lock_order(state.meters_of(carried.scope, holder)):
        for seq in sorted(state.chains[meter].standing):
            decision = state.chains[meter].entries[seq - 1].decision
            shares = state.takings[decision].shares
            asked = next(share.asked for share in shares if (share.meter, share.seq) == (meter, seq))
            target = state.resolve(asked, after=carried)
            if target != meter:
                yield _Move(decision, meter, seq, target)


def _relocated(taking: Taking, move: _Move, there: int) -> Taking:
    shares = tuple(
        replace(share, meter=move.target, seq=there)
        if (share.meter, share.seq) == (move.source, move.seq)
        else share
        for share in taking.shares
    )
    return replace(taking, shares=shares)


def _switched(state: State, switch: Switch) -> Step:
    if state.switches:
        switch = replace(switch, at=max(switch.at, state.switches[-1].at))
    return Step(switch=switch)


def _latest(switches: Sequence[Switch]) -> dict[tuple[str, str | None], Switch]:
    return {(switch.name, switch.site): switch for switch in switches}
