"""A decision or request written as JSON and read back is the same, to the last digit."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leeway import feel
from leeway.decide import (
    Actor,
    Alternative,
    Approval,
    Asked,
    AskKind,
    Decision,
    FormError,
    Given,
    MeterLine,
    Mode,
    Outcome,
    Presumed,
    Question,
    Reason,
    Request,
    ShownPoint,
    ShownStep,
    Told,
    Versions,
    from_json,
    to_json,
)
from leeway.ledger import Meter
from leeway.policy import Trust

texts = some.text(max_size=8)
names = some.text(min_size=1, max_size=8)
minor = some.integers(-(10**15), 10**15)
zones = some.sampled_from(
    [UTC, ZoneInfo("Europe/Kyiv"), ZoneInfo("America/Lima"), timezone(timedelta(hours=5, minutes=45))]
)
FIRST, LAST = datetime(1990, 1, 1), datetime(2060, 1, 1)  # noqa: DTZ001  the zone is drawn apart
instants = some.datetimes(FIRST, LAST, timezones=zones, allow_imaginary=False)
atoms = some.one_of(
    some.none(),
    some.booleans(),
    texts,
    some.decimals(allow_nan=False, allow_infinity=False, places=4),
    some.sampled_from([feel.UNKNOWN, feel.ERROR]),
    some.dates().map(feel.from_python),
    some.times().map(feel.from_python),
    some.datetimes(timezones=zones, allow_imaginary=False).map(feel.from_python),
    some.timedeltas(timedelta(days=-999), timedelta(days=999)).map(feel.from_python),
    some.integers(-500, 500).map(feel.MonthsDuration),
    some.decimals(0, 9, places=1).map(lambda low: feel.Range(low, low + 1, True, False)),
)
values = some.recursive(
    atoms,
    lambda inner: some.lists(inner, max_size=3).map(tuple) | some.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
trusts = some.sampled_from(Trust)
meters = some.builds(
    Meter, names, some.sampled_from(["cost", "count"]), names, names, names, some.none() | instants
)


def many(strategy: some.SearchStrategy) -> some.SearchStrategy:
    return some.lists(strategy, max_size=2).map(tuple)


actors = some.builds(
    Actor, id=names, authority=names, certificates=some.frozensets(names, max_size=2), ai=some.booleans()
)
requests = some.builds(
    Request,
    action=names,
    actor=some.builds(Actor, id=names, authority=names, ai=some.booleans(), on_behalf_of=some.none() | actors),
    at=instants,
    id=texts,
    amount_minor=some.none() | minor,
    currency=some.none() | names,
    parameters=some.dictionaries(names, values, max_size=2),
    facts=some.dictionaries(names, some.builds(Given, values, trusts, some.none() | texts), max_size=3),
    customer=some.none() | texts,
    mode=some.sampled_from(Mode),
    reason=some.none() | texts,
    text=some.none() | texts,
    approval=some.none()
    | some.builds(Approval, approver=actors, settles=some.frozensets(names), conditions=many(texts)),
    stopped=some.dictionaries(names, names, max_size=2),
    told_at=some.none() | instants,
)
decisions = some.builds(
    Decision,
    outcome=some.sampled_from(Outcome),
    action=names,
    amount_minor=some.none() | minor,
    cost_minor=minor,
    currency=names,
    reasons=many(
        some.builds(Reason, code=names, clause=some.none() | names, args=many(some.tuples(names, values)))
    ),
    charged=some.none() | names,
    meters=many(some.builds(MeterLine, meter=meters, cap=some.none() | minor, before=minor, charge=minor)),
    leeway_minor=some.none() | minor,
    questions=many(
        some.builds(
            Question, fact=names, ask=some.none() | texts, type=names, one_of=many(values), trust=trusts
        )
    ),
    ask=some.none()
    | some.builds(Asked, authority=names, kind=some.sampled_from(AskKind), obstacles=many(names)),
    own_judgement=some.booleans(),
    steps=many(some.builds(ShownStep, id=names, text=texts, clause=names, condition=some.none() | texts)),
    points=many(some.builds(ShownPoint, point=texts, words=some.none() | texts, clause=names)),
    good=many(texts),
    alternatives=many(
        some.builds(
            Alternative, action=names, outcome=some.sampled_from(Outcome), most_minor=some.none() | minor
        )
    ),
    presumed=many(some.builds(Presumed, fact=names, value=values)),
    told=some.none()
    | some.builds(Told, ordinary=some.booleans(), departed_from=many(names), excess_minor=minor),
    versions=some.builds(Versions, book=texts, engine=texts, tzdata=texts),
)


@given(decisions)
def test_a_decision_read_back_is_the_same(decision: Decision) -> None:
    assert from_json(json.loads(json.dumps(to_json(decision)))) == decision


@given(requests)
def test_a_request_read_back_is_the_same(request: Request) -> None:
    read = from_json(json.loads(json.dumps(to_json(request))))

    assert read == request
    assert to_json(read) == to_json(request)


def test_a_number_keeps_its_digits() -> None:
    request = Request(action="a", actor=Actor(id="n", authority="staff"), at=datetime(2026, 5, 4, tzinfo=UTC),
                      facts={"price": Given(Decimal("10.10"))})  # fmt: skip
    read = from_json(to_json(request))

    assert isinstance(read, Request)
    assert str(read.facts["price"].value) == "10.10"


def test_the_hour_that_comes_twice_keeps_its_side() -> None:
    second = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Kyiv"), fold=1)
    request = Request(action="a", actor=Actor(id="n", authority="staff"), at=second)
    read = from_json(to_json(request))

    assert isinstance(read, Request)
    assert (read.at.fold, read.at.utcoffset()) == (1, second.utcoffset())


def test_the_form_of_a_request_is_stable() -> None:
    request = Request(
        action="write off",
        actor=Actor(id="nina", authority="attendant", certificates=frozenset({"gas", "cash desk"})),
        at=datetime(2026, 5, 4, 10, 15, tzinfo=ZoneInfo("Europe/Kyiv")),
        amount_minor=15000,
        facts={"litres": Given(Decimal("40.0"), Trust.SYSTEM, "pump 3"), "here": Given(True)},
        mode=Mode.JUDGEMENT,
    )

    assert to_json(request) == {
        "form": "leeway request 1",
        "action": "write off",
        "actor": {"id": "nina", "authority": "attendant", "certificates": ["cash desk", "gas"]},
        "at": "2026-05-04T10:15:00+03:00[Europe/Kyiv]",
        "amount_minor": 15000,
        "facts": {
            "litres": {"value": {"number": "40.0"}, "trust": "system", "source": "pump 3"},
            "here": {"value": True},
        },
        "mode": "judgement",
    }


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "expected `form` to be one of: leeway decision 1, leeway request 1"),
        ({"form": "leeway request 1", "action": "a", "at": "2026-05-04T10:15:00+03:00"},
         "leeway request 1: the field `actor` is missing"),
        ({"form": "leeway request 1", "action": "a", "at": "noon", "actor": {"id": "n", "authority": "s"}},
         "leeway request 1.at: `noon` is not possible here"),
        ({"form": "leeway request 1", "action": 1, "at": "2026-05-04T10:15:00Z", "actor": {"id": "n", "authority": "s"}},
         "leeway request 1.action: expected a text"),
        ({"form": "leeway request 1", "action": "a", "at": "2026-05-04T10:15:00Z", "actor": {"id": "n", "authority": "s"},
          "facts": {"x": {"value": {"colour": "red"}}}},
         "leeway request 1.facts.x.value.colour: unknown kind of value"),
        ({"form": "leeway request 1", "action": "a", "wish": "b"}, "leeway request 1: unknown field `wish`"),
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused_with_its_place(form: dict[str, object], message: str) -> None:
    with pytest.raises(FormError) as refused:
        from_json(form)

    assert str(refused.value) == message


def test_a_binary_fraction_is_refused() -> None:
    request = Request(action="a", actor=Actor(id="n", authority="s"), at=datetime(2026, 1, 1, tzinfo=UTC),
                      facts={"x": Given(0.1)})  # fmt: skip

    with pytest.raises(FormError, match="a float has no JSON form"):
        to_json(request)
