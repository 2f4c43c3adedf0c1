"""Does the schema for editors agree with the loader? It takes our books and refuses what is misshapen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from leeway import policy
from leeway.policy import json_schema, shape
from leeway.policy.keys import FORMAT

BOOKS = Path(__file__).resolve().parents[2] / "books"
FILES = sorted(BOOKS.rglob("*.yaml"))


def kind_of(path: Path) -> str:
    return {"policies": "policy", "examples": "examples"}.get(path.parent.name, "book")


def typed(text: str) -> Any:
    """A file as an editor sees it: YAML 1.2, dates as texts."""
    reader = YAML(typ="safe", pure=True)
    reader.constructor.yaml_constructors["tag:yaml.org,2002:timestamp"] = lambda _, node: node.value
    return reader.load(text)


@pytest.mark.parametrize("kind", ["book", "policy", "examples"])
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BOOKS).as_posix())
def test_it_takes_our_own_files(path: Path) -> None:
    validator = Draft202012Validator(json_schema(kind_of(path)))

    assert [error.message for error in validator.iter_errors(typed(path.read_text("utf-8")))] == []


MISSHAPEN = {
    "an unknown key": "book: a\ncurrency: EUR\ncolour: blue\n",
    "a key that is missing": "book: a\n",
    "a list for a table": "book: a\ncurrency: EUR\nrules: [{forbid: sell}]\n",
    "an unknown key of a rule": "book: a\ncurrency: EUR\nrules: {one: {forbid: sell, wen: a}}\n",
    "a rule without its action": "book: a\ncurrency: EUR\nrules: {one: {when: a}}\n",
    "a type that does not exist": "book: a\ncurrency: EUR\nfacts: {tier: word}\n",
    "a type that does not exist, within": "book: a\ncurrency: EUR\nfacts: {basket: {list of: {name: word}}}\n",
    "a size of nothing": "book: a\ncurrency: EUR\nsize: {sites: 0}\n",
    "a point without its point": "book: a\ncurrency: EUR\nsituations: {one: {say: [{words: Hello}]}}\n",
    "steps in a list": "book: a\ncurrency: EUR\nsituations: {one: {do: [Greet]}}\n",
    "a customer who is neither": "book: a\ncurrency: EUR\nexamples: [{example: one, customer: new}]\n",
    "a number that is none": "book: a\ncurrency: EUR\nactions: {refund: {amount: money, max: lots}}\n",
}


@pytest.mark.parametrize("what", MISSHAPEN)
def test_it_refuses_what_the_loader_refuses(what: str) -> None:
    text = MISSHAPEN[what]

    assert list(Draft202012Validator(json_schema()).iter_errors(typed(text)))
    assert policy.load_texts({"shop.yaml": text}).book is None


def test_every_key_of_the_format_is_described_in_it() -> None:
    described: dict[str, str] = {}

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            for name, each in schema.get("properties", {}).items():
                described[name] = each["description"]
            for each in schema.values():
                collect(each)
        elif isinstance(schema, list):
            for each in schema:
                collect(each)

    for kind in ("book", "policy", "examples"):
        collect(json_schema(kind))

    roots = (FORMAT.book, FORMAT.policy)
    assert {name for root in roots for name in root.keys} <= set(described)
    assert all(described.values())


def test_nested_members_may_hold_members() -> None:
    text = (
        "book: a\ncurrency: EUR\nfacts: {a: {record of: {b: {c: {list of: {d: {type: text, one of: [x]}}}}}}}\n"
    )

    assert list(Draft202012Validator(json_schema()).iter_errors(typed(text))) == []
    book = policy.load_texts({"shop.yaml": text}).book
    assert book is not None
    assert str(book.facts["a"].type) == "context<b: context<c: list<context<d: string>>>>"


def test_the_kinds_of_entries_are_all_known() -> None:
    kinds = {each for each in vars(shape).values() if isinstance(each, type) and issubclass(each, shape.Kind)}

    from leeway.policy.loader.reading import Reader
    from leeway.policy.loader.report import Report
    from leeway.policy.schema import _BY_KIND

    assert kinds - {shape.Kind} == set(_BY_KIND) == set(Reader(Report())._by_kind)
