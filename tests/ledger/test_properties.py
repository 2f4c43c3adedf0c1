"""What holds for the ledger whatever is asked of it, in any order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from leeway.ledger import Charge, LedgerError, MemoryLedger, Meter
from tests.ledger.cast import NOON, Desk
from tests.ledger.invariants import chain_faults, window_sum

METERS = tuple(
    Meter("write-off", measure, scope, window, subject)
    for measure in ("cost", "count")
    for scope, subject in (("case", "7"), ("customer", "olena"), ("customer", "lena"), ("actor", "vera"))
    for window in ("life", "rolling 3h")
)


@dataclass(frozen=True)
class Asked:
    """One thing asked of the ledger."""

    what: str
    hours: int
    decision: str
    amount: int
    charges: tuple[Charge, ...]


CHARGES = st.builds(
    Charge,
    st.sampled_from(METERS),
    st.integers(0, 60),
    st.one_of(st.none(), st.integers(0, 100)),
    st.sampled_from(("attendant", "supervisor")),
)
ASKED = st.builds(
    Asked,
    st.sampled_from(
        ("spend", "spend", "hold", "tell", "execute", "fail", "reverse", "part", "merge", "part ways")
    ),
    st.integers(-2, 3),
    st.sampled_from("abcdefgh"),
    st.integers(1, 60),
    st.lists(CHARGES, max_size=4).map(tuple),
)
DAYS = st.lists(ASKED, min_size=1, max_size=40)


def play(day: list[Asked]) -> MemoryLedger:
    """Ask everything of a new ledger, at hours that run on and sometimes back; errors change nothing."""
    ledger, at = MemoryLedger(), NOON
    for asked in day:
        at += timedelta(hours=asked.hours)
        before = {meter: ledger.history(meter) for meter in METERS}
        try:
            ask(ledger, asked, at)
        except LedgerError:
            assert before == {meter: ledger.history(meter) for meter in METERS}
    return ledger


def ask(ledger: MemoryLedger, asked: Asked, at: object) -> None:
    desk = Desk(ledger)
    moment = {"at": at}
    {
        "spend": lambda: desk.spend(*asked.charges, name=asked.decision, **moment),
        "hold": lambda: desk.spend(*asked.charges, name=asked.decision, hold=True, **moment),
        "tell": lambda: desk.tell(*asked.charges, name=asked.decision, **moment),
        "execute": lambda: ledger.execute(asked.decision, **moment),
        "fail": lambda: ledger.fail(asked.decision, **moment),
        "reverse": lambda: ledger.reverse(asked.decision, **moment),
        "part": lambda: ledger.reverse(asked.decision, amount_minor=asked.amount, **moment),
        "merge": lambda: ledger.carry("lena", into="olena", scope="customer", **moment),
        "part ways": lambda: ledger.carry_back("lena", scope="customer", **moment),
    }[asked.what]()


@given(day=DAYS)
@settings(max_examples=300)
def test_every_chain_adds_up_and_no_use_takes_it_over_its_cap(day: list[Asked]) -> None:
    ledger = play(day)

    assert [fault for meter in METERS for fault in chain_faults(meter, ledger.history(meter))] == []


@given(day=DAYS)
def test_a_balance_is_the_sum_of_what_counts(day: list[Asked]) -> None:
    ledger = play(day)

    for meter in METERS:
        entries = ledger.history(meter)
        last = entries[-1].at if entries else NOON
        for hours in (0, 1, 5):
            at = last + timedelta(hours=hours)
            assert ledger.balances([meter], at=at)[meter] == window_sum(meter, entries, at)


@given(day=DAYS)
def test_asking_everything_again_changes_nothing_more_than_once(day: list[Asked]) -> None:
    ledger, at = MemoryLedger(), NOON
    for asked in day:
        if asked.what in ("spend", "hold", "tell", "execute", "fail", "reverse"):
            at += timedelta(hours=max(asked.hours, 0))
            try:
                ask(ledger, asked, at)
            except LedgerError:
                continue
            before = {meter: ledger.history(meter) for meter in METERS}
            ask(ledger, asked, at + timedelta(hours=1))
            assert before == {meter: ledger.history(meter) for meter in METERS}


@given(day=DAYS)
def test_no_more_is_given_back_than_was_taken(day: list[Asked]) -> None:
    ledger = play(day)

    for decision in "abcdefgh":
        try:
            taking = ledger.decision(decision)
        except LedgerError:
            continue
        assert 0 <= taking.reversed_minor <= taking.cost_minor
        assert all(0 <= share.kept <= share.taken for share in taking.shares)
        if taking.undone or taking.state in ("voided", "refused"):
            assert [share.kept for share in taking.shares if share.kept] == []


@given(
    charges=st.lists(CHARGES, min_size=1, max_size=4).map(tuple), used=st.lists(CHARGES, max_size=4).map(tuple)
)
def test_what_is_told_is_charged_in_full_between_the_limits_and_the_actor(
    charges: tuple[Charge, ...], used: tuple[Charge, ...]
) -> None:
    desk = Desk(MemoryLedger())
    desk.spend(*used)
    balances = desk.ledger.balances(METERS, at=NOON)
    receipt = desk.tell(*charges)

    assert receipt.state == "posted"
    for meter in METERS:
        assert desk.used(meter) == [balances[meter] + receipt.charged.get(meter, 0)]
    for measure in ("cost", "count"):
        asked = [charge for charge in charges if charge.meter.measure == measure]
        excess = sum(amount for meter, amount in receipt.excess.items() if meter.measure == measure)
        short = [
            sum(each.amount for each in asked if each.meter == meter) - receipt.charged[meter]
            for meter in {each.meter for each in asked}
        ]
        assert max(short, default=0) >= excess >= 0
        assert (excess == 0) == (not any(short))


@given(charges=st.lists(CHARGES, max_size=4).map(tuple), used=st.lists(CHARGES, max_size=4).map(tuple))
def test_a_decision_that_is_undone_leaves_every_balance_as_it_was(
    charges: tuple[Charge, ...], used: tuple[Charge, ...]
) -> None:
    desk = Desk(MemoryLedger())
    desk.spend(*used)
    before = desk.ledger.balances(METERS, at=NOON)
    if desk.spend(*charges, name="undone").state == "posted":
        desk.ledger.reverse("undone", at=NOON)

    assert desk.ledger.balances(METERS, at=NOON) == before
