"""What tills and processors say was given is compared with what was posted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from leeway.ledger import Receipt
from leeway.stores import Answer, Effect, Recorded, Sought, open_store, read_totals, reconcile
from tests.ledger.cast import CASE, NOON, Desk, cost
from tests.stores.scene import record_of

if TYPE_CHECKING:
    from pathlib import Path

HEADING = "site,day,action,amount,currency"
KYIV = "Europe/Kyiv"


def decided(name: str, amount: int, *, site: str = "main street", hours: int = 0, **changed: Any) -> Recorded:
    """A decision that was posted, over an amount."""
    state, back = changed.pop("state", "posted"), changed.pop("back", 0)
    at = NOON + timedelta(hours=hours)
    answer = changed.pop("answer", Answer(outcome="go_ahead", answer="{}", amount_minor=amount))
    receipt = Receipt(id=name, state=state, chosen=0, at=at, charged={CASE: amount - back}, reversed_minor=back)
    return Recorded(id=name, at=at, record=record_of(site, **changed), receipt=receipt, answer=answer)


def findings(text: str, *recorded: Recorded) -> list[tuple[str, str, str, int, int]]:
    """Reconcile and tell the findings shortly."""
    totals, problems = read_totals(text, currency="EUR")
    assert problems == ()
    return [
        (each.kind, each.key.site, each.key.reference or str(each.key.day), each.posted_minor, each.told_minor)
        for each in reconcile(totals, recorded, zone=KYIV)
    ]


def test_what_agrees_is_no_finding() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,17.50,EUR\n"

    assert findings(text, decided("1", 1000), decided("2", 750)) == []


def test_what_a_till_does_not_know_is_missing() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,10.00,EUR\n"
    found = findings(text, decided("1", 1000), decided("2", 750, site="station square"))

    assert found == [("missing", "station square", "2026-03-02", 750, 0)]


def test_what_was_not_posted_is_extra() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,10.00,EUR\nmain street,2026-03-02,refund,3.00,EUR\n"

    assert findings(text, decided("1", 1000)) == [("extra", "main street", "2026-03-02", 0, 300)]


def test_amounts_that_differ_tell_lines_and_decisions() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,10,EUR\nmain street,2026-03-02,write off,0.50,EUR\n"
    totals, _ = read_totals(text, currency="EUR")

    (found,) = reconcile(totals, [decided("1", 1000), decided("2", 100)], zone=KYIV)
    assert (found.kind, found.posted_minor, found.told_minor) == ("differs", 1100, 1050)
    assert (found.lines, found.decisions) == ((2, 3), ("1", "2"))
    assert found.key.day == date(2026, 3, 2)


def test_a_day_is_one_of_the_zone() -> None:
    text = f"{HEADING}\nmain street,2026-03-03,write off,10.00,EUR\n"

    assert findings(text, decided("1", 1000, hours=10)) == []
    assert [each[0] for each in findings(text, decided("1", 1000, hours=9))] == ["missing", "extra"]


def test_only_what_was_posted_and_not_given_back_counts() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,6.00,EUR\n"
    recorded = [
        decided("1", 1000, back=400),
        decided("2", 700, state="held"),
        decided("3", 700, state="voided"),
        decided("4", 700, state="refused"),
        decided("5", 500, back=500),
    ]

    assert findings(text, *recorded) == []


def test_a_decision_whose_answer_is_not_there_yet_counts_by_its_charge() -> None:
    text = f"{HEADING}\nmain street,2026-03-02,write off,10.00,EUR\n"

    assert findings(text, decided("1", 1000, answer=None)) == []


def test_a_reference_is_the_id_of_a_decision_or_the_key_of_an_effect() -> None:
    text = "reference,site,action,amount,currency\nd1,main street,write off,10,EUR\ne2,main street,write off,5,EUR\n"
    recorded = [
        decided("d1", 1000),
        decided("d2", 500, effects=(Effect(key="e2", kind="refund", body="{}"),)),
        decided("d3", 200),
    ]

    assert findings(text, *recorded) == [("missing", "main street", "d3", 200, 0)]


def test_a_reference_that_was_paid_twice_differs() -> None:
    text = "reference,site,action,amount,currency\n" + "d1,main street,write off,10,EUR\n" * 2

    assert findings(text, decided("d1", 1000)) == [("differs", "main street", "d1", 1000, 2000)]


def test_days_and_references_may_be_mixed_and_nothing_counts_twice() -> None:
    lines = ("main street,,d1,write off,10,EUR", "main street,2026-03-02,,write off,5,EUR")
    text = "\n".join(("site,day,reference,action,amount,currency", *lines))

    assert findings(text, decided("d1", 1000), decided("d2", 500)) == []


@pytest.mark.parametrize(
    "text",
    [
        "site;day;action;amount;currency\nmain street;2026-03-02;write off;10,00;EUR",
        "site\tday\taction\tamount\tcurrency\r\nmain street\t2026-03-02\twrite off\t10\tEUR\r\n",
        "\ufeffSite, Day ,ACTION,amount,currency\n\n main street ,2026-03-02,write off,10.0,EUR\n\n",
        'currency,amount,day,site,action\nEUR,"10,00",2026-03-02,"main street","write off"\n',
    ],
    ids=["semicolons", "tabs", "a mark, capitals and empty lines", "another order and quotes"],
)
def test_the_dialects_of_tills_are_read(text: str) -> None:
    assert findings(text, decided("1", 1000)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("main street,2026-03-02,write off,ten,EUR", "line 2, column 4: `ten` is not an amount"),
        ("main street,2026-03-02,write off,1.005,EUR", "line 2, column 4: `1.005` is not an amount"),
        ("main street,2026-03-02,write off,1e5,EUR", "line 2, column 4: `1e5` is not an amount"),
        ("main street,2026-03-02,write off,,EUR", "line 2, column 4: `` is not an amount"),
        (f"main street,2026-03-02,write off,{'9' * 30},EUR", "line 2, column 4: `999"),
        ("main street,2026-03-02,write off,1,UAH", "line 2, column 5: `UAH` is not `EUR`, the book's currency"),
        ("main street,2026-02-30,write off,1,EUR", "line 2, column 2: `2026-02-30` is not a day"),
        ("main street,02.03.2026,write off,1,EUR", "line 2, column 2: `02.03.2026` is not a day"),
        ("main street,,write off,1,EUR", "line 2, column 2: `day` is empty"),
        (",2026-03-02,write off,1,EUR", "line 2, column 1: `site` is empty"),
        ("main street,2026-03-02,,1,EUR", "line 2, column 3: `action` is empty"),
        ("main street,2026-03-02,write off,1", "line 2, column 0: has another number of columns"),
        ('main street,"2026', "line 2, column 0: unexpected end of data"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(line: str, expected: str) -> None:
    totals, problems = read_totals(f"{HEADING}\n{line}\n", currency="EUR")

    assert totals == ()
    assert [str(problem)[: len(expected)] for problem in problems] == [expected]


def test_all_problems_are_told_at_once_and_the_good_lines_are_read() -> None:
    good = "main street,2026-03-02,write off,1,EUR\n"
    totals, problems = read_totals(f"{HEADING}\n{good}x,y,z,w,v\n{good},,,,EUR\n", currency="EUR")

    assert [total.line for total in totals] == [2, 4]
    assert [(problem.line, problem.column) for problem in problems] == [(3, 4), (3, 5), (3, 2)] + [
        (5, column) for column in (1, 3, 4, 2)
    ]


@pytest.mark.parametrize(
    ("heading", "reasons"),
    [
        ("", ["`site`", "`action`", "`amount`", "`currency`", "neither"]),
        ("site,action,amount,currency", ["neither a column `day` nor `reference`"]),
        ("site,site,day,action,amount,currency", ["two columns `site`"]),
    ],
)
def test_a_heading_that_lacks_something_is_told(heading: str, reasons: list[str]) -> None:
    totals, problems = read_totals(f"{heading}\n1,2,3,4,5\n", currency="EUR")

    assert totals == ()
    assert len(problems) == len(reasons)
    assert all(reason in str(problem) for reason, problem in zip(reasons, problems, strict=True))


def test_currencies_without_minor_units_have_whole_amounts() -> None:
    line = "main street,2026-03-02,write off,1250,JPY"
    totals, problems = read_totals(
        f"{HEADING}\n{line}\n{line.replace('1250', '12.50')}\n", currency="JPY", digits=0
    )

    assert [total.amount_minor for total in totals] == [1250]
    assert [problem.line for problem in problems] == [3]


def test_what_a_store_keeps_can_be_reconciled(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'ledger'}") as store:
        store.commit(Desk(store).proposal(cost(CASE, 1000, 5000), name="1"), record=record_of())
        store.answered("1", Answer(outcome="go_ahead", answer="{}", cost_minor=1000))
        store.reverse("1", at=NOON, amount_minor=250)
        recorded = store.records(Sought(sites=("main street",)))

    assert findings(f"{HEADING}\nmain street,2026-03-02,write off,7.50,EUR\n", *recorded) == []
