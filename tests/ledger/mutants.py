"""What would go wrong if one line of the ledger were wrong? Hand-made defects that the simulator must find.

Each is one change to one file of the room, with what it breaks in a sentence. The list was written before the
simulator was; `bench/ledger_mutants.py` makes each defect in a copy of the room in memory and looks whether it is found.
"""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """One defect: in `file`, `original` (which stands there once) becomes `replacement`."""

    file: str
    original: str
    replacement: str
    breaks: str


MUTANTS = (
    # machine.py: what is taken
    Mutant(
        "machine.py",
        "+ wanted[meter] <= cap",
        "+ wanted[meter] < cap",
        "the last unit of a limit cannot be spent",
    ),
    Mutant(
        "machine.py", "+ wanted[meter] <= cap", "<= cap", "what is asked for is not counted before it is taken"
    ),
    Mutant(
        "machine.py",
        "return all(state.balance",
        "return any(state.balance",
        "one meter with room is enough for all",
    ),
    Mutant(
        "machine.py",
        "wanted.get(meter, 0) + charge.amount",
        "charge.amount",
        "two charges that meet on one shared meter are checked one by one",
    ),
    Mutant(
        "machine.py",
        "min(charge.cap, caps.get(meter, charge.cap))",
        "charge.cap",
        "of two caps that meet on one shared meter the last counts, not the lower",
    ),
    Mutant(
        "machine.py",
        "for chosen, candidate in enumerate(proposal.candidates):",
        "for chosen, candidate in reversed(list(enumerate(proposal.candidates))):",
        "the last candidate that fits is taken instead of the first",
    ),
    Mutant(
        "machine.py",
        "    if known := _known(state, proposal):\n        return known\n    for chosen",
        "    for chosen",
        "an id that comes twice is charged twice",
    ),
    Mutant(
        "machine.py",
        "if taking.request_hash != proposal.request_hash:",
        "if False:",
        "an id that was used is accepted for another request",
    ),
    Mutant(
        "machine.py",
        "Kind.HOLD if proposal.hold else Kind.POST",
        "Kind.POST",
        "a hold is written down as posted",
    ),
    Mutant(
        "machine.py",
        'proposal, "held" if proposal.hold else "posted", chosen',
        'proposal, "posted", chosen',
        "a hold counts as posted and cannot be voided",
    ),
    Mutant(
        "machine.py",
        "max([taking.at, *instants])",
        "taking.at",
        "the receipt names an instant before the meters' last one",
    ),
    # machine.py: what is told or executed late
    Mutant(
        "machine.py",
        "max(charge.cap - used, 0)",
        "charge.cap - used",
        "a deed told on a meter over its cap gives something back",
    ),
    Mutant(
        "machine.py",
        "amount = min(charge.amount, room)",
        "amount = charge.amount",
        "a deed told afterwards takes a meter over its cap",
    ),
    Mutant(
        "machine.py",
        "max(excess.get(measure, 0), charge.amount - amount)",
        "charge.amount - amount",
        "of several shortfalls the last is the excess, not the greatest",
    ),
    Mutant(
        "machine.py",
        "excess[measure] = max(excess.get(measure, 0), charge.amount - amount)",
        "excess[measure] = excess.get(measure, 0) + charge.amount - amount",
        "the excess is counted once for each meter without room",
    ),
    Mutant(
        "machine.py",
        "    for measure in sorted(excess):",
        "    for measure in ():",
        "the excess of a deed told afterwards is forgotten",
    ),
    Mutant(
        "machine.py",
        '    if taking.state == "voided":\n        shares = ',
        '    if taking.state == "voided":\n        return Step(receipt=receipt_of(taking, repeated=True))\n        shares = ',
        "a late execution of what was voided is lost",
    ),
    Mutant(
        "machine.py",
        '    if taking.state == "posted":\n        return',
        '    if taking.state == "executed":\n        return',
        "the second news of an execution is an error",
    ),
    Mutant(
        "machine.py",
        "    for share in taking.shares:\n        draft.confirm(share.meter, seq=share.seq)\n",
        "",
        "an executed hold leaves no trace in the chain",
    ),
    # machine.py: what is given back
    Mutant(
        "machine.py",
        'raise WrongState(decision, taking.state, "held")\n    draft = Draft(state, at)\n    shares = tuple(_give',
        "pass\n    draft = Draft(state, at)\n    shares = tuple(_give",
        "what was posted can be voided",
    ),
    Mutant(
        "machine.py",
        "keep=0, kind=Kind.VOID",
        "keep=share.kept // 2, kind=Kind.VOID",
        "half of a void stays taken",
    ),
    Mutant(
        "machine.py",
        "if given > left:",
        "if given > taking.cost_minor:",
        "several reversals give back more than was posted",
    ),
    Mutant(
        "machine.py",
        "reversed_minor = taking.reversed_minor + given",
        "reversed_minor = given",
        "each reversal starts from the whole amount again",
    ),
    Mutant(
        "machine.py",
        "undone=reversed_minor == taking.cost_minor",
        "undone=amount_minor is None",
        "parts that make the whole do not give the count back",
    ),
    Mutant(
        "machine.py",
        "undone=reversed_minor == taking.cost_minor",
        "undone=True",
        "a partial reversal gives everything back",
    ),
    Mutant(
        "machine.py",
        'if share.asked.measure == "count":\n        return share.kept',
        'if share.asked.measure == "count":\n        return 0',
        "a partial reversal gives the count back",
    ),
    Mutant(
        "machine.py",
        "max(share.taken - after.reversed_minor, 0)",
        "share.kept",
        "the excess is never given back in part",
    ),
    Mutant(
        "machine.py",
        "min(share.kept, after.cost_minor - after.reversed_minor)",
        "share.kept",
        "a partial reversal gives nothing back",
    ),
    Mutant(
        "machine.py",
        "min(share.kept, after.cost_minor - after.reversed_minor)",
        "max(share.kept - after.reversed_minor, 0)",
        "a second partial reversal gives back the first one again",
    ),
    Mutant(
        "machine.py",
        "reversals={**taking.reversals, **({key: given} if key else {})}",
        "reversals=taking.reversals",
        "a reversal that is sent twice gives back twice",
    ),
    Mutant(
        "machine.py",
        "if amount_minor not in (None, known):",
        "if False:",
        "a key that was used is accepted for another amount",
    ),
    Mutant(
        "machine.py",
        "return taking.undone and amount_minor is None",
        "return False",
        "a whole reversal that is sent twice is an error",
    ),
    Mutant(
        "machine.py",
        'if taking.state != "posted":\n        raise WrongState(decision, taking.state, "posted")',
        "pass",
        "a hold can be reversed and then voided",
    ),
    # draft.py: how entries are made
    Mutant(
        "draft.py",
        "return self._at if tail.last is None else max(self._at, tail.last)",
        "return self._at",
        "a clock that goes backward breaks the chain",
    ),
    Mutant("draft.py", "if cap != charge.cap:", "if False:", "a changed cap is not recorded"),
    Mutant(
        "draft.py",
        "amount = min(amount, tail.standing(seq))",
        "amount = amount",
        "voiding a hold that has left its window drives the balance negative",
    ),
    Mutant(
        "draft.py",
        "for seq in tail.due(self._instant(tail)):",
        "for seq in ():",
        "what has left a rolling window stays in its chain",
    ),
    Mutant(
        "draft.py",
        "effective=origin.effective,\n            decision=origin.decision,\n            standing=amount",
        "effective=self._instant(taker),\n            decision=origin.decision,\n            standing=amount",
        "what is carried begins its rolling window anew",
    ),
    Mutant(
        "draft.py",
        "effective=origin.effective,\n            decision=origin.decision,\n            origin=seq",
        "effective=self._instant(tail),\n            decision=origin.decision,\n            origin=seq",
        "what is given back counts from now and not from when it was taken",
    ),
    Mutant(
        "draft.py",
        "standing=tail.standing(seq) - amount",
        "standing=0",
        "after a partial reversal nothing more can be given back",
    ),
    Mutant(
        "draft.py",
        "        if not amount:\n            return 0\n",
        "",
        "what has left its window is carried along",
    ),
    # draft.py: what a database would refuse
    Mutant("draft.py", "that=entry.seq == self.seq + 1", "that=True", "a chain may have gaps and forks"),
    Mutant(
        "draft.py",
        "that=entry.before == self.balance",
        "that=True",
        "an entry may lie about the balance before",
    ),
    Mutant(
        "draft.py", "that=entry.after == entry.before + entry.delta", "that=True", "an entry may not add up"
    ),
    Mutant("draft.py", "that=entry.after >= 0", "that=True", "a balance may be negative"),
    Mutant(
        "draft.py", "that=self.last is None or entry.at >= self.last", "that=True", "a chain may run backward"
    ),
    Mutant("draft.py", "that=cap is None or entry.after <= cap", "that=True", "a balance may go over its cap"),
    Mutant(
        "draft.py",
        "that=(entry.cap_version, entry.cap) == (version, cap)",
        "that=True",
        "an entry may invent its cap",
    ),
    Mutant(
        "draft.py", "that=entry.standing == left >= 0", "that=True", "more may be given back than was taken"
    ),
    Mutant("draft.py", "that=self.meter.clause == EXCESS", "that=True", "a meter with limits may be forced"),
    Mutant(
        "draft.py", "that=has_left and left == 0", "that=True", "what has not left a window may be rolled out"
    ),
    Mutant("draft.py", "that=same", "that=True", "one decision may give back what another took"),
    Mutant(
        "draft.py",
        "that=origin.kind in (Kind.HOLD, Kind.CARRY)",
        "that=True",
        "what was posted may be voided in the chain",
    ),
    # state.py: what is read
    Mutant(
        "state.py",
        "if effective > at - self.length:",
        "if effective >= at - self.length:",
        "a window is a moment too long",
    ),
    Mutant(
        "state.py",
        "return self.balance - sum(self.standing[seq] for seq in self.due(at))",
        "return self.balance",
        "what has left a window still counts until somebody charges it again",
    ),
    Mutant(
        "state.py",
        "insort(self.rolling, (entry.effective, use))",
        "self.rolling.append((entry.effective, use))",
        "what was carried in out of order is overlooked",
    ),
    Mutant(
        "state.py",
        "elif self.standing.pop(use, 0) and self.length is not None:",
        "elif self.standing.pop(use, 0) and False:",
        "what was given back leaves the window a second time",
    ),
    Mutant(
        "state.py",
        "bisect_right(self.entries, then",
        "bisect_right(self.entries, then - type(then).resolution",
        "an entry is unknown at its own instant",
    ),
    Mutant(
        "state.py",
        "if entry.effective > then - self.length",
        "if entry.effective >= then - self.length",
        "a past window is a moment too long",
    ),
    Mutant(
        "state.py",
        "    while (following := into.get((scope, subject))) is not None:",
        "    if (following := into.get((scope, subject))) is not None:",
        "a person merged twice has a third meter",
    ),
    Mutant(
        "state.py",
        "        into.pop((carried.scope, carried.subject), None)",
        "        pass",
        "a merge cannot be taken back",
    ),
    # changes.py: merged subjects and stop switches
    Mutant(
        "changes.py",
        "at = max([carried.at, *known])",
        "at = carried.at",
        "a carry while the clock is behind counts from the future",
    ),
    Mutant(
        "changes.py",
        "    return replace(taking, shares=shares)",
        "    return taking",
        "what was carried is given back at the old place",
    ),
    Mutant(
        "changes.py",
        "target = state.resolve(asked, after=carried)",
        "target = state.resolve(meter, after=carried)",
        "taking a merge back leaves the use with the other person",
    ),
    Mutant(
        "changes.py", "    if holder == subject:\n", "    if False:\n", "two persons can be merged in a circle"
    ),
    Mutant(
        "changes.py", "    if now != subject:\n", "    if False:\n", "a person can be merged into two others"
    ),
    Mutant(
        "changes.py",
        "if switch.on and switch.site in (None, site):",
        "if switch.on:",
        "a stop at one site stops all",
    ),
    Mutant(
        "changes.py",
        "if switch.on and switch.site in (None, site):",
        "if switch.on and switch.site == site:",
        "a stop everywhere stops no site",
    ),
    Mutant(
        "changes.py",
        "found[switch.name] = max(named",
        "found[switch.name] = min(named",
        "of two stops the lower authority is asked",
    ),
    Mutant(
        "changes.py",
        "at=max(switch.at, state.switches[-1].at)",
        "at=switch.at",
        "a stop is overlooked after the clock went backward",
    ),
    Mutant(
        "changes.py",
        "{(switch.name, switch.site): switch for",
        "{(switch.name, None): switch for",
        "resuming at one site resumes everywhere",
    ),
    Mutant(
        "changes.py",
        "if then is None or switch.at <= then",
        "if True",
        "what was stopped later counts for the past",
    ),
    # windows.py: when a limit starts anew
    Mutant(
        "windows.py",
        "timedelta(days=day.weekday())",
        "timedelta(days=(day.weekday() + 1) % 7)",
        "weeks begin on Sunday",
    ),
    Mutant("windows.py", "// months * months + 1", "// months + 1", "quarters begin in the wrong month"),
    Mutant(
        "windows.py", "at.astimezone(_zone(zone)).date()", "at.date()", "days begin at midnight in Greenwich"
    ),
    Mutant("windows.py", "if earliest >= latest:", "if True:", "a missing midnight moves a day's beginning"),
    Mutant(
        "windows.py", "        if at >= end:", "        if False:", "a repeated midnight makes windows overlap"
    ),
    Mutant(
        "windows.py",
        "datetime.combine(day, time(), tzinfo=_zone(zone))",
        "datetime.combine(day, time(fold=1), tzinfo=_zone(zone))",
        "a day begins at the second of two midnights",
    ),
    Mutant(
        "windows.py",
        "if shown >= day else",
        "if shown > day else",
        "a day begins a day after a missing midnight",
    ),
    # meters.py and clock.py: what is refused at the door
    Mutant("meters.py", "or amount < least", "or False", "negative amounts are accepted"),
    Mutant(
        "meters.py",
        "        if meter.starts is None:",
        "        if False:",
        "a calendar meter without its beginning is accepted",
    ),
    Mutant("meters.py", "if at.utcoffset() is None:", "if False:", "instants without a zone are accepted"),
    Mutant(
        "clock.py",
        "        if at - expected > self.bound:\n            raise",
        "        if False:\n            raise",
        "a clock that jumped is believed",
    ),
    Mutant(
        "clock.py",
        "self._anchor = (max(at, expected), steady)",
        "self._anchor = (at, steady)",
        "the way back to the true time counts as a jump",
    ),
    Mutant(
        "clock.py",
        "return expected if at - expected > self.bound else at",
        "return at",
        "a jumped clock is written into the chains",
    ),
)
