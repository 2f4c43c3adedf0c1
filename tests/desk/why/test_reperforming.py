"""A past decision is made again and gives the identical answer; whatever was changed in its record is found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from leeway.decide import Given, Mode, Request
from leeway.desk.decisions import commands
from leeway.desk.decisions.commands import performing
from leeway.desk.decisions.queries.kept.record import Result, reperform
from leeway.desk.decisions.queries.proposing import actor_at
from leeway.desk.ledger import store
from leeway.desk.studio import commands as studio_commands
from leeway.desk.studio import queries as studio
from leeway.policy import Trust
from tests.api.house import NOON, build, ledger_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(tmp_path, db):
    with ledger_at(tmp_path):
        build()
        yield


def request(key, *, action="write off", amount=150_00, at=NOON, **more):
    now = more.get("told_at", at)
    law = studio.in_force(at=now)
    return Request(
        id=key, action=action, amount_minor=amount, actor=actor_at(more.pop("actor", "nina"), "214", book=law.book, at=now),
        at=at, facts={"matter": Given("short of money", Trust.STAFF, "said"), "fuel.litres": Given(Decimal(20), Trust.SYSTEM)},
        customer="c-1", case=f"case {key}", site="214", site_zone="Europe/Kyiv", network="network", **more,
    )  # fmt: skip


def decide(key, **more):
    at = more.get("told_at") or more.get("at", NOON)
    return commands.decide(request(key, **more), law=studio.in_force(at=at))


def decide_some():
    """One of each kind: gone ahead, asked, forbidden, own judgement, told afterwards."""
    yield decide("small", amount=20_00)
    yield decide("large", amount=900_00)
    yield decide("huge", amount=4_999_00)
    yield decide("coffee", action="free coffee", amount=None)
    yield decide(
        "judged",
        action="something else",
        amount=90_00,
        mode=Mode.JUDGEMENT,
        reason="stranded",
        principle="care",
    )
    yield decide(
        "told", action="something else", amount=350_00, mode=Mode.TOLD, reason="a taxi home", principle="care",
        at=NOON - timedelta(hours=2), told_at=NOON,
    )  # fmt: skip


def test_every_kind_of_decision_is_made_again_identically():
    made = list(decide_some())

    assert {each.decision.outcome.value for each in made} >= {"go_ahead", "ask"}
    assert [Result.IDENTICAL] * len(made) == [each.result for each in performing.reperformed()]


def test_later_decisions_a_reversal_and_a_newer_book_change_nothing():
    made = list(decide_some())
    commands.undo("small", by="nina", at=NOON + timedelta(minutes=1))
    texts = dict(studio.texts_of(studio.in_force(at=NOON).number))
    name, text = next((name, text) for name, text in texts.items() if "short-of-money" in name)
    texts[name] = text.replace("200", "100")
    studio_commands.sign(texts, by="vera", at=NOON + timedelta(hours=1))
    decide("later", at=NOON + timedelta(hours=2), amount=20_00)

    assert studio.in_force(at=NOON).hash != studio.in_force(at=NOON + timedelta(hours=2)).hash
    assert [Result.IDENTICAL] * (len(made) + 1) == [each.result for each in performing.reperformed()]


def test_a_newer_engine_is_held_to_the_same_answer_but_for_its_version():
    decide("small", amount=20_00)
    kept = store().recorded("small")
    older = json.loads(kept.answer.answer)
    older["decision"]["versions"] = {"book": kept.record.book, "engine": "0.0.9", "tzdata": "2019c"}
    kept = replace(
        kept, record=replace(kept.record, engine="0.0.9", tzdata="2019c"),
        answer=replace(kept.answer, answer=json.dumps(older, ensure_ascii=False)),
    )  # fmt: skip

    assert reperform(kept, engine=studio.in_force(at=NOON).engine).result == Result.IDENTICAL


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ('"outcome":"ask"', '"outcome":"go_ahead"', "outcome"),
        ('"amount_minor":90000', '"amount_minor":80000', "amount_minor"),
        ('"authority":"supervisor"', '"authority":"attendant"', "ask.authority"),
    ],
)
def test_a_changed_answer_is_found_at_its_field(was, becomes, field):
    decide("large", amount=900_00)
    kept = store().recorded("large")
    assert was in kept.answer.answer
    forged = replace(kept, answer=replace(kept.answer, answer=kept.answer.answer.replace(was, becomes)))

    found = reperform(forged, engine=studio.in_force(at=NOON).engine)

    assert (Result.DIFFERS, field) == (found.result, found.field)


def test_changed_balances_are_found():
    decide("first", amount=20_00)
    decide("second", amount=20_00)
    kept = store().recorded("second")
    less = dict.fromkeys(kept.receipt.balances, 0)
    assert any(kept.receipt.balances.values())

    found = reperform(
        replace(kept, receipt=replace(kept.receipt, balances=less)), engine=studio.in_force(at=NOON).engine
    )

    assert found.result == Result.DIFFERS


def test_without_the_text_of_its_book_a_decision_cannot_be_made_again():
    decide("small", amount=20_00)
    kept = store().recorded("small")

    assert reperform(kept, engine=None).result == Result.CANNOT
    other = replace(kept, record=replace(kept.record, book="0" * 64))
    assert reperform(other, engine=studio.in_force(at=NOON).engine).result == Result.CANNOT


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"decision": 7}', '{"decision": {}, "others": [[1]]}'])
def test_an_unreadable_record_cannot_be_made_again(text):
    decide("small", amount=20_00)
    kept = store().recorded("small")

    found = reperform(
        replace(kept, answer=replace(kept.answer, answer=text)), engine=studio.in_force(at=NOON).engine
    )

    assert found.result == Result.CANNOT


def test_a_sound_desk_has_no_findings():
    list(decide_some())
    commands.undo("small", by="nina", at=NOON + timedelta(minutes=1))

    checked = list(performing.verified())

    assert [each for each in checked if each.wrong] == []
    assert {"decision", "meter"} == {each.kind for each in checked}
