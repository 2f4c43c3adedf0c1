"""One tap, one decision: keys, stale pages, undo within a minute, room that somebody else has taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from leeway.desk import ledger
from leeway.ledger import LedgerUnavailable
from leeway.stores import Sought, Store
from tests.desk.counter.conftest import Counter, Hands

type At = Callable[[str], Counter]


def short_of_money(counter: Counter, *, amount: str = "150", customer: str = "+380 67 111 22 33") -> Counter:
    """A driver who is known cannot pay all; the answer is on the page."""
    counter.begin(situation="short-of-money/short-of-money")
    counter.enter(action="write off").enter(amount=amount).enter(**{"fact__fuel.litres": "40"})
    return counter.enter(customer=customer)


def posted(store: Store) -> int:
    return store.count(Sought(state="posted"))


def test_it_is_done_and_the_page_says_what_to_do_now(nina: Counter, store: Store) -> None:
    done = short_of_money(nina).do()

    assert done.path.startswith("/done/")
    assert done.outcome == "Done"
    assert "Write down a phone number and the plate." in done.text
    assert posted(store) == 1


def test_sent_twice_it_is_one_decision(nina: Counter, store: Store) -> None:
    short_of_money(nina)
    carried, matter = nina.hidden, nina.matter
    first = nina.post(f"{matter}do/", **carried, amount="150").path
    again = nina.post(f"{matter}do/", **carried, amount="150").path

    assert again == first
    assert posted(store) == 1


def test_sent_again_with_another_amount_it_stays_what_it_was(nina: Counter, store: Store) -> None:
    short_of_money(nina)
    carried, matter = nina.hidden, nina.matter
    nina.post(f"{matter}do/", **carried, amount="150")
    again = nina.post(f"{matter}do/", **carried, amount="160")

    assert "150" in again.text
    assert posted(store) == 1


def test_a_tap_whose_note_was_lost_is_found_again(nina: Counter, store: Store, monkeypatch: Any) -> None:
    from leeway.desk.cases import commands as cases

    short_of_money(nina)
    carried, matter = nina.hidden, nina.matter
    with monkeypatch.context() as broken:
        broken.setattr(cases, "note_done", lambda *_, **__: None)  # the process dies right after deciding
        nina.post(f"{matter}do/", **carried, amount="150")
    again = nina.post(f"{matter}do/", **carried, amount="155")

    assert again.outcome == "Done"
    assert "150" in again.text
    assert posted(store) == 1


def test_a_page_that_shows_another_proposal_decides_nothing(nina: Counter, store: Store) -> None:
    short_of_money(nina)
    carried, matter = nina.hidden, nina.matter
    nina.enter(other="yes").enter(action="pay later")
    answer = nina.post(f"{matter}do/", **carried, amount="150")

    assert "Something has changed since this page was shown" in answer.text
    assert posted(store) == 0


def test_a_key_of_another_matter_decides_nothing(nina: Counter, store: Store) -> None:
    short_of_money(nina)
    stolen = nina.hidden
    short_of_money(nina, customer="+380 67 999 99 99")
    nina.post(f"{nina.matter}do/", key=stolen["key"], shown=nina.hidden["shown"], amount="150")

    assert posted(store) == 0


def test_there_is_no_room_any_more_when_somebody_else_has_taken_it(nina: Counter, at: At, store: Store) -> None:
    short_of_money(nina)
    andrii = short_of_money(at("andrii")).do()
    late = nina.do()

    assert andrii.outcome == "Done"
    assert "What was left has changed in the meantime" in late.text
    assert late.outcome == "Ask Oksana"
    assert posted(store) == 1


def test_undo_within_a_minute_gives_it_all_back(nina: Counter, hands: Hands) -> None:
    done = short_of_money(nina).do()
    hands.later(seconds=59)
    taken_back = nina.post(f"{done.path}undo/").outcome
    again = short_of_money(nina).outcome

    assert (taken_back, again) == ("Taken back", "Go ahead")


def test_after_the_minute_the_server_keeps_it(nina: Counter, hands: Hands, store: Store) -> None:
    done = short_of_money(nina).do()
    hands.later(seconds=61)
    late = nina.post(f"{done.path}undo/")

    assert "A minute has passed" in late.text
    assert late.outcome == "Done"
    assert not store.decision(done.path.split("/")[2]).undone


def test_nobody_takes_back_what_a_colleague_did(nina: Counter, at: At, store: Store) -> None:
    done = short_of_money(nina).do()
    at("andrii").post(f"{done.path}undo/")

    assert not store.decision(done.path.split("/")[2]).undone


def test_another_station_sees_neither_the_matter_nor_what_was_done(nina: Counter, at: At) -> None:
    short_of_money(nina)
    matter = nina.matter
    done = nina.do()
    ihor = at("ihor")

    assert [ihor.get(path).status for path in (matter, done.path)] == [404, 404]
    assert ihor.post(f"{matter}learn/", amount="10").status == 404
    assert ihor.post(f"{done.path}undo/").status == 404


class Away:
    """A ledger that cannot be reached."""

    def __getattr__(self, name: str) -> Any:
        def unreachable(*_: Any, **__: Any) -> Any:
            raise LedgerUnavailable("ledger", "it is away")

        return unreachable


def test_while_the_ledger_is_away_the_answer_is_to_ask_and_nothing_is_spent(
    nina: Counter, store: Store
) -> None:
    short_of_money(nina)
    with ledger.using(Away()):  # type: ignore[arg-type]
        seen = nina.get(nina.matter).outcome
        tapped = nina.do()

        assert seen == tapped.outcome == "Ask Vera"
        assert "Nothing could be counted just now" in tapped.text

    assert posted(store) == 0
    assert nina.get(nina.matter).do().outcome == "Done"


def test_a_ledger_that_comes_back_too_late_to_say_what_is_stopped_is_asked_about(
    nina: Counter, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    short_of_money(nina)
    with monkeypatch.context() as away:
        away.setattr(store, "stopped", Away().stopped)
        tapped = nina.do()

    assert tapped.outcome == "Ask Vera"
    assert posted(store) == 0
    assert nina.get(nina.matter).do().outcome == "Done"


def test_what_was_done_cannot_be_shown_while_the_ledger_is_away(nina: Counter) -> None:
    done = short_of_money(nina).do().path
    with ledger.using(Away()):  # type: ignore[arg-type]
        seen = nina.get(done)

        assert seen.status == 503
        assert "Nothing is lost" in seen.text


@pytest.mark.parametrize(
    "typed", ["-5", "1e9", "9" * 30, "0", "150 or so", "1.234567", "NaN", "１２３４５６７８９０１２３４５６"]
)
def test_what_is_no_amount_is_said_and_decides_nothing(nina: Counter, store: Store, typed: str) -> None:
    short_of_money(nina)
    answer = nina.do(amount=typed)

    assert answer.status == 200
    assert posted(store) == 0
