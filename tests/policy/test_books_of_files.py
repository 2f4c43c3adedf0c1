"""How do files become a book? Folders and single files, order, versions, sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leeway import policy
from leeway.policy import Limit, Measure, Otherwise, Scope, Trust, Window
from leeway.policy.keys import BOOK_BYTES_MAX, CLAUSES_MAX, FILE_BYTES_MAX

BOOKS = Path(__file__).resolve().parents[2] / "books"
HEAD = """
book: shop
currency: UAH
authorities: [trainee, clerk, lead]
facts:
  queue: {type: number, unit: people, trust: staff, presume: 0, ask: How many wait?, effort: 2}
  tier: {type: text, one of: [gold, silver], trust: verified}
  birthday: {type: date, optional: true}
  basket:
    list of: {name: text, price: money, state: {type: text, one of: [fresh, stale]}}
  address:
    record of: {city: text, street: {record of: {name: text, number: number}}}
actions:
  refund: {amount: money, max: 500, worth: 2}
  rebook: {parameters: {cabin: {type: text, one of: [economy, business]}, late: boolean}}
  gift: {amount: money, cost: 20, otherwise: no}
  sing: {otherwise: [1 per actor per day]}
otherwise: {clerk: [100 UAH per case, 300 UAH per actor per week], lead: [200 UAH per case]}
on error: ask lead
overall limits: {limits: [3000 UAH per customer per year, 60000 UAH per site per month], anonymous: [900 UAH per site per day]}
own judgement: {limits: {clerk: [2 per actor per month]}, review: lead within 3 days, ai: [helper bot]}
principles: {safety: Nobody is put at risk.}
size: {sites: 400, actors per site: 12, customers: 9000}
zone: Europe/Kyiv
"""
SECOND = """
policy: second
order: 2
rules:
  plastic: {forbid: anything, when: true}
"""
FIRST = """
policy: first
title: The first
since: 2026-01-01
until: 2026-12-31
order: 1
guidelines:
  gold:
    allow: [refund, gift]
    when: tier = "gold" and amount <= 100
    limits:
      lead: [300 UAH per case, no limit per actor, 2 per site per day]
      clerk: [100 UAH per case, 300 UAH per actor per day, 2 per site per day, 3 per customer per year]
    anonymous: 5 per site per day
    requires: till
    do: {note: Note the number.}
    say:
      - we are sorry
      - {point: it will not happen again, words: We have changed it.}
    was: golden
    order: -3
  rest:
    allow: refund
    when: birthday != null and birthday < date("2000-01-01")
    limits: [10 UAH per case, 1 per customer per 30 days, 50 UAH per actor per day]
    anonymous: [1 per site per day]
situations:
  arrival: {wish: Hello?, do: {greet: Greet.}, say: welcome, remedies: [sing]}
circumstances:
  rush: {when: queue > 3, for: [arrival, first/gold], skip: [note], instead: {greet: Nod.}}
"""
EXAMPLES = """
- example: a regular
  given: {tier: gold, amount: 10.10, queue: 007, birthday: null, basket: [{name: bread, price: 3.50, state: stale}],
          address: {city: Kyiv, street: {name: no, number: 1}}}
  trust: {tier: claimed}
  actor: clerk
  action: refund
  used: {gold: [100 UAH per actor per day, 1 per site per day], overall: [5 UAH per customer per year]}
  certificates: [till]
  customer: unknown
  stopped: [rest, sing]
  at: 2026-05-01T12:00:00
  expect: ask lead
  by: gold
  steps: [Note the number.]
  skipped: [note]
  instead: [sing]
  good: [One way., Another.]
- example: a cabin
  given: {cabin: business, late: true}
  action: rebook
  expect: find out tier, queue
- example: a song
  own judgement: It was her birthday.
  principle: safety
  told: true
  action: something else
  given: {amount: 12}
  expect: decline
- example: hello
  given: {queue: 5}
  steps: [Nod.]
"""
FILES = {"book.yaml": HEAD, "policies/b.yaml": FIRST, "policies/a.yaml": SECOND, "examples/all.yaml": EXAMPLES}


@pytest.fixture
def book() -> policy.Book:
    loaded = policy.load_texts(FILES)
    assert loaded.book is not None, "\n".join(each.render() for each in loaded.diagnostics)
    assert loaded.diagnostics == ()
    return loaded.book


def test_the_head_is_read(book: policy.Book) -> None:
    assert (book.name, book.currency, book.digits, book.zone) == ("shop", "UAH", 2, "Europe/Kyiv")
    assert (book.size.sites, book.size.actors_per_site, book.size.customers) == (400, 12, 9_000)
    assert book.on_error == "lead"
    assert book.otherwise.kind is Otherwise.LIMITS
    assert [*book.otherwise.limits] == ["clerk", "lead"]
    assert [limit.scope for limit in book.overall] == [Scope.CUSTOMER, Scope.SITE]
    assert book.overall_anonymous == (Limit(Measure.COST, Scope.SITE, Window("day"), 90_000),)
    assert (book.own_judgement.review, book.own_judgement.ai) == ("lead within 3 days", ("helper bot",))


def test_facts_are_read(book: policy.Book) -> None:
    queue, tier, birthday = (book.facts[name] for name in ("queue", "tier", "birthday"))

    assert (queue.unit, queue.presume, queue.ask, queue.effort) == ("people", 0, "How many wait?", 2)
    assert (tier.one_of, tier.trust) == (("gold", "silver"), Trust.VERIFIED)
    assert birthday.optional
    assert str(book.facts["basket"].type) == "list<context<name: string, price: number, state: string>>"
    assert (
        str(book.facts["address"].type)
        == "context<city: string, street: context<name: string, number: number>>"
    )


def test_actions_are_read(book: policy.Book) -> None:
    assert (book.actions["refund"].max_minor, book.actions["refund"].worth_minor) == (50_000, 200)
    assert book.actions["rebook"].parameters["cabin"].one_of == ("economy", "business")
    gift = book.actions["gift"].otherwise
    assert gift is not None
    assert gift.kind is Otherwise.NO


def test_policies_stand_in_deciding_order(book: policy.Book) -> None:
    assert [each.id for each in book.policies] == ["first", "second"]


def test_limits_stand_lowest_authority_first(book: policy.Book) -> None:
    gold = book.policies[0].guidelines[0]

    assert [*gold.limits] == ["clerk", "lead"]
    assert gold.limits["lead"][1].cap is None
    assert [limit.scope for limit in gold.anonymous] == [Scope.SITE]


def test_clauses_are_read(book: policy.Book) -> None:
    gold, rest = book.policies[0].guidelines
    (rule,) = book.policies[1].rules

    assert (gold.id, gold.name, gold.policy) == ("first/gold", "gold", "first")
    assert (gold.actions, gold.requires, gold.was) == (("refund", "gift"), ("till",), "golden")
    assert (gold.order, rest.order) == (-3, 1)
    assert [(point.point, point.words) for point in gold.points] == [
        ("we are sorry", None),
        ("it will not happen again", "We have changed it."),
    ]
    assert [(step.id, step.text, step.clause) for step in gold.steps] == [
        ("note", "Note the number.", "first/gold")
    ]
    assert rule.actions == ()
    assert rule.when.text == "true"


def test_situations_and_circumstances_are_read(book: policy.Book) -> None:
    (arrival,), (rush,) = book.policies[0].situations, book.policies[0].circumstances

    assert (arrival.wish, arrival.remedies) == ("Hello?", ("sing",))
    assert (rush.skip, dict(rush.instead), rush.applies_to) == (
        ("note",),
        {"greet": "Nod."},
        ("arrival", "first/gold"),
    )


def test_raw_scalars_keep_what_was_written(book: policy.Book) -> None:
    given = book.examples[0].given

    assert str(given["queue"]) == "7"
    assert str(given["basket"][0]["price"]) == "3.50"
    assert given["address"]["street"] == {"name": "no", "number": 1}
    assert given["birthday"] is None
    assert book.examples[0].amount_minor == 1_010


def test_examples_are_read(book: policy.Book) -> None:
    regular, cabin, song, hello = book.examples

    assert (regular.actor, regular.action, regular.customer) == ("clerk", "refund", False)
    assert (regular.expect.outcome, regular.expect.authority, regular.expect.clause) == (
        "ask",
        "lead",
        "first/gold",
    )
    assert [*regular.used] == ["first/gold", "overall"]
    assert regular.stopped == ("first/rest", "sing")
    assert (regular.trust, regular.certificates) == ({"tier": Trust.CLAIMED}, ("till",))
    assert regular.good == "One way.\nAnother."
    assert (cabin.actor, dict(cabin.parameters), dict(cabin.given)) == (
        "trainee",
        {"cabin": "business", "late": True},
        {},
    )
    assert (cabin.expect.outcome, cabin.expect.asks) == ("find_out", ("tier", "queue"))
    assert (song.judgement, song.principle, song.told) == ("It was her birthday.", "safety", True)
    assert (hello.action, hello.expect.steps) == (None, ("Nod.",))


# -- versions ----------------------------------------------------------------------------------------------
def version(files: dict[str, str]) -> str:
    book = policy.load_texts(files).book
    assert book is not None
    return book.version


def test_the_same_texts_are_the_same_version_wherever_they_lie(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        for name, text in FILES.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    one, other = (policy.load(tmp_path / folder).book for folder in ("one", "other"))

    assert one is not None
    assert other is not None
    assert one.version == other.version == version(FILES)


def test_any_change_makes_another_version() -> None:
    changed = {**FILES, "examples/all.yaml": EXAMPLES + "# a remark\n"}
    moved = {**FILES, "policies/c.yaml": FILES["policies/a.yaml"]}
    del moved["policies/a.yaml"]

    assert len({version(FILES), version(changed), version(moved)}) == 3


def test_places_name_the_file_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("book: shop\ncurency: EUR\n", "utf-8")

    found = policy.load(tmp_path / "shop.yaml").errors

    assert {each.place.path for each in found} == {str(tmp_path / "shop.yaml")}


def test_the_head_of_a_folder_stands_for_the_folder(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    assert policy.load(tmp_path / "book.yaml") == policy.load(tmp_path)
    assert policy.load(tmp_path).book is not None


def test_a_folder_without_a_head_says_only_that(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("a: b\n", "utf-8")

    assert [each.name for each in policy.load(tmp_path).diagnostics] == ["no-book"]


# -- what cannot be read --------------------------------------------------------------------------------------
def names_of(loaded: policy.Loaded) -> list[str]:
    assert loaded.book is None
    return [each.name for each in loaded.errors]


def test_a_book_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert names_of(policy.load(tmp_path / "nowhere")) == ["unreadable-file"]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_bytes(b"book: caf\xe9\n")

    assert names_of(policy.load(tmp_path / "shop.yaml")) == ["unreadable-file"]


def test_a_file_over_256_kib_is_refused(tmp_path: Path) -> None:
    head = "book: shop\ncurrency: EUR\n"
    (tmp_path / "shop.yaml").write_text(head + "#" * (FILE_BYTES_MAX + 1 - len(head)), "utf-8")
    assert names_of(policy.load(tmp_path / "shop.yaml")) == ["too-large"]

    (tmp_path / "shop.yaml").write_text(head + "#" * (FILE_BYTES_MAX - len(head)), "utf-8")
    assert policy.load(tmp_path / "shop.yaml").errors == ()


def test_a_book_over_4_mib_is_refused() -> None:
    filler = "#" * (FILE_BYTES_MAX - 20)
    texts = {
        f"policies/p{number}.yaml": f"policy: p{number}\n{filler}"
        for number in range(BOOK_BYTES_MAX // FILE_BYTES_MAX + 1)
    }

    assert names_of(policy.load_texts({"book.yaml": "book: a\ncurrency: EUR\n", **texts})) == ["too-large"]


def test_a_book_of_more_than_5000_clauses_is_refused() -> None:
    texts = {
        f"policies/p{number}.yaml": f"policy: p{number}\nrules:\n"
        + "".join(f"  r{i}: {{forbid: sell}}\n" for i in range(1_000))
        for number in range(CLAUSES_MAX // 1_000)
    }
    head = {"book.yaml": "book: a\ncurrency: EUR\n"}
    assert policy.load_texts({**head, **texts}).errors == ()

    head = {"book.yaml": "book: a\ncurrency: EUR\nrules: {one more: {forbid: sell}}\n"}
    assert names_of(policy.load_texts({**head, **texts})) == ["too-many-clauses"]


# -- our own books ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [*sorted(BOOKS.glob("*.yaml")), *sorted(path.parent for path in BOOKS.glob("*/book.yaml"))],
    ids=lambda path: path.name,
)
def test_our_own_books_have_nothing_wrong(path: Path) -> None:
    loaded = policy.load(path)

    assert loaded.book is not None
    assert [each.render() for each in loaded.diagnostics if each.severity is not policy.Severity.NOTE] == []
