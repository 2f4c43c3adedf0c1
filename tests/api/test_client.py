"""The Python client says what the desk says, and a lost connection never gives twice."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import httpx
import pytest

from leeway import client
from leeway.client import Decision, Leeway, ProblemError, UnreachableError
from leeway.web.running.wsgi import application
from tests.api.programs import described

pytestmark = pytest.mark.usefixtures("desk", "one_connection")
SHORT = {"matter": "short of money", "fuel.litres": 20}


class Losing(httpx.BaseTransport):
    """Carries requests to the desk, and loses some answers on the way back."""

    def __init__(self, *lost):
        self.inner, self.lost, self.sent = httpx.WSGITransport(app=application), list(lost), 0

    def handle_request(self, request):
        self.sent += 1
        answer = self.inner.handle_request(request)
        if self.sent in self.lost:
            raise httpx.ReadError("the line is dead")
        return answer


def desk(colleague="nina", *lost):
    carrier = Losing(*lost)
    return Leeway("http://desk.example", _token(colleague), transport=carrier, sleep=lambda _: None), carrier


def _token(colleague):
    from datetime import timedelta

    from leeway.desk.access.commands import Wanted, make_token
    from leeway.desk.clock import now
    from leeway.desk.people import queries as people

    place = people.places_of(colleague, at=now())[0].id
    scopes = ("decide", "facts", "read", "approve")
    return make_token(
        Wanted(
            name="client", colleague=colleague, site=place, scopes=scopes, expires_at=now() + timedelta(days=1)
        ),
        at=now(),
    )


def test_it_decides_with_typed_answers():
    leeway, _ = desk()
    made = leeway.decide("write off", amount="20.00", given=SHORT, customer="+380 67 1", language="uk")

    assert (made.goes_ahead, made.state, made.said.language) == (True, "posted", "uk")
    assert leeway.decision(made.id).meters == made.meters
    assert leeway.reperformed(made.id).result == "identical"


@pytest.mark.parametrize("lost", [(1,), (1, 2), (1, 2, 3)])
def test_a_lost_answer_is_fetched_again_and_nothing_given_twice(lost):
    leeway, carrier = desk("nina", *lost)
    made = leeway.decide("write off", amount="20.00", given=SHORT, customer="+380 67 1")
    rows = Leeway.get(desk()[0], "decisions")["decisions"]

    assert (made.repeated, carrier.sent, len(rows)) == (True, len(lost) + 1, 1)


def test_a_dead_line_is_said_after_some_tries():
    leeway, carrier = desk("nina", 1, 2, 3, 4, 5)
    with pytest.raises(UnreachableError):
        leeway.decide("free coffee")

    assert carrier.sent == 4


def test_problems_are_errors_with_fields():
    leeway, _ = desk()
    with pytest.raises(ProblemError) as refused:
        leeway.decide("write of", given={"fuel.litres": 20})

    assert (refused.value.status, refused.value.problems[0].pointer) == (422, "/action")


def test_held_decisions_are_executed_or_fail():
    leeway, _ = desk()
    first = leeway.decide("free coffee", hold=True, given=SHORT)
    second = leeway.decide("free coffee", hold=True, given=SHORT)

    assert (first.state, leeway.execute(first.id).state, leeway.fail(second.id).state) == (
        "held",
        "posted",
        "voided",
    )


def test_a_question_is_asked_and_answered():
    nina, _ = desk("nina")
    oksana, _ = desk("oksana")
    decision, waiting = nina.ask(
        "write off", amount="900.00", given=SHORT, customer="+380 67 1", wish="to get home"
    )
    answered = oksana.answer(waiting.id, "no", sentence="offer the pay-later form")

    assert (decision.outcome, [each.id for each in oksana.questions()]) == ("ask", [])
    assert (answered.state, nina.question(waiting.id).sentence) == ("no", "offer the pay-later form")


def test_it_knows_every_field_of_a_decision():
    described_fields = set(described()["components"]["schemas"]["Decided"]["properties"])

    assert {each.name for each in fields(Decision)} == described_fields


def test_it_imports_nothing_of_leeway_but_itself():
    folder = Path(client.__file__).parent
    imported = {
        name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }

    assert {name for name in imported if name.startswith("leeway")} <= {
        name for name in imported if name.startswith("leeway.client")
    }
