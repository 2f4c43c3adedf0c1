"""What is kept beside a decision: found again, in the right order, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from leeway.ledger import InvalidProposal, UnknownDecision
from leeway.stores import Answer, Effect, Sought
from tests.ledger.cast import CASE, HOUR, NETWORK, NOON, Desk, cost
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from leeway.ledger import Receipt
    from leeway.stores import Record, Store

GO_AHEAD = Answer(outcome="go_ahead", answer='{"outcome": "go_ahead"}', clause="write-off", cost_minor=500)


def decide(store: Store, name: str, record: Record | None, *, hours: int = 0, **asked: Any) -> Receipt:
    """Commit a decision of Vera's over 5.00 and keep its record."""
    charge = asked.pop("charge", cost(NETWORK, 500, 100_000))
    proposal = Desk(store).proposal(charge, at=NOON + hours * HOUR, name=name, **asked)
    return store.commit(proposal, record=record)


def names(store: Store, **sought: Any) -> list[str]:
    """The ids that a search finds, newest first."""
    found = [each.id for each in store.records(Sought(**sought))]
    assert store.count(Sought(**sought)) == len(found)
    return found


def test_a_decision_is_kept_with_its_record_and_its_answer(store: Store) -> None:
    record = record_of(
        customer="olena", on_behalf_of="ivan", approver="olha", follows="0", request='{"cost": "5,00 €"}'
    )
    receipt = decide(store, "1", record)
    store.answered("1", GO_AHEAD)

    kept = store.recorded("1")
    assert (kept.id, kept.at, kept.record, kept.receipt) == ("1", NOON, record, receipt)
    assert kept.answer == GO_AHEAD


def test_a_decision_without_a_record_is_only_in_the_ledger(store: Store) -> None:
    decide(store, "1", None)

    assert store.decision("1").state == "posted"
    assert names(store) == []
    with pytest.raises(UnknownDecision):
        store.recorded("1")
    with pytest.raises(UnknownDecision):
        store.answered("1", GO_AHEAD)


def test_a_repeated_id_keeps_the_first_record_and_charges_once(store: Store) -> None:
    decide(store, "1", record_of(site="main street"))

    again = decide(store, "1", record_of(site="station square"))

    assert again.repeated
    assert store.recorded("1").record.site == "main street"
    assert store.balances([NETWORK], at=NOON) == {NETWORK: 500}


def test_the_first_answer_stays(store: Store) -> None:
    decide(store, "1", record_of())
    store.answered("1", GO_AHEAD)

    store.answered("1", replace(GO_AHEAD, outcome="ask", answer="{}"))

    assert store.recorded("1").answer == GO_AHEAD


def test_a_refused_proposal_is_recorded_too(store: Store) -> None:
    decide(store, "1", record_of(), charge=cost(NETWORK, 500, 100))

    assert store.recorded("1").receipt.state == "refused"
    assert names(store, state="refused") == ["1"]


def test_what_was_told_is_recorded(store: Store) -> None:
    proposal = Desk(store).proposal(cost(NETWORK, 500, 100), name="1")
    store.tell(proposal, record=record_of(mode="told afterwards"))

    kept = store.recorded("1")
    assert kept.receipt.charged == {NETWORK: 100}
    assert names(store, mode="told afterwards") == ["1"]


def test_the_receipt_shows_what_stands_now(store: Store) -> None:
    decide(store, "1", record_of())
    store.reverse("1", at=NOON, amount_minor=200)

    kept = store.recorded("1")
    assert (kept.receipt.charged, kept.receipt.reversed_minor) == ({NETWORK: 300}, 200)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({}, ["4", "3", "2", "1"]),
        ({"sites": ("main street",)}, ["2", "1"]),
        ({"sites": ("main street", "station square")}, ["4", "3", "2", "1"]),
        ({"sites": ("nowhere",)}, []),
        ({"actor": "ivan"}, ["3"]),
        ({"customer": "olena"}, ["2", "1"]),
        ({"case": "case 8"}, ["4"]),
        ({"action": "refund"}, ["4"]),
        ({"mode": "own judgement"}, ["3"]),
        ({"follows": "1"}, ["2"]),
        ({"clause": "write-off"}, ["2", "1"]),
        ({"outcome": "ask"}, ["3"]),
        ({"review": True}, ["3"]),
        ({"review": False}, ["2", "1"]),
        ({"state": "held"}, ["2"]),
        ({"state": "posted"}, ["4", "3", "1"]),
        ({"since": NOON + HOUR}, ["4", "3", "2"]),
        ({"until": NOON + HOUR}, ["1"]),
        ({"since": NOON + HOUR, "until": NOON + 3 * HOUR}, ["3", "2"]),
        ({"customer": "olena", "state": "held", "sites": ("main street",)}, ["2"]),
    ],
    ids=str,
)
def test_decisions_are_found_by_what_is_known_of_them(
    store: Store, sought: dict[str, Any], expected: list[str]
) -> None:
    decide(store, "1", record_of(customer="olena"))
    decide(store, "2", record_of(customer="olena", follows="1"), hours=1, hold=True)
    decide(store, "3", record_of("station square", actor="ivan", mode="own judgement"), hours=2)
    decide(store, "4", record_of("station square", case="case 8", action="refund"), hours=3)
    for name in ("1", "2"):
        store.answered(name, GO_AHEAD)
    store.answered("3", Answer(outcome="ask", answer="{}", review=True))

    assert names(store, **sought) == expected


def test_pages_follow_each_other_without_gap_or_repetition(store: Store) -> None:
    everything = [f"{number:02}" for number in range(25)]
    for number, name in enumerate(everything):
        decide(store, name, record_of(), hours=number // 10)

    pages, before = [], None
    while page := store.records(Sought(actor="vera"), limit=7, before=before):
        pages += [each.id for each in page]
        assert len(pages) <= len(everything)
        before = (page[-1].at, page[-1].id)

    assert pages == everything[::-1]


def test_decisions_of_one_instant_at_several_sites_are_in_one_order(store: Store) -> None:
    for number in range(8):
        decide(store, str(number), record_of(("main street", "station square")[number % 2]))

    assert names(store, sites=("main street", "station square")) == list("76543210")


def test_a_decision_is_as_late_as_its_meters(store: Store) -> None:
    decide(store, "1", record_of(), hours=2)

    receipt = decide(store, "2", record_of(), hours=1)

    assert receipt.at == NOON + 2 * HOUR
    assert (store.recorded("2").at, store.decision("2").at) == (receipt.at, receipt.at)
    assert names(store, until=NOON + 2 * HOUR) == []


def test_instants_are_kept_to_the_microsecond_whatever_their_zone(store: Store) -> None:
    at = (NOON + timedelta(microseconds=123_457)).astimezone(timezone(timedelta(hours=5, minutes=45)))
    proposal = Desk(store).proposal(cost(NETWORK, 1, None), at=at, name="1")
    store.commit(proposal, record=record_of())

    kept = (store.recorded("1").at, store.decision("1").at, store.history(NETWORK)[0].at, store.audit()[0].at)
    assert kept == (at,) * 4


def test_what_was_never_answered_is_found(store: Store) -> None:
    for number in range(4):
        decide(store, str(number), record_of(), hours=number)
    store.answered("1", GO_AHEAD)

    found = store.unanswered(before=NOON + 3 * HOUR)

    assert [each.id for each in found] == ["0", "2"]
    assert [each.id for each in store.unanswered(before=NOON + 3 * HOUR, limit=1)] == ["0"]


def test_the_audit_trail_tells_each_change_in_order_and_no_repetition(store: Store) -> None:
    decide(store, "1", record_of())
    decide(store, "1", record_of())
    store.answered("1", GO_AHEAD)
    store.answered("1", GO_AHEAD)
    decide(store, "2", None, hold=True)
    store.execute("2", at=NOON)
    store.execute("2", at=NOON)
    store.reverse("2", at=NOON, amount_minor=100, key="part")
    decide(store, "3", None, hold=True)
    store.fail("3", at=NOON)
    store.carry("lena", into="olena", scope="customer", at=NOON)
    store.carry_back("lena", scope="customer", at=NOON)
    store.stop("write-off", authority="owner", at=NOON, by="olha")
    store.resume("write-off", at=NOON, by="olha")

    lines = store.audit()
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    told = [(line.what, line.decision, line.by) for line in lines]
    assert told == [
        ("commit", "1", "vera"),
        ("answer", "1", None),
        ("commit", "2", "vera"),
        ("execute", "2", None),
        ("reverse", "2", None),
        ("commit", "3", "vera"),
        ("fail", "3", None),
        ("carry", None, None),
        ("carry_back", None, None),
        ("stop", None, "olha"),
        ("resume", None, "olha"),
    ]
    assert '"key":"part"' in lines[4].body
    assert [line.what for line in store.audit(after=3, limit=2)] == ["execute", "reverse"]


def test_an_effect_is_given_out_when_it_is_due_and_to_one_at_a_time(store: Store) -> None:
    now, later = (
        Effect(key="a", kind="coupon", body="{}"),
        Effect(key="b", kind="mail", body="[]", due_at=NOON + HOUR),
    )
    decide(store, "1", record_of(effects=(now, later)))

    assert store.due(at=NOON) == (now,)
    assert store.due(at=NOON) == ()
    assert store.due(at=NOON + HOUR) == (now, later)
    assert store.recorded("1").record.effects == (now, later)


def test_what_was_delivered_is_given_out_no_more(store: Store) -> None:
    effect = Effect(key="a", kind="coupon", body="{}")
    decide(store, "1", record_of(effects=(effect,)))
    store.due(at=NOON)

    store.delivered("a", at=NOON)
    store.delivered("a", at=NOON + HOUR)
    store.postpone("a", until=NOON)

    assert store.due(at=NOON + 99 * HOUR) == ()


def test_what_was_postponed_comes_again(store: Store) -> None:
    effect = Effect(key="a", kind="coupon", body="{}")
    decide(store, "1", record_of(effects=(effect,)))
    store.due(at=NOON)

    store.postpone("a", until=NOON + 2 * HOUR)

    assert store.due(at=NOON + HOUR) == ()
    assert store.due(at=NOON + 2 * HOUR) == (effect,)


def test_nothing_follows_from_what_was_refused(store: Store) -> None:
    effect = Effect(key="a", kind="coupon", body="{}")
    decide(store, "1", record_of(effects=(effect,)), charge=cost(NETWORK, 500, 100))

    assert store.due(at=NOON) == ()


def test_the_key_of_an_effect_is_used_once(store: Store) -> None:
    effect = Effect(key="a", kind="coupon", body="{}")
    decide(store, "1", record_of(effects=(effect,)))

    with pytest.raises(InvalidProposal, match="key `a` of an earlier one"):
        decide(store, "2", record_of(effects=(effect,)))
    assert store.balances([NETWORK], at=NOON) == {NETWORK: 500}


@pytest.mark.parametrize("text", ["\0", "\ud800", "a\0b"], ids=ascii)
def test_a_text_that_no_database_keeps_is_refused_and_nothing_is_spent(store: Store, text: str) -> None:
    for attempt in (
        lambda: decide(store, text, None),
        lambda: decide(store, "1", record_of(request=text)),
        lambda: decide(store, "1", None, charge=cost(NETWORK._replace(subject=text), 5, 10)),
        lambda: decide(store, "1", record_of(effects=(Effect(key=text, kind="x", body="{}"),))),
        lambda: store.stop(text, authority="owner", at=NOON, by="olha"),
        lambda: store.balances([NETWORK._replace(subject=text)], at=NOON),
        lambda: store.execute(text, at=NOON),
    ):
        with pytest.raises(InvalidProposal):
            attempt()

    assert store.audit() == ()
    assert decide(store, "1", record_of(request="тут усе гаразд 🙂")).state == "posted"


@pytest.mark.parametrize("amount", [2**53, 2**63, 10**30])
def test_a_number_that_cannot_be_counted_is_refused_and_nothing_is_spent(store: Store, amount: int) -> None:
    with pytest.raises(InvalidProposal):
        decide(store, "1", None, charge=cost(NETWORK, amount, None))
    with pytest.raises(InvalidProposal):
        decide(store, "1", None, charge=cost(NETWORK, 1, amount))

    assert store.balances([NETWORK], at=NOON) == {NETWORK: 0}
    assert decide(store, "1", None).state == "posted"


def test_a_sum_beyond_what_a_database_counts_is_refused(store: Store) -> None:
    most = 2**53 - 1
    states = []
    with pytest.raises(InvalidProposal):
        states.extend(
            decide(store, str(number), None, charge=cost(CASE, most, None)).state for number in range(1100)
        )

    assert decide(store, "small", None).state == "posted"
    assert store.balances([CASE], at=NOON)[CASE] % most == 0


def test_a_store_that_was_closed_gives_nothing(make_store: Callable[..., Store]) -> None:
    store = make_store()
    store.close()
    store.close()


def test_some_are_found_by_their_ids_newest_first(store: Store) -> None:
    for hours, name in enumerate(("1", "2", "3")):
        decide(store, name, record_of(), hours=hours)

    assert names(store, decisions=("1", "3", "nobody's")) == ["3", "1"]
    assert names(store, decisions=("1", "3"), actor="ivan") == []
