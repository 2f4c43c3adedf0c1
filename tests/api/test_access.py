"""Nobody sees or changes another's: every operation of the description, with every id, for everybody who may not.

The operations come from the description, so a new one fails here until somebody says what it must not leak.
"""

from __future__ import annotations

import pytest

from leeway.desk.decisions.models import Question, Review
from tests.api.programs import ROOT, described, program

pytestmark = pytest.mark.usefixtures("desk")

SHORT = {"matter": "short of money", "fuel.litres": 20}
SECRET = "the widow with the red umbrella"
"""Stands in everything that was done at the foreign site; it must never come back."""
FOREIGN = {"site": "901", "region": "south", "colleague": "pavlo", "case": "case-of-pavlo", "person": "stefan"}
STRANGERS = ("nina", "andrii", "sami", "oksana", "robin")
"""Everybody of the other region, from a trainee to a supervisor and an AI agent."""
SEES_EVERYTHING = ("vera",)

BODIES = {
    "options": {"given": SHORT},
    "decide": {"action": "free coffee"},
    "ask": {"action": "free coffee"},
    "execute": {},
    "fail": {},
    "reverse": {"reason": "a reason"},
    "answer": {"answer": "no", "sentence": "a reason"},
    "withdraw": {},
    "review": {"finding": "fine", "sentence": "well done"},
    "add_site": {"name": "a new one", "parent": "{site}"},
    "add_person": {"name": "somebody", "site": "{site}", "authority": "attendant"},
    "post_person": {"site": "{site}", "authority": "trainee"},
    "certify": {"name": "cash desk"},
    "check_book": {"files": {"book.yaml": "book: x"}},
    "sign_book": {"files": {"book.yaml": "book: x"}},
}
NESTED = {
    "options": ({"site": "901"}, {"case": "case-of-pavlo"}, {"on_behalf_of": "pavlo"}),
    "decide": ({"site": "901"}, {"site": "south"}, {"case": "case-of-pavlo"}, {"on_behalf_of": "pavlo"}),
    "ask": ({"site": "901"}, {"case": "case-of-pavlo"}, {"on_behalf_of": "pavlo"}),
    "add_site": ({"parent": "901"}, {"parent": "south"}),
    "add_person": ({"site": "901"}, {"site": "south"}),
    "post_person": ({"site": "901"},),
}
QUERIES = {"decisions": ({"site": "901"}, {"actor": "pavlo"}, {"case": "case-of-pavlo"}, {})}
FOR_EVERYBODY = frozenset(
    {"books", "book", "check_book", "me", "sites", "questions", "exceptions", "sign_book"}
)
"""Operations without an id of a site; what they answer is looked through for the secret and foreign ids."""


@pytest.fixture
def foreign():
    """What was done at the foreign site: a decision, a held one, a question, an exception."""
    till = program("pavlo")
    common = {"given": SHORT, "case": "case-of-pavlo", "customer": "+380 99 000 00 01"}
    plain = till.post(
        "decisions", {"action": "write off", "amount": "20.00", "text": SECRET, "id": "plain", **common}
    )
    held = till.post(
        "decisions",
        {"action": "write off", "amount": "1.00", "hold": True, "text": SECRET, "id": "held", **common},
    )
    asked = till.post(
        "questions", {"action": "write off", "amount": "900.00", "wish": SECRET, "id": "large", **common}
    )
    judged = till.post(
        "decisions",
        {
            "action": "something else", "amount": "30.00", "mode": "told afterwards", "reason": SECRET,
            "principle": "care", "text": SECRET, "id": "told", **common,
        },
    )  # fmt: skip
    assert (plain.status, held.status, asked.status, judged.status) == (200, 200, 200, 200)
    assert Review.objects.filter(pk=judged["id"]).exists()
    return {
        "decision": (plain["id"], held["id"], judged["id"]),
        "question": (Question.objects.get().pk,),
        "exception": (judged["id"],),
        "site": ("901", "south", "network"),
        "person": ("pavlo", "stefan"),
    }


def operations():
    return [
        (method, path.removeprefix(ROOT), operation["operationId"])
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    ]


def ids_for(path, foreign):
    """The foreign ids that stand at the place of an id in a path."""
    kind = {
        "decisions": "decision",
        "questions": "question",
        "exceptions": "exception",
        "sites": "site",
        "people": "person",
    }
    return foreign[kind[path.partition("/")[0]]] if "{id}" in path else (None,)


def attempts(method, path, name, foreign):
    """Every way to name something foreign in an operation."""
    body = {
        key: value.replace("{site}", "901") if isinstance(value, str) else value
        for key, value in BODIES.get(name, {}).items()
    }
    for each in ids_for(path, foreign):
        if each is not None:
            yield path.replace("{id}", each), body
    if "{id}" not in path:
        for nested in NESTED.get(name, ()):
            yield path, {**body, **nested}


def test_every_operation_is_covered():
    uncovered = [
        name
        for method, path, name in operations()
        if "{id}" not in path and name not in NESTED and name not in QUERIES and name not in FOR_EVERYBODY
    ]
    without_body = [name for method, _, name in operations() if method == "post" and name not in BODIES]

    assert (uncovered, without_body) == ([], [])


@pytest.mark.parametrize("colleague", STRANGERS)
def test_a_stranger_finds_nothing_at_a_foreign_site(foreign, colleague):
    tried, leaks = 0, []
    stranger = program(colleague)
    for method, path, name in operations():
        for address, body in attempts(method, path, name, foreign):
            answer = stranger.get(address) if method == "get" else stranger.post(address, body)
            tried += 1
            refused = answer.status == 404 or (name in ("decide", "options", "ask") and answer.status == 422)
            if not refused or SECRET in str(answer.body):
                leaks.append((name, address, body, answer.status))

    assert leaks == []
    assert tried >= 30


@pytest.mark.parametrize("colleague", STRANGERS)
def test_no_list_shows_what_is_foreign(foreign, colleague):
    stranger = program(colleague)
    leaks = []
    for method, path, name in operations():
        if method != "get" or "{" in path:
            continue
        for query in QUERIES.get(name, ({},)):
            answer = stranger.get(path, **query)
            assert answer.status in (200, 404), f"{name}: {answer.body}"
            shown = str({**answer.body, "detail": ""})
            leaks += [
                (name, query, each) for each in (SECRET, "pavlo", "'901'", "Station 901") if each in shown
            ]

    assert leaks == []


@pytest.mark.parametrize("colleague", SEES_EVERYTHING)
def test_a_narrow_token_of_somebody_mighty_sees_no_more_than_its_site(foreign, colleague):
    narrow, leaks = program(colleague, site="north"), []
    for method, path, name in operations():
        for address, body in attempts(method, path, name, foreign):
            answer = narrow.get(address) if method == "get" else narrow.post(address, body)
            if answer.status not in (404, 422):
                leaks.append((name, address, body, answer.status))

    assert leaks == []


def test_whoever_may_see_does(foreign):
    for colleague in ("pavlo", "stefan", "vera"):
        for each in foreign["decision"]:
            assert program(colleague).get(f"decisions/{each}").status == 200


def test_a_colleague_at_the_same_counter_does_not_read_along():
    made = program("nina").post("decisions", {"action": "free coffee", "given": SHORT})

    assert program("andrii").get(f"decisions/{made['id']}").status == 404
    assert program("andrii").get("decisions")["decisions"] == []


def test_every_operation_asks_for_a_token_and_its_scope(foreign):
    from leeway.api.urls import api
    from tests.api.programs import Program

    scopes = api._scopes()
    for method, path, name in operations():
        address = path.replace("{id}", "x").replace("{number}", "1")
        for stranger, status in ((Program(""), 401), (Program("leeway_wrong"), 401)):
            answer = stranger.get(address) if method == "get" else stranger.post(address, BODIES.get(name))
            assert answer.status == status, name
        others = [
            each for each in ("decide", "read", "approve", "people", "policies") if each not in scopes[name]
        ]
        if scopes[name]:
            other = program("vera", scopes=others[:1])
            answer = other.get(address) if method == "get" else other.post(address, BODIES.get(name))
            assert answer.status == 403, name


def test_a_withdrawn_or_expired_token_is_turned_away():
    from datetime import timedelta

    from leeway.desk.access.commands import withdraw_token
    from leeway.desk.access.models import Token
    from leeway.desk.clock import held_at
    from tests.api.house import NOON

    till = program("nina")
    assert till.get("me").status == 200
    with held_at(NOON + timedelta(days=2)):
        assert till.get("me").status == 401
    withdraw_token(Token.objects.get().pk, by="nina", at=NOON)

    assert till.get("me").status == 401


def test_a_token_is_made_for_oneself_or_for_an_ai_one_leads():
    from leeway.desk.access.queries import may_make_token
    from tests.api.house import NOON

    assert may_make_token("nina", colleague="nina", site="214", at=NOON)
    assert not may_make_token("nina", colleague="nina", site="215", at=NOON)
    assert not may_make_token("vera", colleague="nina", site="214", at=NOON)
    assert may_make_token("vera", colleague="robin", site="north", at=NOON)
    assert not may_make_token("oksana", colleague="robin", site="north", at=NOON)
