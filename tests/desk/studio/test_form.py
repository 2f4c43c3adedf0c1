"""A policy in a form and back: the same clause, and nothing of a file is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leeway.desk.studio.form import (
    BookTexts,
    ChangeRow,
    ClauseForm,
    ConditionRow,
    ExampleForm,
    GivenRow,
    LimitRow,
    NewAction,
    NewFact,
    PointRow,
    PolicyForm,
    StepRow,
)
from leeway.desk.studio.form.conditions import condition_rows, condition_text
from leeway.desk.studio.form.examples import entry_of_example, example_form
from leeway.desk.studio.form.vocabulary import vocabulary
from leeway.policy import load_texts

BOOKS = Path(__file__).parents[3] / "books"


def _texts(name: str) -> dict[str, str]:
    path = BOOKS / name
    if path.is_file():
        return {path.name: path.read_text("utf-8")}
    return {each.relative_to(path).as_posix(): each.read_text("utf-8") for each in sorted(path.rglob("*.yaml"))}


NAMES = sorted(path.name for path in BOOKS.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_saving_every_form_of_a_book_unchanged_leaves_every_file_as_it_was(name: str) -> None:
    texts = _texts(name)
    before = BookTexts(texts)
    book = load_texts(texts).book
    assert book is not None
    words = before.words(book)

    after = before
    for policy in book.policies:
        for form in (*before.clauses(policy.id, words), *before.circumstances(policy.id, words)):
            after = after.with_clause(policy.id, form, words)
        head = before.policy_form(policy.id)
        assert head is not None
        after = after.with_policy(head).with_examples(policy.id, before.examples(policy.id, words), words)

    assert after.texts == texts


@pytest.mark.parametrize("name", NAMES)
def test_a_clause_written_from_its_form_alone_means_the_same(name: str) -> None:
    """Into an empty place: everything has to come from the form's fields."""
    texts = _texts(name)
    before = BookTexts(texts)
    book = load_texts(texts).book
    assert book is not None
    words = before.words(book)

    for policy in book.policies:
        after = before
        expressed = [form for form in before.clauses(policy.id, words) if not form.rest]
        for form in expressed:
            file = after.file_of(policy.id)
            assert file is not None
            after = after.with_entry(file, (form.kind, form.name), {}).with_clause(policy.id, form, words)
        again = load_texts(after.texts)
        assert again.errors == ()
        assert again.book is not None
        assert _meaning(again.book, policy.id) == _meaning(book, policy.id)


def _meaning(book, policy_id):
    """The clauses without the place in which they stand and the layout of their conditions."""
    from dataclasses import fields

    policy = next(each for each in book.policies if each.id == policy_id)
    clauses = (*policy.rules, *policy.guidelines, *policy.situations)
    return [
        {
            field.name: getattr(clause, field.name) if field.name != "when" else clause.when.tree
            for field in fields(clause)
            if field.name not in ("place", "because", "good", "bad")
        }
        for clause in clauses
    ]


HEAD = """\
# Ours.
book: taxi desk
currency: UAH
zone: Europe/Kyiv
authorities: [attendant, supervisor]
facts:
  stranded: {type: boolean, ask: "Does the customer have no way home?"}
  distance: {type: number, unit: km}
  place: {type: text, one of: [town, road]}
actions:
  call a taxi: {amount: money, max: 2000, cost: amount}
"""
EMPTY = BookTexts({"book.yaml": HEAD}).with_policy(
    PolicyForm(id="taxi", title="A taxi for a stranded customer", owner="Vera", since="2026-01-01")
)


def test_a_policy_is_written_in_the_form_and_loads() -> None:
    words = EMPTY.words()
    form = ClauseForm(
        kind="guidelines",
        name="way-home",
        title="A way home",
        actions=("call a taxi",),
        conditions=(
            ConditionRow(fact="stranded", test="yes"),
            ConditionRow(fact="distance", test="<=", value="1,000"),
            ConditionRow(fact="place", test="one of", value="town, road"),
        ),
        limits=(
            LimitRow(authority="attendant", quantity="300"),
            LimitRow(authority="attendant", quantity="1 000", scope="site", window="week"),
            LimitRow(authority="supervisor", quantity="900"),
        ),
        steps=(StepRow(text="Write down where to: the street and the number."),),
        points=(PointRow(point="we do not leave anybody here", words="We get you home."),),
        because="Nobody is left at night.",
    )
    example = ExampleForm(
        name="the last bus has gone", actor="attendant", action="call a taxi", amount="250", expect="go ahead",
        given=(GivenRow(fact="stranded", value="yes"), GivenRow(fact="distance", value="4"), GivenRow(fact="place", value="town")),
        good="He was home in twenty minutes.",
    )  # fmt: skip

    written = EMPTY.with_clause("taxi", form, words).with_examples("taxi", [example], words)

    assert load_texts(written.texts).diagnostics == ()
    assert written.texts["book.yaml"] == HEAD
    assert written.texts["policies/taxi.yaml"] == (
        """\
policy: taxi
title: A taxi for a stranded customer
owner: Vera
since: 2026-01-01

guidelines:
  way-home:
    title: A way home
    allow: call a taxi
    when: stranded and distance <= 1000 and place in ("town", "road")
    limits:
      attendant: [300 UAH per case, 1000 UAH per site per week]
      supervisor: [900 UAH per case]
    do:
      write: "Write down where to: the street and the number."
    say:
      - point: we do not leave anybody here
        words: We get you home.
    because: Nobody is left at night.
""".replace("01\n\n", "01\n")
    )
    assert load_texts(written.texts).book.examples[0].given["stranded"] is True


def test_a_changed_limit_changes_one_line() -> None:
    texts = _texts("forecourt")
    before = BookTexts(texts)
    words = before.words(load_texts(texts).book)
    form = next(each for each in before.clauses("short-of-money", words) if each.name == "small-shortfall")
    limits = tuple(
        LimitRow(authority="attendant", quantity="300")
        if row.authority == "attendant" and row.scope == "case"
        else row
        for row in form.limits
    )

    from dataclasses import replace

    after = before.with_clause("short-of-money", replace(form, limits=limits), words)

    file = "policies/short-of-money.yaml"
    old, new = texts[file].splitlines(), after.texts[file].splitlines()
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        (
            "      attendant:  [200 UAH per case, 1000 UAH per actor per week]",
            "      attendant:  [300 UAH per case, 1000 UAH per actor per week]",
        )
    ]


def test_what_is_typed_wrong_is_kept_and_told() -> None:
    words = EMPTY.words()
    form = ClauseForm(
        kind="guidelines", name="way-home", actions=("call a taxi",),
        conditions=(ConditionRow(fact="distance", test="<="), ConditionRow(fact="stranded", test="yes")),
        limits=(LimitRow(authority="attendant", quantity="plenty"),),
    )  # fmt: skip

    written = EMPTY.with_clause("taxi", form, words)

    again = written.clauses("taxi", written.words())[0]
    assert again.conditions == form.conditions
    assert again.limits == form.limits
    assert {each.name for each in load_texts(written.texts).errors} >= {"bad-limit"}


def test_a_new_fact_and_a_new_action_join_the_head() -> None:
    found, action = EMPTY.with_action(NewAction(title="Give a lift", cost="share", figure="20", most="500"))
    found, fact = found.with_fact(NewFact(name="Luggage", ask="How many bags?", kind="number", unit="bags"))
    found = found.with_choice("place", "airport")

    assert (action, fact) == ("give a lift", "luggage")
    assert found.texts["book.yaml"].startswith("# Ours.\n")
    assert (
        "  give a lift:\n    amount: money\n    max: 500\n    cost: 0.2 * amount\n" in found.texts["book.yaml"]
    )
    assert "one of: [town, road, airport]" in found.texts["book.yaml"]
    assert load_texts(found.texts).errors == ()


def test_a_single_file_becomes_a_folder_when_a_policy_joins() -> None:
    found = BookTexts(_texts("corner-shop.yaml")).with_policy(PolicyForm(id="taxi", title="A taxi"))

    assert sorted(found.texts) == ["book.yaml", "policies/taxi.yaml"]


def test_an_example_that_is_emptied_is_taken_out_and_the_others_stay() -> None:
    texts = _texts("forecourt")
    before = BookTexts(texts)
    words = before.words(load_texts(texts).book)
    forms = list(before.examples("short-of-money", words))
    forms[1] = ExampleForm(was=forms[1].was)

    after = before.with_examples("short-of-money", forms, words)

    file = "examples/short-of-money.yaml"
    gone = [line for line in texts[file].splitlines() if line not in after.texts[file].splitlines()]
    assert gone[0] == "- example: twelve hryvnias are missing"
    assert after.texts[file].startswith("# S4:")


# -- any form --------------------------------------------------------------------------------------------------
PROSE = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=20).map(
    lambda text: " ".join(text.split())
)
CONDITIONS = st.one_of(
    st.builds(ConditionRow, fact=st.just("stranded"), test=st.sampled_from(["yes", "no"])),
    st.builds(
        ConditionRow, fact=st.sampled_from(["distance", "amount"]),
        test=st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), value=st.integers(0, 10**6).map(str),
    ),
    st.builds(
        ConditionRow, fact=st.just("place"), test=st.sampled_from(["=", "!="]), value=st.sampled_from(["town", "road"])
    ),
    st.builds(
        ConditionRow, fact=st.just("place"), test=st.sampled_from(["one of", "none of"]),
        value=st.sampled_from(["town", "town, road"]),
    ),
    st.just(ConditionRow(written="stranded or distance > 3")),
)  # fmt: skip
LIMITS = st.builds(
    LimitRow,
    authority=st.sampled_from(["attendant", "supervisor"]),
    measure=st.sampled_from(["money", "times"]),
    quantity=st.integers(0, 10**5).map(str),
    scope=st.sampled_from(["case", "customer", "actor"]),
    window=st.sampled_from(["", "day", "week", "90 days", "8 hours"]),
)
CLAUSES = st.builds(
    ClauseForm,
    kind=st.just("guidelines"),
    name=st.just("way-home"),
    title=PROSE,
    actions=st.just(("call a taxi",)),
    conditions=st.lists(CONDITIONS, max_size=4).map(tuple),
    limits=st.lists(LIMITS, max_size=5).map(lambda rows: tuple(sorted(rows, key=lambda row: row.authority))),
    requires=st.sampled_from([(), ("cash desk",)]),
    steps=st.lists(PROSE.filter(bool), max_size=3, unique=True).map(
        lambda texts: tuple(StepRow(id=f"step {number}", text=text) for number, text in enumerate(texts))
    ),
    points=st.lists(st.builds(PointRow, point=PROSE.filter(bool), words=PROSE), max_size=3).map(tuple),
    because=PROSE,
    public=st.just("no") | PROSE,
    good=st.lists(PROSE.filter(bool), max_size=2).map(tuple),
    bad=st.lists(PROSE.filter(bool), max_size=2).map(tuple),
)


@given(CLAUSES)
def test_any_form_is_read_back_as_it_was_written(form: ClauseForm) -> None:
    words = EMPTY.words()

    written = EMPTY.with_clause("taxi", form, words)

    assert written.clauses("taxi", words) == (form,)
    again = written.with_clause("taxi", written.clauses("taxi", words)[0], words)
    assert again.texts == written.texts


# -- circumstances and lists ---------------------------------------------------------------------------------
def test_a_circumstance_keeps_what_it_leaves_out_and_what_it_does_instead() -> None:
    files = BookTexts(_texts("forecourt"))
    words, policy = files.words(None), "queue"
    (rush,) = files.circumstances(policy, words)

    assert [(row.step, row.text) for row in rush.changes][:2] == [("offers", ""), ("card", "")]
    assert files.with_clause(policy, rush, words).entries(files.file_of(policy) or "") == files.entries(
        files.file_of(policy) or ""
    )

    other = replace(rush, changes=(ChangeRow(step="card"), ChangeRow(step="offers", text="Not today.")))
    written = files.with_clause(policy, other, words).circumstances(policy, words)[0]
    assert [(row.step, row.text) for row in written.changes] == [("card", ""), ("offers", "Not today.")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('list contains(damages, "seat")', ("damages", "contains", "seat")),
        ('not(list contains(damages, "seat"))', ("damages", "lacks", "seat")),
        ("count(damages) >= 2", ("damages", "at least", "2")),
        ("count(damages) <= 4", ("damages", "at most", "4")),
    ],
)
def test_lists_are_asked_in_rows(text: str, row: tuple[str, str, str]) -> None:
    words = vocabulary({"facts": {"damages": {"list of": "text"}}})
    (found,) = condition_rows(text, words)

    assert (found.fact, found.test, found.value) == row
    assert condition_text([found], "", words) == text


def test_a_list_of_texts_in_an_example_is_typed_with_commas() -> None:
    words = vocabulary({"facts": {"damages": {"list of": "text"}}})
    entry = {"example": "two", "given": {"damages": ["seat", "door"]}, "action": "refund", "expect": "decline"}
    form = example_form(entry, words)

    assert form.given == (GivenRow(fact="damages", value="seat, door"),)
    longer = replace(form, given=(GivenRow(fact="damages", value="seat, door , hood"),))
    assert entry_of_example(longer, entry, words) == {**entry, "given": {"damages": ["seat", "door", "hood"]}}
