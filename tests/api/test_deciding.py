"""A program decides: exactly as the engine does in process, once for its key, never beyond what it may."""

from __future__ import annotations

import pytest

from tests.api.house import NOON
from tests.api.programs import program

pytestmark = pytest.mark.usefixtures("desk")
SHORT = {"matter": "short of money", "fuel.litres": 20}


def short_of_money(amount="20.00", **more):
    return {"action": "write off", "amount": amount, "given": SHORT, "customer": "+380 67 000 11 22", **more}


def test_a_small_sum_is_written_off_at_once():
    made = program().post("decisions", short_of_money(id="receipt-1"))

    assert (made.status, made["outcome"], made["state"], made["id"]) == (
        200,
        "go_ahead",
        "posted",
        "receipt-1:nina",
    )


def test_a_large_one_is_asked():
    made = program().post("decisions", short_of_money("900.00"))

    assert (made["outcome"], made["ask"]["authority"]) == ("ask", "supervisor")


def test_sent_again_with_its_key_it_is_the_same_decision():
    till = program()
    first = till.post("decisions", short_of_money(), Idempotency_Key="receipt-1")
    again = till.post("decisions", short_of_money(), Idempotency_Key="receipt-1")

    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["meters"] == again["meters"]


def test_another_request_under_the_key_is_refused():
    till = program()
    till.post("decisions", short_of_money(id="receipt-1"))

    assert till.post("decisions", short_of_money("21.00", id="receipt-1")).status == 409


def test_options_say_how_far_one_can_go():
    found = program().post("options", {"given": SHORT, "customer": "+380 67 000 11 22"})
    options = {each["action"]: each for each in found["options"]}

    assert options["write off"]["most_minor"] > 0


@pytest.mark.parametrize(
    ("colleague", "site"),
    [
        (c, s)
        for c in ("nina", "sami", "oksana", "vera", "robin", "pavlo", "nobody")
        for s in ("214", "215", "901", "north", "network")
    ],
)
def test_the_quick_look_at_somebodys_standing_says_what_the_tables_say(colleague, site):
    from leeway.desk.people import queries as people
    from leeway.desk.people.queries.standing import standing_at

    given = frozenset(each.authority for each in people.authorities_at(site, at=NOON, colleague=colleague))
    found = standing_at(colleague, people.place(site).lineage, at=NOON)

    assert (found.authorities if found else frozenset()) == given
    assert (found.certificates if found else frozenset()) == people.certificates_of(colleague, at=NOON)
