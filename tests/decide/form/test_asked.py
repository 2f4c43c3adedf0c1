"""A request written as a JSON object is read whole; every mistake in one has a code, its place and a word of help."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from leeway.decide import Actor, Approval, Given, Mode, Request, RequestError, read_request
from leeway.policy import Trust
from tests.decide.counter import NOON, STATION

PLAIN = {"action": "lend", "actor": "attendant"}


def read(**fields: Any) -> Request:
    return read_request({**PLAIN, **fields}, book=STATION, now=NOON)


def test_every_field_of_a_request_is_read() -> None:
    found = read(
        **{
            "action": "write off", "at": "2026-05-04T10:15:00+03:00", "id": "r-1", "amount": "150.5",
            "currency": "UAH", "parameters": {"pump": 3}, "customer": "carol", "case": "c-7", "site": "214",
            "site zone": "Europe/London", "network": "east", "mode": "own judgement", "reason": "a flood",
            "principle": "care", "text": "Her tank was empty.", "stopped": {"write off": "manager"},
            "told at": "2026-05-04T11:00:00Z", "trust": "claimed",
            "given": {"litres": {"value": 40, "trust": "system", "source": "pump"}, "queue": 2},
            "actor": {
                "id": "bot", "authority": "attendant", "certificates": ["cash desk"], "ai": True,
                "on behalf of": {"id": "nina", "authority": "supervisor"},
            },
            "approval": {
                "approver": "manager", "settles": ["shortfall"], "reason": "once", "conditions": ["a receipt"],
            },
        }
    )  # fmt: skip

    assert found == Request(
        action="write off", at=datetime(2026, 5, 4, 10, 15, tzinfo=timezone(timedelta(hours=3))), id="r-1",
        amount_minor=15_050, currency="UAH", parameters={"pump": 3}, customer="carol", case="c-7", site="214",
        site_zone="Europe/London", network="east", mode=Mode.JUDGEMENT, reason="a flood", principle="care",
        text="Her tank was empty.", stopped={"write off": "manager"},
        told_at=datetime(2026, 5, 4, 11, tzinfo=UTC),
        facts={"litres": Given(40, Trust.SYSTEM, "pump"), "queue": Given(2, Trust.CLAIMED)},
        actor=Actor(
            id="bot", authority="attendant", certificates=frozenset({"cash desk"}), ai=True,
            on_behalf_of=Actor(id="nina", authority="supervisor"),
        ),
        approval=Approval(
            approver=Actor(id="manager", authority="manager"), settles=frozenset({"shortfall"}), reason="once",
            conditions=("a receipt",),
        ),
    )  # fmt: skip


def test_what_is_left_out_is_as_usual() -> None:
    assert read() == Request(action="lend", actor=Actor(id="attendant", authority="attendant"), at=NOON)
    assert read(given={"queue": 2}).facts == {"queue": Given(2, Trust.STAFF)}
    assert read(at="2026-05-04T10:15:00").at.utcoffset() == timedelta(hours=3)
    assert read(amount=Decimal("0.01")).amount_minor == 1


def test_action_and_actor_may_be_known_beforehand() -> None:
    nina = Actor(id="nina", authority="supervisor")
    found = read_request({}, book=STATION, now=NOON, actor=nina, action="coffee")

    assert (found.action, found.actor) == ("coffee", nina)


@pytest.mark.parametrize(
    ("fields", "code", "field", "word"),
    [
        ({"acton": "lend"}, "unknown-field", "acton", "did you mean `action`?"),
        ({"action": None}, "missing-field", "action", None),
        ({"actor": {"id": "nina"}}, "missing-field", "actor.authority", None),
        ({"actor": "atendant"}, "unknown-authority", "actor.authority", "did you mean `attendant`?"),
        ({"actor": {"authority": "attendant", "ai": 1}}, "wrong-type", "actor.ai", None),
        ({"actor": {"authority": "attendant", "certificates": "all"}}, "wrong-type", "actor.certificates", None),
        ({"actor": {"authority": "attendant", "certificates": [1]}}, "wrong-type", "actor.certificates[0]", None),
        ({"actor": {"authority": "attendant", "on behalf of": "x"}}, "unknown-authority", "actor.on behalf of.authority", None),
        ({"actor": {"authority": "attendant", "idd": "x"}}, "unknown-field", "actor.idd", "did you mean `id`?"),
        ({"amount": True}, "wrong-type", "amount", None),
        ({"amount": "much"}, "not-an-amount", "amount", "write major units with a point: `150.00`"),
        ({"amount": "1.005"}, "not-an-amount", "amount", "write major units with a point: `150.00`"),
        ({"at": "tomorrow"}, "not-a-time", "at", "write `2026-05-04T10:15:00+03:00`"),
        ({"told at": "later"}, "not-a-time", "told at", "write `2026-05-04T10:15:00+03:00`"),
        ({"site zone": "Kiev"}, "unknown-zone", "site zone", "write a name such as `Europe/Kyiv`"),
        ({"mode": "maybe"}, "unknown-mode", "mode", None),
        ({"trust": "much"}, "unknown-trust", "trust", None),
        ({"given": {"litres": {"value": 1, "trust": "much"}}}, "unknown-trust", "given.litres.trust", None),
        ({"given": {"litres": {"value": 1, "source": 1}}}, "wrong-type", "given.litres.source", None),
        ({"given": []}, "wrong-type", "given", None),
        ({"parameters": "pump"}, "wrong-type", "parameters", None),
        ({"stopped": {"lend": 1}}, "wrong-type", "stopped.lend", None),
        ({"approval": {}}, "missing-field", "approval.approver", None),
        ({"approval": {"approver": "king"}}, "unknown-authority", "approval.approver.authority", None),
        ({"approval": {"approver": "manager", "settles": "all"}}, "wrong-type", "approval.settles", None),
        ({"approval": {"approver": "manager", "reason": 3}}, "wrong-type", "approval.reason", None),
        ({"site": 214}, "wrong-type", "site", None),
    ],
)  # fmt: skip
def test_a_mistake_has_its_code_its_place_and_help(
    fields: dict[str, Any], code: str, field: str, word: str | None
) -> None:
    with pytest.raises(RequestError) as caught:
        read(**fields)
    found = {(each.code, each.field): each for each in caught.value.problems}

    assert (code, field) in found
    assert word is None or found[code, field].help == word


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(RequestError) as caught:
        read(mode="maybe", site=1, amount="much")

    assert {each.field for each in caught.value.problems} == {"mode", "site", "amount"}
