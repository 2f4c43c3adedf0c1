"""Attempts to break Leeway from outside: books, expressions and requests, most of them spoiled from sound ones.

Each attempt is a number and says by it alone what it is, so that a failure can be tried again. An attempt ends well when
it ends with an answer or with what is wrong; it returns which, and raises nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from leeway import decide, feel, policy
from tests.hostile import bombs

BOOKS = Path(__file__).resolve().parents[2] / "books"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANSWER, DIAGNOSTIC = "answer", "diagnostic"
SCRAPS = (
    "", " ", "\n", "\n  ", "\n    ", ":", ": ", "- ", "[", "]", "{", "}", ",", " #", "&a ", "*a", "!t ", "|", ">-", "'", '"', "\\", "@", "%", "? ",
    "---\n", "null", "~", "true", "no", "0", "-1", "1e999", "1e-6143", "9" * 400, "10.10", "0x10", "1:30", "2026-01-01", "\t", "\r\n", "\x00", "\u2028",
    "\ufeff", "é", "漢字", "🙂", "\ud800", "amount", "now", "when: ", "limits: ", "anonymous", "facts:", "actions:", "examples:", "one of", "per case",
    "30 EUR per case", "no limit per actor", "ask owner", "if x then 1 else ", "some x in ", " satisfies ", "for i in 1..9 return ", "(((((((", ")))))))",
    "<<: *a", "something else", "anything", "actor.authority", "customer.known", 'duration("P1D")', "x" * 300, "[[[[[[[[[[", "{a: {b: {c: ", " ** ",
    "1..1000000000", 'matches("aaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', "string join(", "concatenate(", "99999999999 ** 99999999999", "not(", "in (",
    "function(x) ", '@"P9999999999Y"', "date(", "999999999-12-31", "instance of list<", " and ", " or ", " = ", "[1..", "{", ".a.b.c", "?",
)  # fmt: skip


def attempt(number: int) -> str:
    """What came of an attempt: four in ten are books, four expressions, two requests."""
    choose = Random(number)
    kinds: tuple[Callable[[Random], str], ...] = (book, expression, book, expression, request)
    return kinds[number % len(kinds)](choose)


# -- books -----------------------------------------------------------------------------------------------
def book(choose: Random) -> str:
    """A book, nine in ten spoiled from a sound one; what can be loaded is used."""
    if choose.random() < 0.1:
        return load({"book.yaml": _nonsense(choose)})
    return load(spoiled_book(choose))


def load(texts: Mapping[str, str]) -> str:
    """Load a book, have it formatted, decide its examples, add up what it can spend."""
    loaded = policy.load_texts(texts)
    for text in texts.values():
        policy.text_problems(text, path="x.yaml")
    for found in loaded.diagnostics:
        found.render()
    if loaded.book is None:
        assert loaded.errors != ()
        return DIAGNOSTIC
    placed = loaded.book
    if placed.zone is None:
        placed = policy.load_texts({name: _zoned(text) for name, text in texts.items()}).book or placed
    if placed.zone is not None:
        decide.exposure(placed)
        for example in placed.examples[:5]:
            decide.run_example(placed, example)
    return ANSWER


def _zoned(text: str) -> str:
    return text if "\nzone:" in text else text.replace("\ncurrency:", "\nzone: Europe/Kyiv\ncurrency:", 1)


def spoiled_book(choose: Random) -> dict[str, str]:
    """Some files of a sound book, a few places of them written over, cut out, doubled or moved."""
    sources = sound_books()
    texts = sources[choose.choice(sorted(sources))]
    if len(texts) > 3 and choose.random() < 0.95:
        names = choose.sample(sorted(set(texts) - {"book.yaml"}), choose.choice((1, 1, 2)))
        texts = {name: texts[name] for name in ("book.yaml", *names)}
    texts = dict(texts)
    for _ in range(choose.randint(1, 3)):
        name = choose.choice(sorted(texts))
        texts[name] = _spoiled(texts[name], choose)
    return texts


def _spoiled(text: str, choose: Random) -> str:
    start = choose.randint(0, len(text))
    end = min(len(text), start + choose.choice((0, 0, 1, 2, 5, 20, 200)))
    other = choose.randint(0, len(text))
    scrap = choose.choice(
        (*SCRAPS, text[other : other + 30], text[start:end] * 2, choose.choice(bombs.EXPRESSIONS)[:400])
    )
    return text[:start] + scrap + text[end:]


@cache
def sound_books() -> dict[str, dict[str, str]]:
    """Our own books as texts, by their names; the small one weighs as much as each of the others."""
    found = {"corner-shop": {"corner-shop.yaml": (BOOKS / "corner-shop.yaml").read_text("utf-8")}}
    for folder in sorted(path for path in BOOKS.iterdir() if (path / "book.yaml").exists()):
        files = sorted(folder.rglob("*.yaml"))
        found[folder.name] = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    return found


def _nonsense(choose: Random) -> str:
    return "".join(choose.choice(SCRAPS) for _ in range(choose.randint(1, 60)))


# -- expressions -----------------------------------------------------------------------------------------
def expression(choose: Random) -> str:
    """An expression, eight in ten spoiled from one of a sound book; parsed, checked, evaluated twice over."""
    if choose.random() < 0.2:
        return evaluate(_nonsense(choose))
    text = choose.choice(sound_conditions())
    for _ in range(choose.randint(1, 3)):
        text = _spoiled(text, choose)
    return evaluate(text)


NAMES: Mapping[str, Any] = {
    "x": Decimal(1), "y": (Decimal(1), Decimal(2)), "tier": "gold", "queue": Decimal(4), "amount": Decimal("10.5"),
    "paid": True, "flights": ({"from": "A", "to": "B", "seats": Decimal(3)},), "unknown fact": feel.UNKNOWN,
}  # fmt: skip


def evaluate(text: str) -> str:
    """Parse an expression with some names known, check it, work it out as a book would and as FEEL alone would."""
    try:
        node = feel.parse(text, names=NAMES)
    except feel.FeelSyntaxError as error:
        error.problem.render(text)
        return DIAGNOSTIC
    feel.check(text, {name: feel.type_of(value) for name, value in NAMES.items() if value is not feel.UNKNOWN})
    feel.format(node)
    for in_book in (True, False):
        found = feel.evaluate(node, NAMES, in_book=in_book)
        feel.literal(found.value)
        for problem in found.problems:
            problem.render(text)
    feel.compile_python(node)(NAMES)
    return ANSWER


@cache
def sound_conditions() -> tuple[str, ...]:
    """The conditions of our own books."""
    books = [policy.load_texts(texts).book for texts in sound_books().values()]
    return tuple(
        clause.when.text
        for each in books
        if each is not None
        for part in each.policies
        for clause in (*part.rules, *part.guidelines)
        if clause.when is not None
    )


# -- requests --------------------------------------------------------------------------------------------
def request(choose: Random) -> str:
    """A request as JSON, spoiled from one that a worked example amounts to; a third is spoiled as a text."""
    _, engine = choose.choice(engines())
    form = _form(choose.choice(engine.book.examples))
    for _ in range(choose.randint(1, 3)):
        _spoil_form(form, choose)
    text = json.dumps(form, ensure_ascii=choose.random() < 0.5)
    if choose.random() < 0.33:
        text = _spoiled(text, choose)
    return ask(text, engine=engine)


def ask(text: str, *, engine: decide.Engine | None = None) -> str:
    """Read a request and decide it; whatever is decided is said in words and written as JSON."""
    engine = engine or engines()[0][1]
    try:
        read = decide.read_request(decide.parse_json(text), book=engine.book, now=AT)
        decision = engine.decide(read, {})
    except (decide.FormError, decide.RequestError):
        return DIAGNOSTIC
    json.dumps(decide.to_json(decision))
    assert decide.decide(engine.book, read, {}) == decision
    decide.options(engine.book, read)
    return ANSWER


@cache
def engines() -> tuple[tuple[str, decide.Engine], ...]:
    """An engine for each of our books that has examples, made once."""
    loaded = {name: policy.load_texts(texts).book for name, texts in sound_books().items()}
    return tuple(
        (name, decide.Engine(each)) for name, each in loaded.items() if each is not None and each.examples
    )


def _form(example: policy.Example) -> dict[str, Any]:
    given = {name: _plain(value) for name, value in example.given.items()}
    form: dict[str, Any] = {
        "action": example.action,
        "actor": {"id": "nina", "authority": example.actor},
        "given": given,
    }
    return form | ({"amount": str(given.pop("amount"))} if "amount" in given else {})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return (
        float(value)
        if isinstance(value, Decimal)
        else value
        if isinstance(value, bool | str)
        else feel.to_string(value)
    )


ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**400, "", "1e999999", "NaN", "-0", "x" * 5_000, [], {}, [[[[[]]]]], {"value": {}}, {"value": 1, "trust": "system"},
    "2026-02-30", "９", "\u202e", "\ud800", {"": ""}, [None] * 200, {"a": {"b": {"c": {}}}}, "9999-12-31T23:59:59+23:59", "P1000000000Y", 0.1,
)  # fmt: skip


def _spoil_form(form: dict[str, Any], choose: Random) -> None:
    """Put something odd in the place of a member, at any depth, or add a member."""
    place: Any = form
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = choose.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and choose.random() < 0.7:
            place = place[key]
            continue
        place[key] = deepcopy(choose.choice(ODD))
        break
    if choose.random() < 0.3:
        form[choose.choice([*decide.FIELDS, "given", "nonsense"])] = deepcopy(choose.choice(ODD))
