"""Whatever is sent, the answer is one that the description knows, and never that something went wrong here.

Schemathesis makes requests from the description, one by one and in chains; LEEWAY_REQUESTS says how many.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from leeway.api.bearing import PACE
from leeway.web.running.wsgi import application
from tests.api.programs import program, token_of

pytestmark = pytest.mark.usefixtures("desk", "one_connection")
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
REQUESTS = int(os.environ.get("LEEWAY_REQUESTS", "10000" if os.environ.get("LEEWAY_FULL") == "1" else "300"))
STEPS = 12
CALM = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck), max_examples=1
)


@pytest.fixture(autouse=True)
def without_pace(monkeypatch):
    monkeypatch.setattr(PACE, "burst", 1e12)
    monkeypatch.setattr(PACE, "per_second", 1e12)


def counted(schema, token, seen):
    """The chains of requests that the description allows, each with the token."""

    class Chains(schema.as_state_machine()):
        def get_call_kwargs(self, case):
            return {"headers": {"Authorization": token, "Accept-Encoding": "identity"}}

        def validate_response(self, response, case, additional_checks=(), **_):
            seen.append((case.operation.label, response.status_code))
            case.validate_response(response, checks=CHECKS)

    return Chains


@pytest.mark.parametrize("colleague", ["vera", "nina"])
def test_no_request_breaks_the_desk(colleague):
    token = f"Bearer {token_of(colleague)}"
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    seen = []
    machine = counted(schema, token, seen)
    runs = max(REQUESTS // 4 // STEPS, 1)
    run_state_machine_as_test(machine, settings=settings(CALM, max_examples=runs, stateful_step_count=STEPS))
    operations = [each.ok() for each in schema.get_all_operations()]
    for operation in operations:
        one_by_one(operation, token, seen, most=max(REQUESTS // 4 // len(operations), 2))

    assert len(seen) >= REQUESTS // 4
    assert {operation for operation, _ in seen} == {each.label for each in operations}


def one_by_one(operation, token, seen, *, most):
    """Requests to one operation, as the description allows them and as it does not."""
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)

    @settings(CALM, max_examples=most)
    @given(case=st.one_of([operation.as_strategy(generation_mode=each) for each in modes]))
    def sent(case):
        response = case.call(headers={"Authorization": token, "Accept-Encoding": "identity"})
        seen.append((case.operation.label, response.status_code))
        case.validate_response(response, checks=CHECKS)

    sent()


DEEP = b'{"given": ' + b'{"a": ' * 500 + b"1" + b"}" * 500 + b"}"
HOSTILE = [
    b"",
    b"{",
    b"[]",
    b'"text"',
    b"null",
    b"\xff\xfe",
    b'{"action": "free coffee", "action": "write off"}',
    b'{"action": "free coffee", "text": "\\u0000"}',
    b'{"action": "free coffee", "text": "\\ud800"}',
    b'{"action": "\\udfff\\ud800"}',
    b'{"action": NaN}',
    b'{"action": "write off", "amount": ' + b"9" * 30 + b"}",
    b'{"action": "something else", "mode": "told afterwards", "reason": "x", "amount": ' + b"9" * 30 + b"}",
    b'{"action": "write off", "amount": ' + b"9" * 500 + b"}",
    b'{"action": "write off", "amount": 1e999999}',
    b'{"action": "write off", "amount": "1e5000"}',
    b'{"action": "write off", "amount": "-1"}',
    b'{"action": "write off", "amount": true}',
    b'{"action": "write off", "amount": "1", "currency": "XTS"}',
    b'{"action": "write off", "amount_minor": 9007199254740993}',
    b'{"action": "free coffee", "given": {"fuel.litres": 1e300}}',
    b'{"action": "free coffee", "given": {"fuel.litres": {"value": [[[[1]]]], "trust": "system"}}}',
    b'{"action": "free coffee", "given": {"nothing": 1}}',
    b'{"action": "free coffee", "site": "nowhere"}',
    b'{"action": "free coffee", "site": "214/../901"}',
    b'{"action": "free coffee", "mode": "told afterwards", "done_at": "0001-01-01T00:00:00+14:00", "reason": "x"}',
    b'{"action": "free coffee", "mode": "told afterwards", "done_at": "9999-12-31T23:59:59-14:00", "reason": "x"}',
    b'{"action": "free coffee", "customer": "' + b"\xc3\x9f" * 100 + b'"}',
    DEEP,
    b"[" * 100_000,
    b'{"action": "' + b"a" * 300_000 + b'"}',
    b'{"action": "free coffee", "given": {'
    + b",".join(b'"f%d": 1' % number for number in range(15_000))
    + b"}}",
]


@pytest.mark.parametrize("path", ["decisions", "options", "questions"])
@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: raw[:24].decode("latin-1"))
def test_a_hostile_body_gets_a_clear_answer(raw, path):
    answer = program("nina").post(path, raw)

    assert answer.status < 500
    if answer.status >= 400:
        assert answer.type == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "decisions/%00",
        "decisions/a%0Ab",
        "decisions/%F0%9F",
        "decisions?before=%00",
        "sites/%ED%A0%80",
        "decisions?limit=1e9",
        "books/99999999999999999999",
        "decisions?since=0001-01-01T00:00:00%2B14:00",
        "decisions?until=9999-12-31T23:59:59-14:00",
    ],
)
def test_a_hostile_address_gets_a_clear_answer(path):
    answer = program("vera").send("get", path)

    assert answer.status < 500


def test_another_kind_of_body_is_not_read():
    assert (
        program("nina")
        .send("post", "decisions", b"action=free+coffee", "application/x-www-form-urlencoded")
        .status
        == 415
    )


def test_a_program_that_asks_too_often_is_told_when_to_come_back(monkeypatch):
    monkeypatch.setattr(PACE, "burst", 3.0)
    monkeypatch.setattr(PACE, "per_second", 0.5)
    till = program("nina")
    answers = [till.get("me") for _ in range(4)]

    assert [each.status for each in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_without_the_store_it_asks_and_reads_are_refused_for_now(monkeypatch):
    from leeway.desk import ledger
    from leeway.ledger import LedgerUnavailable

    def away(*_, **__):
        raise LedgerUnavailable("ledger", "away")

    class Away:
        __getattr__ = lambda *_: away  # noqa: E731

    till = program("nina")
    with ledger.using(Away()):
        made = till.post("decisions", {"action": "free coffee", "given": {"matter": "long wait"}})
        read = till.get("decisions")

    assert (made.status, made["outcome"], made["state"]) == (200, "ask", "unreachable")
    assert (read.status, read["code"]) == (503, "unreachable")


def test_where_nobody_can_say_what_is_stopped_it_asks_and_nothing_is_spent(monkeypatch):
    from leeway.desk.ledger import store
    from leeway.ledger import LedgerUnavailable

    def away(*_, **__):
        raise LedgerUnavailable("ledger", "away")

    till = program("nina")
    free = {"action": "free coffee", "given": {"matter": "long wait"}}
    monkeypatch.setattr(store(), "stopped", away)
    made = till.post("decisions", free)
    monkeypatch.undo()
    again = till.post("decisions", free)

    assert (made.status, made["outcome"], made["state"]) == (200, "ask", "refused")
    assert (again["outcome"], again["state"]) == ("go_ahead", "posted")
