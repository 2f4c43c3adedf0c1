"""What does a small book mean where it says nothing? Every default, and what is typed from its use."""

from __future__ import annotations

from decimal import Decimal

from leeway import feel, policy
from leeway.policy import Book, Cost, Otherwise, Trust

SMALLEST = """
book: kiosk
currency: EUR
rules:
  no lottery for minors:
    forbid: sell lottery ticket
    when: age < 18
guidelines:
  stale bread:
    allow: replace
    when: amount <= 5
    limits: [5 EUR per case, 40 EUR per actor per week]
"""


def book_of(text: str) -> Book:
    loaded = policy.load_texts({"kiosk.yaml": text})
    assert loaded.book is not None, "\n".join(each.render() for each in loaded.errors)
    return loaded.book


def test_a_book_without_authorities_has_staff_and_an_owner() -> None:
    book = book_of(SMALLEST)

    assert book.authorities == ("staff", "owner")
    assert (book.level("staff"), book.level("owner")) == (0, 1)


def test_a_plain_list_of_limits_belongs_to_the_lowest_authority() -> None:
    (policy_,) = book_of(SMALLEST).policies
    (guideline,) = policy_.guidelines

    assert [*guideline.limits] == ["staff"]
    assert [limit.cap for limit in guideline.limits["staff"]] == [500, 4_000]


def test_the_policy_of_a_single_file_is_called_like_its_book() -> None:
    (policy_,) = book_of(SMALLEST).policies

    assert policy_.id == "kiosk"
    assert policy_.rules[0].id == "kiosk/no lottery for minors"


def test_an_action_whose_clause_speaks_of_an_amount_has_one_at_its_own_cost() -> None:
    book = book_of(SMALLEST)

    assert book.actions["replace"].amount
    assert book.actions["replace"].cost == Cost(factor=Decimal(1))
    assert not book.actions["sell lottery ticket"].amount
    assert book.actions["sell lottery ticket"].cost == Cost()
    assert not book.actions["replace"].declared


def test_an_undeclared_fact_is_typed_from_its_use_and_has_the_trust_of_staff() -> None:
    age = book_of(SMALLEST).facts["age"]

    assert (age.type, age.trust, age.presume, age.declared) == (feel.types.NUMBER, Trust.STAFF, None, False)


def test_what_no_guideline_names_is_asked_of_the_highest_authority() -> None:
    book = book_of(SMALLEST)

    assert (book.otherwise.kind, book.otherwise.authority) == (Otherwise.ASK, "owner")
    assert book.on_error == "owner"
    assert book_of(SMALLEST + "authorities: [clerk, boss]\n").otherwise.authority == "boss"


def test_there_is_no_own_judgement_unless_the_book_grants_it() -> None:
    book = book_of(SMALLEST)

    assert dict(book.own_judgement.limits) == {}
    assert book.own_judgement.review is None


def test_zone_size_and_principles_may_be_absent() -> None:
    book = book_of(SMALLEST)

    assert book.zone is None
    assert (book.size.sites, book.size.actors_per_site, book.size.customers) == (1, 1, None)
    assert dict(book.principles) == {}


def test_an_amount_without_a_cost_is_its_own_cost_and_an_action_without_either_costs_nothing() -> None:
    actions = "actions: {refund: {amount: money}, chat: {}, coffee: {cost: 1.50}, upgrade: {amount: money, cost: 2 + 0.3 * amount}}\n"
    book = book_of("book: a\ncurrency: EUR\n" + actions)

    costs = {name: (action.cost.fixed_minor, action.cost.factor) for name, action in book.actions.items()}
    assert costs == {
        "refund": (0, Decimal(1)),
        "chat": (0, 0),
        "coffee": (150, 0),
        "upgrade": (200, Decimal("0.3")),
    }


def test_facts_from_the_desk_have_the_trust_of_the_system() -> None:
    book = book_of(
        "book: a\ncurrency: EUR\nfacts: {customer.tier: text, case.channel: text, queue: number, site.size: {trust: staff}}\n"
    )

    assert {name: fact.trust for name, fact in book.facts.items()} == {
        "customer.tier": Trust.SYSTEM,
        "case.channel": Trust.SYSTEM,
        "queue": Trust.STAFF,
        "site.size": Trust.STAFF,
    }


def test_types_show_in_use() -> None:
    conditions = {
        "price of goods": None,
        "wait": "wait > 3 and 2 * total <= 30",
        "tier": 'tier in ("gold", "silver") or "bronze" = rank',
        "paid": "paid and not(opened) or (if closed then wait > 1 else wait > 2)",
        "bought": 'today() - bought on > duration("P30D")',
        "basket": "some item in basket satisfies item.fresh",
        "stay": 'stay > duration("P2D")',
        "size": "size between 1 and 3 and -debt < 0",
        "place": 'goods.place = "shelf"',
    }
    del conditions["price of goods"]
    rules = "".join(f"  {name}: {{forbid: sell, when: '{text}'}}\n" for name, text in conditions.items())
    book = book_of("book: a\ncurrency: EUR\nrules:\n" + rules)

    types = feel.types
    assert {name: fact.type for name, fact in book.facts.items()} == {
        "wait": types.NUMBER,
        "total": types.NUMBER,
        "tier": types.STRING,
        "rank": types.STRING,
        "paid": types.BOOLEAN,
        "opened": types.BOOLEAN,
        "closed": types.BOOLEAN,
        "bought on": types.DATE,
        "basket": types.ListOf(types.ANY),
        "stay": types.DAYS,
        "size": types.NUMBER,
        "debt": types.NUMBER,
        "goods.place": types.STRING,
    }


def test_a_certificate_exists_because_something_asks_for_it() -> None:
    text = """
book: a
currency: EUR
rules:
  gas: {forbid: fill gas bottle, when: 'not(list contains(actor.certificates, "gas"))'}
guidelines:
  till: {allow: give change, requires: [cash desk]}
"""

    assert book_of(text).certificates == ("cash desk", "gas")
